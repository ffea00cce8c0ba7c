import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { Link, useSearch } from '#platform/web/address.tsx'
import { monthOfYear } from '#platform/web/format.ts'
import { EmptyState } from '#platform/web/kit/EmptyState.tsx'
import { ErrorNote } from '#platform/web/kit/ErrorNote.tsx'
import { Skeleton } from '#platform/web/kit/Note.tsx'
import { Page, Section } from '#platform/web/kit/Page.tsx'
import { usePaper } from '#platform/web/kit/use-paper.ts'
import { useRegionChoice } from '#platform/web/shell/region-choice.ts'
import { useMay } from '#platform/web/shell/session.tsx'
import { useWords } from '#platform/web/words/use-words.ts'
import { quality } from './api.ts'
import { Counties } from './Counties.tsx'
import { ProjectFindings } from './ProjectFindings.tsx'
import { RuleCounts } from './RuleCounts.tsx'
import { Standing } from './Standing.tsx'
import { WeakFilters } from './WeakFilters.tsx'
import { WeakTable } from './WeakTable.tsx'
import './quality.css'

const PAGE = 100

/** 台账质量: how complete the ledger is, which rules it fails, and the projects to begin with. */
export function QualityPage() {
  const w = useWords()
  usePaper('A4 landscape')
  const [search, set] = useSearch()
  const [region] = useRegionChoice()
  const mayExport = useMay('ledger.export')
  const [open, setOpen] = useState<{ id: number; name: string } | null>(null)
  const among = useMemo(
    () => ({
      ...(region && { org: region.id }),
      ...(search.county && { county: Number(search.county) }),
      ...(search.priority && { priority: search.priority as 'true' | 'false' }),
    }),
    [region, search.county, search.priority],
  )
  const wanted = {
    ...among,
    ...(search.rule && { rule: Number(search.rule) }),
    ...(search.kind && { kind: search.kind as 'gap' | 'fault' }),
  }
  const sums = useQuery({ ...quality.readQuality.query({ query: among }), placeholderData: (before) => before })
  const weak = useWeak(wanted)
  if (sums.error) return <ErrorNote problem={sums.error} onRetry={() => void sums.refetch()} />
  const { data } = sums
  return (
    <Page
      title={w('quality.title')}
      note={data?.asOfMonth ? w('quality.note', { month: monthOfYear(data.asOfMonth) }) : null}
      toolbar={
        <>
          <Link className="button" to="/quality/rules">
            {w('quality.rules')}
          </Link>
          <button type="button" className="button not-on-phone" onClick={() => window.print()}>
            {w('quality.print')}
          </button>
          {mayExport && (
            <a className="button" href={quality.exportFindings.url({ query: wanted })} download>
              {w('quality.export')}
            </a>
          )}
        </>
      }
    >
      {!data ? (
        <Skeleton lines={8} />
      ) : data.total.projects === 0 ? (
        <EmptyState title={w('quality.noProjects')}>{w('quality.noProjectsNext')}</EmptyState>
      ) : (
        <>
          <Standing total={data.total} />
          <div className="quality-two">
            <Section title={w('quality.byCounty')}>
              <Counties counties={data.counties} chosen={search.county} onChoose={(county) => set({ county })} />
            </Section>
            <Section title={w('quality.byRule')} aside={<small>{w('quality.byRuleNote')}</small>}>
              <RuleCounts rules={data.rules} chosen={search.rule} onChoose={(rule) => set({ rule, kind: undefined })} />
            </Section>
          </div>
          <Section title={w('quality.worst')} aside={<small>{w('quality.worstNote')}</small>}>
            <WeakFilters counties={data.counties} rules={data.rules} values={search} onChange={set} />
            <WeakTable
              list={weak}
              rules={data.rules}
              openId={open?.id ?? null}
              onOpen={({ id, name }) => setOpen({ id, name })}
            />
          </Section>
        </>
      )}
      {open && <ProjectFindings project={open} onClose={() => setOpen(null)} />}
    </Page>
  )
}

export type WeakList = ReturnType<typeof useWeak>

function useWeak(wanted: object) {
  const query = { ...wanted, limit: PAGE }
  const list = useInfiniteQuery({
    queryKey: [...quality.listWeakProjects.key(), query],
    queryFn: ({ pageParam, signal }) =>
      quality.listWeakProjects({ query: { ...query, cursor: pageParam } }, { signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next ?? undefined,
    placeholderData: (before) => before,
  })
  return {
    rows: list.data?.pages.flatMap(({ items }) => items) ?? [],
    total: list.data?.pages[0]?.total,
    loading: list.isPending,
    problem: list.data ? null : list.error,
    retry: () => void list.refetch(),
    more: { has: list.hasNextPage, loading: list.isFetchingNextPage, load: () => void list.fetchNextPage() },
  }
}
