import type { LedgerReading, LedgerRow } from '../shape.ts'
import type { Expected } from './made-columns.ts'
import type { MadeLedger } from './made-ledger.ts'

/** How a reading compares with what is known. A cell is right when it says what the project is, or nothing where nothing can be known. */
export interface Score {
  cells: number
  right: number
  byField: Map<string, { cells: number; right: number }>
  /** Amounts read as another number than the known one, or where there is none: the one thing that must never happen. */
  misScaled: string[]
  /** Everything else that is not right, for a person to look at. */
  wrong: string[]
  /** Rows read that are no projects, and projects not read. */
  strayRows: string[]
  missingRows: string[]
}

export function emptyScore(): Score {
  return { cells: 0, right: 0, byField: new Map(), misScaled: [], wrong: [], strayRows: [], missingRows: [] }
}

/** Adds one ledger to the score. */
export function addScore(score: Score, seed: number, ledger: MadeLedger, reading: LedgerReading): void {
  const known = new Map(ledger.rows.map((row) => [`${row.sheet}!${row.name}`, row]))
  for (const row of reading.rows)
    if (!known.has(`${row.sheet}!${row.name}`)) score.strayRows.push(`${seed} ${row.sheet}!${row.excelRow} ${row.name}`)
  const found = new Map(reading.rows.map((row) => [`${row.sheet}!${row.name}`, row]))
  for (const [key, { expected }] of known) {
    const row = found.get(key)
    if (!row) score.missingRows.push(`${seed} ${key}`)
    for (const item of expected) addCell(score, seed, item, row)
    if (row) noteInvented(score, seed, expected, row)
  }
}

function addCell(score: Score, seed: number, { path, value, kind }: Expected, row: LedgerRow | undefined): void {
  const field = path.split('.')[0] as string
  const counts = score.byField.get(field) ?? { cells: 0, right: 0 }
  score.byField.set(field, counts)
  score.cells++
  counts.cells++
  const found = row && valueAt(row, path)
  const isNothing = value === undefined || value === null || value === 'open'
  if (row && (isNothing ? found === undefined || found === null : found === value)) {
    score.right++
    counts.right++
    return
  }
  const text = `${seed} ${row?.sheet}!${row?.excelRow} ${path}: ${JSON.stringify(found)} instead of ${JSON.stringify(value)}`
  if (kind === 'amount' && typeof found === 'number') score.misScaled.push(text)
  else score.wrong.push(text)
}

const AMOUNT_MAPS = [
  'annualPlansWan',
  'completedYtdByPeriodWan',
  'completedCurrentByMonthWan',
  'monthlyPlansWan',
  'fundsBySourceWan',
] as const
const AMOUNTS = [
  'totalInvestmentWan',
  'completedSinceStartWan',
  'completedToLastYearEndWan',
  'fundsInPlaceWan',
] as const

/** Every amount of a row that no column of the layout stands for. */
function noteInvented(score: Score, seed: number, expected: Expected[], row: LedgerRow): void {
  const paths = new Set(expected.map(({ path }) => path))
  const found = [
    ...AMOUNTS.filter((key) => typeof row[key] === 'number'),
    ...AMOUNT_MAPS.flatMap((key) => Object.keys(row[key] ?? {}).map((part) => `${key}.${part}`)),
  ]
  for (const path of found)
    if (!paths.has(path)) score.misScaled.push(`${seed} ${row.sheet}!${row.excelRow} ${path}: made up`)
}

function valueAt(row: LedgerRow, path: string): unknown {
  const dot = path.indexOf('.')
  const key = dot < 0 ? path : path.slice(0, dot)
  const value = (row as unknown as Record<string, unknown>)[key]
  if (dot < 0) return value
  const map = (value ?? {}) as Record<string, unknown>
  const part = path.slice(dot + 1)
  return map[part] ?? Object.entries(map).find(([heading]) => heading.endsWith(`/${part}`))?.[1]
}

/** What a person who knows the projects answers to the questions of a reading. */
export function answersOf(ledger: MadeLedger, reading: LedgerReading): Record<string, string> {
  return Object.fromEntries(reading.questions.map((question) => [question.key, answerTo(question, ledger, reading)]))
}

function answerTo(
  { code, sheet, place }: LedgerReading['questions'][number],
  { plan, columns }: MadeLedger,
  reading: LedgerReading,
): string {
  const letters = /^[A-Z]+/.exec(place)?.[0]
  const heading =
    reading.sheets.find(({ name }) => name === sheet)?.columns?.find(({ col }) => col === letters)?.heading ?? ''
  const leaf = heading.split('/').at(-1) as string
  const column =
    columns.find((other) => other.heading.at(-1)?.replace(/\s/g, '') === leaf) ??
    columns.find((other) => heading.endsWith(other.heading.at(-1) as string))
  if (code === 'unit-ambiguous') return column?.amount?.unit ?? 'blank'
  if (code === 'year-missing') return String(plan.year)
  if (code === 'period-missing') return `${plan.year}-${String(plan.month).padStart(2, '0')}`
  return column?.answers?.[code] ?? 'blank'
}
