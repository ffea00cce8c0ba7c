import type { Figures, ReportRow } from '../../contract.ts'
import { figuresOf } from './figure-texts.ts'
import { EMPTY_GRID, type GridState, type Refusal, rowsKept, rowsRefused, rowsToSave } from './grid-state.ts'

export type SendRow = Figures & { id: number; version: number }
export type SendMode = { submit: boolean; acceptLate: boolean }
/** What the server made of the rows: all kept, or none and some named with a reason. Anything else is thrown. */
export type Sent = { kept: ReportRow[]; refused: (Refusal & { id: number })[] }
export type Send = (rows: SendRow[], mode: SendMode) => Promise<Sent>

export type Saving = { status: 'saved' | 'waiting' | 'saving' | 'failed'; at: Date | null; problem: unknown }
export type GridSnapshot = { grid: GridState; saving: Saving }
export type GridStore = {
  get: () => GridSnapshot
  subscribe: (listener: () => void) => () => void
  /** Changes the grid; what can be sent is saved when one pauses. */
  change: (step: (grid: GridState) => GridState) => void
  /** Saves now what can be saved; never throws, the snapshot says how it went. */
  flush: () => Promise<void>
  /** Submits rows after saving; answers the refused ones, throws what concerns all of them (the deadline, the network). */
  submit: (ids: readonly number[], acceptLate: boolean) => Promise<Sent>
}

const DELAY_MS = 1200
const ROWS_AT_ONCE = 500
const DRAFT: SendMode = { submit: false, acceptLate: false }

/** Keeps a list of reports that is being filled in, and saves drafts by itself: one request at a time, refused rows set aside. */
export function createGridStore(send: Send, delay = DELAY_MS): GridStore {
  let snapshot: GridSnapshot = { grid: EMPTY_GRID, saving: { status: 'saved', at: null, problem: null } }
  const listeners = new Set<() => void>()
  let timer: ReturnType<typeof setTimeout> | undefined
  let running: Promise<void> | null = null

  const set = (changes: Partial<GridSnapshot>) => {
    snapshot = { ...snapshot, ...changes }
    for (const listener of listeners) listener()
  }
  const setSaving = (saving: Partial<Saving>) => set({ saving: { ...snapshot.saving, ...saving } })

  async function saveAll(): Promise<void> {
    let ids = rowsToSave(snapshot.grid).slice(0, ROWS_AT_ONCE)
    while (ids.length > 0) {
      setSaving({ status: 'saving', problem: null })
      try {
        await sendRows(ids, DRAFT)
      } catch (problem) {
        setSaving({ status: 'failed', problem })
        return
      }
      ids = rowsToSave(snapshot.grid).slice(0, ROWS_AT_ONCE)
    }
    setSaving({ status: 'saved', problem: null })
  }

  async function sendRows(ids: readonly number[], mode: SendMode): Promise<Sent> {
    const texts = snapshot.grid.texts
    const sent = Object.fromEntries(ids.map((id) => [id, texts[id]!]))
    const answer = await send(
      ids.map((id) => ({ ...figuresOf(texts[id]!)!, id, version: snapshot.grid.rows[id]!.version })),
      mode,
    )
    set({ grid: rowsRefused(rowsKept(snapshot.grid, answer.kept, sent), answer.refused) })
    if (answer.kept.length > 0) setSaving({ at: new Date() })
    return answer
  }

  async function flush(): Promise<void> {
    clearTimeout(timer)
    running ??= saveAll().finally(() => {
      running = null
    })
    await running
  }

  return {
    get: () => snapshot,
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    change: (step) => {
      const grid = step(snapshot.grid)
      if (grid === snapshot.grid) return
      set({ grid })
      if (rowsToSave(grid).length === 0) return
      if (!running) setSaving({ status: 'waiting' })
      clearTimeout(timer)
      timer = setTimeout(() => void flush(), delay)
    },
    flush,
    submit: async (ids, acceptLate) => {
      await flush()
      return await sendRows(ids, { submit: true, acceptLate })
    },
  }
}
