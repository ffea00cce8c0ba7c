import { type Cell, cellAddress, cellAt } from '#platform/excel/workbook.ts'
import { amountKey, scalarKey } from './amount-keys.ts'
import { type Amount, readAmount } from './amounts.ts'
import { headingPattern, sheetPattern } from './answers.ts'
import type { Column } from './columns.ts'
import { ForeignAmounts } from './foreign-amounts.ts'
import type { RowContext } from './row-context.ts'
import type { LedgerRow } from './shape.ts'
import { strictFold } from './text.ts'
import { isUnit, type Unit } from './units.ts'

interface BareNumber {
  row: number
  column: Column
  raw: string
  name: string
}

/** Reads the amounts of one sheet. What no cell can settle alone (bare numbers, missing results) is gathered and asked by `finish`. */
export class AmountCells {
  private readonly context: RowContext
  private readonly scalars: Map<Column, keyof LedgerRow | null>
  private readonly paths: Map<Column, [key?: string, part?: string]>
  private readonly bare: BareNumber[] = []
  private readonly cellUnits = new Map<Column, Set<Unit>>()
  private readonly missing: { row: number; column: Column }[] = []
  private readonly foreign: ForeignAmounts

  constructor(context: RowContext) {
    this.context = context
    this.foreign = new ForeignAmounts(context, (result, column, wan) => this.storeAmount(result, column, wan))
    this.scalars = new Map(context.columns.map((column) => [column, scalarKey(column, context.columns)]))
    this.paths = new Map(context.columns.map((column) => [column, splitKey(amountKey(column))]))
  }

  /** Reads the cell of an amount column into `result`. */
  read(result: LedgerRow, row: number, column: Column, cell: Cell): void {
    const amount = readAmount(cell, this.unitAt(row, column))
    if (this.foreign.take(result, row, column, cell, amount)) return
    if (amount.cellUnit) this.noteUnit(column, amount.cellUnit)
    if (amount.wan !== null) this.storeAmount(result, column, amount.wan)
    if (amount.raw !== null && cell.kind === 'text')
      result.raws = { ...result.raws, [this.rawKey(column)]: amount.raw.trim() }
    this.reportAmount(result, row, column, amount)
  }

  /** The unit for a bare number: the column's, unless a line further up states another. */
  private unitAt(row: number, { unit }: Column): Unit | null {
    return unit !== null && this.context.isUnitOpen(row, unit) ? null : unit
  }

  /** A cell whose formula has no result in the file. */
  noteMissing(row: number, column: Column): void {
    this.missing.push({ row, column })
  }

  /** Asks what is open; `rows` are the rows as read, corrected here by answers given before. */
  finish(rows: LedgerRow[]): void {
    this.finishUnits(rows)
    if (this.missing.length > 0) this.askMissing()
  }

  private reportAmount(result: LedgerRow, row: number, column: Column, amount: Amount): void {
    const raw = amount.raw?.trim() ?? ''
    if (amount.isApproximate && amount.wan !== null) this.warn('amount-approximate', row, column, { raw })
    if (amount.isTextNumber && amount.wan !== null && !this.context.isPlainText)
      this.warn('number-as-text', row, column, { raw })
    if (column.field === 'totalInvestment' && amount.problem !== null && raw !== '') result.totalInvestmentRaw = raw
    if (amount.wan !== null && amount.wan < 0 && column.field !== 'completedCurrent')
      this.warn('amount-negative', row, column, { raw })
    if (amount.problem === 'unit-ambiguous') this.bare.push({ row, column, raw, name: result.name })
    else if (amount.problem === 'formula-value-missing') this.missing.push({ row, column })
    else if (amount.problem === 'currency-foreign') this.foreign.askCell(result, row, column, raw)
    else if (amount.problem) this.warn(amount.problem, row, column, { raw })
  }

  private storeAmount(result: LedgerRow, column: Column, wan: number): void {
    const target = result as unknown as Record<string, unknown>
    const scalar = this.scalars.get(column)
    if (scalar) target[scalar] = wan
    const [key, part] = this.paths.get(column) ?? [undefined, undefined]
    if (key === undefined) return
    if (part === undefined) {
      target[key] = wan
      return
    }
    const known = target[key] as Record<string, number> | undefined
    if (known) known[part] = wan
    else target[key] = { [part]: wan }
  }

  private rawKey(column: Column): string {
    return (this.scalars.get(column) as string | null) ?? amountKey(column) ?? column.heading
  }

  private noteUnit(column: Column, unit: Unit): void {
    const known = this.cellUnits.get(column)
    if (known) known.add(unit)
    else this.cellUnits.set(column, new Set([unit]))
  }

  /** Bare numbers in a column without any unit: one question for the column, or one per cell where other cells carry units. */
  private finishUnits(rows: LedgerRow[]): void {
    for (const [column, units] of this.cellUnits) {
      if (column.unit === null) column.reading.unit = 'perCell'
      if (units.size > 1)
        this.context.notices.warn({
          code: 'unit-mixed',
          sheet: this.context.sheet.name,
          column: column.letters,
          units: [...units],
        })
    }
    const byRow = new Map(rows.map((row) => [row.excelRow, row]))
    const byColumn = Map.groupBy(this.bare, ({ column }) => column)
    const headings = [...byColumn.keys()].map(({ heading }) => heading)
    for (const [column, cells] of byColumn) {
      const isPerCell = this.cellUnits.has(column) && cells.length <= 20
      const asked = `${columnsOfOneAnswer(column.heading, headings)}有${cells.length}个数没有写明单位，请选择单位。`
      for (const cell of cells) this.settleBare(cell, isPerCell ? null : asked, byRow.get(cell.row + 1))
    }
  }

  /** `asked` is the question for the whole column; null where each cell is asked. */
  private settleBare(cell: BareNumber, asked: string | null, result: LedgerRow | undefined): void {
    const { sheet, notices } = this.context
    const { column, raw, name, row } = cell
    const address = cellAddress(row, column.index)
    const place = { sheet: sheet.name, excelRow: row + 1, column: column.letters, cell: address, name, raw }
    const base = [sheetPattern(sheet.name), headingPattern(column.heading)]
    const answer = notices.ask({
      code: 'unit-ambiguous',
      keyParts: asked === null ? [...base, strictFold(name), raw] : base,
      sheet: sheet.name,
      place: address,
      text: asked ?? `“${name}”的${column.heading}写的是“${raw}”，没有单位，请选择单位。`,
      choices: [
        { value: '万元', label: '万元' },
        { value: '亿元', label: '亿元' },
        { value: '元', label: '元' },
        { value: 'blank', label: '留空' },
      ],
    })
    notices.warn({ code: 'unit-ambiguous', ...place })
    if (!result || answer === null || !isUnit(answer)) return
    if (asked !== null && column.unit === null) column.unit = answer
    const wan = readAmount(cellAt(sheet, row, column.index), answer, true).wan
    if (wan !== null) this.storeAmount(result, column, wan)
    if (column.field === 'totalInvestment') delete result.totalInvestmentRaw
  }

  private askMissing(): void {
    const { notices, sheet } = this.context
    const cells = this.missing.map(({ row, column }) => cellAddress(row, column.index))
    for (const { row, column } of this.missing)
      this.warn('formula-value-missing', row, column, { cell: cellAddress(row, column.index) })
    const shown = cells.length > 10 ? `${cells.slice(0, 10).join('、')}等${cells.length}个` : cells.join('、')
    notices.ask({
      code: 'formula-value-missing',
      keyParts: [sheetPattern(sheet.name), cells.join(',')],
      sheet: sheet.name,
      place: cells.slice(0, 10).join(','),
      text: `${shown}单元格的公式没有保存计算结果。请用 Excel 或 WPS 打开文件、保存后重新上传；或选择按空白处理。`,
      choices: [{ value: 'blank', label: '按空白处理' }],
    })
  }

  private warn(code: string, row: number, column: Column, details: Record<string, unknown> = {}): void {
    this.context.notices.warn({
      code,
      sheet: this.context.sheet.name,
      excelRow: row + 1,
      column: column.letters,
      ...details,
    })
  }
}

/** The columns one answer is for: those of one form of heading (1月计划 … 12月计划) share their unit. */
function columnsOfOneAnswer(heading: string, headings: string[]): string {
  const same = [...new Set(headings)].filter((other) => headingPattern(other) === headingPattern(heading))
  return same.length < 2
    ? `“${heading}”列`
    : `“${same.slice(0, 3).join('”“')}”${same.length > 3 ? '等' : ''}${same.length}列各`
}

/** `annualPlansWan.2024` is the part 2024 of the map annualPlansWan. */
function splitKey(key: string | null): [key?: string, part?: string] {
  if (key === null) return []
  const at = key.indexOf('.')
  return at < 0 ? [key] : [key.slice(0, at), key.slice(at + 1)]
}
