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
import './sheet-head.css'
import './sheet-forms.css'
import './sheet-media.css'

/** Height of the type area in mm, upright (22 lines) and turned. */
const TYPE_HEIGHT = { upright: 225, turned: 156 }
/** mm. */
const PAGE_WIDTH = { upright: 210, turned: 297 }
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
  const isEndless = useIsPhone()
  const { measurer, pages, starts } = usePages(units, mm.upright, isEndless)
  return (
    <FigureContext.Provider value={figures}>
      <div className="sheets" ref={box} style={scaled(mm.upright)}>
        <div className="sheet-measure" ref={measurer} aria-hidden="true" inert>
          {units.map((unit, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the units of a document do not move
            <MeasuredUnit key={index} unit={unit} />
          ))}
        </div>
        {pages.map((page, number) => {
          const isTurned = !isEndless && units[page[0]!.unit]!.isTurned === true
          return (
            <section
              // biome-ignore lint/suspicious/noArrayIndexKey: a page is its number
              key={number}
              className={`sheet ${number % 2 === 0 ? 'sheet-odd' : 'sheet-even'} ${isTurned ? 'sheet-turned' : ''}`}
              style={isTurned ? scaled(mm.turned) : undefined}
              aria-label={w('bulletins.page', { page: number + 1 })}
            >
              {isDraft && <p className="sheet-draft no-print">{w('bulletins.draftMark')}</p>}
              <div className="sheet-type">
                <PagePieces page={page} units={units} starts={starts} />
              </div>
              {showsNumber(document, number) && <p className="sheet-number">— {number + 1} —</p>}
            </section>
          )
        })}
      </div>
    </FigureContext.Provider>
  )
}

/** The first page of a 函 bears no number. */
function showsNumber(document: OfficialDocument, page: number): boolean {
  return document.kind !== '函' || page > 0
}

function scaled(mm: number): CSSProperties {
  return { '--mm': `${mm}px` } as CSSProperties
}

/** As wide as it will be on its page. */
function MeasuredUnit({ unit }: { unit: Unit }) {
  if (!unit.isTurned) return <UnitView unit={unit} />
  return (
    <div className="sheet-measure-turned">
      <UnitView unit={unit} />
    </div>
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

function usePages(units: readonly Unit[], mm: number, isEndless: boolean) {
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
      const height = (type: number) => (isEndless ? Number.POSITIVE_INFINITY : type * mm)
      const capacities = { upright: height(TYPE_HEIGHT.upright), turned: height(TYPE_HEIGHT.turned) }
      setLaidOut({ pages: paginate(measured, capacities), starts })
    }
    lay()
    // a typeface that arrives later breaks lines elsewhere
    void window.document.fonts?.ready.then(lay)
  }, [units, mm, isEndless])
  return { measurer, ...laidOut }
}

/** px of a millimetre of the page, upright and turned: true to scale where there is room, else as wide as there is. Zero before the first drawing. */
function useMillimetre(box: RefObject<HTMLDivElement | null>): { upright: number; turned: number } {
  const [mm, setMm] = useState({ upright: 0, turned: 0 })
  useLayoutEffect(() => {
    const observer = new ResizeObserver(([entry]) => {
      const rem = Number.parseFloat(getComputedStyle(window.document.documentElement).fontSize) / 16
      const fitting = (width: number) => Math.min(PX_PER_MM * rem, Math.max(entry!.contentRect.width / width, 1))
      const next = { upright: fitting(PAGE_WIDTH.upright), turned: fitting(PAGE_WIDTH.turned) }
      setMm((now) => (now.upright === next.upright && now.turned === next.turned ? now : next))
    })
    observer.observe(box.current!)
    return () => observer.disconnect()
  }, [box])
  return mm
}
