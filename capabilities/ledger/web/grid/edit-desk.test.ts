import { beforeEach, describe, expect, test } from 'vitest'
import { ApiProblem } from '#platform/web/client.ts'
import type { CellEdit, GridRow } from '../../grid/contract.ts'
import { EditDesk, type EditDone } from './edit-desk.ts'
import { RowWindow } from './row-window.ts'

/** The ledger as far as an edit meets it: what stands in two cells, and what was written. */
let ledger: Record<number, string | null>
let sent: { cells: readonly CellEdit[]; reason: string | undefined }[]
let refuse: ((cells: readonly CellEdit[]) => unknown) | null
let told: string[]
let rows: RowWindow
let desk: EditDesk

const rowOf = (id: number): GridRow => ({
  id,
  version: 1,
  mayEdit: true,
  cells: { owner: ledger[id]!, totalInvestment: '1' },
})
const done = (id: number, ids: number[]): EditDone => ({ id, cells: ids.length, projects: ids.length, rows: ids })
const settled = async () => await new Promise((resolve) => setTimeout(resolve, 10))
const change = (id: number, value: string, column = 'owner') =>
  desk.begin({
    kind: 'paste',
    skipped: [],
    beyond: 0,
    changes: [{ row: rows.row(id)!, column, seen: rows.row(id)!.cells[column] ?? null, value }],
  })

beforeEach(async () => {
  ledger = { 1: '甲', 2: '乙' }
  sent = []
  told = []
  refuse = null
  rows = new RowWindow(async (ids) => ids.map(rowOf))
  rows.setColumns(['owner', 'totalInvestment'])
  rows.setOrder([1, 2], [rowOf(1), rowOf(2)])
  desk = new EditDesk({
    rows,
    send: async (cells, reason) => {
      sent.push({ cells, reason })
      const refusal = refuse?.(cells)
      if (refusal) throw refusal
      for (const { projectId, field, value } of cells) if (field === 'owner') ledger[projectId] = value
      return done(sent.length, [...new Set(cells.map(({ projectId }) => projectId))])
    },
    undo: async (id) => {
      told.push(`undo ${id}`)
      return done(id + 100, [1])
    },
    onDone: (_, how) => told.push(how),
    onProblem: () => told.push('problem'),
  })
})

describe('an edit', () => {
  test('shows at once, marked as under way, and is settled by the answer', async () => {
    change(1, '新')
    expect(rows.row(1)?.cells.owner).toBe('新')
    expect(desk.marksOf(1)).toEqual({ owner: { state: 'pending' } })
    await settled()
    expect(sent[0]!.cells).toEqual([{ projectId: 1, field: 'owner', seen: '甲', value: '新' }])
    expect(desk.marksOf(1)).toBeUndefined()
    expect(rows.row(1)?.cells.owner).toBe('新')
    expect(told).toEqual(['edit'])
  })

  test('the second has seen what the first wrote', async () => {
    change(1, '一')
    change(1, '二')
    await settled()
    expect(sent.map(({ cells }) => [cells[0]!.seen, cells[0]!.value])).toEqual([
      ['甲', '一'],
      ['一', '二'],
    ])
  })

  test('refused, it goes back, and the cell says why', async () => {
    refuse = (cells) =>
      new ApiProblem({
        status: 400,
        code: 'cells_refused',
        message: '有1个单元格的内容不符合要求。',
        details: { cells: cells.map(({ projectId, field }) => ({ projectId, field, message: '不超过200字。' })) },
      })
    change(1, '长')
    await settled()
    expect(rows.row(1)?.cells.owner).toBe('甲')
    expect(desk.marksOf(1)).toEqual({ owner: { state: 'problem', why: '不超过200字。' } })
    expect(told).toEqual(['problem'])
    desk.clearProblems()
    expect(desk.marksOf(1)).toBeUndefined()
  })

  test('a reason is asked before it is sent', async () => {
    change(1, '2', 'totalInvestment')
    await settled()
    expect(sent).toEqual([])
    expect(desk.question?.kind).toBe('reason')
    desk.giveReason('批复〔2026〕1号')
    await settled()
    expect(sent[0]!.reason).toBe('批复〔2026〕1号')
  })

  test('let be, it leaves nothing behind', async () => {
    change(1, '2', 'totalInvestment')
    desk.drop()
    await settled()
    expect(sent).toEqual([])
    expect(rows.row(1)?.cells.totalInvestment).toBe('1')
    expect(desk.marksOf(1)).toBeUndefined()
  })
})

describe('a conflict', () => {
  const conflict = () =>
    new ApiProblem({
      status: 409,
      code: 'cells_changed',
      message: '有1个单元格已被他人修改。',
      details: {
        cells: [{ projectId: 1, field: 'owner', yours: '我', theirs: '他', by: '某人', at: '2026-11-21T01:00:00Z' }],
      },
    })

  test('is asked, with what stands there now and who wrote it', async () => {
    refuse = () => conflict()
    change(1, '我')
    await settled()
    expect(desk.question).toMatchObject({
      kind: 'conflict',
      conflicts: [{ projectId: 1, field: 'owner', yours: '我', theirs: '他', by: '某人' }],
    })
  })

  test('overwritten, it is sent again having seen theirs; theirs taken, nothing is sent', async () => {
    refuse = () => (sent.length === 1 ? conflict() : null)
    change(1, '我')
    await settled()
    desk.settle(new Set(['1:owner']))
    await settled()
    expect(sent[1]!.cells).toEqual([{ projectId: 1, field: 'owner', seen: '他', value: '我' }])
    refuse = () => (sent.length === 3 ? conflict() : null)
    change(1, '又')
    await settled()
    desk.settle(new Set())
    await settled()
    expect(sent).toHaveLength(3)
    expect(desk.marksOf(1)).toBeUndefined()
  })
})

test('Ctrl+Z and Ctrl+Y go back and forth over one’s own edits', async () => {
  change(1, '一')
  change(2, '二')
  await settled()
  desk.undo()
  desk.undo()
  desk.undo()
  await settled()
  expect(told.filter((one) => one.startsWith('undo '))).toEqual(['undo 2', 'undo 1'])
  desk.redo()
  await settled()
  expect(told.filter((one) => one.startsWith('undo ')).at(-1)).toBe('undo 101')
  expect(desk.mayRedo).toBe(true)
})

test('what another has written is lit once; what one is writing oneself is not', async () => {
  desk.light(2, ['owner'])
  expect(desk.marksOf(2)).toEqual({ owner: { state: 'settled' } })
  change(1, '新')
  desk.light(1, ['owner'])
  expect(desk.marksOf(1)).toEqual({ owner: { state: 'pending' } })
})
