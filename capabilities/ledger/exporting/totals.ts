import Big from 'big.js'
import { columnLetters } from '#platform/excel/workbook.ts'
import type { WrittenFormula, WrittenRow, WrittenValue } from '#platform/excel/write-workbook.ts'
import type { LedgerColumn } from './columns.ts'

/** Of what kind of column a total is: amounts are added, names counted. */
type Summed = 'sum' | 'count' | null

/**
 * Totals of the rows written so far, kept exactly. They leave as SUBTOTAL formulas, which follow the filter arrows and pass over one another,
 * with the value they have now for readers that do not calculate.
 */
export class Totals {
  private readonly kinds: Summed[]
  private whole: Big[]
  private part: Big[]

  constructor(columns: readonly LedgerColumn[]) {
    this.kinds = columns.map(({ kind, key }) => (kind === 'amount' ? 'sum' : key === 'name' ? 'count' : null))
    this.whole = this.kinds.map(() => new Big(0))
    this.part = this.whole
  }

  add(values: readonly WrittenValue[]): void {
    this.part = this.part.map((sum, index) => plus(sum, this.kinds[index]!, values[index]))
  }

  /** The row that closes a group, over rows `from` to `to` of the sheet (1-based). */
  closeGroup(label: string, from: number, to: number): WrittenRow {
    const row = this.row('subtotal', label, { sums: this.part, from, to })
    this.whole = this.whole.map((sum, index) => sum.plus(this.part[index]!))
    this.part = this.kinds.map(() => new Big(0))
    return row
  }

  /** The row below everything. */
  closeAll(from: number, to: number): WrittenRow {
    return this.row('total', '合计', { sums: this.whole.map((sum, index) => sum.plus(this.part[index]!)), from, to })
  }

  private row(
    kind: 'total' | 'subtotal',
    label: string,
    { sums, from, to }: { sums: Big[]; from: number; to: number },
  ): WrittenRow {
    const values = this.kinds.map((summed, index): WrittenValue | WrittenFormula => {
      if (index === 0) return label
      if (summed === null) return null
      const range = `${columnLetters(index)}${from}:${columnLetters(index)}${to}`
      return { formula: `SUBTOTAL(${summed === 'sum' ? 109 : 103},${range})`, cached: sums[index]!.toFixed() }
    })
    return { values, kind }
  }
}

function plus(sum: Big, kind: Summed, value: WrittenValue): Big {
  if (kind === null || value === null || value === undefined || value === '') return sum
  return kind === 'count' ? sum.plus(1) : sum.plus(String(value))
}
