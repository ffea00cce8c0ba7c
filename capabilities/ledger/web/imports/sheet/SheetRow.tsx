// biome-ignore-all lint/a11y/useSemanticElements: drawn where it stands, a table would lay out every row and column
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid holds the focus and names its active cell
// biome-ignore-all lint/a11y/useKeyWithClickEvents: keys are heard where the focus is
import { memo } from 'react'
import { useWords } from '#platform/web/words/use-words.ts'
import { widthOf } from './geometry.ts'
import { type CellMark, cellKey, lettersOf, type RowMark, type SheetMarks } from './marks.ts'

type Props = {
  row: number
  texts: readonly string[] | undefined
  top: number
  height: number
  /** First and last column drawn, and all their left edges. */
  from: number
  to: number
  lefts: number[]
  /** Size of the type over 16 pixels. */
  scale: number
  marks: SheetMarks
  leftOut: ReadonlySet<number>
  /** Columns of this row that a merged cell covers. */
  covered: ReadonlySet<number> | undefined
  /** Selected column of this row, if any. */
  selected: number | null
}

const NUMBER = /^[-+]?[\d,，.．０-９]+\s*[%％]?$/

/** One row of the sheet as written, tinted by what it was read as. */
export const SheetRow = memo(function SheetRow({ row, texts, top, height, from, to, lefts, marks, ...rest }: Props) {
  const { leftOut, covered, selected, scale } = rest
  const kind = marks.rows.get(row)?.kind ?? ''
  const columns = Array.from({ length: to - from + 1 }, (_, index) => from + index)
  return (
    <div role="row" aria-rowindex={row + 2} className={`sheet-row sheet-${kind}`} style={{ top, height }}>
      {columns.map((column) => {
        if (covered?.has(column)) return null
        const text = texts?.[column] ?? ''
        const mark = marks.cells.get(cellKey(row, column))
        if (text === '' && !mark && selected !== column && texts) return null
        const classes = [
          'sheet-cell',
          NUMBER.test(text) && kind !== 'header' && 'sheet-number',
          leftOut.has(column) && 'sheet-out',
          texts === undefined && 'sheet-waiting',
          markClass(mark),
          marks.unit?.row === row && marks.unit.column === column && 'sheet-unit-cell',
          selected === column && 'sheet-selected',
        ]
        return (
          <div
            key={column}
            role="gridcell"
            id={cellId(row, column)}
            aria-colindex={column + 2}
            aria-selected={selected === column}
            data-place={cellKey(row, column)}
            className={classes.filter(Boolean).join(' ')}
            style={{
              left: lefts[column],
              width: lefts[endOf(texts, column, { lefts, covered, to, scale })]! - lefts[column]!,
            }}
            title={text.length > 12 ? text : undefined}
          >
            {text}
            {mark && <Flag mark={mark} />}
          </div>
        )
      })}
    </div>
  )
})

/** The column where a cell's text ends: as in Excel it runs on over empty cells to its right, figures do not. */
function endOf(
  texts: readonly string[] | undefined,
  column: number,
  {
    lefts,
    covered,
    to,
    scale,
  }: { lefts: number[]; covered: ReadonlySet<number> | undefined; to: number; scale: number },
): number {
  const text = texts?.[column] ?? ''
  let end = column + 1
  if (text === '' || NUMBER.test(text)) return end
  const needed = (widthOf(text) + 14) * scale
  while (end <= to && (texts?.[end] ?? '') === '' && !covered?.has(end) && lefts[end]! - lefts[column]! < needed) end++
  return end
}

/** A sign in the cell's corner that survives grey printing: ? asks, ! looks like a slip, △ changes. */
export function Flag({ mark }: { mark: CellMark }) {
  const w = useWords()
  if (mark.questions.length > 0)
    return (
      <i className="sheet-flag" title={mark.questions[0]!.text}>
        ?
      </i>
    )
  if (mark.change?.suspicious)
    return (
      <i className="sheet-flag" title={w('mapping.suspicious')}>
        !
      </i>
    )
  if (mark.change)
    return (
      <i className="sheet-flag" title={w('mapping.willChange')}>
        △
      </i>
    )
  if (mark.points.length > 0)
    return (
      <i className="sheet-flag" title={mark.points[0]!.text}>
        …
      </i>
    )
  return null
}

export function markClass(mark: CellMark | undefined): string {
  if (!mark) return ''
  if (mark.questions.length > 0) return 'sheet-asked'
  if (mark.change?.suspicious) return 'sheet-slip'
  if (mark.change) return 'sheet-change'
  return mark.points.length > 0 ? 'sheet-point' : mark.warnings.length > 0 ? 'sheet-warned' : ''
}

export function cellId(row: number, column: number): string {
  return `sheet-${lettersOf(Math.max(0, column))}${column < 0 ? 'margin' : ''}${row + 1}`
}

/** The number of a row and, where it is no project, the word for what it is. */
export const RowHead = memo(function RowHead({
  row,
  top,
  height,
  mark,
  isHidden,
  isSelected,
}: {
  row: number
  top: number
  height: number
  mark: RowMark | undefined
  isHidden: boolean
  isSelected: boolean
}) {
  const w = useWords()
  const word = mark ? marginWord(w, mark.kind) : ''
  return (
    <div
      role="rowheader"
      id={cellId(row, -1)}
      data-place={cellKey(row, -1)}
      className={`sheet-margin sheet-${mark?.kind ?? ''} ${isSelected ? 'sheet-selected' : ''} ${isHidden ? 'sheet-hidden' : ''}`}
      style={{ top, height }}
      title={mark?.text || undefined}
    >
      <span>{row + 1}</span>
      {word && <b>{word}</b>}
    </div>
  )
})

const KINDS = [
  'title',
  'date',
  'unit',
  'note',
  'header',
  'section',
  'subtotal',
  'total',
  'ofWhich',
  'duplicate',
  'rejected',
  'added',
  'changed',
] as const

export function marginWord(w: ReturnType<typeof useWords>, kind: string): string {
  const known = KINDS.find((name) => name === kind)
  return known ? w(`mapping.row.${known}`) : kind
}
