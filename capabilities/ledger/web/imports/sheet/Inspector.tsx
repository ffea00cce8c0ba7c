import type { Ref } from 'react'
import { useWords } from '#platform/web/words/use-words.ts'
import type { ImportPreview } from '../../../import/contract.ts'
import type { ImportWork } from '../use-import.ts'
import { CellCard } from './CellCard.tsx'
import { ColumnCard } from './ColumnCard.tsx'
import { cellKey, columnOf, lettersOf, type SheetMarks } from './marks.ts'
import { RowCard } from './RowCard.tsx'
import { SheetCard, UnitField } from './SheetCard.tsx'
import type { Place } from './selection.ts'
import { textAt, useWindows } from './use-windows.ts'

type Props = {
  ref: Ref<HTMLElement>
  preview: ImportPreview
  work: ImportWork
  number: number
  marks: SheetMarks
  place: Place
  fixed: boolean
  /** Esc: the focus returns to the sheet. */
  onBack: () => void
}

/** Beside the sheet: what the selected place was taken for, and how to correct it. */
export function Inspector({ ref, preview, work, number, marks, place, fixed, onBack }: Props) {
  const w = useWords()
  const sheet = preview.sheets[number]!
  return (
    <aside
      ref={ref}
      className="sheet-inspector"
      aria-label={w('mapping.inspector')}
      onKeyDown={(event) => event.key === 'Escape' && onBack()}
    >
      <Selected sheet={sheet} preview={preview} work={work} number={number} marks={marks} place={place} fixed={fixed} />
      {!fixed && <p className="sheet-keys">{w('mapping.keys')}</p>}
    </aside>
  )
}

type SelectedProps = Omit<Props, 'ref' | 'onBack'> & { sheet: ImportPreview['sheets'][number] }

function Selected({ sheet, preview, work, number, marks, place, fixed }: SelectedProps) {
  const { row, column } = place
  const { windows } = useWindows(preview.id, number, [row, row])
  const found = sheet.columns.find(({ col }) => columnOf(col) === column)
  if (row === -1 && column === -1) return <SheetCard sheet={sheet} preview={preview} work={work} fixed={fixed} />
  if (row === -1) {
    return found ? (
      <ColumnCard key={found.col} sheet={sheet} column={found} preview={preview} work={work} fixed={fixed} />
    ) : (
      <NoHeading column={column} />
    )
  }
  const rowMark = marks.rows.get(row)
  if (column === -1)
    return <RowCard sheet={sheet} row={row + 1} mark={rowMark} preview={preview} work={work} fixed={fixed} />
  const isUnit = marks.unit?.row === row && marks.unit.column === column
  const isAbove = rowMark !== undefined && ['title', 'date', 'unit'].includes(rowMark.kind)
  const isHeading = rowMark?.kind === 'header' && found !== undefined
  return (
    <>
      <CellCard
        address={`${lettersOf(column)}${row + 1}`}
        text={textAt(windows, row, column) ?? ''}
        column={isAbove || isHeading ? undefined : found}
        mark={marks.cells.get(cellKey(row, column))}
        work={work}
        fixed={fixed}
      />
      {isUnit && <UnitField sheet={sheet} preview={preview} work={work} fixed={fixed} />}
      {isAbove && !isUnit && <SheetCard sheet={sheet} preview={preview} work={work} fixed={fixed} />}
      {isHeading && (
        <ColumnCard key={found.col} sheet={sheet} column={found} preview={preview} work={work} fixed={fixed} />
      )}
    </>
  )
}

function NoHeading({ column }: { column: number }) {
  const w = useWords()
  return (
    <section className="sheet-card">
      <h3>{w('mapping.columnTitle', { column: lettersOf(column), heading: w('mapping.noHeading') })}</h3>
      <p className="no-value">{w('mapping.noHeadingText')}</p>
    </section>
  )
}
