import { ApiProblem } from '#platform/web/client.ts'
import type { CellMark, ChangeSet, RowMarks } from '#platform/web/kit/grid/types.ts'
import type { CellEdit, GridRow } from '../../grid/contract.ts'
import { type CellConflict, type CellProblem, readConflicts, readProblems } from './edit-refusals.ts'
import { needsReason } from './fields.ts'
import type { RowWindow } from './row-window.ts'

/** An edit as the server took it; `rows` are the projects it touched. */
export type EditDone = { id: number; cells: number; projects: number; rows: readonly number[] }
export type SendEdit = (cells: readonly CellEdit[], reason: string | undefined) => Promise<EditDone>
export type UndoEdit = (id: number) => Promise<EditDone>
export type Waiting = { cells: readonly CellEdit[] }
/** What the person is asked before an edit goes on. */
export type Question =
  | { kind: 'reason'; waiting: Waiting; problem: unknown }
  | { kind: 'conflict'; waiting: Waiting; reason: string | undefined; conflicts: readonly CellConflict[] }
type Step = { id: number; cells: number }
type Given = {
  rows: RowWindow
  send: SendEdit
  undo: UndoEdit
  /** Written: how many cells. */
  onDone: (done: EditDone, how: 'edit' | 'undo' | 'redo') => void
  onProblem: (problem: unknown) => void
}
const SETTLED_MS = 2600

/**
 * Edits on their way: every paste, fill or clear is one request that the server takes whole or not at all. What is written shows at once,
 * marked as under way; refused, it goes back, and every cell says why. One edit follows another: what the second has seen is what the
 * first wrote.
 */
export class EditDesk {
  question: Question | null = null
  /** Cells the server refused, until the next edit. */
  problems: readonly CellProblem[] = []
  #given: Given
  #marks = new Map<number, RowMarks>()
  #queue: Promise<unknown> = Promise.resolve()
  #undone: Step[] = []
  #done: Step[] = []
  #version = 0
  #listeners = new Set<() => void>()

  constructor(given: Given) {
    this.#given = given
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }
  version = (): number => this.#version
  marksOf = (id: number): RowMarks | undefined => this.#marks.get(id)

  get mayUndo(): boolean {
    return this.#done.length > 0
  }
  get mayRedo(): boolean {
    return this.#undone.length > 0
  }

  /** Begins an edit; asks for a reason first where one is due. */
  begin(set: ChangeSet<GridRow>): void {
    const cells = set.changes.map(({ row, column, seen, value }) => ({ projectId: row.id, field: column, seen, value }))
    if (cells.length === 0) return
    this.#clearProblems()
    this.#lay(cells)
    if (needsReason(cells.map(({ field }) => field))) this.#ask({ kind: 'reason', waiting: { cells }, problem: null })
    else this.#enqueue(cells, undefined)
  }

  /** The reason is given. */
  giveReason(reason: string): void {
    const asked = this.question
    this.#ask(null)
    if (asked) this.#enqueue(asked.waiting.cells, reason)
  }

  /** The person lets the edit be. */
  drop(): void {
    const asked = this.question
    this.#ask(null)
    if (asked) this.#lift(asked.waiting.cells)
  }

  /** Each contested cell: taken as it stands now, or overwritten knowingly. */
  settle(overwrite: ReadonlySet<string>): void {
    const asked = this.question
    if (asked?.kind !== 'conflict') return
    const contested = new Map(asked.conflicts.map((conflict) => [cellKey(conflict), conflict]))
    const cells = asked.waiting.cells.flatMap((cell) => {
      const conflict = contested.get(cellKey(cell))
      if (!conflict) return [cell]
      return overwrite.has(cellKey(cell)) ? [{ ...cell, seen: conflict.theirs }] : []
    })
    this.#ask(null)
    this.#lift(asked.waiting.cells)
    void this.#given.rows.reread([...new Set(asked.conflicts.map(({ projectId }) => projectId))])
    if (cells.length === 0) return
    this.#lay(cells)
    this.#enqueue(cells, asked.reason)
  }

  undo = (): void => this.#step(this.#done, this.#undone, 'undo')
  redo = (): void => this.#step(this.#undone, this.#done, 'redo')

  /** Takes back a certain edit, out of the list of recent ones. */
  undoOne(id: number): void {
    this.#done = this.#done.filter((step) => step.id !== id)
    this.#queue = this.#queue.then(() => this.#takeBack(id, 'undo', this.#undone))
  }

  /** Another person's change has just come in: its cells are lit once. */
  light(id: number, fields: readonly string[]): void {
    // what one is writing oneself is no news
    const news = fields.filter((field) => this.#marks.get(id)?.[field]?.state !== 'pending')
    if (news.length === 0) return
    this.#mark(id, news, { state: 'settled' })
    this.#tell()
    setTimeout(() => {
      this.#mark(id, news, null, 'settled')
      this.#tell()
    }, SETTLED_MS)
  }

  #step(from: Step[], to: Step[], how: 'undo' | 'redo'): void {
    const last = from.pop()
    if (!last) return
    this.#queue = this.#queue.then(() => this.#takeBack(last.id, how, to))
    this.#tell()
  }

  async #takeBack(id: number, how: 'undo' | 'redo', to: Step[]): Promise<void> {
    try {
      const done = await this.#given.undo(id)
      to.push(done)
      await this.#given.rows.reread(done.rows).catch(() => {})
      this.#given.onDone(done, how)
    } catch (problem) {
      this.#given.onProblem(problem)
    }
    this.#tell()
  }

  #enqueue(cells: readonly CellEdit[], reason: string | undefined): void {
    this.#queue = this.#queue.then(() => this.#send(cells, reason))
  }

  async #send(cells: readonly CellEdit[], reason: string | undefined): Promise<void> {
    try {
      const done = await this.#given.send(cells, reason)
      this.#done.push(done)
      this.#undone = []
      await this.#given.rows.reread(done.rows).catch(() => {})
      this.#lift(cells)
      this.#given.onDone(done, 'edit')
    } catch (problem) {
      this.#refused(problem, cells, reason)
    }
    this.#tell()
  }

  #refused(problem: unknown, cells: readonly CellEdit[], reason: string | undefined): void {
    const waiting = { cells }
    const code = problem instanceof ApiProblem ? problem.code : ''
    const conflicts = readConflicts(problem, cells)
    if (conflicts.length > 0) {
      this.#ask({ kind: 'conflict', waiting, reason, conflicts })
      return
    }
    if (/reason/.test(code)) {
      this.#ask({ kind: 'reason', waiting, problem })
      return
    }
    this.#lift(cells)
    this.problems = readProblems(problem, cells)
    for (const { projectId, field, message } of this.problems) {
      this.#mark(projectId, [field], { state: 'problem', why: message })
    }
    this.#given.onProblem(problem)
  }

  #ask(question: Question | null): void {
    this.question = question
    this.#tell()
  }

  #lay(cells: readonly CellEdit[]): void {
    for (const { projectId, field, value } of cells) {
      this.#given.rows.lay(projectId, field, value)
      this.#mark(projectId, [field], { state: 'pending' })
    }
    this.#given.rows.settled()
    this.#tell()
  }

  #lift(cells: readonly CellEdit[]): void {
    for (const { projectId, field, value } of cells) {
      this.#given.rows.lift(projectId, field, value)
      this.#mark(projectId, [field], null, 'pending')
    }
    this.#given.rows.settled()
    this.#tell()
  }

  #clearProblems(): void {
    for (const { projectId, field } of this.problems) this.#mark(projectId, [field], null, 'problem')
    this.problems = []
  }

  clearProblems = (): void => {
    this.#clearProblems()
    this.#tell()
  }

  #mark(id: number, fields: readonly string[], mark: CellMark | null, only?: CellMark['state']): void {
    const marks: Record<string, CellMark> = { ...this.#marks.get(id) }
    for (const field of fields) {
      if (mark) marks[field] = mark
      else if (!only || marks[field]?.state === only) delete marks[field]
    }
    if (Object.keys(marks).length === 0) this.#marks.delete(id)
    else this.#marks.set(id, marks)
  }

  #tell(): void {
    this.#version += 1
    for (const listener of this.#listeners) listener()
  }
}

export function cellKey({ projectId, field }: { projectId: number; field: string }): string {
  return `${projectId}:${field}`
}
