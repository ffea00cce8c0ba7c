import type { ClipboardEvent } from 'react'
import { type CopiedCell, formatHtml } from './block-html.ts'
import { formatBlock, parseBlock } from './block-text.ts'
import { changesOf } from './change-set.ts'
import { groupOfLine, nextRowLines, rowOfLine, rowsOfLines } from './lines.ts'
import { clampSelection, type Rectangle, rectangleOf } from './selection.ts'
import { filledTo, repeatOver, spreadBlock } from './spread.ts'
import type { ChangeKind, GridGroup } from './types.ts'
import type { Hand } from './use-hand.ts'

/** Rows that go onto the clipboard at most: more is a matter for the export. */
export const MOST_COPIED = 20_000

export type ClipboardSays = {
  /** Rows are being fetched; copy again when they are there. */
  onFetching: (rows: number) => void
  onCopied: (cells: number) => void
  onTooMany: () => void
}
export type Clipboard = ReturnType<typeof clipboardOf>

/** Blocks of cells out and in. While a cell is being written the text field keeps its own clipboard. */
export function clipboardOf<Row>(hand: Hand<Row>, groups: readonly GridGroup[], says: ClipboardSays) {
  const copy = (event: ClipboardEvent) => {
    if (hand.editing) return
    event.preventDefault()
    if (!whenReady(hand, says)) return
    const cells = copiedCells(hand, groups, false)
    event.clipboardData.setData('text/plain', formatBlock(cells.map((line) => line.map(({ text }) => text))))
    event.clipboardData.setData('text/html', formatHtml(cells))
    says.onCopied(cells.length * (cells[0]?.length ?? 0))
  }
  return {
    /** By a key of our own: the browser fires no copy event for it, so one is asked for. */
    copyWithHeadings: () => {
      if (!whenReady(hand, says)) return
      const cells = copiedCells(hand, groups, true)
      const put = (event: globalThis.ClipboardEvent) => {
        event.preventDefault()
        event.stopImmediatePropagation()
        event.clipboardData?.setData('text/plain', formatBlock(cells.map((line) => line.map(({ text }) => text))))
        event.clipboardData?.setData('text/html', formatHtml(cells))
      }
      document.addEventListener('copy', put, { capture: true, once: true })
      // without anything marked a browser copies nothing and says nothing
      const field = hand.input.current
      if (field) {
        field.value = ' '
        field.select()
      }
      document.execCommand('copy')
      document.removeEventListener('copy', put, { capture: true })
      if (field) field.value = ''
      says.onCopied((cells.length - 1) * (cells[0]?.length ?? 0))
    },
    events: {
      onCopy: copy,
      onCut: (event: ClipboardEvent) => {
        copy(event)
        if (!hand.editing) clearSelection(hand)
      },
      onPaste: (event: ClipboardEvent) => {
        if (hand.editing) return
        event.preventDefault()
        const text = event.clipboardData.getData('text/plain')
        if (text !== '') void writeOver(hand, spreadBlock(parseBlock(text), rectangleOf(hand.selection)), 'paste')
      },
    },
  }
}

/** Delete: every cell of the selection that can be written is emptied. */
export function clearSelection<Row>(hand: Hand<Row>): void {
  const at = rectangleOf(hand.selection)
  const rows = rowsOfLines(hand.sheet.lines, at.top, at.bottom).length
  void writeOver(hand, filledWith('', rows, at.right - at.left + 1), 'clear')
}

/** Ctrl+D and Ctrl+R: the first line, or the first column, into all of the selection. */
export function fillSelection<Row>(hand: Hand<Row>, direction: 'down' | 'right'): void {
  const at = rectangleOf(hand.selection)
  const source = direction === 'down' ? { ...at, bottom: at.top } : { ...at, right: at.left }
  if (source.bottom === at.bottom && source.right === at.right) return
  fillOver(hand, source, at)
}

/** The fill handle drawn to a cell. */
export function fillTo<Row>(hand: Hand<Row>, to: { row: number; column: number }): void {
  const at = rectangleOf(hand.selection)
  const whole = filledTo(at, to)
  if (whole.top === at.top && whole.bottom === at.bottom && whole.left === at.left && whole.right === at.right) return
  fillOver(hand, at, whole)
  hand.mark({ anchor: { row: whole.top, column: whole.left }, cursor: { row: whole.bottom, column: whole.right } })
}

/** Headings of groups lie between the rows and are no cells: rows are counted without them. */
function fillOver<Row>(hand: Hand<Row>, source: Rectangle, whole: Rectangle): void {
  const { lines } = hand.sheet
  const texts = textsOf(hand, source)
  const rows = rowsOfLines(lines, whole.top, whole.bottom).length
  const before = rowsOfLines(lines, whole.top, source.top - 1).length
  if (texts.length === 0) return
  const at = { ...source, top: before, bottom: before + texts.length - 1 }
  void writeOver(hand, repeatOver(texts, at, { ...whole, top: 0, bottom: rows - 1 }), 'fill', whole)
}

/** Writes a block from the selection's first cell on; what is not read yet is read first, so that an edit knows what it changes. */
async function writeOver<Row>(hand: Hand<Row>, block: string[][], kind: ChangeKind, given?: Rectangle): Promise<void> {
  const at = given ?? rectangleOf(hand.selection)
  const { lines, source } = hand.sheet
  const targets = nextRowLines(lines, at.top, block.length)
  await source.load(targets.map((line) => rowOfLine(lines, line)!))
  const set = changesOf(hand.sheet, block, { at, kind })
  if (set.changes.length > 0 || set.skipped.length > 0 || set.beyond > 0) hand.onChanges(set)
  if (kind !== 'paste') return
  const cursor = { row: targets[targets.length - 1] ?? at.top, column: at.left + (block[0]?.length ?? 1) - 1 }
  hand.mark(clampSelection({ anchor: { row: at.top, column: at.left }, cursor }, hand.size))
}

function textsOf<Row>({ sheet }: Hand<Row>, at: Rectangle): string[][] {
  return rowsOfLines(sheet.lines, at.top, at.bottom).map((place) => {
    const row = sheet.source.rowAt(place)
    return sheet.columns.slice(at.left, at.right + 1).map((column) => (row ? column.text(row) : ''))
  })
}

/** False while rows of the selection are still being fetched, or are too many. */
function whenReady<Row>({ sheet, selection }: Hand<Row>, says: ClipboardSays): boolean {
  const { top, bottom } = rectangleOf(selection)
  if (bottom - top >= MOST_COPIED) {
    says.onTooMany()
    return false
  }
  const places = rowsOfLines(sheet.lines, top, bottom)
  if (places.every((place) => sheet.source.rowAt(place) !== undefined)) return true
  says.onFetching(places.length)
  void sheet.source.load(places)
  return false
}

function copiedCells<Row>(
  { sheet, selection }: Hand<Row>,
  groups: readonly GridGroup[],
  withHeadings: boolean,
): CopiedCell[][] {
  const { top, bottom, left, right } = rectangleOf(selection)
  const columns = sheet.columns.slice(left, right + 1)
  const cells: CopiedCell[][] = withHeadings
    ? [columns.map(({ title, unit }) => ({ text: unit ? `${title}（${unit}）` : title, heading: true }))]
    : []
  for (let line = top; line <= bottom && line - top < MOST_COPIED; line += 1) {
    const group = groupOfLine(sheet.lines, groups, line)
    const place = rowOfLine(sheet.lines, line)
    const row = place === undefined ? undefined : sheet.source.rowAt(place)
    cells.push(
      columns.map((column, at) => {
        if (group)
          return { text: at === 0 && left === 0 ? group.label : (group.cells[column.key] ?? ''), number: at > 0 }
        return {
          text: row ? column.text(row) : '',
          number: row !== undefined && (column.amount?.(row) ?? null) !== null,
        }
      }),
    )
  }
  return cells
}

function filledWith(text: string, rows: number, columns: number): string[][] {
  return Array.from({ length: rows }, () => Array.from({ length: columns }, () => text))
}
