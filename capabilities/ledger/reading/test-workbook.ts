import { openWorkbook } from '#platform/excel/open-workbook.ts'
import { columnIndex, type Merge, type Workbook } from '#platform/excel/workbook.ts'
import { type WrittenValue, workbookBytes } from '#platform/excel/write-workbook.ts'
import type { LedgerAnswers } from './answers.ts'
import { readLedger } from './read-ledger.ts'
import type { LedgerReading, LedgerRow, Warning } from './shape.ts'

/** A sheet of a test ledger: its name, rows as typed, and merges in A1 notation. */
export type TestSheet = [name: string, rows: WrittenValue[][], merges?: string[]]

/** Writes the sheets as a real .xlsx and opens it again, so that tests read what a file would hold. */
export async function workbookOf(...sheets: TestSheet[]): Promise<Workbook> {
  const bytes = await workbookBytes(
    sheets.map(([name, rows, merges = []]) => ({
      name,
      columns: Array.from({ length: Math.max(...rows.map((row) => row.length)) }, () => ({ kind: 'auto' as const })),
      headerRows: [],
      rows,
      merges: merges.map(parseMerge),
    })),
  )
  return openWorkbook(bytes)
}

export async function readingOf(
  sheets: TestSheet[],
  answers?: LedgerAnswers,
  fileName = '台账.xlsx',
): Promise<LedgerReading> {
  return readLedger(await workbookOf(...sheets), fileName, { answers })
}

/** Field of each column: `{ A: 'rowNumber', B: 'name' }`. */
export function fieldsOf(reading: LedgerReading, sheet = 0): Record<string, string | null> {
  return Object.fromEntries((reading.sheets[sheet]?.columns ?? []).map(({ col, field }) => [col, field]))
}

export function rowAt(reading: LedgerReading, excelRow: number, sheet?: string): LedgerRow {
  const row = reading.rows.find((other) => other.excelRow === excelRow && (!sheet || other.sheet === sheet))
  if (!row) throw new Error(`no project in row ${excelRow}`)
  return row
}

export function warned(reading: LedgerReading, code: string): Warning[] {
  return reading.warnings.filter((warning) => warning.code === code)
}

function parseMerge(ref: string): Merge {
  const match = /^([A-Z]+)(\d+):([A-Z]+)(\d+)$/.exec(ref)
  if (!match) throw new Error(`no range: ${ref}`)
  const [, left, top, right, bottom] = match as unknown as [string, string, string, string, string]
  return { top: Number(top) - 1, left: columnIndex(left), bottom: Number(bottom) - 1, right: columnIndex(right) }
}
