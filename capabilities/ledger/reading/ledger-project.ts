import { cellsOf } from './cells.ts'
import type { LedgerReading, LedgerRow } from './shape.ts'
import { wanText } from './wan-text.ts'

type AmountKey =
  | 'totalInvestmentWan'
  | 'annualPlanWan'
  | 'completedYtdWan'
  | 'completedCurrentWan'
  | 'completedSinceStartWan'
  | 'completedToLastYearEndWan'
  | 'fundsInPlaceWan'
type AmountMap =
  | 'annualPlansWan'
  | 'completedYtdByPeriodWan'
  | 'completedCurrentByMonthWan'
  | 'monthlyPlansWan'
  | 'fundsBySourceWan'
type PlaceKey =
  | 'sheet'
  | 'excelRow'
  | 'rowNo'
  | 'raws'
  | 'isNamesake'
  | 'extra'
  | 'approvals'
  | 'name'
  | 'provincialKey'
  | 'municipalKey'
type TextKey = Exclude<keyof LedgerRow, AmountKey | AmountMap | PlaceKey>

/** A project as the ledger holds it: the keys of a row read, amounts as decimal strings in 万元. Null and absent both mean "not known". */
export type LedgerProject = {
  id?: number
  name: string
  /** Earlier names (曾用名) under which the project is found too. */
  formerNames?: string[]
  /** Where it was last imported from, for deciding what is missing. */
  source?: string | null
  provincialKey?: boolean | null
  municipalKey?: boolean | null
  approvals?: Record<string, string>
  extra?: Record<string, string>
  /** Cells and raw words of the file it was last read from, by key. */
  cells?: Record<string, string>
  raws?: Record<string, string>
} & { [K in TextKey]?: string | null } & { [K in AmountKey]?: string | null } & {
  [K in AmountMap]?: Record<string, string>
}

/** One field of one project that the file states differently. `part` is the year, month, period, source or heading where there are several. */
export interface Change {
  name: string
  county: string | null
  field: string
  part?: string
  old: string | null
  new: string | null
  oldRaw: string | null
  newRaw: string | null
  oldCell: string | null
  newCell: string | null
  sheet: string
  excelRow: number
}

/** The projects of a reading as the ledger would hold them after importing it into an empty one. */
export function projectsOf(reading: LedgerReading): LedgerProject[] {
  return reading.rows.map((row) => ({ ...projectOf(row), cells: cellsOf(reading, row) }))
}

const AMOUNTS: ReadonlySet<string> = new Set([
  'totalInvestmentWan',
  'annualPlanWan',
  'completedYtdWan',
  'completedCurrentWan',
  'completedSinceStartWan',
  'completedToLastYearEndWan',
  'fundsInPlaceWan',
])
const PLACES: ReadonlySet<string> = new Set(['sheet', 'excelRow', 'rowNo', 'isNamesake', 'totalInvestmentRaw'])

/** One row as a project: amounts become decimal strings, places are left behind. */
function projectOf(row: LedgerRow): LedgerProject {
  const entries = Object.entries(row).flatMap(([key, value]): [string, unknown][] => {
    if (PLACES.has(key)) return []
    if (AMOUNTS.has(key)) return [[key, wanText(value as number | null)]]
    if (key.endsWith('Wan'))
      return [
        [
          key,
          Object.fromEntries(
            Object.entries(value as Record<string, number>).map(([part, wan]) => [part, wanText(wan)]),
          ),
        ],
      ]
    return [[key, value]]
  })
  return Object.fromEntries(entries) as unknown as LedgerProject
}
