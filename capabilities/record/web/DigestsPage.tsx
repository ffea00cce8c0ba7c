import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Link, useGo } from '#platform/web/address.tsx'
import { dateText, instantText, thin } from '#platform/web/format.ts'
import { Button } from '#platform/web/kit/Button.tsx'
import { type Column, DataTable } from '#platform/web/kit/DataTable.tsx'
import { EmptyState } from '#platform/web/kit/EmptyState.tsx'
import { Note } from '#platform/web/kit/Note.tsx'
import { Page } from '#platform/web/kit/Page.tsx'
import { useWords } from '#platform/web/words/use-words.ts'
import type { RecordDigest } from '../contract.ts'
import { inGroups } from '../rules.ts'
import { record } from './api.ts'
import { DigestPanel } from './DigestPanel.tsx'
import { spanText } from './digest-text.ts'
import './record.css'

/** The daily digests: what each proves, to be printed or copied to where the database's owner is not. */
export function DigestsPage() {
  const w = useWords()
  const go = useGo()
  const [open, setOpen] = useState<RecordDigest | null>(null)
  const [chosen, setChosen] = useState<Set<number | string>>(new Set())
  const digests = useInfiniteQuery({
    queryKey: record.listDigests.key(),
    queryFn: ({ pageParam, signal }) => record.listDigests({ query: { before: pageParam } }, { signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next ?? undefined,
  })
  const rows = digests.data?.pages.flatMap((page) => page.items) ?? []
  const columns: Column<RecordDigest>[] = [
    { key: 'day', title: w('record.day'), width: '16rem', cell: (digest) => spanText(w, digest) },
    { key: 'entries', title: w('record.entries'), kind: 'number', width: '8rem', cell: entriesText },
    {
      key: 'hash',
      title: w('record.digest'),
      wraps: true,
      cell: ({ hash }) => <span className="record-hash">{inGroups(hash)}</span>,
    },
    { key: 'made', title: w('record.madeAt'), width: '9rem', cell: ({ madeAt }) => instantText(madeAt) },
  ]
  const days = [...chosen].map(String).sort()
  const printable = days.length > 0 ? days : rows.slice(0, 1).map(({ day }) => day)
  return (
    <Page
      title={w('record.digestsTitle')}
      note={w('record.digestsNote')}
      trail={<Link to="/record">{w('record.title')}</Link>}
      toolbar={
        rows.length > 0 && (
          <Button kind="primary" onClick={() => go(`/record/digests/print?days=${printable.join(',')}`)}>
            {w(days.length > 0 ? 'record.printChosen' : 'record.printLatest')}
          </Button>
        )
      }
    >
      <Note>{w('record.digestsProof')}</Note>
      <DataTable
        label={w('record.digestsTitle')}
        columns={columns}
        rows={rows}
        rowKey={({ day }) => day}
        loading={digests.isPending}
        problem={digests.error}
        onRetry={() => void digests.refetch()}
        more={{
          has: digests.hasNextPage,
          loading: digests.isFetchingNextPage,
          load: () => void digests.fetchNextPage(),
        }}
        onOpen={setOpen}
        openKey={open?.day ?? null}
        selected={chosen}
        onSelect={setChosen}
        empty={<EmptyState title={w('record.noDigests')}>{w('record.noDigestsText')}</EmptyState>}
        card={(digest) => (
          <span className="record-card">
            <strong>{dateText(digest.day)}</strong>
            <span>{w('record.entriesCount', { count: entriesText(digest) })}</span>
            <span className="record-hash">{inGroups(digest.hash)}</span>
          </span>
        )}
      />
      {open && <DigestPanel digest={open} onClose={() => setOpen(null)} />}
    </Page>
  )
}

function entriesText({ chains }: RecordDigest): string {
  return thin(String(chains.reduce((sum, { length }) => sum + length, 0)))
}
