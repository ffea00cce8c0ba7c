import { createHash } from 'node:crypto'
import { headingPattern, sheetPattern } from './answers.ts'
import type { LedgerReading } from './shape.ts'

/**
 * A stable key of a file's layout: the headings of its imported sheets with their places, numbers (years, months) taken out. Files of the
 * same key are the same form of different months, so corrections made for one hold for the next.
 */
export function shapeKey(reading: LedgerReading): string {
  const layout = reading.sheets
    .filter((sheet) => sheet.import)
    .map((sheet) => [
      sheetPattern(sheet.name),
      sheet.kind,
      (sheet.columns ?? []).map(({ col, heading }) => [col, headingPattern(heading)]),
    ])
  return createHash('sha256').update(JSON.stringify(layout)).digest('hex').slice(0, 32)
}
