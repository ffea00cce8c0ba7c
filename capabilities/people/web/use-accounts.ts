import { useInfiniteQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { ROLES } from '#platform/access/permissions.ts'
import { ACCOUNT_STATES } from '../accounts/contract.ts'
import { people } from './api.ts'

const PAGE = 100

type Wanted = {
  org?: string | undefined
  role?: string | undefined
  state?: string | undefined
  q?: string | undefined
}

/** Accounts as the address asks for them, a hundred at a time. What the address holds and nobody knows is left out. */
export function useAccounts({ org, role, state, q }: Wanted) {
  const query = {
    limit: PAGE,
    q: q || undefined,
    org: Number(org) || undefined,
    role: ROLES.find((known) => known === role),
    state: ACCOUNT_STATES.find((known) => known === state),
  }
  const list = useInfiniteQuery({
    queryKey: [...people.listAccounts.key(), query],
    queryFn: ({ pageParam, signal }) => people.listAccounts({ query: { ...query, cursor: pageParam } }, { signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next ?? undefined,
    placeholderData: (before) => before,
  })
  const { data, fetchNextPage, hasNextPage, isFetchingNextPage } = list
  return {
    rows: useMemo(() => data?.pages.flatMap(({ items }) => items) ?? [], [data]),
    total: data?.pages[0]?.total,
    loading: list.isPending,
    problem: data ? null : list.error,
    retry: () => void list.refetch(),
    more: { has: hasNextPage, loading: isFetchingNextPage, load: () => void fetchNextPage() },
  }
}
