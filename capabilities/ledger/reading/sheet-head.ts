import { cellAddress, cellAt, type Sheet } from '#platform/excel/workbook.ts'
import { findDateLine, type LedgerDate, yearIn } from './periods.ts'
import type { SkippedRow } from './shape.ts'
import { strictFold } from './text.ts'
import { titleUnit, type Unit, unitLine } from './units.ts'

/** What stands above the header: title, date line, unit line. */
export interface SheetHead {
  title: string | null
  titleCell: string | null
  titleRow: number | null
  date: LedgerDate | null
  unit: Unit | 'several' | null
  unitCell: string | null
  skip: SkippedRow[]
}

/** Reads the rows above row `top` (0-based). Each used one is in `skip` with what it is. */
export function readHead(sheet: Sheet, top: number): SheetHead {
  const head: SheetHead = {
    title: null,
    titleCell: null,
    titleRow: null,
    date: null,
    unit: null,
    unitCell: null,
    skip: [],
  }
  for (let row = 0; row < top; row++) readLine(head, sheet, row)
  return head
}

function readLine(head: SheetHead, sheet: Sheet, row: number): void {
  const cells = (sheet.rows[row] ?? []).flatMap((_, column) => {
    const cell = cellAt(sheet, row, column)
    return cell.kind === 'blank' ? [] : [{ text: cell.text, column }]
  })
  const text = cells
    .map((cell) => cell.text)
    .join('　')
    .trim()
  const isTitleLike = head.title === null && cells.length === 1 && isTitle(text)
  let reason: SkippedRow['reason'] = cells.length === 0 ? 'blank' : 'note'
  for (const cell of cells) {
    const unit = unitLine(cell.text) ?? (isTitleLike ? titleUnit(cell.text) : null)
    if (unit && head.unit === null) {
      head.unit = unit
      head.unitCell = cellAddress(row, cell.column)
    } else if (unit && unit !== head.unit) head.unit = 'several'
    if (unit && reason !== 'date') reason = 'unit'
    const isMarked = /截[至止]/.test(strictFold(cell.text))
    const date = isTitleLike && !isMarked ? null : findDateLine(cell.text, yearIn(head.title ?? cell.text))
    if (date) head.date ??= date
    // A title that ends in （截至…） is still the title.
    if (date && !(isTitleLike && !/^[(（]?截[至止]/.test(strictFold(cell.text)))) reason = 'date'
  }
  if (cells.length > 0 && (reason === 'note' || (isTitleLike && reason === 'unit'))) {
    reason = isFormLine(text) ? 'note' : 'title'
    if (reason === 'title') takeTitle(head, text, row, cells[0]?.column ?? 0)
  }
  head.skip.push({ sheet: sheet.name, excelRow: row + 1, reason, text })
}

/** `附件1` stands above many titles and is not one. */
function takeTitle(head: SheetHead, text: string, row: number, column: number): void {
  const isAttachment = /^附(件|表)[\d一二三四五六七八九十]*[:：]?$/.test(strictFold(text))
  if (head.title !== null || isAttachment) return
  head.title = text
  head.titleRow = row + 1
  head.titleCell = cellAddress(row, column)
}

function isTitle(text: string): boolean {
  const folded = strictFold(text)
  return /[台账表册单库]|项目|情况|统计|汇总/.test(folded.replace(/单位[:：].*$/, ''))
}

function isFormLine(text: string): boolean {
  return /^(填[报表制](单位|部门|人)|编制单位|报送单位|制表|联系人|联系电话|审核)/.test(strictFold(text))
}
