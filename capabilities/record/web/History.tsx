import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { instantText } from '#platform/web/format.ts'
import { Button } from '#platform/web/kit/Button.tsx'
import { ErrorNote } from '#platform/web/kit/ErrorNote.tsx'
import { Skeleton } from '#platform/web/kit/Note.tsx'
import { Section } from '#platform/web/kit/Page.tsx'
import { useMay } from '#platform/web/shell/session.tsx'
import { useWords } from '#platform/web/words/use-words.ts'
import type { HistoryEntry } from '../contract.ts'
import { type HistoryKind, type HistorySubject, historyKindOf } from '../rules.ts'
import { record } from './api.ts'
import { ChangesTable } from './ChangesTable.tsx'
import { useRecordWords } from './use-record-words.ts'
import './history.css'

type Props = {
  subject: HistorySubject
  id: number
  /** Only actions of this kind: `ranking` for what was done with a round's ranking. */
  about?: string
  /** Shown from the start, where it is what was asked for. */
  isOpen?: boolean
}

// the three ask alike and answer alike; only whose permission counts differs
const ASK = {
  work: record.workHistory,
  imports: record.importHistory as unknown as typeof record.workHistory,
  people: record.peopleHistory as unknown as typeof record.workHistory,
}
const NEEDS = { work: 'round.read', imports: 'ledger.import', people: 'people.read' } as const

/** What was done to an object, by whom and why, newest first; read when it is opened. Draws nothing for those who may not see it. */
export function History({ subject, id, about, isOpen = false }: Props) {
  const w = useWords()
  const kind = historyKindOf(subject)
  const may = useMay(NEEDS[kind])
  const [opened, setOpened] = useState(isOpen)
  if (!may) return null
  return (
    <Section
      title={w('record.history')}
      aside={
        <Button
          kind="quiet"
          size="s"
          className="record-history-toggle"
          aria-expanded={opened}
          onClick={() => setOpened(!opened)}
        >
          {w(opened ? 'record.historyHide' : 'record.historyShow')}
        </Button>
      }
    >
      {opened && <Entries kind={kind} subject={subject} id={id} about={about} />}
    </Section>
  )
}

function Entries({
  kind,
  subject,
  id,
  about,
}: {
  kind: HistoryKind
  subject: string
  id: number
  about: string | undefined
}) {
  const w = useWords()
  const query = { subjectType: subject as never, subjectId: id, about }
  const { data, error, isPending, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery({
    queryKey: [...ASK[kind].key(), query],
    queryFn: ({ pageParam, signal }) => ASK[kind]({ query: { ...query, before: pageParam } }, { signal }),
    initialPageParam: undefined as number | undefined,
    getNextPageParam: (last) => last.next ?? undefined,
  })
  const items = data?.pages.flatMap((page) => page.items) ?? []
  if (error) return <ErrorNote problem={error} onRetry={() => void refetch()} />
  if (isPending) return <Skeleton lines={3} />
  if (items.length === 0) return <p className="record-history-none">{w('record.historyNone')}</p>
  return (
    <>
      <ol className="record-history">
        {items.map((entry) => (
          <Entry key={entry.id} entry={entry} />
        ))}
      </ol>
      {hasNextPage && (
        <Button busy={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {w('kit.more')}
        </Button>
      )}
    </>
  )
}

function Entry({ entry }: { entry: HistoryEntry }) {
  const { actionName, personName } = useRecordWords()
  const w = useWords()
  const hasChanges = entry.before !== null || entry.after !== null
  return (
    <li>
      <p>
        <time dateTime={entry.at}>{instantText(entry.at)}</time>
        <strong>{actionName(entry.action)}</strong>
        <span>{personName(entry)}</span>
      </p>
      {entry.reason && <p>{w('record.reasonWas', { reason: entry.reason })}</p>}
      {hasChanges && (
        <details>
          <summary>{w('record.changes')}</summary>
          <ChangesTable before={entry.before} after={entry.after} />
        </details>
      )}
    </li>
  )
}
