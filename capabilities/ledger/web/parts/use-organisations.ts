import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { Organisation } from '#capabilities/people/contract.ts'
import { people } from '../api.ts'

export type Organisations = {
  /** Those one may choose: closed units are known by name only. */
  all: readonly Organisation[]
  /** Counties, districts and development zones, in the office's own order. */
  counties: readonly Organisation[]
  names: ReadonlyMap<number, string>
  parksBelow: (id: number | null) => readonly Organisation[]
}

/** The tree of organisations, read once and kept. */
export function useOrganisations(): Organisations {
  const { data } = useQuery({ ...people.listOrganisations.query(), staleTime: 300_000 })
  return useMemo(() => arrange(data?.items ?? []), [data])
}

function arrange(known: readonly Organisation[]): Organisations {
  const all = known.filter(({ closedOn }) => !closedOn)
  const paths = new Map(all.map(({ id, path }) => [id, path]))
  const parks = all.filter(({ kind }) => kind === 'park')
  return {
    all,
    counties: all.filter(({ kind }) => kind === 'county' || kind === 'zone'),
    names: new Map(known.map(({ id, name }) => [id, name])),
    parksBelow: (id) => (id === null ? parks : parks.filter(({ path }) => path.startsWith(`${paths.get(id)}.`))),
  }
}
