import type { ColumnReading, LedgerReading, LedgerRow, SheetReading } from './shape.ts'

/** The address of each row key of `row`, blank cells too: `{ totalInvestmentWan: 'E10', name: 'B10' }`. For naming places to the user. */
export function cellsOf(reading: Pick<LedgerReading, 'sheets' | 'planYear'>, row: LedgerRow): Record<string, string> {
  const sheet = reading.sheets.find(({ name }) => name === row.sheet)
  const cells: Record<string, string> = {}
  for (const [key, letters] of lettersByKey(sheet)) cells[key] = `${letters}${row.excelRow}`
  return cells
}

/** Column letters by row key, for one sheet. */
export function lettersByKey(sheet: SheetReading | undefined): Map<string, string> {
  const letters = new Map<string, string>()
  for (const column of sheet?.columns ?? []) {
    for (const key of keysOf(column)) letters.set(key, column.col)
  }
  return letters
}

const AMOUNT_MAPS: Record<string, string> = {
  annualPlan: 'annualPlansWan',
  completedYtd: 'completedYtdByPeriodWan',
  completedCurrent: 'completedCurrentByMonthWan',
  monthlyPlan: 'monthlyPlansWan',
}
const PLAIN_AMOUNTS = new Set(['totalInvestment', 'completedSinceStart', 'completedToLastYearEnd'])

function keysOf(column: ColumnReading): string[] {
  const { field, year, period, fundSource, heading } = column
  if (field === null) return column.extra ? [column.extra, `extra.${heading}`] : [`extra.${heading}`]
  if (PLAIN_AMOUNTS.has(field)) return [`${field}Wan`]
  if (field === 'fundsInPlace') return [fundSource ? `fundsBySourceWan.${fundSource}` : 'fundsInPlaceWan']
  const map = AMOUNT_MAPS[field]
  if (map) return [`${field}Wan`, `${map}.${partOf(field, year, period)}`]
  if (field === 'constructionPeriod') return ['startDate', 'finishDate']
  if (field === 'constructionNature' || field === 'planState') return ['planState', 'constructionNature']
  if (field === 'sponsor' || field === 'steward' || field === 'contact') return [field, `${field}Text`]
  if (field === 'stage') return ['stage', 'stageText']
  if (field === 'approval') return [`approvals.${heading}`]
  return [field]
}

function partOf(field: string, year: number | undefined, period: string | undefined): string {
  const months = /^(\d{1,2})(?:-(\d{1,2}))?月$/.exec(period ?? '')
  if (field === 'annualPlan' || !months) return String(year ?? '')
  const [from, to] = [months[1] as string, months[2] ?? (months[1] as string)].map((month) => month.padStart(2, '0'))
  return field === 'completedYtd' ? `${year}-${from}..${to}` : `${year}-${to}`
}
