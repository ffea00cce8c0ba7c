import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Link, useSearch } from '#platform/web/address.tsx'
import { instantText } from '#platform/web/format.ts'
import { Button } from '#platform/web/kit/Button.tsx'
import { EmptyState } from '#platform/web/kit/EmptyState.tsx'
import { ErrorNote } from '#platform/web/kit/ErrorNote.tsx'
import { FilterBar } from '#platform/web/kit/FilterBar.tsx'
import { Skeleton } from '#platform/web/kit/Note.tsx'
import { Page } from '#platform/web/kit/Page.tsx'
import { Tabs } from '#platform/web/kit/Tabs.tsx'
import { notify, notifyProblem } from '#platform/web/kit/toast.tsx'
import { queries } from '#platform/web/query.ts'
import { useWords } from '#platform/web/words/use-words.ts'
import { ledger } from '../api.ts'
import { Pair } from './Pair.tsx'
import './duplicates.css'

const PAGE = 50

/** 疑似重复: pairs of projects that are probably one, the likeliest first; each is merged or set aside. */
export function DuplicatesPage() {
  const w = useWords()
  const [search, set] = useSearch()
  const state = search.state === 'dismissed' ? 'dismissed' : 'open'
  const across: 'true' | 'false' | undefined =
    search.across === 'true' ? 'true' : search.across === 'false' ? 'false' : undefined
  const offset = Math.max(0, Number(search.offset) || 0)
  const query = {
    state,
    offset,
    limit: PAGE,
    ...(across ? { across } : {}),
    ...(search.q ? { q: search.q } : {}),
  } as const
  const { data, error, isPending, refetch } = useQuery(ledger.listDuplicates.query({ query }))
  const finding = useSearching()
  return (
    <Page
      title={w('duplicates.title')}
      note={data?.searchedAt ? w('duplicates.searchedAt', { at: instantText(data.searchedAt) }) : w('duplicates.note')}
      trail={<Link to="/projects">{w('ledger.list.title')}</Link>}
      toolbar={
        <Button kind="primary" busy={finding.busy} onClick={() => void finding.search()}>
          {finding.busy ? w('duplicates.searching') : w('duplicates.search')}
        </Button>
      }
    >
      <Tabs
        label={w('duplicates.title')}
        value={state}
        onChange={(next) => set({ state: next === 'open' ? undefined : next, offset: undefined })}
        tabs={[
          { value: 'open', label: w('duplicates.open'), ...(state === 'open' && data ? { count: data.total } : {}) },
          {
            value: 'dismissed',
            label: w('duplicates.dismissed'),
            ...(state === 'dismissed' && data ? { count: data.total } : {}),
          },
        ]}
      />
      <FilterBar
        search={w('duplicates.find')}
        filters={[
          {
            key: 'across',
            label: w('duplicates.where'),
            options: [
              { value: 'true', label: w('duplicates.across') },
              { value: 'false', label: w('duplicates.within') },
            ],
          },
        ]}
        values={{ across, q: search.q }}
        onChange={(changes) => set({ ...changes, offset: undefined })}
      />
      {error ? <ErrorNote problem={error} onRetry={() => void refetch()} /> : null}
      {isPending && <Skeleton lines={12} />}
      {data && data.items.length === 0 && (
        <Nothing state={state} searched={data.searchedAt !== null} isFiltered={Boolean(across || search.q)} />
      )}
      {data && data.items.length > 0 && (
        <ol className="pairs">
          {data.items.map((pair) => (
            <Pair key={`${pair.a.id}-${pair.b.id}`} pair={pair} />
          ))}
        </ol>
      )}
      {data && data.total > PAGE && <Pages offset={offset} total={data.total} onGo={(at) => set({ offset: at })} />}
    </Page>
  )
}

function useSearching(): { busy: boolean; search: () => Promise<void> } {
  const w = useWords()
  const [busy, setBusy] = useState(false)
  const search = async () => {
    setBusy(true)
    try {
      const { compared, found } = await ledger.searchDuplicates({})
      await queries.invalidateQueries({ queryKey: ledger.listDuplicates.key() })
      notify(w('duplicates.found', { compared, found }))
    } catch (problem) {
      notifyProblem(problem)
    }
    setBusy(false)
  }
  return { busy, search }
}

function Nothing({ state, searched, isFiltered }: { state: string; searched: boolean; isFiltered: boolean }) {
  const w = useWords()
  if (isFiltered) return <EmptyState title={w('duplicates.noneFiltered')} />
  if (state === 'dismissed') return <EmptyState title={w('duplicates.noneDismissed')} />
  return (
    <EmptyState title={searched ? w('duplicates.none') : w('duplicates.notSearched')}>
      {w('duplicates.noneText')}
    </EmptyState>
  )
}

function Pages({ offset, total, onGo }: { offset: number; total: number; onGo: (offset: string | undefined) => void }) {
  const w = useWords()
  return (
    <p className="pair-pages">
      <Button disabled={offset === 0} onClick={() => onGo(offset > PAGE ? String(offset - PAGE) : undefined)}>
        {w('duplicates.before')}
      </Button>
      <span>{w('duplicates.page', { from: offset + 1, to: Math.min(total, offset + PAGE), total })}</span>
      <Button disabled={offset + PAGE >= total} onClick={() => onGo(String(offset + PAGE))}>
        {w('duplicates.after')}
      </Button>
    </p>
  )
}
