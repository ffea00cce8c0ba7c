import { type Cell, cellAt, isBlankAt, type Sheet } from '#platform/excel/workbook.ts'
import type { SheetAnswers } from './answers.ts'
import type { Column } from './columns.ts'
import { isAmountField } from './fields.ts'
import { readHeading } from './headings.ts'
import { type Header, isNumberingRow, isUnitOnly } from './layout.ts'
import type { MergeIndex } from './merge-index.ts'
import { correctedLine } from './row-corrections.ts'
import { isNothing, strictFold } from './text.ts'

/** What a row below the header is. `row` is 0-based. */
export interface Line {
  row: number
  kind:
    | 'project'
    | 'section'
    | 'subtotal'
    | 'total'
    | 'ofWhich'
    | 'note'
    | 'blank'
    | 'header'
    | 'rejected'
    | 'continued'
    | 'otherTable'
  /** The words of a section, total or note, as written. */
  text: string
}

export interface LineContext {
  sheet: Sheet
  header: Header
  merges: MergeIndex
  columns: Column[]
  corrections?: SheetAnswers
}

/** Classifies every used row below the header of a project sheet. */
export function readLines(context: LineContext): Line[] {
  const { sheet, header } = context
  const reader = new LineReader(context)
  const lines: Line[] = []
  for (let row = header.bottom + 1; row < sheet.rows.length; row++) {
    const line = correctedLine(reader.read(row), context)
    lines.push(line)
    if (line.kind === 'otherTable') return [...settled(lines), ...restOf(sheet, row + 1)]
  }
  return settled(lines)
}

/** What stands below the headings of another table is that table's. */
function restOf(sheet: Sheet, from: number): Line[] {
  return sheet.rows.slice(from).map((row, index) => {
    const first = row.find((value) => value !== null && value !== '')
    return { row: from + index, kind: first === undefined ? 'blank' : 'otherTable', text: String(first ?? '') }
  })
}

interface Filled {
  column: number
  cell: Cell
  folded: string
}

const CHINESE_NUMBER = '[一二三四五六七八九十]{1,3}'
const ENUMERATED = new RegExp(
  `^(${CHINESE_NUMBER}[、.．,，:：]|[(（]${CHINESE_NUMBER}[)）]|第${CHINESE_NUMBER}(类|批|部分|产业)|[ⅠⅡⅢⅣⅤIV]+[、.])`,
)
const CHINESE_NUMBER_ALONE = new RegExp(`^[(（]?${CHINESE_NUMBER}[)）]?[、.．]?$`)
const TOTAL = /^(.{0,24}?)(小计|合计|总计|共计|分计|总合计)([:：]?\d*[个项]?|[(（].*[)）]|[:：].*)$/
const NOTE =
  /^[(（]?(金额|计量)?单位[:：]|^(注|备注|说明|附注|填表说明|填报说明)[\d一二三]*[:：.、]|^(填[报表制]单位|填[报表]人|制表人?|审核人?|单位负责人|分管领导|联系电话|报送时间|填报日期|审批人|负责人|主要领导)[:：(（]|^注[:：]?/
const OF_WHICH = /^其中([:：,，、]|.{0,20}[(（]?\d+[个项])/

class LineReader {
  private readonly context: LineContext
  private readonly nameColumn: number
  private readonly numberColumn: number
  private readonly amountColumns: ReadonlySet<number>
  private readonly ignoredColumns: ReadonlySet<number>
  private readonly headings: Map<number, string>
  private readonly mayLackNumber: boolean

  constructor(context: LineContext) {
    this.context = context
    const { columns } = context
    this.nameColumn = columns.find((column) => column.field === 'name')?.index ?? -1
    this.numberColumn = columns.find((column) => column.field === 'rowNumber')?.index ?? -1
    this.amountColumns = new Set(
      columns
        .filter(({ field, unit }) => isAmountField(field) || unit !== null || field === 'completionRate')
        .map(({ index }) => index),
    )
    this.ignoredColumns = new Set(
      columns
        .filter(({ field }) => field === 'rowNumber' || field === 'county' || field === 'completionRate')
        .map(({ index }) => index),
    )
    this.headings = new Map(
      columns.map(({ index, heading }) => [index, strictFold(heading.split('/').at(-1) as string)]),
    )
    this.mayLackNumber = this.numberColumn < 0
  }

  read(row: number): Line {
    const name = this.plainProject(row)
    return name === null ? this.readAny(row) : { row, kind: 'project', text: name }
  }

  /** The name of a row that can be nothing but a project: a number first, then words in the name's column, and no total among the others. */
  private plainProject(row: number): string | null {
    const values = this.context.sheet.rows[row] ?? []
    const first = values.findIndex((value) => value !== null)
    if (first < 0 || first !== this.numberColumn || this.context.merges.at(row, first)) return null
    const [number, name] = [values[first], values[this.nameColumn]]
    if (typeof number === 'string' ? !/^\d+$/.test(number) : typeof number !== 'number') return null
    if (typeof name !== 'string' || name.length < 4 || /名称$|^\d+$/.test(name) || isNothing(strictFold(name)))
      return null
    for (let column = first + 1; column <= Math.max(this.nameColumn, 2); column++) {
      const value = values[column]
      if (typeof value === 'string' && value.includes('计')) return null
    }
    return name.trim()
  }

  private readAny(row: number): Line {
    const filled = this.filledCells(row)
    const lead = filled[0]
    if (!lead || this.isEmptyRow(filled)) return { row, kind: 'blank', text: lead?.cell.text ?? '' }
    const name = filled.find(({ column, folded }) => column === this.nameColumn && !isNothing(folded))
    const labels = this.labelsOf(filled)
    const text = (labels[0] ?? lead).cell.text.trim()
    if (this.isRepeatedHeader(row, filled)) return { row, kind: 'header', text }
    if (isOtherHeader(filled)) return { row, kind: 'otherTable', text }
    const total = labels.map(({ folded }) => TOTAL.exec(folded)).find((match) => match !== null)
    if (total) {
      const label = labels.find(({ folded }) => TOTAL.test(folded)) as Filled
      const isSubtotal = /小计|分计/.test(total[2] as string)
      return { row, kind: isSubtotal ? 'subtotal' : 'total', text: label.cell.text.trim() }
    }
    if (NOTE.test(lead.folded) && filled.length <= 6) return { row, kind: 'note', text }
    if (labels.some(({ folded }) => OF_WHICH.test(folded)) && !this.hasNumber(row))
      return { row, kind: 'ofWhich', text }
    const section = this.sectionText(row, filled, name)
    if (section !== null) return { row, kind: 'section', text: section }
    if (name) return { row, kind: 'project', text }
    if (this.isContinued(row)) return { row, kind: 'continued', text }
    if (filled.length === 1 && lead.cell.kind === 'text' && lead.folded.length > 12) return { row, kind: 'note', text }
    return { row, kind: 'rejected', text }
  }

  private filledCells(row: number): Filled[] {
    const { sheet } = this.context
    const filled: Filled[] = []
    const width = sheet.rows[row]?.length ?? 0
    for (let column = 0; column < width; column++) {
      if (isBlankAt(sheet, row, column)) continue
      const cell = cellAt(sheet, row, column)
      const folded = cell.kind === 'text' && column <= this.nameColumn + 2 ? strictFold(cell.text) : cell.text
      if (folded !== '' || cell.isMissing) filled.push({ column, cell, folded })
    }
    return filled
  }

  /** Nothing but a row number, a county filled in beforehand, rates and formulas that give zero. */
  private isEmptyRow(filled: Filled[]): boolean {
    return filled.every(({ column, cell, folded }) => {
      if (
        this.ignoredColumns.has(column) &&
        !(column === this.numberColumn && cell.kind === 'text' && !/^[\d.]+$/.test(folded))
      )
        return true
      return (
        (cell.formula !== null && (cell.value === 0 || cell.kind === 'error')) ||
        (cell.kind === 'text' && isNothing(folded))
      )
    })
  }

  /** The first words of a row, and its name: where sections, totals and notes say what they are. Amounts with their unit are no words. */
  private labelsOf(filled: Filled[]): Filled[] {
    const words = filled.filter(
      ({ column, cell }) =>
        cell.kind === 'text' &&
        column <= Math.max(this.nameColumn, 2) &&
        !(this.amountColumns.has(column) && /[\d０-９]/.test(cell.text)),
    )
    const named = words.findIndex(({ column }) => column === this.nameColumn)
    return named > 2 ? [...words.slice(0, 3), words[named] as Filled] : words.slice(0, 3)
  }

  private isRepeatedHeader(row: number, filled: Filled[]): boolean {
    if (filled.length < 3) return false
    const isShort = filled.every(({ cell }) => cell.text.length <= 8)
    if (isShort && filled.length * 2 >= this.headings.size && isNumberingRow(this.context.sheet, row)) return true
    if (isShort && filled.every(({ cell }) => cell.kind === 'text' && isUnitOnly(cell.text))) return true
    const same = filled.filter(
      ({ column, cell }) => cell.kind === 'text' && this.headings.get(column) === strictFold(cell.text),
    )
    return same.length >= 3 && same.length * 2 >= filled.length
  }

  private hasNumber(row: number): boolean {
    return (
      this.numberColumn >= 0 &&
      /^\d+(\.\d+)?$/.test(strictFold(cellAt(this.context.sheet, row, this.numberColumn).text))
    )
  }

  private sectionText(row: number, filled: Filled[], name: Filled | undefined): string | null {
    const lead = filled[0] as Filled
    if (lead.cell.kind !== 'text' || lead.column > Math.max(this.nameColumn, 0)) return null
    const others = filled.filter(
      ({ column, cell }) =>
        column !== lead.column && column !== this.nameColumn && cell.kind === 'text' && !this.amountColumns.has(column),
    )
    const merge = this.context.merges.at(row, lead.column)
    const isSpread =
      merge !== null && merge.top === merge.bottom && merge.right - merge.left >= 1 && merge.right >= this.nameColumn
    const hasDetails = others.some(({ column }) => !this.isLateText(column))
    if (isSpread && (lead.column < this.nameColumn || !hasDetails)) return lead.cell.text.trim()
    if (lead.column === this.numberColumn) {
      if (CHINESE_NUMBER_ALONE.test(lead.folded) && name && !hasDetails)
        return `${lead.folded.replace(/[、.．]$/, '')}、${name.cell.text.trim()}`
      if (!name && /[\u4e00-\u9fff]/.test(lead.folded) && !hasDetails) return lead.cell.text.trim()
    }
    if (ENUMERATED.test(lead.folded) && !hasDetails) return lead.cell.text.trim()
    const isName = lead === name
    const isCounted = /[(（]?共?计?\d+(个|项)[^\d]{0,6}[)）]?$/.test(lead.folded)
    if (isName && !this.mayLackNumber && !hasDetails && isCounted) return lead.cell.text.trim()
    if (isName && filled.length === 1 && (isCounted || /^.{2,10}(县|区|类|领域|板块)[:：]?$/.test(lead.folded)))
      return lead.cell.text.trim()
    return null
  }

  /** Remarks and progress stand on section rows too. */
  private isLateText(column: number): boolean {
    const field = this.context.columns.find(({ index }) => index === column)?.field
    return field === 'remark' || field === 'progressText' || field === null || field === undefined
  }

  private isContinued(row: number): boolean {
    const merge = this.nameColumn < 0 ? null : this.context.merges.at(row, this.nameColumn)
    return merge !== null && merge.top < row && merge.bottom > merge.top
  }
}

/** Short texts alone, a project's name and two more known headings among them. */
function isOtherHeader(filled: Filled[]): boolean {
  if (filled.length < 4 || !filled.every(({ cell }) => cell.kind === 'text' && cell.text.length <= 30)) return false
  if (!filled.some(({ cell }) => /^(项目|工程)?名称$/.test(strictFold(cell.text)))) return false
  return filled.filter(({ cell }) => readHeading([cell.text]).strength > 0).length >= 3
}

/** 合计 between blocks of projects closes a block: only a 合计 with no project after it, or none before it, covers the sheet. */
function settled(lines: Line[]): Line[] {
  const lastProject = lines.findLastIndex(({ kind }) => kind === 'project')
  const firstProject = lines.findIndex(({ kind }) => kind === 'project')
  lines.forEach((line, index) => {
    if (line.kind === 'total' && index > firstProject && index < lastProject && firstProject >= 0)
      line.kind = 'subtotal'
    const isTail =
      index > lastProject && line.kind === 'rejected' && index > lines.findLastIndex(({ kind }) => kind === 'total')
    if (
      isTail &&
      lines.some(({ kind }) => kind === 'total') &&
      lines.findIndex(({ kind }) => kind === 'total') > firstProject
    )
      line.kind = 'note'
  })
  return lines
}
