import Big from 'big.js'
import { type Cell, cellAt, type Sheet } from '#platform/excel/workbook.ts'
import { amountKey, scalarKey } from './amount-keys.ts'
import { readAmount, readAmountText } from './amounts.ts'
import type { Column } from './columns.ts'
import { isAmountField } from './fields.ts'
import { strictFold } from './text.ts'

/** A sum that a section, subtotal or total row states for one column. */
export interface StatedSum {
  key: string
  columnIndex: number
  letters: string
  wan: number | null
  raw: string
  isFormula: boolean
  isMissing: boolean
  /** Half a unit of the last printed digit, in 万元: two sums this close agree. Formulas are exact. */
  tolerance: number
}

/** The sums of a row, by column; a section may also state its total investment in its words (`总投资41.89亿元`). */
export function statedSums(sheet: Sheet, row: number, columns: Column[], text: string): StatedSum[] {
  const sums: StatedSum[] = []
  for (const column of columns) {
    if (!isAmountField(column.field)) continue
    const cell = cellAt(sheet, row, column.index)
    if (cell.kind === 'blank' && !cell.isMissing) continue
    // the words of the row may stand in a column of amounts
    if (cell.kind === 'text' && readAmount(cell, column.unit).problem === 'amount-unreadable') continue
    const key = scalarKey(column, columns) ?? amountKey(column)
    if (key) sums.push(statedSum(key, column, cell))
  }
  const written = /总投资(?:额)?[:：约]?([\d.,]+(?:亿|万)元?)/.exec(strictFold(text))?.[1]
  if (written && !sums.some(({ key }) => key === 'totalInvestmentWan')) {
    const { wan } = readAmountText(written, null)
    const column = columns.find(({ field }) => field === 'totalInvestment')
    if (wan !== null && column) {
      const { index: columnIndex, letters } = column
      sums.push({
        key: 'totalInvestmentWan',
        columnIndex,
        letters,
        wan,
        raw: written,
        isFormula: false,
        isMissing: false,
        tolerance: 0,
      })
    }
  }
  return sums
}

/** How many projects the words state: `（15个）`, `共15个`, `项目12个`; null when they count something else or only a part. */
export function statedCount(text: string): number | null {
  const folded = strictFold(text)
  const bracket = /[(（]([^()（）]*\d[^()（）]*)[)）]/.exec(folded)?.[1]
  if (bracket === undefined) {
    const bare =
      /(?:^|[^\d.])(\d+)(?:个|项)(?:项目)?[:：]?$/.exec(folded)?.[1] ?? /[:：]共?(\d+)(?:个|项)?/.exec(folded)?.[1]
    return bare === undefined ? null : Number(bare)
  }
  const items = bracket.split(/[,，、;；]/).filter((item) => /\d+(个|项)/.test(item))
  if (items.length === 1) return wholeCount(items[0] as string)
  const ofProjects = items.filter((item) => /^(共|合计|总计|计)?(项目)?(共|计)?\d+(个|项)(项目)?$/.test(item))
  return ofProjects.length === 1 ? countIn(ofProjects[0] as string) : null
}

/** `15个`, `工业项目25个`, `共15个项目`; not `其中省重点3个` and not a part described at length. */
function wholeCount(item: string): number | null {
  const match = /^([^\d]*)(\d+)(个|项)(.*)$/.exec(item)
  if (!match) return null
  const [, before = '', , , after = ''] = match
  const isPart = /其中|的|首批|企业|通过|列入/.test(before) || before.length > 8 || /企业|问题/.test(after)
  return isPart ? null : countIn(item)
}

function countIn(item: string): number | null {
  const number = /(\d+)(个|项)/.exec(item)?.[1]
  return number === undefined ? null : Number(number)
}

function statedSum(key: string, column: Column, cell: Cell): StatedSum {
  const amount = readAmount(cell, column.unit)
  const decimals = /\.(\d+)/.exec(strictFold(cell.text))?.[1]?.length ?? 0
  const digits = new Big(strictFold(cell.text).match(/\d+(\.\d+)?/)?.[0] ?? 1)
  const scale = amount.wan === null || digits.eq(0) ? new Big(0) : new Big(amount.wan).div(digits).abs()
  return {
    key,
    columnIndex: column.index,
    letters: column.letters,
    wan: amount.wan,
    raw: cell.text,
    isFormula: cell.formula !== null,
    isMissing: cell.isMissing,
    tolerance:
      cell.formula === null && decimals > 0 ? Number(scale.times(0.5).div(new Big(10).pow(decimals)).toString()) : 0,
  }
}
