import Big from 'big.js'
import { type Cell, cellAddress } from '#platform/excel/workbook.ts'
import { type Amount, readAmount } from './amounts.ts'
import { headingPattern, sheetPattern } from './answers.ts'
import type { Column } from './columns.ts'
import type { RowContext } from './row-context.ts'
import type { LedgerRow } from './shape.ts'

type Store = (result: LedgerRow, column: Column, wan: number) => void

/** Foreign money: never converted by itself. A cell is asked for its amount in 万元, a column in foreign money once for the rate. */
export class ForeignAmounts {
  private readonly context: RowContext
  private readonly store: Store

  constructor(context: RowContext, store: Store) {
    this.context = context
    this.store = store
  }

  /** True when the cell is a bare number of a column in foreign money: taken at the rate answered, else left open. */
  take(result: LedgerRow, row: number, column: Column, cell: Cell, amount: Amount): boolean {
    const { foreignUnit, unit } = column
    if (foreignUnit === null || unit !== null || amount.cellUnit !== null || amount.problem !== 'unit-ambiguous')
      return false
    this.warn(row, column, cell.text.trim())
    if (column.field === 'totalInvestment') result.totalInvestmentRaw = cell.text.trim()
    const { notices, sheet } = this.context
    const rate = notices.ask({
      code: 'currency-foreign',
      keyParts: [sheetPattern(sheet.name), headingPattern(column.heading)],
      sheet: sheet.name,
      place: cellAddress(row, column.index),
      text: `“${column.heading}”列是外币，没有折算。请填写1元外币折合多少元人民币（例如 7.12），或选择留空。`,
      choices: [{ value: 'blank', label: '留空' }],
    })
    const { wan } = readAmount(cell, foreignUnit, true)
    if (rate !== null && wan !== null && /^\d{1,4}(\.\d{1,6})?$/.test(rate)) {
      this.store(result, column, Number(new Big(wan).times(rate).round(4, Big.roundHalfUp).toString()))
    }
    return true
  }

  /** A cell that names foreign money (`5000万美元`). */
  askCell(result: LedgerRow, row: number, column: Column, raw: string): void {
    const { notices, sheet } = this.context
    this.warn(row, column, raw)
    const answer = notices.ask({
      code: 'currency-foreign',
      keyParts: [sheetPattern(sheet.name), headingPattern(column.heading), result.name, raw],
      sheet: sheet.name,
      place: cellAddress(row, column.index),
      text: `“${result.name}”的${column.heading}写的是“${raw}”，请填写折合多少万元，或选择留空。`,
      choices: [{ value: 'blank', label: '留空' }],
    })
    if (answer !== null && /^\d+(\.\d{1,4})?$/.test(answer)) this.store(result, column, Number(answer))
  }

  private warn(row: number, column: Column, raw: string): void {
    const { notices, sheet } = this.context
    notices.warn({ code: 'currency-foreign', sheet: sheet.name, excelRow: row + 1, column: column.letters, raw })
  }
}
