import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Link, useSearch } from '#platform/web/address.tsx'
import { instantText } from '#platform/web/format.ts'
import { Button } from '#platform/web/kit/Button.tsx'
import { type Column, DataTable } from '#platform/web/kit/DataTable.tsx'
import { EmptyState } from '#platform/web/kit/EmptyState.tsx'
import { Page } from '#platform/web/kit/Page.tsx'
import { onMenuKeys, Popover } from '#platform/web/kit/Popover.tsx'
import { useWords } from '#platform/web/words/use-words.ts'
import type { RecordEntry } from '../contract.ts'
import { record } from './api.ts'
import { filterOf, type Search } from './filter.ts'
import { RecordEntryPanel } from './RecordEntryPanel.tsx'
import { RecordFilters } from './RecordFilters.tsx'
import { useRecordWords } from './use-record-words.ts'
import { VerificationPanel } from './VerificationPanel.tsx'
import './record.css'

/** The record for auditors: newest first, each entry opens to before → after; verified, exported and compared with digests from here. */
export function RecordPage() {
  const w = useWords()
  const { actionName, personName, subjectText } = useRecordWords()
  const [search, setSearch] = useSearch()
  const [open, setOpen] = useState<RecordEntry | null>(null)
  const [verifying, setVerifying] = useState(false)
  const filter = filterOf(search as Search)
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
    { key: 'actor', title: w('record.actor'), width: '12rem', cell: personName },
    { key: 'action', title: w('record.action'), width: '10rem', cell: (entry) => actionName(entry.action) },
    { key: 'subject', title: w('record.subject'), width: '13rem', cell: subjectText },
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
      toolbar={<Toolbar search={search as Search} onVerify={() => setVerifying(true)} />}
    >
      <RecordFilters search={search as Search} onChange={setSearch} />
      <DataTable
        label={w('record.title')}
        columns={columns}
        rows={rows}
        rowKey={(entry) => entry.id}
        loading={entries.isPending}
        problem={entries.error}
        onRetry={() => void entries.refetch()}
        more={{
          has: entries.hasNextPage,
          loading: entries.isFetchingNextPage,
          load: () => void entries.fetchNextPage(),
        }}
        onOpen={setOpen}
        openKey={open?.id ?? null}
        fill
        empty={<EmptyState title={w('record.empty')}>{w('record.emptyText')}</EmptyState>}
        card={(entry) => (
          <span className="record-card">
            <strong>{actionName(entry.action)}</strong>
            <span>
              {instantText(entry.at)} · {personName(entry)} · {subjectText(entry)}
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

function Toolbar({ search, onVerify }: { search: Search; onVerify: () => void }) {
  const w = useWords()
  const filter = filterOf(search)
  const files = [
    { key: 'xlsx', href: record.exportEntries.url({ query: { ...filter, format: 'xlsx' } }) },
    { key: 'csv', href: record.exportEntries.url({ query: { ...filter, format: 'csv' } }) },
    { key: 'whole', href: record.exportRecord.url() },
  ] as const
  return (
    <>
      <Link className="button" to="/record/digests">
        {w('record.digests')}
      </Link>
      <Popover
        label={w('record.export')}
        align="end"
        trigger={(attributes) => <Button {...attributes}>{w('record.export')}</Button>}
      >
        {(close) => (
          <div className="menu" role="menu" onKeyDown={onMenuKeys}>
            {files.map(({ key, href }) => (
              <a key={key} role="menuitem" className="menu-item" href={href} download onClick={close}>
                {w(`record.export.${key}`)}
              </a>
            ))}
          </div>
        )}
      </Popover>
      <Button onClick={onVerify}>{w('record.verify')}</Button>
    </>
  )
}
