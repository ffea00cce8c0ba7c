import { type RefObject, useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { changesOf, lockOf, type Sheet } from './change-set.ts'
import { type Geometry, scrollToShow } from './geometry.ts'
import { rowOfLine } from './lines.ts'
import { type Cell, clampSelection, rectangleOf, type Selection, type Size, selectCell } from './selection.ts'
import type { ChangeSet, Choice, GridColumn } from './types.ts'

/** `type`: begun by typing, arrows leave the cell as in Excel; `edit`: begun by F2 or a double click, arrows move within the text. */
export type Editing = 'type' | 'edit' | null

export type HandGiven<Row> = {
  sheet: Sheet<Row>
  geometry: Geometry
  scroller: RefObject<HTMLDivElement | null>
  /** Levels of headings that stay at the top. */
  levels: number
  onChanges: (set: ChangeSet<Row>) => void
  /** Somebody tried to write where it cannot be: why. */
  onLocked: (why: string) => void
  onOpen: (row: Row) => void
}

/** Where the hand stands on the grid and what it is writing; keys, pointer and clipboard act through it. */
export type Hand<Row> = ReturnType<typeof useHand<Row>>

export function useHand<Row>(given: HandGiven<Row>) {
  const { sheet, geometry, scroller } = given
  const [raw, setRaw] = useState<Selection>(selectCell(0, 0))
  const [editing, setEditing] = useState<Editing>(null)
  const [typed, setTyped] = useState('')
  const [option, setOption] = useState(0)
  const input = useRef<HTMLTextAreaElement>(null)
  const seen = useRef<string | null>(null)
  const size: Size = {
    rows: sheet.lines.length,
    columns: sheet.columns.length,
    page: Math.max(1, Math.floor((scroller.current?.clientHeight ?? 400) / geometry.row) - 3),
  }
  const selection = clampSelection(raw, size)
  const active = activeCell(sheet, selection.cursor)
  const choices = useMemo(
    () => (editing ? choicesFor(active.column, editing === 'edit' && typed === active.text ? '' : typed) : []),
    [editing, active.column, typed, active.text],
  )
  const write = (text: string) => {
    if (input.current) input.current.value = text
    setTyped(text)
    setOption(0)
  }
  const stop = useCallback(() => {
    if (input.current) input.current.value = ''
    setEditing(null)
    setTyped('')
  }, [])
  const show = useShow(given, size)
  const select = (next: Selection) => {
    setRaw(next)
    show(next.cursor)
  }
  useEmptyAtRest(input, editing)
  return {
    ...given,
    input,
    selection,
    size,
    editing,
    typed,
    active,
    choices,
    option,
    setOption,
    /** What stood in the cell when one began to write: what another writes meanwhile is a conflict, not an oversight. */
    seen,
    setEditing: (next: Editing) => {
      if (next && active.row && active.column) seen.current = active.column.value(active.row)
      setEditing(next)
    },
    setTyped: (text: string) => {
      setTyped(text)
      setOption(0)
    },
    write,
    stop,
    select,
    /** The selection alone: while it is drawn with the pointer nothing scrolls by itself. */
    mark: setRaw,
    focus: () => input.current?.focus({ preventScroll: true }),
  }
}

export type Active<Row> = {
  row: Row | undefined
  column: GridColumn<Row> | undefined
  text: string
  /** Why it cannot be written; null when it can. */
  locked: string | null
}

function activeCell<Row>(sheet: Sheet<Row>, { row: line, column: at }: Cell): Active<Row> {
  const place = rowOfLine(sheet.lines, line)
  const row = place === undefined ? undefined : sheet.source.rowAt(place)
  const column = sheet.columns[at]
  if (!row || !column) return { row, column, text: '', locked: '' }
  return { row, column, text: column.text(row), locked: lockOf(sheet, row, column) }
}

function choicesFor<Row>(column: GridColumn<Row> | undefined, typed: string): readonly Choice[] {
  const all = column?.edit?.choices ?? []
  const wanted = typed.trim().toLowerCase()
  if (wanted === '') return all
  const rank = ({ label }: Choice) =>
    label.toLowerCase() === wanted ? 0 : label.toLowerCase().startsWith(wanted) ? 1 : 2
  return all
    .filter(({ label, search = '' }) => `${label} ${search}`.toLowerCase().includes(wanted))
    .sort((a, b) => rank(a) - rank(b))
}

/** Begins to change what stands in the cell. */
export function beginEdit<Row>(hand: Hand<Row>): void {
  const { active } = hand
  if (!active.row || !active.column) return
  if (active.locked !== null) {
    hand.onLocked(active.locked)
    return
  }
  hand.setEditing('edit')
  hand.write(active.text)
  const { input } = hand
  requestAnimationFrame(() => input.current?.setSelectionRange(active.text.length, active.text.length))
}

/** Writes what was typed, if anything was; false when it means nothing and the hand stays. */
export function commitEdit<Row>(hand: Hand<Row>): boolean {
  const { editing, active, input, choices, option } = hand
  if (!editing || !active.column?.edit) return true
  const picked = choices.length > 0 && hand.typed.trim() !== '' ? choices[option] : undefined
  const text = picked ? picked.label : (input.current?.value ?? '')
  const reading = text.trim() === '' ? { value: null } : active.column.edit.read(text)
  if ('problem' in reading) return false
  hand.stop()
  writeBlock(hand, [[text]], 'type')
  return true
}

/** Takes a choice out of the open list. */
export function pickChoice<Row>(hand: Hand<Row>, choice: Choice): void {
  hand.stop()
  writeBlock(hand, [[choice.label]], 'type')
  hand.focus()
}

/** One text into the active cell. */
function writeBlock<Row>(hand: Hand<Row>, block: string[][], kind: 'type'): void {
  const at = rectangleOf(selectCell(hand.selection.cursor.row, hand.selection.cursor.column))
  const set = changesOf(hand.sheet, block, { at, kind })
  const seen = hand.seen.current
  const changes = set.changes.map((change) => ({ ...change, seen })).filter(({ value }) => value !== seen)
  if (changes.length > 0 || set.skipped.length > 0) hand.onChanges({ ...set, changes })
}

function useShow<Row>({ scroller, geometry, levels }: HandGiven<Row>, size: Size): (cell: Cell) => void {
  return (cell) => {
    const box = scroller.current
    if (!box) return
    const bounded = clampSelection(selectCell(cell.row, cell.column), size).cursor
    if (bounded.row < 0) return
    const next = scrollToShow(bounded, {
      geometry,
      scrolled: { left: box.scrollLeft, top: box.scrollTop, width: box.clientWidth, height: box.clientHeight },
      covered: levels * geometry.row,
    })
    if (next.left !== box.scrollLeft || next.top !== box.scrollTop) box.scrollTo(next)
  }
}

/** What an input method left behind after a cell was left must not begin the next one. */
function useEmptyAtRest(input: RefObject<HTMLTextAreaElement | null>, editing: Editing): void {
  useEffect(() => {
    if (!editing && input.current) input.current.value = ''
  }, [editing, input])
}
