import type { RowSource } from '#platform/web/kit/grid/types.ts'
import type { GridRow } from '../../grid/contract.ts'

type FetchRows = (
  ids: readonly number[],
  columns: readonly string[],
  signal: AbortSignal,
) => Promise<readonly GridRow[]>
type Cells = Readonly<Record<string, string | null>>
type Request = { ids: ReadonlySet<number>; stop: AbortController; needed: boolean }

/** Beyond what is in sight, so many rows more are fetched to both sides. */
const MARGIN = 60
const MOST_AT_ONCE = 400
const MOST_LOADED_AT_ONCE = 1000
/** While a scroll bar is being drawn nothing is asked for. */
const SETTLES_MS = 35
/** Rows that are kept: beyond, those furthest from sight are forgotten. */
const MOST_KEPT = 30_000

/**
 * The rows of the grid by their place in the order: those in sight are fetched by their ids, what has scrolled by is not waited for.
 * An edit under way lies over the rows until the server has answered. Rows keep their identity while nothing in them changes.
 */
export class RowWindow implements RowSource<GridRow> {
  count = 0
  #ids: readonly number[] = []
  #columns: readonly string[] = []
  #kept = new Map<number, GridRow>()
  #shown = new Map<number, GridRow>()
  #over = new Map<number, Cells>()
  #stale = new Set<number>()
  #gone = new Set<number>()
  #mine = new Set<number>()
  #requests = new Set<Request>()
  #sight = { from: 0, to: 0 }
  #timer: ReturnType<typeof setTimeout> | undefined
  #fetch: FetchRows
  #listeners = new Set<() => void>()
  #version = 0
  /** What the last fetching in sight was refused for. */
  problem: unknown = null
  /** Told when cells of a row that was shown are others than before. */
  onChanged: (id: number, fields: readonly string[]) => void = () => {}

  constructor(fetch: FetchRows) {
    this.#fetch = fetch
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }
  version = (): number => this.#version

  /** Another order, or the same after somebody's change; rows that are known stay. */
  setOrder(ids: readonly number[], first: readonly GridRow[]): void {
    this.#ids = ids
    this.count = ids.length
    this.#gone.clear()
    this.#mine.clear()
    this.#take(first)
    this.#tell()
    this.#later()
  }

  /** Further columns make every row stale; fewer change nothing. */
  setColumns(columns: readonly string[]): void {
    const known = new Set(this.#columns)
    const further = columns.some((column) => !known.has(column))
    this.#columns = columns
    if (!further) return
    for (const id of this.#kept.keys()) this.#stale.add(id)
    this.#later()
  }

  idAt(place: number): number | undefined {
    return this.#ids[place]
  }

  rowAt = (place: number): GridRow | undefined => {
    const id = this.#ids[place]
    return id === undefined ? undefined : this.#shown.get(id)
  }

  row(id: number): GridRow | undefined {
    return this.#shown.get(id)
  }

  want = (from: number, to: number): void => {
    this.#sight = { from, to }
    this.#later()
  }

  /** All of these rows, read as they are now. */
  load = async (places: readonly number[]): Promise<void> => {
    const missing = places.map((place) => this.#ids[place]!).filter((id) => this.#lacks(id))
    for (let at = 0; at < missing.length; at += MOST_LOADED_AT_ONCE) {
      await this.#request(missing.slice(at, at + MOST_LOADED_AT_ONCE), true)
    }
  }

  /** These rows were changed by somebody: those in sight are read anew at once, the others when they come into sight. */
  refresh(ids: Iterable<number>): void {
    for (const id of ids) if (this.#kept.has(id)) this.#stale.add(id)
    this.#later()
  }

  /** More was changed than could be named. */
  refreshAll(): void {
    this.refresh(this.#kept.keys())
  }

  /** Reads these rows now, and resolves when they are here. */
  async reread(ids: readonly number[]): Promise<void> {
    for (const id of ids) this.#stale.add(id)
    for (let at = 0; at < ids.length; at += MOST_LOADED_AT_ONCE)
      await this.#request(ids.slice(at, at + MOST_LOADED_AT_ONCE), true)
  }

  /** What is being written, over what was read; `settled` afterwards draws it. */
  lay(id: number, field: string, value: string | null): void {
    this.#over.set(id, { ...this.#over.get(id), [field]: value })
    this.#mine.add(id)
    this.#show(id)
  }

  /** Takes away what was laid over a cell, unless something else has been laid there since. */
  lift(id: number, field: string, value: string | null): void {
    const { [field]: over, ...others } = this.#over.get(id) ?? {}
    if (over === undefined || over !== value) return
    if (Object.keys(others).length === 0) this.#over.delete(id)
    else this.#over.set(id, others)
    this.#show(id)
  }

  /** Whether one has edited the row oneself since the order was read. */
  isMine(id: number): boolean {
    return this.#mine.has(id)
  }

  settled(): void {
    this.#tell()
  }

  retry(): void {
    this.problem = null
    this.#later()
  }

  close(): void {
    clearTimeout(this.#timer)
    for (const { stop } of this.#requests) stop.abort()
  }

  #lacks(id: number): boolean {
    return !this.#gone.has(id) && (!this.#kept.has(id) || this.#stale.has(id))
  }

  #later(): void {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => this.#fetchSight(), SETTLES_MS)
  }

  #fetchSight(): void {
    const from = Math.max(0, this.#sight.from - MARGIN)
    const ids = this.#ids.slice(from, Math.min(this.#ids.length, this.#sight.to + MARGIN))
    const inSight = new Set(ids)
    for (const request of this.#requests) {
      if (!request.needed && ![...request.ids].some((id) => inSight.has(id))) request.stop.abort()
    }
    const asked = new Set([...this.#requests].filter(({ stop }) => !stop.signal.aborted).flatMap(({ ids }) => [...ids]))
    const missing = ids.filter((id) => this.#lacks(id) && !asked.has(id))
    for (let at = 0; at < missing.length; at += MOST_AT_ONCE) {
      void this.#request(missing.slice(at, at + MOST_AT_ONCE), false).catch(() => {})
    }
  }

  async #request(ids: readonly number[], needed: boolean): Promise<void> {
    if (ids.length === 0 || this.#columns.length === 0) return
    const request = { ids: new Set(ids), stop: new AbortController(), needed }
    this.#requests.add(request)
    try {
      const rows = await this.#fetch(ids, this.#columns, request.stop.signal)
      this.problem = null
      this.#take(rows)
      const answered = new Set(rows.map(({ id }) => id))
      for (const id of ids) if (!answered.has(id)) this.#gone.add(id)
      if (!needed) this.#forget()
    } catch (problem) {
      if (!request.stop.signal.aborted) this.problem = problem
      if (needed) throw problem
    } finally {
      this.#requests.delete(request)
      this.#tell()
    }
  }

  #take(rows: readonly GridRow[]): void {
    for (const row of rows) {
      const before = this.#kept.get(row.id)
      const changed = before ? changedCells(before, row) : []
      this.#stale.delete(row.id)
      if (before && changed.length === 0 && sameKeys(before, row) && before.version === row.version) continue
      this.#kept.set(row.id, row)
      this.#show(row.id)
      if (changed.length > 0) this.onChanged(row.id, changed)
    }
  }

  #show(id: number): void {
    const row = this.#kept.get(id)
    const over = this.#over.get(id)
    if (!row) return
    this.#shown.set(id, over ? { ...row, cells: { ...row.cells, ...over } } : row)
  }

  /** The further from sight, the sooner forgotten. */
  #forget(): void {
    if (this.#kept.size <= MOST_KEPT) return
    const near = new Set(this.#ids.slice(Math.max(0, this.#sight.from - MOST_KEPT / 4), this.#sight.to + MOST_KEPT / 4))
    for (const id of [...this.#kept.keys()]) {
      if (near.has(id) || this.#over.has(id)) continue
      this.#kept.delete(id)
      this.#shown.delete(id)
    }
  }

  #tell(): void {
    this.#version += 1
    for (const listener of this.#listeners) listener()
  }
}

/** Columns both readings have whose values differ. */
function changedCells(before: GridRow, after: GridRow): string[] {
  return Object.keys(after.cells).filter(
    (field) => Object.hasOwn(before.cells, field) && before.cells[field] !== after.cells[field],
  )
}

function sameKeys(before: GridRow, after: GridRow): boolean {
  const keys = Object.keys(after.cells)
  return (
    before.mayEdit === after.mayEdit &&
    keys.length <= Object.keys(before.cells).length &&
    keys.every((key) => Object.hasOwn(before.cells, key))
  )
}
