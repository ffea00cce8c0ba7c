import { describe, expect, test } from 'vitest'
import { changesOf, type Sheet } from './change-set.ts'
import { linesOf } from './lines.ts'
import type { GridColumn } from './types.ts'

type Row = { id: number; name: string | null; amount: string | null; rate: string | null; mine: boolean }
const rows: Row[] = [
  { id: 1, name: '甲', amount: '100', rate: '50', mine: true },
  { id: 2, name: '乙', amount: null, rate: null, mine: false },
  { id: 3, name: '丙', amount: '300', rate: null, mine: true },
]
const column = (key: 'name' | 'amount' | 'rate', further: Partial<GridColumn<Row>> = {}): GridColumn<Row> => ({
  key,
  title: { name: '名称', amount: '总投资', rate: '完成率' }[key],
  width: 100,
  value: (row) => row[key],
  text: (row) => row[key] ?? '',
  ...further,
})
const sheet: Sheet<Row> = {
  columns: [
    column('name', { edit: { kind: 'text', read: (text) => ({ value: text }) } }),
    column('amount', {
      edit: { kind: 'number', read: (text) => (/^\d+$/.test(text) ? { value: text } : { problem: '请填数字' }) },
    }),
    column('rate', { locked: '由填报得出' }),
  ],
  lines: linesOf(3, [], new Set()),
  source: { count: 3, rowAt: (place) => rows[place], want: () => {}, load: async () => {} },
  lockedRow: (row) => (row.mine ? null : '不在修改范围内'),
}
const at = { top: 0, bottom: 0, left: 0, right: 0 }
const write = (block: string[][], place = at) => changesOf(sheet, block, { at: place, kind: 'paste' })

describe('what writing a block would change', () => {
  test('each cell with what was seen; those that stay are no change', () => {
    expect(write([['甲', '120']]).changes).toEqual([{ row: rows[0], column: 'amount', seen: '100', value: '120' }])
  })

  test('an empty text empties the cell', () => {
    expect(write([['']]).changes).toEqual([{ row: rows[0], column: 'name', seen: '甲', value: null }])
  })

  test('nothing is left out silently: locked columns, rows of others, texts without meaning', () => {
    const set = write([
      ['甲', '约一百', '60'],
      ['新', '200', '70'],
    ])
    expect(set.changes).toEqual([])
    expect(set.skipped).toEqual([
      { why: '总投资：请填数字', cells: 1, where: '约一百' },
      { why: '完成率：由填报得出', cells: 2, where: '50' },
      { why: '名称：不在修改范围内', cells: 1, where: '乙' },
      { why: '总投资：不在修改范围内', cells: 1, where: '' },
    ])
  })

  test('cells beyond the last row or column are counted', () => {
    expect(
      write(
        [
          ['丙', '300'],
          ['丁', '1'],
        ],
        { ...at, top: 2 },
      ).beyond,
    ).toBe(2)
    expect(write([['1', '2', '3']], { ...at, left: 1 }).beyond).toBe(1)
  })
})
