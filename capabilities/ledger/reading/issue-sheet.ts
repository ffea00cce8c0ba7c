import type { SheetContext } from './context.ts'
import { readIssues } from './issues.ts'
import type { PreparedSheet } from './prepare-sheet.ts'
import type { LedgerReading } from './shape.ts'

/** Reads a sheet of problems into `reading.issues`. */
export function readIssueSheet(reading: LedgerReading, prepared: PreparedSheet, context: SheetContext): void {
  const { sheet, merges, header } = prepared
  if (!header) return
  const columns = prepared.describe(context)
  skipHeader(reading, prepared)
  const found = readIssues({ sheet, header, merges, columns, counties: context.counties, notices: context.notices })
  reading.issues.push(...found.issues)
  reading.skip.push(...found.skip)
  reading.rejected.push(...found.rejected)
  prepared.reading.firstDataRow = header.bottom + 2
  prepared.reading.lastDataRow = found.lastDataRow
}

/** Notes the header rows among the rows that are no projects. */
export function skipHeader(reading: LedgerReading, { sheet, header }: PreparedSheet): void {
  if (!header) return
  for (let row = header.top; row <= header.bottom; row++) {
    const text = (sheet.rows[row] ?? []).filter((value) => value !== null).join(' | ')
    reading.skip.push({ sheet: sheet.name, excelRow: row + 1, reason: 'header', text })
  }
}
