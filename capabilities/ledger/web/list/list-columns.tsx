import { dateInChina } from '#kernel/period.ts'
import { type MoneyUnit, rateIn, spanText } from '#platform/web/format.ts'
import { Bar } from '#platform/web/kit/Bar.tsx'
import type { Column } from '#platform/web/kit/DataTable.tsx'
import { Figure } from '#platform/web/kit/Figure.tsx'
import { LightShape } from '#platform/web/kit/Light.tsx'
import type { Say } from '#platform/web/words/catalogue.ts'
import type { ProjectRow } from '../../contract.ts'
import { stageLabel } from '../parts/labels.ts'
import { Money, placesOf } from '../parts/Money.tsx'
import { ProjectLight } from '../parts/ProjectLight.tsx'

type Asking = { w: Say; unit: MoneyUnit; rows: readonly ProjectRow[]; asOfMonth: string | null }

/** Columns of the dense list; the month a row stands for is shown only when some row's is not the region's. */
export function listColumns({ w, unit, rows, asOfMonth }: Asking): Column<ProjectRow>[] {
  const unitName = w(`kit.unit.${unit}`)
  const amount = (
    key: 'totalInvestment' | 'annualPlan' | 'completedYtd',
    title: string,
    sort?: string,
  ): Column<ProjectRow> => {
    const places = placesOf(
      rows.map((row) => row[key]),
      unit,
    )
    return {
      key,
      title,
      unit: unitName,
      kind: 'number',
      sort,
      cell: (row) => <Money wan={row[key]} unit={unit} decimals={places} />,
    }
  }
  const late = rows.some((row) => row.standingMonth !== null && row.standingMonth !== asOfMonth)
  return [
    {
      key: 'name',
      title: w('ledger.field.name'),
      sort: 'name',
      wraps: true,
      width: '34%',
      cell: (row) => <NameCell row={row} />,
    },
    { key: 'place', title: w('ledger.list.place'), cell: (row) => <PlaceCell row={row} /> },
    { key: 'stage', title: w('ledger.list.stage'), cell: (row) => stageLabel(w, row.stage) },
    amount('totalInvestment', w('ledger.field.totalInvestment'), 'total'),
    amount('annualPlan', w('ledger.field.annualPlan')),
    amount(
      'completedYtd',
      asOfMonth ? w('ledger.completedIn', { span: spanText(asOfMonth) }) : w('ledger.field.completedYtd'),
    ),
    {
      key: 'rate',
      title: w('ledger.rate'),
      unit: '%',
      kind: 'number',
      sort: 'completion',
      width: '11rem',
      cell: (row) => <RateCell row={row} />,
    },
    {
      key: 'sponsor',
      title: w('ledger.field.sponsor'),
      cell: (row) => row.sponsor ?? <span className="no-value">—</span>,
    },
    {
      key: 'updated',
      title: w('ledger.list.updated'),
      sort: 'updated',
      cell: (row) => <span className="no-value">{dayText(row.updatedAt)}</span>,
    },
    ...(late
      ? [
          {
            key: 'month',
            title: w('ledger.list.standing'),
            cell: (row: ProjectRow) => <StandingCell month={row.standingMonth} asOfMonth={asOfMonth} w={w} />,
          },
        ]
      : []),
  ]
}

/** `11-20`, with the year when it is another. */
function dayText(iso: string): string {
  const day = dateInChina(new Date(iso))
  return day.slice(0, 4) === dateInChina(new Date()).slice(0, 4) ? day.slice(5) : day
}

function NameCell({ row }: { row: ProjectRow }) {
  return (
    <span className="list-name">
      <ProjectLight project={row} />
      <span className="list-titles">
        <b title={row.name}>{row.name}</b>
        <small title={row.owner ?? undefined}>{row.owner ?? '—'}</small>
      </span>
    </span>
  )
}

function PlaceCell({ row }: { row: ProjectRow }) {
  return (
    <span className="list-place">
      {row.countyName ?? '—'}
      {row.parkName && <small title={row.parkName}>{row.parkName}</small>}
    </span>
  )
}

function RateCell({ row }: { row: ProjectRow }) {
  return (
    <span className="list-rate">
      <Figure value={rateIn(row.completionRate)} />
      <Bar value={row.completionRate} pace={row.pace} light={row.light} />
    </span>
  )
}

/** The month stands out only where it differs from the region's. */
function StandingCell({ month, asOfMonth, w }: { month: string | null; asOfMonth: string | null; w: Say }) {
  if (month === null) return <span className="no-value">{w('ledger.list.neverReported')}</span>
  if (month === asOfMonth) return null
  return <>{w('ledger.list.month', { year: month.slice(0, 4), month: Number(month.slice(5)) })}</>
}

/** A row on a phone. */
export function ListCard({ row, w, unit }: { row: ProjectRow; w: Say; unit: MoneyUnit }) {
  const places = unit === 'yi' ? 2 : placesOf([row.totalInvestment], unit)
  return (
    <span className="list-card">
      <LightShape light={row.light} />
      <span className="list-card-body">
        <b>{row.name}</b>
        <small>{[row.countyName, stageLabel(w, row.stage), row.sponsor].filter(Boolean).join(' · ')}</small>
        {row.completionRate !== null && (
          <span className="list-card-figures">
            <Bar value={row.completionRate} pace={row.pace} light={row.light} size="m" />
            <Figure value={rateIn(row.completionRate)} unit="%" />
          </span>
        )}
        <small>
          {w('ledger.field.totalInvestment')} <Money wan={row.totalInvestment} unit={unit} decimals={places} />{' '}
          {w(`kit.unit.${unit}`)}
        </small>
      </span>
    </span>
  )
}
