import type { Column } from './columns.ts'
import type { LedgerRow } from './shape.ts'

/** Where an amount column is kept on a row: `totalInvestmentWan`, or in a map by year, month, period or source: `annualPlansWan.2024`. */
export function amountKey(column: Column): string | null {
  const { field, year, months, fundSource } = column
  const month = year !== null && months ? `${year}-${two(months.to)}` : null
  switch (field) {
    case 'totalInvestment':
    case 'completedSinceStart':
    case 'completedToLastYearEnd':
      return `${field}Wan`
    case 'fundsInPlace':
      return fundSource === null ? 'fundsInPlaceWan' : `fundsBySourceWan.${fundSource}`
    case 'annualPlan':
      return year === null ? 'annualPlanWan' : `annualPlansWan.${year}`
    case 'completedYtd':
      return year === null || !months ? 'completedYtdWan' : `completedYtdByPeriodWan.${ytdPeriod(year, months)}`
    case 'completedCurrent':
      return month === null ? 'completedCurrentWan' : `completedCurrentByMonthWan.${month}`
    case 'monthlyPlan':
      return month === null ? null : `monthlyPlansWan.${month}`
    default:
      return null
  }
}

/**
 * The plain key an amount also goes under when its column is the one meant: the plan of the ledger's year, the latest period or month.
 * Null for the other years and months.
 */
export function scalarKey(column: Column, columns: Column[]): keyof LedgerRow | null {
  const { field } = column
  if (field === 'totalInvestment' || field === 'completedSinceStart' || field === 'completedToLastYearEnd')
    return `${field}Wan`
  if (field === 'fundsInPlace') return column.fundSource === null ? 'fundsInPlaceWan' : null
  if (field !== 'annualPlan' && field !== 'completedYtd' && field !== 'completedCurrent') return null
  const rivals = columns.filter((other) => other.field === field)
  const best = rivals.reduce((kept, other) => (rank(other, field) > rank(kept, field) ? other : kept))
  return best === column ? `${field}Wan` : null
}

/** `2024-01..07`. */
export function ytdPeriod(year: number, months: { from: number; to: number }): string {
  return `${year}-${two(months.from)}..${two(months.to)}`
}

function rank(column: Column, field: string): number {
  const year = column.year ?? 0
  // The plan meant is the earliest year's (this year before next year's outlook); of figures reported, the latest.
  return field === 'annualPlan' ? -year : year * 100 + (column.months?.to ?? 0)
}

function two(month: number): string {
  return String(month).padStart(2, '0')
}
