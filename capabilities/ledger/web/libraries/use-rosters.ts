import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { queries } from '#platform/web/query.ts'
import type { Roster } from '../../rosters/contract.ts'
import { ledger } from '../api.ts'

/** Names of the lists in force by id; of those with a year it stands before the name. */
export function useRosterNames(): ReadonlyMap<number, string> {
  const { data } = useQuery({ ...ledger.listRosters.query({ query: { brief: 'true' } }), staleTime: 300_000 })
  return useMemo(() => new Map(data?.items.map((roster) => [roster.id, rosterTitle(roster)])), [data])
}

/** `2026年省级重点项目` */
export function rosterTitle({ name, year }: Pick<Roster, 'name' | 'year'>): string {
  return year === null ? name : `${year}年${name}`
}

/** After a move, a list or a check list changed: what shows any of it is read anew. */
export async function librariesChanged(): Promise<void> {
  const shown = [
    ledger.listMoves,
    ledger.readProjectLibrary,
    ledger.readLibraryOverview,
    ledger.listStaleProjects,
    ledger.listRosters,
    ledger.readRoster,
    ledger.listCheckLists,
    ledger.readCheckList,
    ledger.previewRollover,
    ledger.readProject,
    ledger.listProjects,
    ledger.readRollups,
    ledger.readHistory,
  ]
  await Promise.all(shown.map((route) => queries.invalidateQueries({ queryKey: route.key() })))
}
