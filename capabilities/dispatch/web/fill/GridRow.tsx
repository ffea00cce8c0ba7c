// biome-ignore-all lint/a11y/useSemanticElements: a grid of positioned rows; table elements would take their semantics back with the layout
// biome-ignore-all lint/a11y/useFocusableInteractive: one text field holds the focus for all cells
import { memo } from 'react'
import { Link } from '#platform/web/address.tsx'
import { thin } from '#platform/web/format.ts'
import { LightShape } from '#platform/web/kit/Light.tsx'
import { useWords, words } from '#platform/web/words/use-words.ts'
import type { Finding, ReportRow } from '../../contract.ts'
import { contradicts, type FigureTexts, findingsOf, problemsOf } from '../model/figure-texts.ts'
import type { GridState, Refusal } from '../model/grid-state.ts'
import { WarnShape } from '../shared/Findings.tsx'
import { StateMark } from '../shared/StateMark.tsx'
import type { FillColumn } from './columns.ts'
import { TickCell } from './TickCell.tsx'

type Props = {
  index: number
  row: ReportRow
  texts: FigureTexts
  refusal: Refusal | undefined
  columns: readonly FillColumn[]
  /** Null: there are no boxes. */
  ticked: boolean | null
  onTick: (rows: readonly ReportRow[]) => void
  /** The columns of this row that are selected; −1 when none. */
  from: number
  to: number
}

/** One project: its cells, and below them in one line what the checks or the server say. */
export const GridRow = memo(function GridRow({ index, row, texts, refusal, columns, ticked, onTick, from, to }: Props) {
  const w = useWords()
  const problems = problemsOf(texts)
  const findings = row.mayWrite ? findingsOf(texts, row.facts) : []
  const notes = rowNotes(row, texts, refusal)
  const weightOf = (field: string | undefined): Finding['weight'] | undefined =>
    field && field in problems ? 'block' : findings.find((finding) => finding.field === field)?.weight
  return (
    <div className={`grid-row ${row.mayWrite ? '' : 'grid-row-shut'}`} role="row" aria-rowindex={index + 2}>
      {ticked !== null && (
        <TickCell
          role="gridcell"
          label={w('dispatch.tickRow', { project: row.projectName })}
          ticked={ticked}
          onTick={row.mayWrite ? () => onTick([row]) : undefined}
        />
      )}
      {columns.map((column, at) => {
        const text = column.text(row, texts)
        const weight = weightOf(column.field)
        return (
          <div
            key={column.key}
            role="gridcell"
            data-row={index}
            data-column={at}
            title={column.kind === 'text' && text ? text : undefined}
            aria-readonly={column.field && row.mayWrite ? undefined : true}
            className={`grid-cell grid-${column.kind} ${column.isName ? 'grid-name' : ''} ${column.field && row.mayWrite ? 'grid-open' : ''} ${at >= from && at <= to ? 'grid-selected' : ''} ${weight ? `grid-${weight}` : ''}`}
          >
            {column.isName && <LightShape light={row.light} />}
            <span>{column.kind === 'number' ? thin(text) : text}</span>
          </div>
        )
      })}
      <div className="grid-cell grid-state">
        <StateMark row={row} />
        <OpenLink id={row.id} />
      </div>
      {notes.length > 0 && (
        <div className="grid-note">
          {notes.map((note) => (
            <span key={note.text} title={note.text}>
              <WarnShape weight={note.weight} />
              {note.text}
            </span>
          ))}
        </div>
      )}
    </div>
  )
})

function OpenLink({ id }: { id: number }) {
  const w = useWords()
  return (
    <Link to={`/reports/${id}`} tabIndex={-1} aria-label={w('dispatch.openForm')} title={w('dispatch.openForm')}>
      ›
    </Link>
  )
}

type RowNote = Pick<Finding, 'weight' | 'text'>

/** What is said about a row while it stands in the grid. */
export function notesOf(row: ReportRow, grid: GridState): RowNote[] {
  const texts = grid.texts[row.id]
  return texts ? rowNotes(row, texts, grid.refusals[row.id]) : []
}

function rowNotes(row: ReportRow, texts: FigureTexts, refusal: Refusal | undefined): RowNote[] {
  if (!row.mayWrite) return []
  const notes: RowNote[] = []
  if (refusal) notes.push({ weight: 'block', text: refusal.message })
  for (const problem of new Set(Object.values(problemsOf(texts)))) {
    notes.push({ weight: 'block', text: words(`dispatch.cell.${problem}`) })
  }
  if (contradicts(texts, row.facts.base))
    notes.push({ weight: 'block', text: words('dispatch.contradiction', { base: thin(row.facts.base) }) })
  if (row.returnReason)
    notes.push({ weight: 'notice', text: words('dispatch.returnedBecause', { reason: row.returnReason }) })
  return [
    ...notes,
    ...findingsOf(texts, row.facts).filter(
      (finding) => !contradicts(texts, row.facts.base) || finding.weight !== 'block',
    ),
  ]
}
