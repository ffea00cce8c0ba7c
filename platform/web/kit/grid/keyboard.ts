import type { KeyboardEvent } from 'react'
import { type Clipboard, clearSelection, fillSelection } from './clipboard.ts'
import { advance, moveSelection } from './selection.ts'
import { beginEdit, commitEdit, type Hand } from './use-hand.ts'

type Key = KeyboardEvent<HTMLTextAreaElement>
export type KeyActs = {
  undo: () => void
  redo: () => void
  find: () => void
  help: () => void
  tick: () => void
  /** Opens or closes the group whose heading is active; null on a row. */
  toggle: (() => void) | null
}

/** What the text field over the active cell does with keys; everything not taken here is typed into the cell. */
export function keyboardOf<Row>(hand: Hand<Row>, clipboard: Clipboard, acts: KeyActs) {
  return {
    onKeyDown: (event: Key) => {
      // while Chinese is being composed every key belongs to the input method
      if (event.nativeEvent.isComposing || event.keyCode === 229) return
      const taken =
        chooseOption(event, hand) ||
        leaveCell(event, hand, acts) ||
        (!hand.editing && command(event, hand, { clipboard, acts })) ||
        move(event, hand) ||
        (!hand.editing && refuse(event, hand))
      if (taken) event.preventDefault()
    },
    onInput: (event: React.FormEvent<HTMLTextAreaElement>) => {
      if (!hand.editing) hand.setEditing('type')
      hand.setTyped(event.currentTarget.value)
    },
    onCompositionStart: () => {
      if (!hand.editing) hand.setEditing('type')
    },
  }
}

/** ↑ ↓ in the list of choices. */
function chooseOption<Row>(event: Key, { editing, choices, option, setOption }: Hand<Row>): boolean {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
  if (!editing || !step || choices.length === 0) return false
  setOption((option + step + choices.length) % choices.length)
  return true
}

/** Enter and Tab write and go on, Escape leaves, F2 goes in, Alt+Enter is a line break. */
function leaveCell<Row>(event: Key, hand: Hand<Row>, acts: KeyActs): boolean {
  const { key, shiftKey, altKey, ctrlKey, metaKey, currentTarget: input } = event
  if (key === 'Enter' && altKey && hand.editing) {
    input.setRangeText('\n', input.selectionStart, input.selectionEnd, 'end')
    hand.setTyped(input.value)
    return true
  }
  if (key === 'Enter' && (ctrlKey || metaKey) && !hand.editing) {
    if (hand.active.row) hand.onOpen(hand.active.row)
    return true
  }
  if (key === 'Enter' && !hand.editing && acts.toggle) {
    acts.toggle()
    return true
  }
  if (key === 'Enter' || key === 'Tab') return goOn(hand, key, shiftKey)
  if (key === 'Escape' && hand.editing) hand.stop()
  else if (key === 'F2' && !hand.editing) beginEdit(hand)
  else return false
  return true
}

function goOn<Row>(hand: Hand<Row>, key: 'Enter' | 'Tab', back: boolean): boolean {
  const { editing, choices, option, typed } = hand
  // an opened list whose choice was moved to by arrows: Enter takes it
  if (editing && choices.length > 0 && typed.trim() === '' && option > 0) hand.write(choices[option]!.label)
  if (!commitEdit(hand)) return true
  const every = Array.from({ length: hand.size.columns }, (_, at) => at)
  const next = advance(hand.selection, key, { size: hand.size, writable: every, back })
  if (next) hand.select(next)
  return next !== null
}

type Served = { clipboard: Clipboard; acts: KeyActs }

function command<Row>(event: Key, hand: Hand<Row>, { clipboard, acts }: Served): boolean {
  const key = event.key.toLowerCase()
  const ctrl = event.ctrlKey || event.metaKey
  if (key === 'delete' || key === 'backspace') clearSelection(hand)
  else if (ctrl && (key === 'y' || (key === 'z' && event.shiftKey))) acts.redo()
  else if (ctrl && key === 'z') acts.undo()
  else if (ctrl && key === 'd') fillSelection(hand, 'down')
  else if (ctrl && key === 'r') fillSelection(hand, 'right')
  else if (ctrl && key === 'f') acts.find()
  else if (ctrl && key === 'c' && event.shiftKey) clipboard.copyWithHeadings()
  else if (ctrl && key === 'a') hand.mark(everything(hand))
  else if (key === ' ' && event.shiftKey) hand.mark(wholeLines(hand))
  else if (key === ' ' && ctrl) hand.mark(wholeColumns(hand))
  else if (key === ' ' && hand.active.locked !== null) acts.tick()
  else if (key === '?' && hand.active.locked !== null) acts.help()
  else if (key === 'f1') acts.help()
  else return false
  return true
}

function everything<Row>({ size }: Hand<Row>) {
  return { anchor: { row: 0, column: 0 }, cursor: { row: size.rows - 1, column: size.columns - 1 } }
}

function wholeLines<Row>({ selection: { anchor, cursor }, size }: Hand<Row>) {
  return { anchor: { row: anchor.row, column: 0 }, cursor: { row: cursor.row, column: size.columns - 1 } }
}

function wholeColumns<Row>({ selection: { anchor, cursor }, size }: Hand<Row>) {
  return { anchor: { row: 0, column: anchor.column }, cursor: { row: size.rows - 1, column: cursor.column } }
}

function move<Row>(event: Key, hand: Hand<Row>): boolean {
  const { key, shiftKey } = event
  // within a text that is being changed arrows belong to it; Home and End as soon as one writes
  if (hand.editing === 'edit' || (hand.editing && (key === 'Home' || key === 'End'))) return false
  const jump = event.ctrlKey || event.metaKey
  const next = moveSelection(hand.selection, key, { size: hand.size, extend: shiftKey && !hand.editing, jump })
  if (!next) return false
  if (commitEdit(hand)) hand.select(next)
  return true
}

/** Typing where nothing can be written says why. */
function refuse<Row>(event: Key, { active, onLocked }: Hand<Row>): boolean {
  const types = event.key.length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey
  if (!types || active.locked === null) return false
  onLocked(active.locked)
  return true
}
