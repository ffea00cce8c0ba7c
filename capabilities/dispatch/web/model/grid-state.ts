import type { ReportRow } from '../../contract.ts'
import {
  FIGURE_FIELDS,
  type FigureField,
  type FigureTexts,
  figuresOf,
  isSameFigures,
  textsOf,
  withWritten,
} from './figure-texts.ts'

/** Why the server would not take a row: its sentence, and for a conflict what somebody else wrote. */
export type Refusal = {
  code: string
  message: string
  version?: number
  by?: string
  fields?: { field: FigureField; yours: string | null; theirs: string | null }[]
}
export type Edit = { id: number; field: FigureField; text: string }
type Change = { id: number; before: FigureTexts; after: FigureTexts }

/** Rows as the server gave them, the texts as they stand in the cells, and the steps that can be taken back. */
export type GridState = {
  rows: Readonly<Record<number, ReportRow>>
  texts: Readonly<Record<number, FigureTexts>>
  refusals: Readonly<Record<number, Refusal>>
  undo: readonly (readonly Change[])[]
  redo: readonly (readonly Change[])[]
}

export const EMPTY_GRID: GridState = { rows: {}, texts: {}, refusals: {}, undo: [], redo: [] }
const STEPS_KEPT = 200

/** Takes what was read anew: rows without unsaved writing follow it, rows with keep their text and the version it was based on. */
export function takeRows(state: GridState, read: readonly ReportRow[]): GridState {
  const rows: Record<number, ReportRow> = {}
  const texts: Record<number, FigureTexts> = {}
  for (const row of read) {
    const keeps = row.mayWrite && state.rows[row.id] !== undefined && isDirty(state, row.id)
    rows[row.id] = keeps ? { ...row, version: state.rows[row.id]!.version, ...figuresKept(state.rows[row.id]!) } : row
    texts[row.id] = keeps ? state.texts[row.id]! : textsOf(row)
  }
  return { ...state, rows, texts }
}

/** The figures a text is based on; only by them can one see later what is unsaved. */
function figuresKept(row: ReportRow): Pick<ReportRow, FigureField> {
  return Object.fromEntries(FIGURE_FIELDS.map((field) => [field, row[field]])) as Pick<ReportRow, FigureField>
}

/** Writes into cells as one step that can be taken back. Rows that may not be written are left alone. */
export function writeCells(state: GridState, edits: readonly Edit[]): GridState {
  const written = new Map<number, Partial<FigureTexts>>()
  for (const { id, field, text } of edits) {
    if (state.rows[id]?.mayWrite) written.set(id, { ...written.get(id), [field]: text })
  }
  const changes: Change[] = []
  for (const [id, fields] of written) {
    const before = state.texts[id]!
    const after = withWritten(before, fields, state.rows[id]!.facts.base)
    if (!isSameFigures(before, after)) changes.push({ id, before, after })
  }
  if (changes.length === 0) return state
  return { ...applied(state, changes, 'after'), undo: [...state.undo.slice(-STEPS_KEPT + 1), changes], redo: [] }
}

export function undoStep(state: GridState): GridState {
  const step = state.undo.at(-1)
  if (!step) return state
  return { ...applied(state, step, 'before'), undo: state.undo.slice(0, -1), redo: [...state.redo, step] }
}

export function redoStep(state: GridState): GridState {
  const step = state.redo.at(-1)
  if (!step) return state
  return { ...applied(state, step, 'after'), undo: [...state.undo, step], redo: state.redo.slice(0, -1) }
}

/** A row that was submitted meanwhile is not brought back by undo. */
function applied(state: GridState, changes: readonly Change[], side: 'before' | 'after'): GridState {
  const texts = { ...state.texts }
  const refusals = { ...state.refusals }
  for (const change of changes) {
    if (!state.rows[change.id]?.mayWrite) continue
    texts[change.id] = change[side]
    if (refusals[change.id]?.code !== 'edit_conflict') delete refusals[change.id]
  }
  return { ...state, texts, refusals }
}

export function isDirty(state: GridState, id: number): boolean {
  return !isSameFigures(state.texts[id]!, textsOf(state.rows[id]!))
}

/** Rows that can be sent now: unsaved, readable, not refused. */
export function rowsToSave(state: GridState): number[] {
  return Object.keys(state.rows)
    .map(Number)
    .filter((id) => {
      const sendable = state.rows[id]!.mayWrite && !state.refusals[id]
      return sendable && isDirty(state, id) && figuresOf(state.texts[id]!) !== null
    })
}

/** Everything unsaved, also what cannot be sent: leaving the page would lose it. */
export function unsavedRows(state: GridState): number[] {
  return Object.keys(state.rows)
    .map(Number)
    .filter((id) => state.rows[id]!.mayWrite && isDirty(state, id))
}

/** The server has kept rows: a cell that was written again while they travelled stays as it is. */
export function rowsKept(
  state: GridState,
  kept: readonly ReportRow[],
  sent: Readonly<Record<number, FigureTexts>>,
): GridState {
  const rows = { ...state.rows }
  const texts = { ...state.texts }
  const refusals = { ...state.refusals }
  for (const row of kept) {
    const isUntouched = sent[row.id] !== undefined && isSameFigures(state.texts[row.id]!, sent[row.id]!)
    rows[row.id] = row
    if (isUntouched) texts[row.id] = textsOf(row)
    delete refusals[row.id]
  }
  return { ...state, rows, texts, refusals }
}

export function rowsRefused(state: GridState, refused: readonly (Refusal & { id: number })[]): GridState {
  const refusals = { ...state.refusals }
  for (const { id, ...refusal } of refused) refusals[id] = refusal
  return { ...state, refusals }
}

/** Somebody else has changed the row: mine is written over theirs, knowing it. */
export function keepMine(state: GridState, id: number): GridState {
  const refusal = state.refusals[id]
  if (refusal?.version === undefined) return state
  const { [id]: _, ...refusals } = state.refusals
  return { ...state, refusals, rows: { ...state.rows, [id]: { ...state.rows[id]!, version: refusal.version } } }
}

/** Somebody else has changed the row: theirs stands, mine goes. */
export function takeTheirs(state: GridState, id: number): GridState {
  const refusal = state.refusals[id]
  if (!refusal?.fields || refusal.version === undefined) return state
  const theirs = Object.fromEntries(refusal.fields.map(({ field, theirs }) => [field, theirs]))
  const mine = figuresOf(state.texts[id]!) ?? {}
  const row = { ...state.rows[id]!, ...mine, ...theirs, version: refusal.version }
  const { [id]: _, ...refusals } = state.refusals
  return { ...state, refusals, rows: { ...state.rows, [id]: row }, texts: { ...state.texts, [id]: textsOf(row) } }
}
