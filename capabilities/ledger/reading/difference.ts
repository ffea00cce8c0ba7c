import { foldName } from '#kernel/fold.ts'
import { lettersByKey } from './cells.ts'
import { type Change, type LedgerProject, projectsOf } from './ledger-project.ts'
import { pairRows } from './pairing.ts'
import type { LedgerReading, LedgerRow, Question, RejectedRow, Warning } from './shape.ts'
import { noteSuspicious } from './suspicious.ts'
import { isSameText } from './text.ts'
import { wanText } from './wan-text.ts'

export type { Change, LedgerProject }
export { projectsOf }

export interface DifferenceOptions {
  /** Question key → chosen value, of this difference and of the reading. */
  choices?: Record<string, string>
  /** Projects that may be missing from the file: those of these counties (default: the counties in the file) … */
  counties?: string[]
  /** … and, when given, last imported from this source. */
  source?: string
  /** A blank cell clears the value; by default it states nothing. */
  blankClears?: boolean
  /** County of rows of a file that names none. */
  homeCounty?: string | null
}

/** What importing the reading would do to the ledger. Nothing is written while `questions` is not empty. */
export interface LedgerDifference {
  added: LedgerRow[]
  changed: Change[]
  /** Pairs of ledger and file with their changes, for whoever applies them. */
  matched: { project: LedgerProject; row: LedgerRow; changes: Change[] }[]
  /** Number of pairs without any change. */
  unchanged: number
  /** In the ledger but not in the file: a question to the user, never a deletion. */
  missing: LedgerProject[]
  rejected: RejectedRow[]
  warnings: Warning[]
  questions: Question[]
}

/**
 * Compares the ledger with a file, cell by cell. Pairs by project code, else by folded name (earlier names too) and county. Columns the file
 * does not have, blank cells, row order and numbering change nothing; neither does another way of writing the same amount, date or text. Pure.
 */
export function difference(
  existing: LedgerProject[],
  reading: LedgerReading,
  options: DifferenceOptions = {},
): LedgerDifference {
  const result: LedgerDifference = {
    added: [],
    changed: [],
    matched: [],
    unchanged: 0,
    missing: [],
    rejected: reading.rejected,
    warnings: [...reading.warnings],
    questions: [...reading.questions],
  }
  const { pairs, added, left, questions } = pairRows(existing, reading.rows, options)
  result.added = added
  result.questions.push(...questions)
  const letters = new Map(reading.sheets.map((sheet) => [sheet.name, lettersByKey(sheet)]))
  for (const { project, row } of pairs) {
    const changes = compare(project, row, letters.get(row.sheet) ?? new Map(), options)
    const kept = noteSuspicious(changes, result, options.choices ?? {})
    result.matched.push({ project, row, changes: kept })
    result.changed.push(...kept)
    if (kept.length === 0) result.unchanged++
  }
  result.missing = missingOf(left, reading, options)
  return result
}

const TEXT_KEYS = [
  'code',
  'name',
  'formerName',
  'owner',
  'county',
  'town',
  'site',
  'constructionAgent',
  'contractor',
  'responsibleOrg',
  'leadOrg',
  'competentOrg',
  'steward',
  'serviceOfficer',
  'contact',
  'contactPhone',
  'industry',
  'constructionNature',
  'planState',
  'approvalKind',
  'fundKind',
  'field',
  'scale',
  'annualContent',
  'startDate',
  'plannedStartDate',
  'finishDate',
  'stage',
  'progressText',
  'problems',
  'nextStep',
  'statisticalEntry',
  'libraryEntry',
  'nationalRegister',
  'firstStatisticalFigure',
  'onSiteWorkers',
  'remark',
] as const
const AMOUNT_KEYS = [
  'totalInvestmentWan',
  'completedSinceStartWan',
  'completedToLastYearEndWan',
  'fundsInPlaceWan',
] as const
/** Amounts by year, month, period or source, with the field a change is reported under. */
const AMOUNT_MAPS = [
  ['annualPlansWan', 'annualPlanWan'],
  ['completedYtdByPeriodWan', 'completedYtdWan'],
  ['completedCurrentByMonthWan', 'completedCurrentWan'],
  ['monthlyPlansWan', 'monthlyPlanWan'],
  ['fundsBySourceWan', 'fundsBySourceWan'],
] as const

function compare(
  project: LedgerProject,
  row: LedgerRow,
  letters: Map<string, string>,
  options: DifferenceOptions,
): Change[] {
  const changes: Change[] = []
  const note = (field: string, key: string, values: { old: string | null; new: string | null }, part?: string) => {
    const cell = letters.get(key)
    changes.push({
      name: row.name,
      county: row.county,
      field,
      ...(part !== undefined && { part }),
      ...values,
      oldRaw: project.raws?.[field] ?? values.old,
      newRaw: row.raws?.[field] ?? values.new,
      oldCell: project.cells?.[key] ?? null,
      newCell: cell ? `${cell}${row.excelRow}` : null,
      sheet: row.sheet,
      excelRow: row.excelRow,
    })
  }
  for (const key of TEXT_KEYS) {
    const now = row[key] ?? null
    const old = project[key] ?? null
    const isCleared =
      now === null &&
      old !== null &&
      options.blankClears === true &&
      letters.has(key) &&
      key !== 'name' &&
      key !== 'county'
    if (isCleared || (now !== null && !(old !== null && isSameText(old, now)))) note(key, key, { old, new: now })
  }
  compareSponsor(project, row, note)
  for (const key of AMOUNT_KEYS) {
    const now = wanText(row[key])
    const old = wanText(project[key])
    const isUnread = key === 'totalInvestmentWan' && row.totalInvestmentRaw !== undefined
    const isCleared = now === null && old !== null && options.blankClears === true && letters.has(key) && !isUnread
    if (isCleared || (now !== null && now !== old)) note(key, key, { old, new: now })
  }
  compareMaps(project, row, note)
  return changes
}

type Note = (field: string, key: string, values: { old: string | null; new: string | null }, part?: string) => void

/** A name replaces a name or a role; a role (县级领导) replaces no name. */
function compareSponsor(project: LedgerProject, row: LedgerRow, note: Note): void {
  if (row.sponsorText === undefined) return
  const [old, now] = row.sponsor
    ? [project.sponsor ?? null, row.sponsor]
    : [project.sponsorText ?? null, row.sponsorText]
  if (!row.sponsor && project.sponsor) return
  if (old === null || !isSameText(old, now)) note(row.sponsor ? 'sponsor' : 'sponsorText', 'sponsor', { old, new: now })
}

function compareMaps(project: LedgerProject, row: LedgerRow, note: Note): void {
  for (const [map, field] of AMOUNT_MAPS) {
    for (const [part, value] of Object.entries(row[map] ?? {})) {
      const now = wanText(value)
      const old = wanText(project[map]?.[part])
      if (now !== old) note(field, `${map}.${part}`, { old, new: now }, part)
    }
  }
  for (const map of ['approvals', 'extra'] as const) {
    for (const [part, now] of Object.entries(row[map] ?? ({} as Record<string, string>))) {
      const old = project[map]?.[part] ?? null
      if (old === null || !isSameText(old, now)) note(map, `${map}.${part}`, { old, new: now }, part)
    }
  }
}

function missingOf(left: LedgerProject[], reading: LedgerReading, options: DifferenceOptions): LedgerProject[] {
  const named = options.counties ?? reading.rows.flatMap(({ county }) => county ?? options.homeCounty ?? [])
  const counties = new Set(named.map(foldName))
  return left.filter(({ county, source }) => {
    const isInScope = county ? counties.has(foldName(county)) : counties.size === 0
    return isInScope && (options.source === undefined || source === options.source)
  })
}
