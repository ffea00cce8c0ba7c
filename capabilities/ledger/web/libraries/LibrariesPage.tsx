import { useQuery } from '@tanstack/react-query'
import { lazy, Suspense, useState } from 'react'
import { Link, useSearch } from '#platform/web/address.tsx'
import { monthOfYear } from '#platform/web/format.ts'
import { Button } from '#platform/web/kit/Button.tsx'
import { ErrorNote } from '#platform/web/kit/ErrorNote.tsx'
import { Segmented } from '#platform/web/kit/inputs.tsx'
import { Skeleton } from '#platform/web/kit/Note.tsx'
import { Page } from '#platform/web/kit/Page.tsx'
import { Tabs } from '#platform/web/kit/Tabs.tsx'
import { useRegionChoice } from '#platform/web/shell/region-choice.ts'
import { useMay } from '#platform/web/shell/session.tsx'
import { useWords } from '#platform/web/words/use-words.ts'
import { ledger } from '../api.ts'
import { useMoneyUnit } from '../parts/money-unit.ts'
import { Decisions } from './Decisions.tsx'
import { OverviewTables } from './OverviewTables.tsx'
import { RosterSection } from './RosterSection.tsx'
import { StaleProjects } from './StaleProjects.tsx'
import './libraries.css'

const EntryPanel = lazy(async () => ({ default: (await import('./EntryPanel.tsx')).EntryPanel }))
const TABS = ['overview', 'decisions', 'stale'] as const
type Tab = (typeof TABS)[number]

/** 三库与清单: how many projects stand in which library and on which list, what waits to be decided, what has stood still. */
export function LibrariesPage() {
  const w = useWords()
  const [search, set] = useSearch()
  const [region] = useRegionChoice()
  const [unit, setUnit] = useMoneyUnit()
  const [entering, setEntering] = useState(false)
  const mayWrite = useMay('project.write')
  const mayDecide = useMay('library.decide')
  const org = region?.id
  const { data, error, refetch } = useQuery(ledger.readLibraryOverview.query({ query: { org } }))
  const tab: Tab = TABS.find((one) => one === search.tab) ?? 'overview'
  return (
    <Page
      title={region ? `${region.name}${w('libraries.title')}` : w('libraries.title')}
      note={data?.asOfMonth && w('libraries.asOf', { month: monthOfYear(data.asOfMonth) })}
      toolbar={
        <>
          <Segmented
            label={w('ledger.moneyUnit')}
            value={unit}
            onChange={setUnit}
            options={[
              { value: 'wan', label: w('kit.unit.wan') },
              { value: 'yi', label: w('kit.unit.yi') },
            ]}
          />
          <span className="desk-only">
            <Button onClick={() => window.print()}>{w('libraries.print')}</Button>
          </span>
          <Link className="button" to="/libraries/checks">
            {w('libraries.checks')}
          </Link>
          {mayDecide && data && (
            <Link className="button" to={`/libraries/years/${nextPlanYear(data)}`}>
              {w('libraries.rollover')}
            </Link>
          )}
          {mayWrite && (
            <Button kind="primary" onClick={() => setEntering(true)}>
              {w('libraries.proposeEntry')}
            </Button>
          )}
        </>
      }
    >
      <Tabs
        label={w('libraries.title')}
        value={tab}
        onChange={(next) => set({ tab: next === 'overview' ? undefined : next, state: undefined, kind: undefined })}
        tabs={TABS.map((value) => ({
          value,
          label: w(`libraries.tab.${value}`),
          ...(value === 'decisions' && data && data.waiting > 0 ? { count: data.waiting } : {}),
        }))}
      />
      {error ? <ErrorNote problem={error} onRetry={() => void refetch()} /> : null}
      {!data && !error && <Skeleton lines={10} />}
      {tab === 'overview' && data && <OverviewTables overview={data} unit={unit} />}
      {tab === 'overview' && <RosterSection unit={unit} org={org} />}
      {tab === 'decisions' && <Decisions org={org} />}
      {tab === 'stale' && <StaleProjects org={org} unit={unit} />}
      {entering && (
        <Suspense fallback={null}>
          <EntryPanel onClose={() => setEntering(false)} />
        </Suspense>
      )}
    </Page>
  )
}

/** From October on the office thinks of next year's plan; before that, of the one that has just begun. */
function nextPlanYear({ asOfMonth, planYear }: { asOfMonth: string | null; planYear: number }): number {
  if (asOfMonth === null) return planYear
  return Number(asOfMonth.slice(5)) >= 10 ? Number(asOfMonth.slice(0, 4)) + 1 : planYear
}
