import { describe, expect, test } from 'vitest'
import type { MergeCell, MergeView } from '../../../merge/contract.ts'
import { bulkChoice, choiceOf, columnsIn, itemsOf, nextCell, standingOf, tabOf } from './items.ts'

const cell = (projectId: number, column: string, over: Partial<MergeCell> = {}): MergeCell => ({
  key: `${projectId}|${column}`,
  projectId,
  column,
  state: 'there',
  base: '原',
  ours: '原',
  there: '改',
  ...over,
})
const merge = (cells: MergeCell[]): MergeView => ({
  exportId: 'x',
  exportedAt: '2026-11-10T02:00:00Z',
  exportedBy: '项目办',
  month: '2026-10',
  sheet: '台账',
  columns: ['remark', 'owner'].map((key) => ({ key, heading: key, kind: 'text', letters: 'A', isNew: false })),
  projects: [],
  cells,
  counts: { conflict: 0, there: 0, unreadable: 0, readOnly: 0, same: 0, here: 0 },
  copies: [],
  gone: [],
  unread: [],
  otherSheets: [],
  undecided: 0,
  taken: { projects: 0, cells: 0, added: 0 },
  seen: { at: '', digest: '' },
})
const CELLS = [
  cell(1, 'remark'),
  cell(1, 'owner', { state: 'conflict', ours: '台' }),
  cell(2, 'remark', { suspicious: true }),
  cell(3, 'remark', { state: 'unreadable', problem: '读不出' }),
  cell(4, 'owner', { state: 'here', ours: '台', there: '原' }),
]

describe('a merge on the screen', () => {
  test('what one must decide comes first: conflicts and tenfold jumps', () => {
    expect(CELLS.map(tabOf)).toEqual(['take', 'decide', 'decide', 'cannot', 'here'])
  })

  test('counts follow the decisions', () => {
    expect(standingOf(merge(CELLS), [5, 6], {})).toMatchObject({ undecided: 2, projects: 1, cells: 1, added: 2 })
    const decisions = { cells: { '1|owner': 'theirs' as const, '2|remark': 'ours' as const, '+5': 'ours' as const } }
    expect(standingOf(merge(CELLS), [5, 6], decisions)).toMatchObject({ undecided: 0, projects: 1, cells: 2, added: 1 })
  })

  test('the file’s own changes are taken unless somebody says no', () => {
    expect(CELLS.map((one) => choiceOf(one, {}))).toEqual(['theirs', null, null, null, null])
    expect(choiceOf(CELLS[0]!, { columns: { remark: 'ours' } })).toBe('ours')
  })

  test('rows are grouped by project, and the keyboard passes over headings', () => {
    const items = itemsOf(merge(CELLS), 'decide', undefined)
    expect(items.map((item) => (item.kind === 'project' ? item.id : item.cell.key))).toEqual([
      1,
      '1|owner',
      2,
      '2|remark',
    ])
    expect(nextCell(items, -1, 1, {})).toBe(1)
    expect(nextCell(items, 1, 1, {})).toBe(3)
    expect(nextCell(items, 3, 1, {})).toBe(3)
    expect(nextCell(items, 3, -1, {})).toBe(1)
    expect(nextCell(items, -1, 1, { cells: { '1|owner': 'ours' } }, true)).toBe(3)
    expect(columnsIn(merge(CELLS), 'decide').map(({ key, count }) => [key, count])).toEqual([
      ['remark', 1],
      ['owner', 1],
    ])
  })

  test('in bulk: one column of one view; the other views keep what was decided', () => {
    expect(bulkChoice(merge(CELLS), 'decide', 'owner', 'theirs')).toEqual({
      cells: { '1|owner': 'theirs' },
      columns: { owner: null },
    })
    expect(bulkChoice(merge(CELLS), 'take', undefined, 'theirs')).toEqual({
      cells: { '1|remark': null },
      columns: { remark: null },
    })
    expect(bulkChoice(merge(CELLS), 'take', undefined, 'ours').cells).toEqual({ '1|remark': 'ours' })
  })

  test('a column of very many cells is decided as a whole', () => {
    const many = Array.from({ length: 5_000 }, (_, index) => cell(index, 'remark'))
    expect(bulkChoice(merge(many), 'take', 'remark', 'ours').columns).toEqual({ remark: 'ours' })
  })
})
