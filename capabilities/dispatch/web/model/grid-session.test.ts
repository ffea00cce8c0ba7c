import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { ReportRow } from '../../contract.ts'
import { createGridStore, type Send, type SendRow } from './grid-session.ts'
import { type GridState, isDirty, takeRows, writeCells } from './grid-state.ts'
import { aRow } from './sample-rows.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

/** A server that keeps everything, and remembers what it was sent. */
function keeping() {
  const requests: number[][] = []
  const send: Send = async (rows, { submit }) => {
    requests.push(rows.map((row) => row.id))
    return { kept: rows.map((row) => kept(row, submit)), refused: [] }
  }
  return { requests, send }
}
const kept = ({ version, ...row }: SendRow, submit = false): ReportRow =>
  aRow(row.id, {
    ...row,
    version: version + 1,
    isStarted: true,
    ...(submit ? { state: 'submitted', mayWrite: false } : {}),
  })
const writing = (id: number, text: string) => (grid: GridState) =>
  writeCells(grid, [{ id, field: 'completedCurrent', text }])
const reading = (grid: GridState) => takeRows(grid, [aRow(1), aRow(2)])

test('waits for a pause, then saves once what has changed', async () => {
  const { requests, send } = keeping()
  const store = createGridStore(send, 1000)
  store.change(reading)
  store.change(writing(1, '8'))
  await vi.advanceTimersByTimeAsync(900)
  store.change(writing(1, '80'))
  await vi.advanceTimersByTimeAsync(900)
  expect([requests, store.get().saving.status]).toEqual([[], 'waiting'])
  await vi.advanceTimersByTimeAsync(200)
  expect([requests, store.get().saving.status, isDirty(store.get().grid, 1)]).toEqual([[[1]], 'saved', false])
})

test('a refused row is set aside and the others are saved', async () => {
  const requests: number[][] = []
  const store = createGridStore(async (rows) => {
    requests.push(rows.map((row) => row.id))
    const bad = rows.filter((row) => row.id === 1).map(({ id }) => ({ id, code: 'edit_conflict', message: '有变化' }))
    return bad.length > 0 ? { kept: [], refused: bad } : { kept: rows.map((row) => kept(row)), refused: [] }
  }, 1000)
  store.change(reading)
  store.change(writing(1, '8'))
  store.change(writing(2, '9'))
  await store.flush()
  expect(requests).toEqual([[1, 2], [2]])
  expect([store.get().grid.refusals[1]?.code, isDirty(store.get().grid, 2)]).toEqual(['edit_conflict', false])
})

test('a lost connection keeps everything, and the next attempt sends it', async () => {
  const { requests, send } = keeping()
  let isDown = true
  const store = createGridStore(async (rows, mode) => {
    if (isDown) throw new Error('network')
    return await send(rows, mode)
  }, 1000)
  store.change(reading)
  store.change(writing(1, '8'))
  await store.flush()
  expect([store.get().saving.status, isDirty(store.get().grid, 1)]).toEqual(['failed', true])
  isDown = false
  await store.flush()
  expect([requests, store.get().saving.status]).toEqual([[[1]], 'saved'])
})

test('what is written while a request travels is sent after it, never beside it', async () => {
  const { requests, send } = keeping()
  const store = createGridStore(async (rows, mode) => {
    if (requests.length === 0) store.change(writing(1, '801'))
    return await send(rows, mode)
  }, 1000)
  store.change(reading)
  store.change(writing(1, '800'))
  await Promise.all([store.flush(), store.flush()])
  expect([requests, store.get().grid.rows[1]!.completedCurrent]).toEqual([[[1], [1]], '801'])
})

test('submitting saves first, and the row then belongs to the reviewer', async () => {
  const { requests, send } = keeping()
  const store = createGridStore(send, 1000)
  store.change(reading)
  store.change(writing(1, '800'))
  store.change(writing(2, '900'))
  await store.submit([2], false)
  expect(requests).toEqual([[1, 2], [2]])
  const before = store.get().grid
  store.change(writing(2, '1'))
  expect(store.get().grid).toBe(before)
})
