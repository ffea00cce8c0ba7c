import { useInfiniteQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useSearch } from '#platform/web/address.tsx'
import type { ReportRow } from '../../contract.ts'
import { dispatch } from '../api.ts'

export const REVIEW_STATES = ['toReview', 'returned', 'notStarted', 'draft', 'accepted', 'all'] as const
export type ReviewState = (typeof REVIEW_STATES)[number]

/** What the address asks for; without a state, what waits for review (of a locked round: everything). */
export function useReviewFilter(isLocked: boolean) {
  const [search, setSearch] = useSearch()
  const asked = REVIEW_STATES.find((one) => one === search.state)
  const state: ReviewState = asked ?? (isLocked ? 'all' : 'toReview')
  const query = useMemo(
    () => ({
      state: state === 'all' ? undefined : state,
      county: search.county ? Number(search.county) : undefined,
      late: search.late === 'true' ? ('true' as const) : undefined,
      findings: search.findings === 'true' ? ('true' as const) : undefined,
      q: search.q,
      limit: 100,
    }),
    [state, search.county, search.late, search.findings, search.q],
  )
  return { search, setSearch, state, query }
}

/** The reports of the filter, page by page. */
export function useReviewList(roundId: number, query: ReturnType<typeof useReviewFilter>['query']) {
  const reading = useInfiniteQuery({
    queryKey: [...dispatch.listReports.key(), roundId, query],
    queryFn: ({ pageParam, signal }) =>
      dispatch.listReports({ params: { id: roundId }, query: { ...query, cursor: pageParam } }, { signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next ?? undefined,
    placeholderData: (before) => before,
  })
  const rows: ReportRow[] = useMemo(() => reading.data?.pages.flatMap((page) => page.items) ?? [], [reading.data])
  return { ...reading, rows, total: reading.data?.pages[0]?.total ?? 0 }
}
