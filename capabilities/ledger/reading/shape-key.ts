import { createHash } from 'node:crypto'
import { columnLetters, type Workbook } from '#platform/excel/workbook.ts'
import { headingPattern, sheetPattern } from './answers.ts'
import { prepareSheet } from './prepare-sheet.ts'

/**
 * A stable key of a file's layout: the headings of its sheets of projects and problems with their places, years and periods taken out. Files
 * of the same key are the same form of different months, so corrections made for one hold for the next. It is the layout as found, whatever was
 * corrected: else the next file, which nobody has corrected yet, would not be recognised.
 */
export function shapeKey(workbook: Workbook): string {
  const layout = workbook.sheets.flatMap((sheet) => {
    const { isImported, reading, header } = prepareSheet(sheet, {})
    if (!isImported || !header) return []
    const columns = header.columns.map(({ index, heading }) => [columnLetters(index), headingPattern(heading)])
    return [[sheetPattern(sheet.name), reading.kind, columns]]
  })
  return createHash('sha256').update(JSON.stringify(layout)).digest('hex').slice(0, 32)
}
