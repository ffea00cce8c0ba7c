import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Button } from '#platform/web/kit/Button.tsx'
import { ErrorNote } from '#platform/web/kit/ErrorNote.tsx'
import { Skeleton } from '#platform/web/kit/Note.tsx'
import { Page } from '#platform/web/kit/Page.tsx'
import { useMay } from '#platform/web/shell/session.tsx'
import { useWords } from '#platform/web/words/use-words.ts'
import type { Dictionary, Term } from '../../dictionaries/contract.ts'
import { settings } from '../api.ts'
import { SettingsTrail } from '../Trail.tsx'
import { DictionaryEntry } from './DictionaryEntry.tsx'
import { DictionaryForm } from './DictionaryForm.tsx'
import { TermForm } from './TermForm.tsx'
import './dictionaries.css'

export type Opened =
  | { what: 'dictionary'; dictionary: Dictionary | null }
  | { what: 'term'; dictionary: Dictionary; term: Term | null }

/** 字典: the names documents leave open, each with what it stands for here, where that is written, and its terms. */
export function DictionariesPage() {
  const w = useWords()
  const mayManage = useMay('setting.manage')
  const { data, error, isPending, refetch } = useQuery(settings.listDictionaries.query())
  const [opened, setOpened] = useState<Opened | null>(null)
  const close = () => setOpened(null)
  return (
    <Page
      title={w('settings.dictionary.title')}
      trail={<SettingsTrail />}
      note={w('settings.dictionary.note')}
      toolbar={
        mayManage && (
          <Button kind="primary" onClick={() => setOpened({ what: 'dictionary', dictionary: null })}>
            {w('settings.dictionary.add')}
          </Button>
        )
      }
    >
      {error && <ErrorNote problem={error} onRetry={() => void refetch()} />}
      {isPending && <Skeleton lines={8} />}
      <div className="dictionaries">
        {data?.items.map((dictionary) => (
          <DictionaryEntry key={dictionary.id} dictionary={dictionary} onOpen={mayManage ? setOpened : null} />
        ))}
      </div>
      {opened?.what === 'dictionary' && <DictionaryForm dictionary={opened.dictionary} onClose={close} />}
      {opened?.what === 'term' && <TermForm dictionary={opened.dictionary} term={opened.term} onClose={close} />}
    </Page>
  )
}
