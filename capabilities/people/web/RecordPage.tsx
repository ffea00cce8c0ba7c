import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useSearch } from '#platform/web/address.tsx'
import { instantText } from '#platform/web/format.ts'
import { Button } from '#platform/web/kit/Button.tsx'
import { type Column, DataTable } from '#platform/web/kit/DataTable.tsx'
import { EmptyState } from '#platform/web/kit/EmptyState.tsx'
import { FilterBar } from '#platform/web/kit/FilterBar.tsx'
import { Page } from '#platform/web/kit/Page.tsx'
import { useWords } from '#platform/web/words/use-words.ts'
import type { RecordEntry } from '../contract.ts'
import { people } from './api.ts'
import { RecordEntryPanel } from './RecordEntryPanel.tsx'
import { useRecordWords } from './use-record-words.ts'
import { VerificationPanel } from './VerificationPanel.tsx'
import './people.css'

const SUBJECTS = [
  'project',
  'report',
  'round',
  'import',
  'ranking',
  'bulletin',
  'account',
  'organisation',
  'token',
  'lightPreset',
] as const

/** The record for auditors: newest first, each entry opens to before → after; the chains can be verified here. */
export function RecordPage() {
  const w = useWords()
  const { actionName, actorName, subjectName } = useRecordWords()
  const [search, setSearch] = useSearch()
  const [open, setOpen] = useState<RecordEntry | null>(null)
  const [verifying, setVerifying] = useState(false)
  const filter = { subjectType: search.subject, actor: search.q }
  const record = useInfiniteQuery({
    queryKey: [...people.listRecord.key(), filter],
    queryFn: ({ pageParam, signal }) =>
      people.listRecord({ query: { ...filter, before: pageParam, limit: 100 } }, { signal }),
    initialPageParam: undefined as number | undefined,
    getNextPageParam: (last) => last.next ?? undefined,
  })
  const rows = record.data?.pages.flatMap((page) => page.items) ?? []
  const columns: Column<RecordEntry>[] = [
    { key: 'at', title: w('people.record.at'), width: '9rem', cell: (entry) => instantText(entry.at) },
    { key: 'actor', title: w('people.record.actor'), width: '8rem', cell: (entry) => actorName(entry.actor) },
    { key: 'action', title: w('people.record.action'), width: '10rem', cell: (entry) => actionName(entry.action) },
    { key: 'subject', title: w('people.record.subject'), width: '9rem', cell: subjectName },
    { key: 'reason', title: w('people.record.reason'), cell: (entry) => entry.reason ?? '' },
    {
      key: 'place',
      title: w('people.record.place'),
      kind: 'number',
      width: '10rem',
      cell: (entry) => `${entry.chain} ${entry.seq}`,
    },
  ]
  return (
    <Page
      title={w('people.record.title')}
      note={w('people.record.note')}
      toolbar={<Button onClick={() => setVerifying(true)}>{w('people.record.verify')}</Button>}
    >
      <FilterBar
        filters={[
          {
            key: 'subject',
            label: w('people.record.filterSubject'),
            options: SUBJECTS.map((value) => ({ value, label: w(`people.subject.${value}`) })),
          },
        ]}
        values={search}
        onChange={setSearch}
        search={w('people.record.filterActor')}
      />
      <DataTable
        label={w('people.record.title')}
        columns={columns}
        rows={rows}
        rowKey={(entry) => entry.id}
        loading={record.isPending}
        problem={record.error}
        onRetry={() => void record.refetch()}
        more={{ has: record.hasNextPage, loading: record.isFetchingNextPage, load: () => void record.fetchNextPage() }}
        onOpen={setOpen}
        openKey={open?.id ?? null}
        fill
        empty={<EmptyState title={w('people.record.empty')}>{w('people.record.emptyText')}</EmptyState>}
        card={(entry) => (
          <span className="card-lines">
            <strong>{actionName(entry.action)}</strong>
            <span>
              {instantText(entry.at)} · {actorName(entry.actor)} · {subjectName(entry)}
            </span>
            {entry.reason && <span>{entry.reason}</span>}
          </span>
        )}
      />
      {open && <RecordEntryPanel entry={open} onClose={() => setOpen(null)} />}
      {verifying && <VerificationPanel onClose={() => setVerifying(false)} />}
    </Page>
  )
}
