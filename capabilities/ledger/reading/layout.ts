import { cellAt, type Merge, type Sheet } from '#platform/excel/workbook.ts'
import type { Field } from './fields.ts'
import { type HeadingMeaning, readHeading } from './headings.ts'
import type { MergeIndex } from './merge-index.ts'
import { findDateLine } from './periods.ts'
import { strictFold, tidy } from './text.ts'
import { type Unit, unitIn, unitLine } from './units.ts'

/** Where the table of a sheet begins. Rows and columns are 0-based. */
export interface Header {
  top: number
  bottom: number
  columns: HeaderColumn[]
}

export interface HeaderColumn {
  index: number
  /** Levels joined by `/`, tidied. */
  heading: string
  meaning: HeadingMeaning
}

const ROWS_LOOKED_AT = 60
const MAX_HEADER_COLUMNS = 400

/**
 * Finds the header: the row with the most known headings (and a project name or a problem among them), extended over merged cells, group
 * headings above and sub-headings, unit rows and numbering rows below. Null when no row has at least two known headings.
 */
export function findHeader(
  sheet: Sheet,
  merges: MergeIndex,
  override?: { top: number; bottom: number },
): Header | null {
  const block = override ?? findBlock(sheet, merges)
  if (!block) return null
  return { ...block, columns: readColumns(sheet, merges, block) }
}

interface Block {
  top: number
  bottom: number
}

function findBlock(sheet: Sheet, merges: MergeIndex): Block | null {
  let anchor = -1
  let best = 0
  for (let row = 0; row < Math.min(sheet.rows.length, ROWS_LOOKED_AT); row++) {
    const fields = knownFields(sheet, row)
    if (fields.size < 2) continue
    const isNamed = fields.has('name') || fields.has('problems')
    const score = fields.size + (isNamed ? 5 : 0)
    if (score > best) {
      best = score
      anchor = row
    }
  }
  if (anchor < 0) return null
  const top = findTop(sheet, merges, anchor)
  return { top, bottom: findBottom(sheet, merges, top, anchor) }
}

function knownFields(sheet: Sheet, row: number): Set<Field> {
  const fields = new Set<Field>()
  const width = Math.min(sheet.rows[row]?.length ?? 0, MAX_HEADER_COLUMNS)
  for (let column = 0; column < width; column++) {
    const cell = cellAt(sheet, row, column)
    if (cell.kind !== 'text' || cell.text.length > 60) continue
    const { field, strength } = readHeading([cell.text])
    if (field && strength > 0) fields.add(field)
  }
  return fields
}

/** Merged heading cells reach down to the last header row; unmerged sub-headings, units and numbering may follow. */
function findBottom(sheet: Sheet, merges: MergeIndex, top: number, anchor: number): number {
  let bottom = anchor
  for (let row = top; row <= bottom; row++) {
    for (const merge of merges.startingIn(row)) {
      if (merge.bottom - merge.top < 6 && cellAt(sheet, merge.top, merge.left).kind !== 'blank')
        bottom = Math.max(bottom, merge.bottom)
    }
  }
  // nothing of the header stands below the row that numbers its columns
  while (!isNumberingRow(sheet, bottom) && isSubHeader(sheet, merges, { top, anchor }, bottom + 1)) bottom++
  return bottom
}

function isSubHeader(
  sheet: Sheet,
  merges: MergeIndex,
  { top, anchor }: { top: number; anchor: number },
  row: number,
): boolean {
  const cells = (sheet.rows[row] ?? []).map((_, column) => cellAt(sheet, row, column))
  const filled = cells.flatMap((cell, column) => (cell.kind === 'blank' ? [] : [{ cell, column }]))
  if (filled.length === 0) return false
  if (isNumbering(filled.map(({ cell }) => cell.text))) return true
  if (filled.some(({ cell }) => cell.kind !== 'text' || cell.text.length > 20)) return false
  if (filled.every(({ cell }) => isUnitOnly(cell.text))) return true
  if (filled.some(({ cell }) => isBodyWord(strictFold(cell.text)))) return false
  const isUnder = filled.every(({ column }) => {
    const above = merges.at(anchor, column)
    const isBlankAbove = cellAt(sheet, anchor, column).kind === 'blank'
    return (above !== null && above.right > above.left) || isBlankAbove || hasBlankNeighbour(sheet, anchor, column)
  })
  if (!isUnder) return false
  const known = filled.filter(
    ({ column }) => readHeading(levelsOf(sheet, merges, { top, bottom: row }, column).parts).strength > 0,
  )
  return known.length * 2 >= filled.length
}

/** Words of sections and totals, which belong to the body and to no column: 一、新建项目, （二）…, 小计, 合计. */
export function isBodyWord(folded: string): boolean {
  return /^[一二三四五六七八九十]{1,3}[、.．]|^[(（][一二三四五六七八九十]{1,3}[)）]|^(小计|合计|总计|共计)/.test(
    folded,
  )
}

function hasBlankNeighbour(sheet: Sheet, row: number, column: number): boolean {
  const next = cellAt(sheet, row, column + 1)
  return next.kind === 'blank' && column + 1 < (sheet.rows[row + 1]?.length ?? 0)
}

/** True for a row that only numbers the columns. */
export function isNumberingRow(sheet: Sheet, row: number): boolean {
  return isNumbering((sheet.rows[row] ?? []).filter((value) => value !== null).map(String))
}

/** `1 2 3 4`, `甲 乙 1 2`, `A B C`: a row that numbers the columns. */
function isNumbering(texts: string[]): boolean {
  if (texts.length < 4) return false
  const plain = texts.map((text) => strictFold(text).replace(/[()]/g, ''))
  const numbers = plain.filter((text) => /^\d{1,3}$/.test(text)).map(Number)
  const letters = plain.filter((text) => /^([甲乙丙丁戊]|[A-Z]{1,2})$/.test(text))
  if (numbers.length + letters.length < plain.length) return false
  return (
    numbers.every((number, index) => index === 0 || number === (numbers[index - 1] as number) + 1) &&
    (numbers[0] ?? 1) <= 2
  )
}

/** True for `（万元）`, `%`, `亩`: a unit and nothing else. */
export function isUnitOnly(text: string): boolean {
  return /^[(（]?(?:单位[:：]?)?(亿元|万元|千元|百万元|千万元|元|亿|万|%|％|个|亩|人|平方米|公里|年|月|年月|年\/月)[)）]?$/.test(
    strictFold(text),
  )
}

/** Rows above that group the headings: a cell merged over some columns, or several short texts that are no title, date or unit. */
function findTop(sheet: Sheet, merges: MergeIndex, anchor: number): number {
  let top = anchor
  const width = sheet.rows[anchor]?.length ?? 0
  while (top > 0 && isGroupRow(sheet, merges, top - 1, width)) top--
  return top
}

function isGroupRow(sheet: Sheet, merges: MergeIndex, row: number, width: number): boolean {
  const filled = (sheet.rows[row] ?? []).flatMap((_, column) => {
    const cell = cellAt(sheet, row, column)
    return cell.kind === 'blank' ? [] : [{ cell, column }]
  })
  if (filled.length === 0 || filled.some(({ cell }) => cell.kind !== 'text' || cell.text.length > 60)) return false
  // 截至2023年底累计完成 and 总投资（单位：万元） are headings, not the lines of date and unit.
  if (knownFields(sheet, row).size >= 2) return true
  if (
    filled.some(({ cell }) => cell.text.length > 20) ||
    filled.some(
      ({ cell }) => unitLine(cell.text) !== null || findDateLine(cell.text) !== null || /[:：]/.test(cell.text),
    )
  )
    return false
  const isPartlyMerged = filled.some(({ column }) => {
    const merge = merges.at(row, column)
    return merge !== null && merge.right > merge.left && merge.right - merge.left + 1 < width * 0.8
  })
  return isPartlyMerged ? filled.length > 1 || row > 0 : filled.length > 1
}

function readColumns(sheet: Sheet, merges: MergeIndex, block: Block): HeaderColumn[] {
  const { top } = block
  let bottom = block.bottom
  while (bottom > top && isNumberingRow(sheet, bottom)) bottom--
  let width = 0
  for (let row = top; row <= bottom; row++) width = Math.max(width, sheet.rows[row]?.length ?? 0)
  for (let row = top; row <= bottom; row++) {
    for (const merge of merges.startingIn(row)) if (merge.bottom <= bottom) width = Math.max(width, merge.right + 1)
  }
  const columns: HeaderColumn[] = []
  for (let index = 0; index < Math.min(width, 1000); index++) {
    const { parts, unit } = levelsOf(sheet, merges, { top, bottom }, index)
    if (parts.length === 0) continue
    const meaning = readHeading(parts)
    columns.push({
      index,
      heading: parts.map(tidy).join('/'),
      meaning: unit ? { ...meaning, unit } : meaning,
    })
  }
  return columns
}

function levelsOf(
  sheet: Sheet,
  merges: MergeIndex,
  { top, bottom }: Block,
  column: number,
): { parts: string[]; unit: Unit | null } {
  const parts: string[] = []
  let unit: Unit | null = null
  for (let row = top; row <= bottom; row++) {
    const isLower = row < bottom && hasTextBelow(sheet, row, bottom, column)
    const text =
      textAt(sheet, merges, row, column) ?? (isLower ? groupTextAt(sheet, merges, { top, row }, column) : null)
    if (text === null || strictFold(text) === '') continue
    const bare = strictFold(text).replace(/[()]/g, '')
    if (parts.length > 0 && isUnitOnly(text)) {
      const found = unitIn(`(${bare})`)
      if (found && found !== 'several') unit = found
      continue
    }
    if (parts.at(-1) !== text) parts.push(text)
  }
  return { parts, unit }
}

function textAt(sheet: Sheet, merges: MergeIndex, row: number, column: number): string | null {
  const merge = merges.at(row, column)
  const cell = merge ? cellAt(sheet, merge.top, merge.left) : cellAt(sheet, row, column)
  return cell.kind === 'blank' ? null : cell.text
}

function hasTextBelow(sheet: Sheet, row: number, bottom: number, column: number): boolean {
  for (let below = row + 1; below <= bottom; below++) if (cellAt(sheet, below, column).kind === 'text') return true
  return false
}

/**
 * Without merged cells (CSV), a group heading stands over its first column only: columns to the right without one belong to it, up to the
 * next that has a heading of its own further up.
 */
function groupTextAt(
  sheet: Sheet,
  merges: MergeIndex,
  { top, row }: { top: number; row: number },
  column: number,
): string | null {
  const own = textAt(sheet, merges, row, column)
  if (own !== null || merges.at(row, column)) return own
  for (let left = column - 1; left >= 0; left--) {
    for (let above = top; above < row; above++) if (textAt(sheet, merges, above, left + 1) !== null) return null
    const merge: Merge | null = merges.at(row, left)
    if (merge) return null
    const cell = cellAt(sheet, row, left)
    if (cell.kind === 'text') return hasTextBelow(sheet, row, row + 1, left) ? cell.text : null
  }
  return null
}
