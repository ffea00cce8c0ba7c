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
import { record } from './api.ts'
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
  const entries = useInfiniteQuery({
    queryKey: [...record.listRecord.key(), filter],
    queryFn: ({ pageParam, signal }) =>
      record.listRecord({ query: { ...filter, before: pageParam, limit: 100 } }, { signal }),
    initialPageParam: undefined as number | undefined,
    getNextPageParam: (last) => last.next ?? undefined,
  })
  const rows = entries.data?.pages.flatMap((page) => page.items) ?? []
  const columns: Column<RecordEntry>[] = [
    { key: 'at', title: w('record.at'), width: '9rem', cell: (entry) => instantText(entry.at) },
    { key: 'actor', title: w('record.actor'), width: '8rem', cell: (entry) => actorName(entry.actor) },
    { key: 'action', title: w('record.action'), width: '10rem', cell: (entry) => actionName(entry.action) },
    { key: 'subject', title: w('record.subject'), width: '9rem', cell: subjectName },
    { key: 'reason', title: w('record.reason'), cell: (entry) => entry.reason ?? '' },
    {
      key: 'place',
      title: w('record.place'),
      kind: 'number',
      width: '10rem',
      cell: (entry) => `${entry.chain} ${entry.seq}`,
    },
  ]
  return (
    <Page
      title={w('record.title')}
      note={w('record.note')}
      toolbar={<Button onClick={() => setVerifying(true)}>{w('record.verify')}</Button>}
    >
      <FilterBar
        filters={[
          {
            key: 'subject',
            label: w('record.filterSubject'),
            options: SUBJECTS.map((value) => ({ value, label: w(`record.subject.${value}`) })),
          },
        ]}
        values={search}
        onChange={setSearch}
        search={w('record.filterActor')}
      />
      <DataTable
        label={w('record.title')}
        columns={columns}
        rows={rows}
        rowKey={(entry) => entry.id}
        loading={entries.isPending}
        problem={entries.error}
        onRetry={() => void entries.refetch()}
        more={{ has: entries.hasNextPage, loading: entries.isFetchingNextPage, load: () => void entries.fetchNextPage() }}
        onOpen={setOpen}
        openKey={open?.id ?? null}
        fill
        empty={<EmptyState title={w('record.empty')}>{w('record.emptyText')}</EmptyState>}
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
