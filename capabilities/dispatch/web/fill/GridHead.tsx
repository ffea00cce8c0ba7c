// biome-ignore-all lint/a11y/useSemanticElements: a grid of positioned rows; table elements would take their semantics back with the layout
// biome-ignore-all lint/a11y/useFocusableInteractive: one text field holds the focus for all cells
import { useWords } from '#platform/web/words/use-words.ts'
import type { ReportRow } from '../../contract.ts'
import { allTicked, type Ticks, toggleTicks } from '../model/ticks.ts'
import type { FillColumn } from './columns.ts'
import { TickCell } from './TickCell.tsx'

type Props = {
  columns: readonly FillColumn[]
  rows: readonly ReportRow[]
  /** Null: nothing can be ticked here. */
  ticks: Ticks | null
  onTick: (next: Ticks) => void
}

/** The fixed first row: what each column holds, and the box that ticks everything shown. */
export function GridHead({ columns, rows, ticks, onTick }: Props) {
  const w = useWords()
  return (
    <div className="grid-row grid-head" role="row">
      {ticks && (
        <TickCell
          role="columnheader"
          label={w('kit.selectAll')}
          ticked={allTicked(ticks, rows)}
          onTick={() => onTick(toggleTicks(ticks, rows))}
        />
      )}
      {columns.map((column) => (
        <div
          key={column.key}
          role="columnheader"
          data-head={column.key}
          className={`grid-cell grid-${column.kind} ${column.isName ? 'grid-name' : ''}`}
        >
          {column.title}
          {column.unit && <small>{column.unit}</small>}
        </div>
      ))}
      <div className="grid-cell" role="columnheader">
        {w('dispatch.column.state')}
      </div>
    </div>
  )
}
