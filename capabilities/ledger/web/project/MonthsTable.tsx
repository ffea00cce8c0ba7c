import { sumWan } from '#kernel/money.ts'
import { Link } from '#platform/web/address.tsx'
import { type MoneyUnit, moneyIn, monthName, rateIn, signed } from '#platform/web/format.ts'
import { type Column, DataTable } from '#platform/web/kit/DataTable.tsx'
import { EmptyState } from '#platform/web/kit/EmptyState.tsx'
import { Light } from '#platform/web/kit/Light.tsx'
import type { Say } from '#platform/web/words/catalogue.ts'
import { useWords } from '#platform/web/words/use-words.ts'
import type { Project, ProjectMonth } from '../../contract.ts'
import { isOneOf } from '../parts/labels.ts'
import { Money, placesOf } from '../parts/Money.tsx'

/** The curve's figures as a table: planned, reported, corrected, since January. */
export function MonthsTable({ project, year, unit }: { project: Project; year: number; unit: MoneyUnit }) {
  const w = useWords()
  const rows = project.months.filter(({ month }) => month.startsWith(`${year}-`))
  const sums = { plannedCurrent: known(rows, 'plannedCurrent'), reportedCurrent: known(rows, 'reportedCurrent') }
  const columns = columnsOf(w, { rows, unit, projectId: project.id })
  const places = placesOf(
    rows.flatMap((row) => [row.plannedCurrent, row.reportedCurrent]),
    unit,
  )
  return (
    <DataTable
      label={w('ledger.project.months', { year })}
      columns={columns}
      rows={rows}
      rowKey={(row) => row.month}
      empty={<EmptyState title={w('ledger.project.noMonths', { year })}>{w('ledger.project.noMonthsText')}</EmptyState>}
      foot={{
        month: w('ledger.project.sum'),
        planned: <Money wan={sums.plannedCurrent} unit={unit} decimals={places} />,
        correction: known(rows, 'correction') === '0' ? '' : signedIn(known(rows, 'correction'), unit, places),
        reported: <Money wan={sums.reportedCurrent} unit={unit} decimals={places} />,
      }}
    />
  )
}

function known(rows: readonly ProjectMonth[], key: 'plannedCurrent' | 'reportedCurrent' | 'correction'): string | null {
  const amounts = rows.map((row) => row[key]).filter((amount) => amount !== null)
  return amounts.length > 0 ? sumWan(amounts) : null
}

function columnsOf(
  w: Say,
  { rows, unit, projectId }: { rows: readonly ProjectMonth[]; unit: MoneyUnit; projectId: number },
): Column<ProjectMonth>[] {
  const unitName = w(`kit.unit.${unit}`)
  const places = placesOf(
    rows.flatMap((row) => [row.plannedCurrent, row.reportedCurrent, row.completedYtd]),
    unit,
  )
  const hasCorrections = rows.some((row) => Number(row.correction) !== 0)
  const hasPhysical = rows.some((row) => row.physicalProgress !== null)
  const amount = (
    key: 'plannedCurrent' | 'reportedCurrent' | 'completedYtd',
    name: string,
    title: string,
  ): Column<ProjectMonth> => ({
    key: name,
    title,
    unit: unitName,
    kind: 'number',
    cell: (row) => <Money wan={row[key]} unit={unit} decimals={places} />,
  })
  return [
    {
      key: 'month',
      title: w('ledger.project.month'),
      // what was done to the month's figures, by whom
      cell: (row) => (
        <Link to={`/projects/${projectId}?tab=history&month=${row.month}`} title={w('ledger.project.history')}>
          {monthName(Number(row.month.slice(5)))}
        </Link>
      ),
    },
    amount('plannedCurrent', 'planned', w('ledger.field.plannedCurrent')),
    amount('reportedCurrent', 'reported', w('ledger.project.reported')),
    ...(hasCorrections
      ? [
          {
            key: 'correction',
            title: w('ledger.field.correction'),
            unit: unitName,
            kind: 'number' as const,
            cell: (row: ProjectMonth) => (Number(row.correction) === 0 ? '' : signedIn(row.correction, unit, places)),
          },
        ]
      : []),
    amount('completedYtd', 'ytd', w('ledger.field.completedYtd')),
    ...(hasPhysical
      ? [
          {
            key: 'physical',
            title: w('ledger.field.physicalProgress'),
            unit: '%',
            kind: 'number' as const,
            cell: (row: ProjectMonth) => rateIn(row.physicalProgress),
          },
        ]
      : []),
    {
      key: 'light',
      title: w('ledger.list.light'),
      kind: 'mark',
      cell: (row) => row.light && <Light light={row.light} label={false} />,
    },
    {
      key: 'source',
      title: w('ledger.project.source'),
      cell: (row) => (row.completedYtd === null ? '' : sourceLabel(w, row.source)),
    },
  ]
}

function signedIn(wan: string | null, unit: MoneyUnit, places: number): string {
  return signed(wan && moneyIn(wan, unit), places)
}

const SOURCES = [
  'report',
  'entry',
  'edit',
  'grid',
  'column',
  'import',
  'undo',
  'merge',
  'stage',
  'move',
  'roster',
  'rollover',
  'plan',
  'correction',
  'demo',
  'lock',
] as const

/** Where a figure or a change came from. */
export function sourceLabel(w: Say, source: string): string {
  return isOneOf(SOURCES, source) ? w(`ledger.source.${source}`) : source
}
