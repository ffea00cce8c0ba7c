import { type CSSProperties, type RefObject, useLayoutEffect, useMemo, useRef, useState } from 'react'
import { useIsPhone } from '#platform/web/kit/media.ts'
import { useWords } from '#platform/web/words/use-words.ts'
import type { OfficialDocument } from '#platform/word/document-model.ts'
import { documentUnits, type Unit } from './document-units.ts'
import { FigureContext, type FigureOpening } from './Figures.tsx'
import { lineStarts, measureUnits } from './measure.ts'
import { type Piece, paginate } from './paginate.ts'
import { PieceView, UnitView } from './Units.tsx'
import './sheet.css'
import './sheet-media.css'

/** Height of the type area in mm: 22 lines. */
const TYPE_HEIGHT = 225
const PAGE_WIDTH = 210
/** CSS px of a millimetre. */
const PX_PER_MM = 96 / 25.4

type Props = { document: OfficialDocument; figures: FigureOpening; isDraft: boolean }

/** The document on A4 pages as it will print, broken where the page ends; narrower than a page it shrinks, a phone gets running text. */
export function Sheet({ document, figures, isDraft }: Props) {
  const w = useWords()
  const units = useMemo(() => documentUnits(document), [document])
  const box = useRef<HTMLDivElement>(null)
  const mm = useMillimetre(box)
  // a phone shows running text: one page without an end
  const height = useIsPhone() ? Number.POSITIVE_INFINITY : TYPE_HEIGHT * mm
  const { measurer, pages, starts } = usePages(units, mm, height)
  return (
    <FigureContext.Provider value={figures}>
      <div className="sheets" ref={box} style={{ '--mm': `${mm}px` } as CSSProperties}>
        <div className="sheet-measure" ref={measurer} aria-hidden="true" inert>
          {units.map((unit, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the units of a document do not move
            <UnitView key={index} unit={unit} />
          ))}
        </div>
        {pages.map((page, number) => (
          <section
            // biome-ignore lint/suspicious/noArrayIndexKey: a page is its number
            key={number}
            className={`sheet ${number % 2 === 0 ? 'sheet-odd' : 'sheet-even'}`}
            aria-label={w('bulletins.page', { page: number + 1 })}
          >
            {isDraft && <p className="sheet-draft no-print">{w('bulletins.draftMark')}</p>}
            <div className="sheet-type">
              <PagePieces page={page} units={units} starts={starts} />
            </div>
            <p className="sheet-number">— {number + 1} —</p>
          </section>
        ))}
      </div>
    </FigureContext.Provider>
  )
}

/** Consecutive rows of a table make one table, its heading row repeated on each page. */
function PagePieces({ page, units, starts }: { page: Piece[]; units: readonly Unit[]; starts: Starts }) {
  const groups: Piece[][] = []
  for (const piece of page) {
    const unit = units[piece.unit]!
    const last = groups.at(-1)?.[0]
    const lastUnit = last && units[last.unit]
    if (unit.kind === 'row' && lastUnit?.kind === 'row' && lastUnit.table === unit.table) groups.at(-1)!.push(piece)
    else groups.push([piece])
  }
  return groups.map((group) => (
    <PieceView
      key={group[0]!.unit}
      pieces={group.map((piece) => ({ ...piece, unit: units[piece.unit]!, starts: starts[piece.unit] ?? [] }))}
    />
  ))
}

type Starts = Record<number, number[]>

function usePages(units: readonly Unit[], mm: number, height: number) {
  const measurer = useRef<HTMLDivElement>(null)
  const [laidOut, setLaidOut] = useState<{ pages: Piece[][]; starts: Starts }>({ pages: [], starts: {} })
  useLayoutEffect(() => {
    const lay = () => {
      const host = measurer.current
      if (!host || mm === 0) return
      const measured = measureUnits(host, units)
      const starts: Starts = {}
      for (const [index, unit] of measured.entries()) {
        if (unit.lines > 1) starts[index] = lineStarts(host.children[index] as HTMLElement)
      }
      setLaidOut({ pages: paginate(measured, height), starts })
    }
    lay()
    // a typeface that arrives later breaks lines elsewhere
    void window.document.fonts?.ready.then(lay)
  }, [units, mm, height])
  return { measurer, ...laidOut }
}

/** px of a millimetre of the page: true to scale where there is room, else as wide as there is. Zero before the first drawing. */
function useMillimetre(box: RefObject<HTMLDivElement | null>): number {
  const [mm, setMm] = useState(0)
  useLayoutEffect(() => {
    const observer = new ResizeObserver(([entry]) => {
      const rem = Number.parseFloat(getComputedStyle(window.document.documentElement).fontSize) / 16
      const fitting = entry!.contentRect.width / PAGE_WIDTH
      setMm(Math.min(PX_PER_MM * rem, Math.max(fitting, 1)))
    })
    observer.observe(box.current!)
    return () => observer.disconnect()
  }, [box])
  return mm
}
