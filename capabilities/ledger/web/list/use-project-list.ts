import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useEffect, useMemo, useRef } from 'react'
import { useSearch } from '#platform/web/address.tsx'
import { useRegionChoice } from '#platform/web/shell/region-choice.ts'
import type { ProjectRow, Rollup } from '../../contract.ts'
import { ledger } from '../api.ts'
import { useOrganisations } from '../parts/use-organisations.ts'
import { filterQuery, type ListView, readView, rollupFor } from './filter.ts'

const PAGE = 100

export type ProjectList = {
  rows: readonly ProjectRow[]
  total: number | undefined
  asOfMonth: string | null
  loading: boolean
  problem: unknown
  retry: () => void
  more: { has: boolean; loading: boolean; load: () => void }
  /** Reads on until everything is here: before printing. */
  loadAll: () => Promise<void>
}

/** What the address asks for, and a way to change it. The region chosen at the top left is kept in the address too. */
export function useListView(): [ListView, ReturnType<typeof useSearch>[1]] {
  const [search, set] = useSearch()
  const view = useMemo(() => readView(search), [search])
  useRegionInAddress(view.filter.org, set)
  return [view, set]
}

export function useProjectList({ filter, sort, order }: ListView): ProjectList {
  const query = { ...filterQuery(filter), sort, order, limit: PAGE }
  const list = useInfiniteQuery({
    queryKey: [...ledger.listProjects.key(), query],
    queryFn: ({ pageParam, signal }) => ledger.listProjects({ query: { ...query, cursor: pageParam } }, { signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next ?? undefined,
    placeholderData: (before) => before,
  })
  const { data, fetchNextPage, hasNextPage, isFetchingNextPage } = list
  const rows = useMemo(() => data?.pages.flatMap(({ items }) => items) ?? [], [data])
  const loadAll = async () => {
    let has = hasNextPage
    while (has) has = (await fetchNextPage()).hasNextPage
  }
  return {
    rows,
    total: data?.pages[0]?.total,
    asOfMonth: data?.pages[0]?.asOfMonth ?? null,
    loading: list.isPending,
    problem: data ? null : list.error,
    retry: () => void list.refetch(),
    more: { has: hasNextPage, loading: isFetchingNextPage, load: () => void fetchNextPage() },
    loadAll,
  }
}

/** Sums of the filter, where a roll-up holds them; null where only the number of projects can be told. */
export function useHeadline({ filter }: ListView): Rollup | null {
  const asked = rollupFor(filter)
  const { by = 'light', org, key } = asked ?? {}
  const { data } = useQuery({ ...ledger.readRollups.query({ query: { by, org } }), enabled: asked !== null })
  if (asked === null || !data) return null
  return key === undefined ? data.total : (data.items.find((item) => item.key === key) ?? null)
}

function useRegionInAddress(org: number | undefined, set: (changes: Record<string, string | undefined>) => void): void {
  const [region, choose] = useRegionChoice()
  const { names } = useOrganisations()
  const last = useRef<number | undefined>(undefined)
  const isFirst = useRef(true)
  useEffect(() => {
    const chosen = region?.id
    const fromAddress = isFirst.current ? org !== undefined : last.current === chosen
    isFirst.current = false
    last.current = chosen
    if (org === chosen) return
    if (org === undefined) set({ org: String(chosen) })
    else if (!fromAddress) set({ org: chosen?.toString(), county: undefined, park: undefined })
    else if (names.has(org)) choose({ id: org, name: names.get(org)! })
  }, [org, region?.id, names, set, choose])
}
