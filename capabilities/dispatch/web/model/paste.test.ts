import { describe, expect, test } from 'vitest'
import { type GridColumn, planPaste } from './paste.ts'
import { aRow } from './sample-rows.ts'

const columns: GridColumn[] = [
  { key: 'project', isName: true },
  { key: 'plan' },
  { key: 'current', field: 'completedCurrent' },
  { key: 'ytd', field: 'completedYtd' },
  { key: 'text', field: 'progressText' },
]
const rows = [aRow(1), aRow(2), aRow(3, { mayWrite: false })]
const cell = (row: number, column: number) => ({ top: row, bottom: row, left: column, right: column })
const written = (block: string[][], at: ReturnType<typeof cell>) => {
  const { edits, ...rest } = planPaste(block, { columns, rows, at })
  return { edits: edits.map(({ id, field, text }) => `${id} ${field} ${text}`), ...rest }
}

describe('pasting a block', () => {
  test('by place, from the cursor on', () => {
    expect(
      written(
        [
          ['1', '2'],
          ['3', '4'],
        ],
        cell(0, 2),
      ),
    ).toEqual({
      edits: ['1 completedCurrent 1', '1 completedYtd 2', '2 completedCurrent 3', '2 completedYtd 4'],
      skipped: 0,
      unknown: [],
      beyond: 0,
    })
  })

  test('cells that cannot be written are counted, rows beyond the list too', () => {
    expect(
      written(
        [
          ['9', '1'],
          ['9', '2'],
          ['9', '3'],
        ],
        cell(1, 1),
      ),
    ).toEqual({
      edits: ['2 completedCurrent 1'],
      // figures of before in two rows, and the row under review
      skipped: 3,
      unknown: [],
      beyond: 1,
    })
  })

  test('one cell fills the selection', () => {
    expect(written([['0']], { top: 0, bottom: 1, left: 2, right: 2 }).edits).toEqual([
      '1 completedCurrent 0',
      '2 completedCurrent 0',
    ])
  })

  test('a block with names goes by name, whatever the order', () => {
    const block = [
      ['项目 ２', '12000', '80'],
      ['不在名单', '1', '2'],
      ['项目1', '12000', '70'],
      ['', '', ''],
    ]
    expect(written(block, cell(0, 0))).toEqual({
      edits: ['2 completedCurrent 80', '1 completedCurrent 70'],
      skipped: 2,
      unknown: ['不在名单'],
      beyond: 0,
    })
  })

  test('a dash is nothing among numbers and itself among texts', () => {
    expect(written([['—', '/', '/']], cell(0, 2)).edits).toEqual([
      '1 completedCurrent ',
      '1 completedYtd ',
      '1 progressText /',
    ])
  })
})
