import { useQuery } from '@tanstack/react-query'
import { Link, useParam, useSearch } from '#platform/web/address.tsx'
import { ErrorNote } from '#platform/web/kit/ErrorNote.tsx'
import { Skeleton } from '#platform/web/kit/Note.tsx'
import { Page } from '#platform/web/kit/Page.tsx'
import { useWords } from '#platform/web/words/use-words.ts'
import { bulletins } from '../api.ts'
import { BLANK, draftOf } from './draft.ts'
import { Editor } from './editor/Editor.tsx'
import './templates.css'

/** A template to read and change. */
export function TemplatePage() {
  const key = useParam('key')
  const { template, waiting } = useFreshTemplate(key)
  if (!template) return waiting
  return <Editor key={key} read={template} begun={draftOf(template)} />
}

/** A new one: `?from=monthly` begins with the text of another. */
export function NewTemplatePage() {
  const [{ from }] = useSearch()
  return from ? <CopiedTemplate from={from} /> : <Editor key="blank" read={null} begun={BLANK} />
}

function CopiedTemplate({ from }: { from: string }) {
  const w = useWords()
  const { template, waiting } = useFreshTemplate(from)
  if (!template) return waiting
  const name = w('templates.copyName', { name: template.name }).slice(0, 60)
  return <Editor key={from} read={null} begun={{ ...draftOf(template), name }} />
}

/** As it is now, not as it was when it was last looked at: what is changed on an old one would be refused. */
function useFreshTemplate(key: string) {
  const w = useWords()
  const { data, error, refetch, isFetchedAfterMount } = useQuery({
    ...bulletins.readTemplate.query({ params: { key } }),
    staleTime: 0,
  })
  const waiting = (
    <Page title={w('templates.title')} trail={<Link to="/bulletin-templates">{w('templates.title')}</Link>}>
      {error ? <ErrorNote problem={error} onRetry={() => void refetch()} /> : <Skeleton lines={8} />}
    </Page>
  )
  return { template: isFetchedAfterMount && !error ? data : undefined, waiting }
}
