import type { KeyboardEvent } from 'react'
import { advance, moveSelection, rectangleOf } from '#platform/web/kit/grid/selection.ts'
import { redoStep, undoStep } from '../model/grid-state.ts'
import type { GridClipboard } from './grid-clipboard.ts'
import type { HandState } from './use-grid-hand.ts'

type Key = KeyboardEvent<HTMLTextAreaElement>

/** What the text field over the active cell does with keys; everything not taken here is typed into the cell. */
export function gridKeyboard(hand: HandState, clipboard: GridClipboard) {
  const begin = () => !hand.editing && hand.setEditing('type')
  return {
    onKeyDown: (event: Key) => {
      // while Chinese is being composed every key belongs to the input method
      if (event.nativeEvent.isComposing || event.keyCode === 229) return
      const taken = leaveCell(event, hand) || (!hand.editing && command(event, hand, clipboard)) || move(event, hand)
      if (taken) event.preventDefault()
    },
    onInput: begin,
    onCompositionStart: begin,
    onBlur: hand.commit,
  }
}

/** Enter and Tab write and go on, Escape leaves, F2 goes in, Alt+Enter is a line break. */
function leaveCell(event: Key, hand: HandState): boolean {
  const { key, shiftKey, altKey, currentTarget: input } = event
  if (key === 'Enter' && altKey && hand.editing) {
    input.setRangeText('\n', input.selectionStart, input.selectionEnd, 'end')
    return true
  }
  if (key === 'Enter' || key === 'Tab') {
    hand.commit()
    const writable = hand.columns.flatMap((column, at) => (column.field ? [at] : []))
    const next = advance(hand.selection, key, { size: hand.size, writable, back: shiftKey })
    if (next) hand.setSelection(next)
    return next !== null
  }
  if (key === 'Escape' && hand.editing) hand.stop()
  else if (key === 'F2' && !hand.editing) hand.edit()
  else return false
  return true
}

function command(event: Key, hand: HandState, clipboard: GridClipboard): boolean {
  const { store, rows, selection, size, setSelection } = hand
  const key = event.key.toLowerCase()
  const ctrl = event.ctrlKey || event.metaKey
  const { top, bottom } = rectangleOf(selection)
  // no figure and no sentence begins with a space
  if (key === ' ' && !ctrl) hand.tick(rows.slice(top, bottom + 1))
  else if (key === 'delete' || key === 'backspace') clipboard.clear()
  else if (ctrl && (key === 'y' || (key === 'z' && event.shiftKey))) store.change(redoStep)
  else if (ctrl && key === 'z') store.change(undoStep)
  else if (ctrl && key === 'd') clipboard.fillDown()
  else if (ctrl && key === 'a')
    setSelection({ anchor: { row: 0, column: 0 }, cursor: { row: size.rows - 1, column: size.columns - 1 } })
  else return false
  return true
}

function move(event: Key, hand: HandState): boolean {
  const { key, shiftKey } = event
  // within a text that is being changed arrows belong to it; Home and End as soon as one writes
  if (hand.editing === 'edit' || (hand.editing && (key === 'Home' || key === 'End'))) return false
  const jump = event.ctrlKey || event.metaKey
  const next = moveSelection(hand.selection, key, { size: hand.size, extend: shiftKey && !hand.editing, jump })
  if (!next) return false
  hand.commit()
  hand.setSelection(next)
  return true
}
