import Big from 'big.js'
import { type KeyboardEvent, type PointerEvent, useState } from 'react'
import { type Month, monthOf, yearOf } from '#kernel/period.ts'
import { type MoneyUnit, moneyIn, monthName, signed, thin } from '#platform/web/format.ts'
import { useWords } from '#platform/web/words/use-words.ts'
import { axisOf, type Curve, pathOf } from './s-curve.ts'
import { useSize } from './use-size.ts'
import './curve.css'

type Props = { curve: Curve; unit: MoneyUnit; asOf: Month | null; corrected: ReadonlySet<number> }

/** Plan and actual of one year as they add up; the month under the pointer, or the as-of month, is read out above. */
export function SCurve({ curve, unit, asOf, corrected }: Props) {
  const w = useWords()
  const [box, { width, rem }] = useSize<HTMLDivElement>()
  const [pointed, setPointed] = useState<number | null>(null)
  const asOfIndex = asOf && yearOf(asOf) === curve.year ? monthOf(asOf) - 1 : null
  const read = pointed ?? asOfIndex ?? lastKnown(curve)
  const frame = frameOf(curve, unit, width, rem)
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key]
    if (!step) return
    event.preventDefault()
    setPointed(Math.max(0, Math.min(11, (read ?? 0) + step)))
  }
  const onPointerMove = (event: PointerEvent<SVGSVGElement>) => {
    const left = event.clientX - event.currentTarget.getBoundingClientRect().left
    setPointed(Math.max(0, Math.min(11, Math.round(((left - frame.left) / frame.plotWidth) * 12) - 1)))
  }
  return (
    <figure className="s-curve">
      <Readout curve={curve} unit={unit} at={read} />
      <div className="s-curve-box" ref={box}>
        <svg
          width={width}
          height={frame.height}
          viewBox={`0 0 ${width} ${frame.height}`}
          role="img"
          aria-label={w('ledger.curve.label', { year: curve.year })}
          // biome-ignore lint/a11y/noNoninteractiveTabindex: arrow keys walk the months
          tabIndex={0}
          onKeyDown={onKeyDown}
          onPointerMove={onPointerMove}
          onPointerLeave={() => setPointed(null)}
          onBlur={() => setPointed(null)}
        >
          <Axes frame={frame} unit={unit} />
          {asOfIndex !== null && <line className="s-curve-asof" {...vertical(frame, asOfIndex)} />}
          {read !== null && read !== asOfIndex && <line className="s-curve-hair" {...vertical(frame, read)} />}
          <path className="s-curve-plan" d={pathOf([frame.origin, ...frame.plan])} />
          <path className="s-curve-actual" d={pathOf([frame.hasActual ? frame.origin : null, ...frame.actual])} />
          {frame.actual.map(
            (point, index) =>
              point && (
                <circle
                  // biome-ignore lint/suspicious/noArrayIndexKey: the index is the month
                  key={index}
                  className={`s-curve-dot ${corrected.has(index) ? 's-curve-corrected' : ''} ${index === read ? 's-curve-read' : ''}`}
                  cx={point.x}
                  cy={point.y}
                  r={index === read ? rem * 0.3 : rem * 0.18}
                />
              ),
          )}
        </svg>
      </div>
      <figcaption>
        <span className="s-curve-key s-curve-key-actual">{w('ledger.curve.actual')}</span>
        {curve.planKind && (
          <span className="s-curve-key s-curve-key-plan">
            {w(curve.planKind === 'monthly' ? 'ledger.curve.planMonthly' : 'ledger.curve.planEven')}
          </span>
        )}
        {asOfIndex !== null && <span className="s-curve-key s-curve-key-asof">{w('ledger.curve.asOf')}</span>}
        {corrected.size > 0 && <span className="s-curve-key s-curve-key-corrected">{w('ledger.curve.corrected')}</span>}
      </figcaption>
    </figure>
  )
}

/** One month in words and figures: plan, actual, and the gap between them. */
function Readout({ curve, unit, at }: { curve: Curve; unit: MoneyUnit; at: number | null }) {
  const w = useWords()
  if (at === null) return <p className="s-curve-readout no-value">{w('ledger.curve.noFigures')}</p>
  const plan = curve.plan[at] ?? null
  const actual = curve.actual[at] ?? null
  const gap = plan !== null && actual !== null ? new Big(actual).minus(plan) : null
  const places = unit === 'yi' ? 2 : 0
  const show = (wan: string | null) => thin(moneyIn(wan, unit, places))
  return (
    <p className="s-curve-readout">
      <b>{w('ledger.curve.upTo', { month: at + 1 })}</b>
      <span>
        {w('ledger.curve.actualShort')} <strong>{show(actual)}</strong>
      </span>
      {curve.planKind && (
        <span>
          {w('ledger.curve.planShort')} <strong>{show(plan)}</strong>
        </span>
      )}
      {gap && (
        <span>
          {w(gap.lt(0) ? 'ledger.curve.behind' : 'ledger.curve.ahead')}{' '}
          <strong>{thin(signed(gap.div(unit === 'yi' ? 10_000 : 1).toFixed(), places))}</strong>
        </span>
      )}
      <small>{w(`kit.unit.${unit}`)}</small>
    </p>
  )
}

type Point = { x: number; y: number }
type Frame = {
  height: number
  left: number
  right: number
  plotWidth: number
  rem: number
  ticks: { value: number; y: number }[]
  origin: Point
  plan: (Point | null)[]
  actual: (Point | null)[]
  hasActual: boolean
  x: (index: number) => number
}

function frameOf(curve: Curve, unit: MoneyUnit, width: number, rem: number): Frame {
  const size = unit === 'yi' ? 10_000 : 1
  const numbers = (values: readonly (string | null)[]) =>
    values.map((value) => (value === null ? null : Number(value) / size))
  const [plan, actual] = [numbers(curve.plan), numbers(curve.actual)]
  const known = [...plan, ...actual].filter((value) => value !== null)
  const axis = axisOf(Math.min(0, ...known), Math.max(0, ...known))
  const height = Math.round(rem * (width < rem * 36 ? 14 : 17))
  const [left, right, top, bottom] = [rem * 4.25, rem * 1.25, rem * 0.75, rem * 1.75]
  const plotWidth = Math.max(1, width - left - right)
  const [low, high] = [axis[0]!, axis.at(-1)!]
  const x = (index: number) => left + ((index + 1) / 12) * plotWidth
  const y = (value: number) => top + (1 - (value - low) / (high - low)) * (height - top - bottom)
  const points = (values: (number | null)[]) =>
    values.map((value, index) => (value === null ? null : { x: x(index), y: y(value) }))
  return {
    height,
    left,
    right,
    plotWidth,
    rem,
    ticks: axis.map((value) => ({ value, y: y(value) })),
    origin: { x: left, y: y(0) },
    plan: points(plan),
    actual: points(actual),
    hasActual: actual.some((value) => value !== null),
    x,
  }
}

function Axes({ frame }: { frame: Frame; unit: MoneyUnit }) {
  const { ticks, left, plotWidth, height, rem, x } = frame
  return (
    <g className="s-curve-axes">
      {ticks.map(({ value, y }) => (
        <g key={value}>
          <line
            className={value === 0 ? 's-curve-zero' : 's-curve-grid'}
            x1={left}
            x2={left + plotWidth}
            y1={y}
            y2={y}
          />
          <text x={left - rem * 0.5} y={y + rem * 0.25} textAnchor="end">
            {thin(String(value))}
          </text>
        </g>
      ))}
      {Array.from({ length: 12 }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the index is the month
        <text key={index} x={x(index)} y={height - rem * 0.5} textAnchor="middle">
          {plotWidth < rem * 26 && index % 2 === 0 ? '' : monthName(index + 1)}
        </text>
      ))}
    </g>
  )
}

function vertical({ x, height, rem }: Frame, index: number) {
  return { x1: x(index), x2: x(index), y1: rem * 0.5, y2: height - rem * 1.75 }
}

function lastKnown({ actual }: Curve): number | null {
  const index = actual.map((value) => value !== null).lastIndexOf(true)
  return index < 0 ? null : index
}
