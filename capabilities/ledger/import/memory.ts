import { sheetPattern } from '../reading/answers.ts'
import type { LedgerReading } from '../reading/shape.ts'
import { strictFold } from '../reading/text.ts'
import type { ImportAnswers } from './contract.ts'

/**
 * What is true of the next file of this layout too: not the period, nor the reporter chosen this time. Sheets are remembered without their
 * numbers (3月, 4月), rows by what stands in them.
 */
export function lasting(answers: ImportAnswers, reading?: LedgerReading): ImportAnswers {
  const { questions, columns, columnUnits, units, headerRows, firstRows, sheets } = answers
  const kept = Object.entries(questions ?? {}).filter(
    ([key, value]) => !/^suspicious-change\|/.test(key) && value !== 'create',
  )
  const lines = { ...byPlace(answers.lines, sheetPattern), ...linesOf(answers, reading) }
  return {
    questions: Object.fromEntries(kept),
    ...(columns ? { columns: byPlace(columns, sheetPattern) } : {}),
    ...(columnUnits ? { columnUnits: byPlace(columnUnits, sheetPattern) } : {}),
    ...(units ? { units: bySheet(units, sheetPattern) } : {}),
    ...(headerRows ? { headerRows: bySheet(headerRows, sheetPattern) } : {}),
    ...(firstRows ? { firstRows: bySheet(firstRows, sheetPattern) } : {}),
    ...(Object.keys(lines).length > 0 ? { lines } : {}),
    ...(sheets ? { sheets: bySheet(sheets, sheetPattern) } : {}),
  }
}

/** What was remembered, for the sheets of this file. */
export function recalledFor(remembered: ImportAnswers, sheetNames: readonly string[]): ImportAnswers {
  const namesOf = (sheet: string) => {
    const pattern = sheetPattern(sheet)
    return sheetNames.filter((name) => sheetPattern(name) === pattern)
  }
  const spread = <T>(map: Record<string, T> | undefined, split: (key: string) => [string, string]) =>
    Object.fromEntries(
      Object.entries(map ?? {}).flatMap(([key, value]) => {
        const [sheet, rest] = split(key)
        return namesOf(sheet).map((name) => [name + rest, value] as const)
      }),
    )
  const places = <T>(map: Record<string, T> | undefined) => spread(map, splitAtPlace)
  const names = <T>(map: Record<string, T> | undefined) => spread(map, (name) => [name, ''])
  const { questions, columns, columnUnits, units, headerRows, firstRows, lines, sheets } = remembered
  return filled({
    questions,
    columns: places(columns),
    columnUnits: places(columnUnits),
    units: names(units),
    headerRows: names(headerRows),
    firstRows: names(firstRows),
    lines: spread(lines, splitAtLine),
    sheets: names(sheets),
  })
}

/** The answers without those that were taken over from an earlier file and not changed since. */
export function without(answers: ImportAnswers, recalled: ImportAnswers): ImportAnswers {
  const left = Object.entries(answers).map(([part, given]) => {
    const before = recalled[part as keyof ImportAnswers]
    if (given === null || typeof given !== 'object' || !before || typeof before !== 'object') return [part, given]
    const own = Object.entries(given).filter(
      ([key, value]) => JSON.stringify((before as Record<string, unknown>)[key]) !== JSON.stringify(value),
    )
    return [part, Object.fromEntries(own)]
  })
  return Object.fromEntries(left)
}

/** How many corrections and answers there are. */
export function countOf(answers: ImportAnswers): number {
  return Object.values(answers).reduce<number>(
    (sum, part) => sum + (part !== null && typeof part === 'object' ? Object.keys(part).length : 0),
    0,
  )
}

/** Answers with a change laid over them; null takes a correction back. */
export function merged(given: ImportAnswers, change: ImportAnswers): ImportAnswers {
  const over = <T>(before: Record<string, T> | undefined, after: Record<string, T> | undefined) =>
    ({ ...before, ...after }) as Record<string, T>
  const taken = <T>(before: Record<string, T> | undefined, after: Record<string, T> | undefined) =>
    Object.fromEntries(Object.entries(over(before, after)).filter(([, value]) => value !== null))
  return {
    ...given,
    ...change,
    questions: over(given.questions, change.questions),
    columns: over(given.columns, change.columns),
    units: over(given.units, change.units),
    headerRows: over(given.headerRows, change.headerRows),
    sheets: over(given.sheets, change.sheets),
    columnUnits: taken(given.columnUnits, change.columnUnits),
    periods: taken(given.periods, change.periods),
    rows: taken(given.rows, change.rows),
    firstRows: taken(given.firstRows, change.firstRows),
  }
}

/** Rows that were said to be a total or a note, by their words: next month they stand elsewhere. */
function linesOf({ rows }: ImportAnswers, reading: LedgerReading | undefined): NonNullable<ImportAnswers['lines']> {
  const lines: NonNullable<ImportAnswers['lines']> = {}
  for (const [place, role] of Object.entries(rows ?? {})) {
    const at = place.lastIndexOf('!')
    const sheet = place.slice(0, at)
    const row = reading?.skip.find((line) => line.sheet === sheet && line.excelRow === Number(place.slice(at + 1)))
    const words = strictFold(row?.text ?? '')
    if (row && words !== '' && (role === 'total' || role === 'note')) lines[`${sheetPattern(sheet)}!${words}`] = role
  }
  return lines
}

function byPlace<T>(map: Record<string, T> | undefined, rename: (sheet: string) => string): Record<string, T> {
  return Object.fromEntries(
    Object.entries(map ?? {}).map(([place, value]) => {
      const [sheet, rest] = splitAtPlace(place)
      return [rename(sheet) + rest, value]
    }),
  )
}

function bySheet<T>(map: Record<string, T>, rename: (sheet: string) => string): Record<string, T> {
  return Object.fromEntries(Object.entries(map).map(([sheet, value]) => [rename(sheet), value]))
}

/** `sheet!column`: a sheet's name may hold an exclamation mark, a column's letters do not. */
function splitAtPlace(place: string): [string, string] {
  const at = place.lastIndexOf('!')
  return [place.slice(0, at), place.slice(at)]
}

/** `sheet!words`: a pattern of a sheet ends at the first mark after it. */
function splitAtLine(place: string): [string, string] {
  const at = place.indexOf('!')
  return [place.slice(0, at), place.slice(at)]
}

function filled(answers: ImportAnswers): ImportAnswers {
  return Object.fromEntries(
    Object.entries(answers).filter(([, part]) => part !== undefined && Object.keys(part as object).length > 0),
  )
}
