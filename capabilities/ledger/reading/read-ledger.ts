import type { Sheet, Workbook } from '#platform/excel/workbook.ts'
import type { LedgerAnswers } from './answers.ts'
import { sheetAnswers } from './answers.ts'
import { askCounties } from './ask-counties.ts'
import type { LedgerTimes, SheetContext } from './context.ts'
import { CountyResolver, type Gazetteer, nationalGazetteer } from './counties.ts'
import { noteSimilarNames, settleDuplicates } from './duplicates.ts'
import { readIssueSheet } from './issue-sheet.ts'
import { Notices } from './notices.ts'
import { titleDay, yearIn } from './periods.ts'
import { type PreparedSheet, prepareSheet } from './prepare-sheet.ts'
import { readProjectSheet } from './project-sheet.ts'
import type { LedgerReading } from './shape.ts'
import { tidy } from './text.ts'

export interface ReadingOptions {
  gazetteer?: Gazetteer
  answers?: LedgerAnswers
}

/**
 * Reads a workbook as a ledger: which sheets, where the header is, what each column holds, the projects and issues, what the totals say, and
 * what is open. Pure: works from headings, layout and values alone, remembers nothing; answers given earlier come in as `options.answers`.
 * Nothing may be written while `questions` is not empty.
 */
export function readLedger(workbook: Workbook, fileName: string, options: ReadingOptions = {}): LedgerReading {
  const answers = options.answers ?? {}
  const notices = new Notices(answers.choices ?? {})
  const prepared = workbook.sheets.map((sheet) => prepareSheet(sheet, sheetAnswers(answers, sheet.name)))
  const times = readTimes(prepared, fileName, answers)
  const reading: LedgerReading = {
    file: fileName,
    asOf: times.asOf,
    asOfText: times.asOfText,
    planYear: times.planYear,
    sheets: [],
    rows: [],
    issues: [],
    groups: [],
    skip: [],
    rejected: [],
    warnings: notices.warnings,
    questions: notices.questions,
  }
  const gazetteer = options.gazetteer ?? nationalGazetteer
  const place = placeContext(prepared, gazetteer)
  const isPlainText = workbook.format === 'csv' || workbook.format === 'html'
  for (const sheet of prepared) {
    const counties = new CountyResolver(gazetteer, answers.counties ?? {}, place)
    readSheet(reading, sheet, { counties, times, answers, notices, isPlainText })
  }
  settleWhole(reading, prepared, notices)
  return reading
}

/** Year and date of the ledger: what the user said, the date line, the title, the headings; the file's name only when nothing else says. */
function readTimes(prepared: PreparedSheet[], fileName: string, answers: LedgerAnswers): LedgerTimes {
  const imported = prepared.filter(({ isImported }) => isImported)
  const titleYear = first(imported, ({ head }) => (head?.title ? yearIn(head.title) : null))
  const headingYear = first(imported, ({ headingYears }) =>
    headingYears.length > 0 ? Math.max(...headingYears) : null,
  )
  const dated = imported.find(({ head }) => head?.date)?.head?.date ?? null
  const askedYear = yearAnswer(answers)
  const planYear =
    answers.planYear ??
    askedYear ??
    titleYear ??
    (dated?.day ? Number(dated.day.slice(0, 4)) : null) ??
    headingYear ??
    yearIn(fileName)
  const ofTitle = first(
    imported,
    ({ head, sheet }) => titleDay(head?.title ?? '', planYear) ?? titleDay(sheet.name, planYear),
  )
  return {
    asOf: answers.asOf ?? dated?.day ?? dayWithYear(dated?.text ?? null, planYear) ?? ofTitle,
    asOfText: dated?.text ?? null,
    planYear,
  }
}

function yearAnswer({ choices }: LedgerAnswers): number | null {
  const answer = Object.entries(choices ?? {}).find(
    ([key, value]) => key.startsWith('year-missing|') && /^20\d\d$/.test(value),
  )
  return answer ? Number(answer[1]) : null
}

/** `截至7月底` without a year is of the ledger's year. */
function dayWithYear(text: string | null, year: number | null): string | null {
  return text === null ? null : titleDay(text, year)
}

function placeContext(
  prepared: PreparedSheet[],
  gazetteer: Gazetteer,
): { city: string | null; province: string | null } {
  for (const { head } of prepared) {
    const found = head?.title ? gazetteer.citiesIn(tidy(head.title)) : null
    if (found?.city || found?.province) return found
  }
  return { city: null, province: null }
}

function readSheet(reading: LedgerReading, prepared: PreparedSheet, context: SheetContext): void {
  const { notices } = context
  reading.sheets.push(prepared.reading)
  if (prepared.sheet.state !== 'visible' && !prepared.isImported)
    notices.warn({ code: 'hidden-sheet', sheet: prepared.sheet.name })
  else if (!prepared.isImported && !isEmptySheet(prepared.sheet)) {
    notices.warn({ code: 'sheet-skipped', sheet: prepared.sheet.name, reason: prepared.reading.reason })
  }
  if (!prepared.header || !prepared.head) return
  if (!prepared.isImported) {
    describeOnly(prepared, context)
    return
  }
  reading.skip.push(...prepared.head.skip)
  if (prepared.reading.kind === 'issues') readIssueSheet(reading, prepared, context)
  else readProjectSheet(reading, prepared, context)
}

/** A sheet left out still shows how it would be read. */
function describeOnly(prepared: PreparedSheet, context: SheetContext): void {
  prepared.describe({ ...context, notices: new Notices({}) })
}

function settleWhole(reading: LedgerReading, prepared: PreparedSheet[], notices: Notices): void {
  const { rows, dropped } = settleDuplicates(reading.rows, notices)
  reading.rows = rows
  reading.skip.push(...dropped)
  noteSimilarNames(rows, notices)
  askCounties(reading, prepared, notices)
  notices.finish()
}

function isEmptySheet(sheet: Sheet): boolean {
  return sheet.rows.every((row) => row.every((value) => value === null))
}

function first<T, R>(items: T[], pick: (item: T) => R | null): R | null {
  for (const item of items) {
    const found = pick(item)
    if (found !== null) return found
  }
  return null
}
