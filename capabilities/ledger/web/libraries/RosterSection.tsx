import { useQuery } from '@tanstack/react-query'
import { lazy, Suspense, useState } from 'react'
import { useGo } from '#platform/web/address.tsx'
import { dateText, type MoneyUnit, moneyIn, thin } from '#platform/web/format.ts'
import { Button } from '#platform/web/kit/Button.tsx'
import { type Column, DataTable } from '#platform/web/kit/DataTable.tsx'
import { EmptyState } from '#platform/web/kit/EmptyState.tsx'
import { Checkbox } from '#platform/web/kit/inputs.tsx'
import { Section } from '#platform/web/kit/Page.tsx'
import { useMay } from '#platform/web/shell/session.tsx'
import { useWords } from '#platform/web/words/use-words.ts'
import type { ProjectSums, Roster } from '../../rosters/contract.ts'
import { ledger } from '../api.ts'
import { Money } from '../parts/Money.tsx'
import { rosterTitle } from './use-rosters.ts'

const RosterPanel = lazy(async () => ({ default: (await import('./RosterPanel.tsx')).RosterPanel }))
type Row = Roster & { sums: ProjectSums }

/** The lists, each with its own sums; what they add up to and what that is with each project once stand side by side. */
export function RosterSection({ unit, org }: { unit: MoneyUnit; org: number | undefined }) {
  const w = useWords()
  const go = useGo()
  const mayWrite = useMay('roster.write')
  const [all, setAll] = useState(false)
  const [making, setMaking] = useState(false)
  const { data, error, isPending, refetch } = useQuery(
    ledger.listRosters.query({ query: { org, ...(all ? { all: 'true' as const } : {}) } }),
  )
  const rows = data?.items ?? []
  const foot = data && rows.length > 0 ? data : null
  return (
    <Section
      title={w('libraries.rosters')}
      aside={
        <span className="aside-tools no-print">
          <Checkbox value={all} onChange={setAll}>
            {w('libraries.showEnded')}
          </Checkbox>
          {mayWrite && (
            <Button size="s" onClick={() => setMaking(true)}>
              {w('libraries.newRoster')}
            </Button>
          )}
        </span>
      }
    >
      <DataTable
        label={w('libraries.rosters')}
        columns={columnsOf(w, unit)}
        rows={rows}
        rowKey={({ id }) => id}
        onOpen={({ id }) => go(`/rosters/${id}`)}
        loading={isPending}
        problem={error}
        onRetry={() => void refetch()}
        empty={<EmptyState title={w('libraries.noRosters')}>{w('libraries.noRostersText')}</EmptyState>}
        foot={foot ? footOf(w, unit, foot) : undefined}
      />
      {foot && <BothWays added={foot.added} distinct={foot.distinct} unit={unit} />}
      {making && (
        <Suspense fallback={null}>
          <RosterPanel onClose={() => setMaking(false)} onSaved={({ id }) => go(`/rosters/${id}`)} />
        </Suspense>
      )}
    </Section>
  )
}

type Say = ReturnType<typeof useWords>
type Sums = { added: ProjectSums; distinct: ProjectSums }
const AMOUNTS = ['totalInvestment', 'annualPlan', 'completedYtd'] as const

const decimalsIn = (unit: MoneyUnit) => (unit === 'yi' ? 2 : 0)

function columnsOf(w: Say, unit: MoneyUnit): Column<Row>[] {
  return [
    {
      key: 'name',
      title: w('libraries.rosterName'),
      wraps: true,
      cell: (roster) => (
        <>
          {rosterTitle(roster)}
          {!roster.isValid && <small className="roster-ended">{w('libraries.ended')}</small>}
        </>
      ),
    },
    { key: 'level', title: w('libraries.level'), cell: ({ level }) => w(`libraries.level.${level}`) },
    { key: 'kind', title: w('libraries.rosterKind'), cell: ({ kind }) => w(`libraries.rosterKind.${kind}`) },
    {
      key: 'document',
      title: w('libraries.basis'),
      cell: ({ documentNumber, documentDate, owner }) =>
        documentNumber ? (
          <span title={documentDate ? dateText(documentDate) : undefined}>{documentNumber}</span>
        ) : (
          <span className="no-value">{owner}</span>
        ),
    },
    {
      key: 'projects',
      title: w('libraries.projects'),
      unit: w('libraries.projectUnit'),
      kind: 'number',
      cell: ({ sums }) => sums.projects,
    },
    ...AMOUNTS.map((key) => ({
      key,
      title: w(`ledger.field.${key}`),
      unit: w(`kit.unit.${unit}`),
      kind: 'number' as const,
      cell: ({ sums }: Row) => <Money wan={sums[key]} unit={unit} decimals={decimalsIn(unit)} />,
    })),
  ]
}

function footOf(w: Say, unit: MoneyUnit, foot: Sums) {
  const both = (key: (typeof AMOUNTS)[number]) => (
    <>
      <Money wan={foot.added[key]} unit={unit} decimals={decimalsIn(unit)} />
      <br />
      <Money wan={foot.distinct[key]} unit={unit} decimals={decimalsIn(unit)} />
    </>
  )
  return {
    name: (
      <>
        {w('libraries.addedUp')}
        <br />
        {w('libraries.distinct')}
      </>
    ),
    projects: (
      <>
        {foot.added.projects}
        <br />
        {foot.distinct.projects}
      </>
    ),
    ...Object.fromEntries(AMOUNTS.map((key) => [key, both(key)])),
  }
}

/** The same as a sentence, for a report or a screenshot. */
function BothWays({ added, distinct, unit }: Sums & { unit: MoneyUnit }) {
  const w = useWords()
  const money = (wan: string) => `${thin(moneyIn(wan, unit, unit === 'yi' ? 2 : 0))}${w(`kit.unit.${unit}`)}`
  return (
    <p className="both-ways">
      {w('libraries.bothWays', {
        added: added.projects,
        distinct: distinct.projects,
        addedTotal: money(added.totalInvestment),
        distinctTotal: money(distinct.totalInvestment),
        addedPlan: money(added.annualPlan),
        distinctPlan: money(distinct.annualPlan),
      })}
    </p>
  )
}
