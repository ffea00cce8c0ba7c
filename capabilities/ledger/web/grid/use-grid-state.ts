import { useEffect, useMemo, useRef } from 'react'
import { useSearch } from '#platform/web/address.tsx'
import { useRegionChoice } from '#platform/web/shell/region-choice.ts'
import { useOrganisations } from '../parts/use-organisations.ts'
import { readHomeView } from './default-view.ts'
import { useViews } from './ViewMenu.tsx'
import { addressOfView, type GridState, readState } from './view-state.ts'

type Set = ReturnType<typeof useSearch>[1]

/** What the address asks for, and a way to change it. The region chosen at the top left is kept in the address too. */
export function useGridState(): [GridState, Set] {
  const [search, set] = useSearch()
  const state = useMemo(() => readState(search), [search])
  useRegionInAddress(state.filter.org, set)
  useHomeView(
    Object.keys(search).every((key) => key === 'org'),
    set,
  )
  return [state, set]
}

/** Opened without anything said, the ledger shows the view the person wants to find first. */
function useHomeView(isBare: boolean, set: Set): void {
  const views = useViews()
  const wanted = useRef(isBare ? readHomeView() : null)
  useEffect(() => {
    const view = wanted.current === null ? undefined : views.find(({ id }) => id === wanted.current)
    if (!view) return
    wanted.current = null
    set(addressOfView(view))
  }, [views, set])
}

function useRegionInAddress(org: number | undefined, set: Set): void {
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
