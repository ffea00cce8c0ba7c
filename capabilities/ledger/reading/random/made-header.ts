import type { Merge } from '#platform/excel/workbook.ts'
import type { Dice } from './dice.ts'
import type { MadeColumn } from './made-columns.ts'
import type { MadeUnit } from './written-values.ts'

/** Columns that stand together: alone, or as the leaves of one group heading, perhaps with a level between (其中). */
export interface Block {
  group: string | null
  columns: MadeColumn[]
  /** Leaves from this one on stand under 其中. */
  innerFrom?: number
}

export interface MadeHeader {
  rows: string[][]
  merges: Merge[]
  columns: MadeColumn[]
}

export interface HeaderStyle {
  /** Merged cells, or texts that only stand where they begin. */
  isMerged: boolean
  /** A last row that numbers the columns, or gives the unit of each amount. */
  last: 'numbers' | 'units' | null
}

/** The rows of a header of one to three levels (four with a last row), `top` rows from above. */
export function madeHeader(blocks: Block[], top: number, style: HeaderStyle): MadeHeader {
  const hasGroups = blocks.some(({ group }) => group !== null)
  const hasInner = blocks.some(({ innerFrom }) => innerFrom !== undefined)
  const depth = hasInner ? 3 : hasGroups ? 2 : 1
  const columns = blocks.flatMap((block) => block.columns)
  const rows = Array.from({ length: depth }, () => columns.map(() => ''))
  const merges: Merge[] = []
  const put = (row: number, left: number, text: string, to: { bottom: number; right: number }) => {
    ;(rows[row] as string[])[left] = text
    if (style.isMerged && (to.bottom > row || to.right > left))
      merges.push({ top: top + row, left, bottom: top + to.bottom, right: to.right })
  }
  let left = 0
  for (const block of blocks) {
    putBlock(block, left, depth - 1, put)
    left += block.columns.length
  }
  if (style.last === 'numbers') rows.push(columns.map((_, index) => String(index + 1)))
  if (style.last === 'units') rows.push(columns.map(({ amount }) => (amount?.unit ? `（${amount.unit}）` : '')))
  return { rows, merges, columns }
}

type Put = (row: number, left: number, text: string, to: { bottom: number; right: number }) => void

function putBlock({ group, columns, innerFrom }: Block, left: number, last: number, put: Put): void {
  const leafRow = group === null ? 0 : 1
  if (group !== null) put(0, left, group, { bottom: 0, right: left + columns.length - 1 })
  columns.forEach((column, index) => {
    const isInner = innerFrom !== undefined && index >= innerFrom
    if (isInner && index === innerFrom) put(1, left + index, '其中', { bottom: 1, right: left + columns.length - 1 })
    const row = isInner ? 2 : leafRow
    put(row, left + index, column.heading.at(-1) as string, { bottom: last, right: left + index })
  })
}

/** A heading with the unit of its numbers, in one of the ways it is written. */
export function withUnit(heading: string, unit: MadeUnit, dice: Dice): string {
  return dice.one([
    `${heading}（${unit}）`,
    `${heading}(${unit})`,
    `${heading}\n（${unit}）`,
    `${heading}（单位：${unit}）`,
    `${heading}/${unit}`,
  ])
}
