import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { settings } from '#capabilities/settings/web/public.tsx'

export type TermChoice = { id: number; label: string; dictionary: string; validTo: string | null }

/** Every term of the region's dictionaries, in their order; those no longer given included. */
export function useTerms(): readonly TermChoice[] {
  const { data } = useQuery({ ...settings.listDictionaries.query(), staleTime: 300_000 })
  return useMemo(
    () =>
      data?.items.flatMap(({ name, terms }) =>
        terms.map(({ id, label, validTo }) => ({ id, label, validTo, dictionary: name })),
      ) ?? [],
    [data],
  )
}
