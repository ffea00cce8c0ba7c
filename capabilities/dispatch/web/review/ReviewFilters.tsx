import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { FilterBar } from '#platform/web/kit/FilterBar.tsx'
import { Tabs } from '#platform/web/kit/Tabs.tsx'
import { useWords } from '#platform/web/words/use-words.ts'
import type { Round } from '../../contract.ts'
import { people } from '../api.ts'
import { REVIEW_STATES, type ReviewState } from './use-review-list.ts'

type Props = {
  round: Round
  state: ReviewState
  search: Record<string, string>
  onChange: (changes: Record<string, string | undefined>) => void
  children: ReactNode
}

/** The states with their counts, and what narrows them. */
export function ReviewFilters({ round, state, search, onChange, children }: Props) {
  const w = useWords()
  const { data } = useQuery({ ...people.listOrganisations.query(), staleTime: 300_000 })
  const counties = data?.items.filter(({ kind, closedOn }) => !closedOn && (kind === 'county' || kind === 'zone')) ?? []
  const { counts } = round
  const count = { ...counts, toReview: counts.submitted, all: counts.total }
  const states = round.lockedAt ? (['all'] as const) : REVIEW_STATES
  const tabs = states.map((value) => ({
    value,
    label: value === 'all' ? w('dispatch.show.all') : w(`dispatch.state.${value === 'toReview' ? 'submitted' : value}`),
    count: count[value],
  }))
  const yes = [{ value: 'true', label: w('dispatch.onlyThese') }]
  return (
    <>
      <Tabs
        tabs={tabs}
        value={state}
        label={w('dispatch.filter')}
        onChange={(next) => onChange({ state: next, open: undefined })}
      />
      <div className="review-tools">
        <FilterBar
          filters={[
            {
              key: 'county',
              label: w('dispatch.column.county'),
              options: counties.map(({ id, name }) => ({ value: String(id), label: name })),
            },
            { key: 'findings', label: w('dispatch.withFindings'), options: yes },
            { key: 'late', label: w('dispatch.late'), options: yes },
          ]}
          values={search}
          onChange={onChange}
          search={w('dispatch.searchReports')}
        />
        <div className="review-acts">{children}</div>
      </div>
    </>
  )
}
