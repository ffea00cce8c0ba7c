import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useMemo } from 'react'
import { type Filter, FilterBar } from '#platform/web/kit/FilterBar.tsx'
import { Light } from '#platform/web/kit/Light.tsx'
import { useMay } from '#platform/web/shell/session.tsx'
import type { Say } from '#platform/web/words/catalogue.ts'
import { useWords } from '#platform/web/words/use-words.ts'
import { LIBRARIES, LIGHTS, PLAN_CLASSES } from '../../vocabulary.ts'
import { ledger } from '../api.ts'
import { useRosterNames } from '../libraries/use-rosters.ts'
import { libraryLabel, planStateLabel, stageOptions } from '../parts/labels.ts'
import { type Organisations, useOrganisations } from '../parts/use-organisations.ts'
import { useTerms } from '../parts/use-terms.ts'
import { filterQuery, type ListFilter } from './filter.ts'

type Props = {
  filter: ListFilter
  set: (changes: Record<string, string | undefined>) => void
  /** Chips of the page's own. */
  children?: ReactNode
}

/** Filters as chips; what holds is in the address. */
export function ListFilters({ filter, set, children }: Props) {
  const w = useWords()
  const organisations = useOrganisations()
  const mayReport = useMay('report.write')
  const mayAssign = useMay('project.assign')
  const campaigns = useCampaigns()
  const terms = useTerms()
  const rosters = useRosterNames()
  const filters = useMemo(
    () => [
      ...placeFilters(w, filter, organisations),
      ...fixedFilters(w),
      {
        key: 'campaign',
        label: w('ledger.list.campaign'),
        options: [...campaigns].map(([id, name]) => ({ value: String(id), label: name })),
      },
      ...(rosters.size > 0
        ? [
            {
              key: 'roster',
              label: w('ledger.field.roster'),
              options: [...rosters].map(([id, name]) => ({ value: String(id), label: name })),
            },
          ]
        : []),
      ...(terms.length > 0
        ? [
            {
              key: 'term',
              label: w('ledger.terms.title'),
              options: terms.map(({ id, label, dictionary }) => ({ value: String(id), label, note: dictionary })),
            },
          ]
        : []),
      ...(mayReport
        ? [
            {
              key: 'mine',
              label: w('ledger.list.assignee'),
              options: [{ value: 'true', label: w('ledger.list.mine') }],
            },
          ]
        : []),
      ...(mayAssign
        ? [
            {
              key: 'unassigned',
              label: w('ledger.list.reporters'),
              options: [{ value: 'true', label: w('ledger.list.unassigned') }],
            },
          ]
        : []),
    ],
    [w, filter, organisations, campaigns, terms, rosters, mayReport, mayAssign],
  )
  return (
    <FilterBar filters={filters} values={filterQuery(filter)} onChange={set} search={w('ledger.list.search')}>
      {filter.oneOff !== undefined && (
        <button type="button" className="chip chip-on chip-removes" onClick={() => set({ oneOff: undefined })}>
          {w('oneOff.ofForm')} ×
        </button>
      )}
      {filter.importId !== undefined && (
        <button type="button" className="chip chip-on chip-removes" onClick={() => set({ importId: undefined })}>
          {w('ledger.list.ofImport', { id: filter.importId })} ×
        </button>
      )}
      {children}
    </FilterBar>
  )
}

/** Names of campaigns by id. */
export function useCampaigns(): ReadonlyMap<number, string> {
  const { data } = useQuery({ ...ledger.listCampaigns.query(), staleTime: 300_000 })
  return useMemo(() => new Map(data?.items.map(({ id, name }) => [id, name])), [data])
}

/** County, unless one is already chosen at the top left; and its parks. */
function placeFilters(w: Say, filter: ListFilter, { counties, parksBelow, names }: Organisations): Filter[] {
  const parks = parksBelow(filter.county ?? filter.org ?? null)
  const isOneCounty = filter.org !== undefined && filter.county === undefined
  const countyOf = (path: string) => counties.find((county) => path.startsWith(`${county.path}.`))?.id
  return [
    ...(isOneCounty
      ? []
      : [
          {
            key: 'county',
            label: w('ledger.field.county'),
            options: counties.map(({ id, name }) => ({ value: String(id), label: name })),
          },
        ]),
    {
      key: 'park',
      label: w('ledger.field.parkId'),
      options: parks.map(({ id, name, path }) => ({
        value: String(id),
        label: name,
        note: filter.county === undefined && !isOneCounty ? (names.get(countyOf(path) ?? 0) ?? '') : undefined,
      })),
    },
  ]
}

function fixedFilters(w: Say): Filter[] {
  return [
    {
      key: 'light',
      label: w('ledger.list.light'),
      several: true,
      options: LIGHTS.map((light) => ({ value: light, label: <Light light={light} /> })),
    },
    { key: 'stage', label: w('ledger.field.stage'), several: true, options: stageOptions(w) },
    {
      key: 'library',
      label: w('ledger.field.library'),
      options: LIBRARIES.map((value) => ({ value, label: libraryLabel(w, value) })),
    },
    {
      key: 'planState',
      label: w('ledger.field.planState'),
      options: PLAN_CLASSES.map((value) => ({ value, label: planStateLabel(w, value) })),
    },
    {
      key: 'tier',
      label: w('ledger.field.tier'),
      options: (['1', '2', 'none'] as const).map((value) => ({ value, label: w(`ledger.tier.${value}`) })),
    },
    {
      key: 'withdrawn',
      label: w('ledger.list.inLibrary'),
      options: [
        { value: 'false', label: w('ledger.notWithdrawn') },
        { value: 'true', label: w('ledger.withdrawn') },
      ],
    },
    {
      key: 'priority',
      label: w('ledger.field.isPriority'),
      options: [
        { value: 'true', label: w('ledger.priority') },
        { value: 'false', label: w('ledger.notPriority') },
      ],
    },
  ]
}
