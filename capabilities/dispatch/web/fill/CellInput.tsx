import { useLayoutEffect, useState } from 'react'
import { useWords } from '#platform/web/words/use-words.ts'
import type { ReportRow } from '../../contract.ts'
import type { FillColumn } from './columns.ts'
import type { GridHand } from './use-grid-hand.ts'

type Place = { left: number; top: number; width: number; height: number }
type Props = {
  hand: GridHand
  row: ReportRow | undefined
  column: FillColumn
  /** Changes whenever rows move. */
  shape: string
}

/** The text field over the active cell: without a trace until one writes, and always there to receive the first keystroke. */
export function CellInput({ hand, row, column, shape }: Props) {
  const w = useWords()
  const [place, setPlace] = useState<Place | null>(null)
  const { cursor } = hand.selection
  // biome-ignore lint/correctness/useExhaustiveDependencies: the cell moves with the rows and with the size of the grid
  useLayoutEffect(() => {
    setPlace(placeOf(hand.input.current, cursor.row, cursor.column))
  }, [cursor.row, cursor.column, shape, hand.width])
  const isOpen = column.field !== undefined && row?.mayWrite === true
  const isText = column.kind === 'text'
  const label = row ? w('dispatch.cellLabel', { project: row.projectName, column: column.title }) : ''
  return (
    <div
      className={`grid-active ${hand.isEditing ? 'grid-editing' : ''} ${isText && hand.isEditing ? 'grid-editing-text' : ''}`}
      style={place ?? { left: 0, top: 0, width: 0, height: 0 }}
    >
      <textarea
        ref={hand.input}
        className={`grid-input grid-${column.kind}`}
        aria-label={label}
        readOnly={!isOpen}
        rows={1}
        spellCheck={false}
        autoComplete="off"
        inputMode={isText ? 'text' : 'decimal'}
        {...hand.keyboard}
      />
    </div>
  )
}

/** Within the scrolled content, so that the field travels with its cell. */
function placeOf(input: HTMLTextAreaElement | null, row: number, column: number): Place | null {
  const content = input?.closest('.grid-content')
  const cell = content?.querySelector<HTMLElement>(`[data-row="${row}"][data-column="${column}"]`)
  if (!content || !cell) return null
  const outer = content.getBoundingClientRect()
  const box = cell.getBoundingClientRect()
  return { left: box.left - outer.left, top: box.top - outer.top, width: box.width, height: box.height }
}
