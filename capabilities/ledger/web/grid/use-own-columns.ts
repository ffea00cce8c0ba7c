import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { OwnColumn } from '../../grid/contract.ts'
import { ledger } from '../api.ts'

/** The offices' own columns by number, and those dropped that may still be brought back. */
export function useOwnColumns(): { own: ReadonlyMap<number, OwnColumn>; dropped: readonly OwnColumn[] } {
  const { data } = useQuery({ ...ledger.listOwnColumns.query(), staleTime: 60_000 })
  return useMemo(
    () => ({ own: new Map(data?.items.map((column) => [column.id, column])), dropped: data?.dropped ?? [] }),
    [data],
  )
}
