import { useQuery } from '@tanstack/react-query'
import type { OfferedDocument } from '#capabilities/bulletins/contract.ts'
import { useParam, useSearch } from '#platform/web/address.tsx'
import { EmptyState } from '#platform/web/kit/EmptyState.tsx'
import { ErrorNote } from '#platform/web/kit/ErrorNote.tsx'
import { Skeleton } from '#platform/web/kit/Note.tsx'
import { Page } from '#platform/web/kit/Page.tsx'
import { useWords } from '#platform/web/words/use-words.ts'
import { bulletins } from './api.ts'
import { DocumentSwitcher } from './DocumentSwitcher.tsx'
import { DocumentView } from './DocumentView.tsx'
import { at } from './issue/issue.ts'
import { documentToShow } from './which-document.ts'
import './bulletin.css'

/** The documents of a round, one at a time, each as it will print. */
export function BulletinPage() {
  const w = useWords()
  const roundId = Number(useParam('id'))
  const [search] = useSearch()
  const { data, error, refetch } = useQuery(bulletins.listBulletins.query({ params: { id: roundId } }))
  if (!data) {
    return (
      <Page title={w('bulletins.titleBare')}>
        {error ? <ErrorNote problem={error} onRetry={() => void refetch()} /> : <Skeleton lines={8} />}
      </Page>
    )
  }
  const shown = documentToShow(data.items, search.template)
  if (!shown) return <NothingToRead roundId={roundId} items={data.items} />
  return <ShownDocument key={`${roundId} ${shown.key}`} roundId={roundId} shown={shown} items={data.items} />
}

type Props = { roundId: number; items: readonly OfferedDocument[] }

/** Who reads only what is published waits for it; nothing is wrong. */
function NothingToRead({ roundId, items }: Props) {
  const w = useWords()
  return (
    <Page title={w('bulletins.titleBare')}>
      {items.length > 0 && <DocumentSwitcher roundId={roundId} items={items} shown={null} />}
      <EmptyState title={w(items.length > 0 ? 'bulletins.notThisOne' : 'bulletins.nothingYet')}>
        {w(items.length > 0 ? 'bulletins.notThisOneText' : 'bulletins.nothingYetText')}
      </EmptyState>
    </Page>
  )
}

function ShownDocument({ roundId, items, shown }: Props & { shown: OfferedDocument }) {
  const { data, error, refetch } = useQuery(bulletins.readBulletin.query(at({ roundId, templateKey: shown.key })))
  const switcher = <DocumentSwitcher roundId={roundId} items={items} shown={shown} />
  if (data) return <DocumentView bulletin={data} kind={shown.kind} switcher={switcher} />
  return (
    <Page title={shown.title ?? shown.name}>
      {switcher}
      {error ? <ErrorNote problem={error} onRetry={() => void refetch()} /> : <Skeleton lines={8} />}
    </Page>
  )
}
