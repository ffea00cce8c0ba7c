import { setTimeout as pause } from 'node:timers/promises'
import { describe, expect, test, vi } from 'vitest'
import type { GridRow } from '../../grid/contract.ts'
import { RowWindow } from './row-window.ts'

const row = (id: number, owner: string | null = `业主${id}`, version = 1): GridRow => ({
  id,
  version,
  mayEdit: true,
  cells: { name: `项目${id}`, owner },
})
const IDS = Array.from({ length: 5000 }, (_, at) => 10_000 + at)

/** A store over rows that answer at once, and what it asked for. */
function opened(answer: (ids: readonly number[]) => readonly GridRow[] = (ids) => ids.map((id) => row(id)), takes = 5) {
  const asked: { ids: readonly number[]; columns: readonly string[]; signal: AbortSignal }[] = []
  const store = new RowWindow(async (ids, columns, signal) => {
    asked.push({ ids, columns, signal })
    await pause(takes, undefined, { signal })
    signal.throwIfAborted()
    return answer(ids)
  })
  store.setColumns(['name', 'owner'])
  store.setOrder(IDS, [])
  return { store, asked }
}

describe('rows in sight', () => {
  test('are asked for once, with a margin, after the scroll bar has come to rest', async () => {
    const { store, asked } = opened()
    for (let from = 0; from <= 3000; from += 300) store.want(from, from + 20)
    await vi.waitFor(() => expect(store.rowAt(3010)).toBeDefined())
    expect(asked).toHaveLength(1)
    expect(asked[0]!.ids.slice(0, 1)).toEqual([IDS[2940]])
    expect(store.rowAt(3010)?.cells.name).toBe('项目13010')
    expect(store.rowAt(10)).toBeUndefined()
  })

  test('what has scrolled by is not waited for', async () => {
    const { store, asked } = opened(undefined, 300)
    store.want(0, 20)
    await vi.waitFor(() => expect(asked).toHaveLength(1))
    store.want(4000, 4020)
    await vi.waitFor(() => expect(asked[0]!.signal.aborted).toBe(true))
    await vi.waitFor(() => expect(store.rowAt(4005)).toBeDefined())
    expect(store.rowAt(5)).toBeUndefined()
  })

  test('before a block is copied every row of it is read', async () => {
    const { store, asked } = opened()
    await store.load(Array.from({ length: 2500 }, (_, at) => at))
    expect(asked.map(({ ids }) => ids.length)).toEqual([1000, 1000, 500])
    expect(store.rowAt(2499)).toBeDefined()
  })

  test('a row that is gone is not asked for again and again', async () => {
    const { store, asked } = opened((ids) => ids.filter((id) => id !== IDS[3]).map((id) => row(id)))
    await store.load([0, 1, 2, 3])
    await store.load([0, 1, 2, 3])
    expect(asked).toHaveLength(1)
  })

  test('a refusal is told, and asked anew on demand', async () => {
    let refuses = true
    const store = new RowWindow(async (ids) => {
      if (refuses) throw new Error('连不上')
      return ids.map((id) => row(id))
    })
    store.setColumns(['name'])
    store.setOrder(IDS, [])
    await vi.waitFor(() => expect(store.problem).toBeInstanceOf(Error))
    refuses = false
    store.retry()
    await vi.waitFor(() => expect(store.rowAt(0)).toBeDefined())
    expect(store.problem).toBeNull()
  })
})

describe('changes', () => {
  test('of others are read anew, named by their cells, and keep every other row as it is', async () => {
    let owner = '甲'
    const { store } = opened((ids) => ids.map((id) => row(id, id === IDS[1] ? owner : '乙')))
    const changed: [number, readonly string[]][] = []
    store.onChanged = (id, fields) => changed.push([id, fields])
    await store.load([0, 1, 2])
    const before = store.rowAt(0)
    owner = '丙'
    await store.reread([IDS[0]!, IDS[1]!])
    expect(changed).toEqual([[IDS[1], ['owner']]])
    expect(store.rowAt(1)?.cells.owner).toBe('丙')
    expect(store.rowAt(0)).toBe(before)
  })

  test('an edit under way lies over the row until it is taken away', async () => {
    const { store } = opened()
    await store.load([0])
    store.lay(IDS[0]!, 'owner', '新业主')
    expect(store.rowAt(0)?.cells).toEqual({ name: '项目10000', owner: '新业主' })
    store.lay(IDS[0]!, 'owner', '更新的')
    store.lift(IDS[0]!, 'owner', '新业主')
    expect(store.rowAt(0)?.cells.owner).toBe('更新的')
    store.lift(IDS[0]!, 'owner', '更新的')
    expect(store.rowAt(0)?.cells.owner).toBe('业主10000')
  })

  test('a further column makes rows read anew; they stay in sight meanwhile', async () => {
    const { store, asked } = opened((ids) =>
      ids.map((id) => ({ ...row(id), cells: { name: 'n', owner: 'o', remark: 'r' } })),
    )
    store.want(0, 20)
    await vi.waitFor(() => expect(store.rowAt(0)).toBeDefined())
    store.setColumns(['name', 'owner', 'remark'])
    expect(store.rowAt(0)).toBeDefined()
    await vi.waitFor(() => expect(asked.at(-1)!.columns).toEqual(['name', 'owner', 'remark']))
  })
})
