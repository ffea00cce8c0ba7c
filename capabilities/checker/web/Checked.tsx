import { useMemo, useRef, useState } from 'react'
import { monthLongText } from '#kernel/period.ts'
import { Section } from '#platform/web/kit/Page.tsx'
import { useWords } from '#platform/web/words/use-words.ts'
import type { TextCheck, TextFigure } from '../contract.ts'
import { FigureFacts } from './FigureFacts.tsx'
import { markedSpans } from './marked-spans.ts'

type Props = { text: string; check: TextCheck }

/** The text with its figures drawn on it, and beside it what contradicts. A click on either shows the other. */
export function Checked({ text, check }: Props) {
  const w = useWords()
  const [chosen, setChosen] = useState<number | null>(null)
  const body = useRef<HTMLDivElement>(null)
  const show = (start: number) => {
    const mark = body.current?.querySelector<HTMLElement>(`[data-at="${start}"]`)
    mark?.scrollIntoView({ block: 'center', behavior: 'smooth' })
    mark?.focus({ preventScroll: true })
  }
  const holding = check.relations.filter(({ status }) => status === 'holds').length
  const failing = check.relations.filter(({ status }) => status === 'fails').length
  const judged = check.figures.filter(({ data }) => data !== null)
  const differing = judged.filter(({ verdict }) => verdict === 'contradicts').length
  const figure = chosen === null ? undefined : check.figures[chosen]
  return (
    <>
      <p className="check-sum" role="status">
        {w('checker.sum', { figures: check.figures.length, relations: check.relations.length, holding })}
        {failing > 0 && <strong> {w('checker.failing', { count: failing })}</strong>}
        {check.against && (
          <>
            {' '}
            {w('checker.judged', {
              org: check.against.orgName,
              month: monthLongText(check.against.month),
              count: judged.length,
              differing,
            })}
          </>
        )}
      </p>
      <div className="check-done">
        <MarkedText text={text} check={check} chosen={chosen} onChoose={setChosen} bodyRef={body} />
        <aside className="check-side">
          {figure && <FigureFacts figure={figure} place={chosen!} check={check} onClose={() => setChosen(null)} />}
          <Findings
            text={text}
            check={check}
            onShow={(start, place) => {
              setChosen(place)
              show(start)
            }}
          />
        </aside>
      </div>
    </>
  )
}

type MarkedProps = Props & {
  chosen: number | null
  onChoose: (figure: number) => void
  bodyRef: React.RefObject<HTMLDivElement | null>
}

function MarkedText({ text, check, chosen, onChoose, bodyRef }: MarkedProps) {
  const spans = useMemo(() => markedSpans(text.length, check), [text, check])
  return (
    <div className="check-text" ref={bodyRef} lang="zh-CN">
      {spans.map(({ start, end, figure, slip }) => {
        const words = text.slice(start, end)
        if (slip !== null)
          return (
            <mark key={start} className="check-slip" data-at={start} tabIndex={-1} title={check.slips[slip]!.why}>
              {words}
            </mark>
          )
        if (figure === null) return words
        const { verdict, why } = check.figures[figure]!
        return (
          <button
            key={start}
            type="button"
            className={`check-figure check-${verdict} ${figure === chosen ? 'check-chosen' : ''}`}
            data-at={start}
            title={why}
            aria-pressed={figure === chosen}
            onClick={() => onChoose(figure)}
          >
            {words}
          </button>
        )
      })}
    </div>
  )
}

type FindingsProps = Props & { onShow: (start: number, figure: number | null) => void }

/** What contradicts first, then what is doubtful, then slips. */
function Findings({ text, check, onShow }: FindingsProps) {
  const w = useWords()
  const { figures, relations, slips } = check
  const differing = figures.flatMap((figure, place) =>
    figure.data && figure.verdict === 'contradicts' ? [{ figure, place }] : [],
  )
  const doubtful = (['fails', 'suspect'] as const).flatMap((status) => relations.filter((one) => one.status === status))
  const firstOf = (places: number[]) =>
    places.reduce((first, place) => (startOf(figures[place]) < startOf(figures[first]) ? place : first))
  const count = doubtful.length + differing.length + slips.length
  return (
    <Section title={w('checker.findings', { count })}>
      {count === 0 && <p className="no-value">{w('checker.noFindings')}</p>}
      <ol className="check-findings">
        {doubtful.map(({ status, why, formula, figures: places }) => {
          const place = firstOf(places)
          const start = startOf(figures[place])
          return (
            <li key={`${status}${formula}${start}`}>
              <button
                type="button"
                className={`check-finding check-finding-${status}`}
                onClick={() => onShow(start, place)}
              >
                <b>{w(`checker.status.${status}`)}</b>
                <span>{why}</span>
                <small>{quoteAround(text, start)}</small>
              </button>
            </li>
          )
        })}
        {differing.map(({ figure: { start, why }, place }) => (
          <li key={`data${start}`}>
            <button type="button" className="check-finding check-finding-fails" onClick={() => onShow(start, place)}>
              <b>{w('checker.dataDiffers')}</b>
              <span>{why}</span>
              <small>{quoteAround(text, start)}</small>
            </button>
          </li>
        ))}
        {slips.map(({ start, why }) => (
          <li key={`slip${start}`}>
            <button type="button" className="check-finding check-finding-slip" onClick={() => onShow(start, null)}>
              <b>{w('checker.slip')}</b>
              <span>{why}</span>
              <small>{quoteAround(text, start)}</small>
            </button>
          </li>
        ))}
      </ol>
    </Section>
  )
}

function startOf(figure: TextFigure | undefined): number {
  return figure?.start ?? 0
}

/** A few words around a place, without line ends. */
function quoteAround(text: string, at: number): string {
  return `…${text.slice(Math.max(0, at - 10), at + 18).replace(/\s/g, '')}…`
}
