import type { ClipboardEvent } from 'react'
import { formatBlock, parseBlock } from '#platform/web/kit/grid/block-text.ts'
import { clampSelection, rectangleOf } from '#platform/web/kit/grid/selection.ts'
import { notify } from '#platform/web/kit/toast.tsx'
import { words } from '#platform/web/words/use-words.ts'
import { writeCells } from '../model/grid-state.ts'
import { type PastePlan, planPaste } from '../model/paste.ts'
import type { HandState } from './use-grid-hand.ts'

type Block = readonly (readonly string[])[]
export type GridClipboard = ReturnType<typeof gridClipboard>

/** Blocks of cells: copied, pasted, cleared, filled down. While a cell is being written the text field keeps its own clipboard. */
export function gridClipboard({ store, rows, columns, selection, size, editing, setSelection }: HandState) {
  const at = rectangleOf(selection)
  const block = (): string[][] => {
    const { texts } = store.get().grid
    return rows
      .slice(at.top, at.bottom + 1)
      .map((row) => columns.slice(at.left, at.right + 1).map((column) => column.text(row, texts[row.id]!)))
  }
  const paste = (cells: Block) => {
    const plan = planPaste(cells, { columns, rows, at })
    store.change((grid) => writeCells(grid, plan.edits))
    sayWhatIsLost(plan)
    const width = Math.max(...cells.map((row) => row.length))
    if (cells.length === 1 && width === 1) return
    const cursor = { row: at.top + cells.length - 1, column: at.left + width - 1 }
    setSelection(clampSelection({ anchor: { row: at.top, column: at.left }, cursor }, size))
  }
  const clear = () => paste([['']])
  const copy = (event: ClipboardEvent) => {
    if (editing) return
    event.clipboardData.setData('text/plain', formatBlock(block()))
    event.preventDefault()
  }
  return {
    clear,
    /** The first row of the selection into all rows below. */
    fillDown: () => {
      const [first] = block()
      if (first && at.bottom > at.top) paste(Array.from({ length: at.bottom - at.top + 1 }, () => first))
    },
    events: {
      onCopy: copy,
      onCut: (event: ClipboardEvent) => {
        copy(event)
        if (!editing) clear()
      },
      onPaste: (event: ClipboardEvent) => {
        if (editing) return
        event.preventDefault()
        paste(parseBlock(event.clipboardData.getData('text/plain')))
      },
    },
  }
}

function sayWhatIsLost({ edits, skipped, unknown, beyond }: PastePlan): void {
  const lost = [
    unknown.length > 0
      ? words('dispatch.paste.unknown', { names: unknown.slice(0, 3).join('、'), count: unknown.length })
      : null,
    beyond > 0 ? words('dispatch.paste.beyond', { count: beyond }) : null,
    edits.length === 0 && skipped > 0 ? words('dispatch.paste.shut') : null,
  ].filter(Boolean)
  if (lost.length > 0) notify(lost.join(''))
}
