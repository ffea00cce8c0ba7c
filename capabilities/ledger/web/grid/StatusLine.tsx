import { thin } from '#platform/web/format.ts'
import type { SelectionFigures } from '#platform/web/kit/grid/types.ts'
import { useWords } from '#platform/web/words/use-words.ts'

type Props = {
  total: number
  ticked: number
  figures: SelectionFigures | null
  /** How sums of the selection are written; null where it spans columns of several kinds. */
  amountText: ((sum: string) => string) | null
  unit: string
  /** Something that was just tried and cannot be. */
  said: string | null
  shortened: boolean
}

/** The line below the grid: how many rows, and what the selected cells amount to. */
export function StatusLine({ total, ticked, figures, amountText, unit, said, shortened }: Props) {
  const w = useWords()
  const written = (sum: string) => `${amountText ? amountText(sum) : thin(sum)}${unit && ` ${unit}`}`
  return (
    <p className="lg-status no-print" aria-live="polite">
      <span>
        {w('grid.status.rows', { count: total })}
        {ticked > 0 && ` · ${w('kit.selected', { count: ticked })}`}
        {shortened && ` · ${w('grid.status.shortened')}`}
      </span>
      {said && <strong role="alert">{said}</strong>}
      {figures && figures.cells > 1 && (
        <span className="lg-figures">
          {w('grid.status.cells', { count: figures.cells })}
          {figures.sum !== null && figures.average !== null && (
            <>
              <b>{w('grid.status.count', { count: figures.count })}</b>
              <b>{w('grid.status.sum', { sum: written(figures.sum) })}</b>
              <b>{w('grid.status.average', { average: written(figures.average) })}</b>
            </>
          )}
        </span>
      )}
    </p>
  )
}
