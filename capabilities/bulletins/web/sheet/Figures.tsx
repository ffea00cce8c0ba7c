import { createContext, type MouseEvent, useContext } from 'react'
import { useWords } from '#platform/web/words/use-words.ts'
import { cleanText, type Run, type TableCell } from '#platform/word/document-model.ts'

export type FigureOpening = {
  /** The figure whose source is shown. */
  openId: string | null
  /** Figures that can be opened; others are text. */
  known: ReadonlySet<string>
  addressOf: (id: string) => string
  open: (id: string) => void
}
export const FigureContext = createContext<FigureOpening | null>(null)

/** Text with its figures, each underlined by a hair and a link to its source. */
export function Runs({ runs }: { runs: readonly Run[] }) {
  return runs.map((run, index) =>
    run.kind === 'figure' ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: the runs of a document do not move
      <CitedFigure key={index} id={run.id} text={run.text} />
    ) : (
      run.text
    ),
  )
}

export function CellText({ cell }: { cell: TableCell | undefined }) {
  if (!cell) return null
  return cell.figureId ? <CitedFigure id={cell.figureId} text={cleanText(cell.text)} /> : cleanText(cell.text)
}

/** A link, so that it breaks like text, is reached by Tab, opens by Enter, and its address can be passed on. */
function CitedFigure({ id, text }: { id: string; text: string }) {
  const w = useWords()
  const figures = useContext(FigureContext)
  if (!figures?.known.has(id)) return text
  const onClick = (event: MouseEvent) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey) return
    event.preventDefault()
    figures.open(id)
  }
  return (
    <a
      className="cited"
      href={figures.addressOf(id)}
      data-figure={id}
      aria-current={figures.openId === id ? 'true' : undefined}
      aria-label={w('bulletins.figureOpen', { text })}
      onClick={onClick}
    >
      {text}
    </a>
  )
}
