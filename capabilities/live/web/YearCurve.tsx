import type { Wall } from '#capabilities/live/contract.ts'
import { dateInChina, monthOf, yearOf } from '#kernel/period.ts'
import { type MoneyUnit, moneyIn, monthName } from '#platform/web/format.ts'
import { useWords } from '#platform/web/words/use-words.ts'
import { heightOn, monthX, niceScale, type Scale, shareOfYear, yearPath } from './curve-scale.ts'
import { useNow } from './use-now.ts'
import { useSize } from './use-size.ts'
import { unitOf } from './wall-figures.ts'

/** Cumulative plan (fine) and actual (ink) over the year, today marked. */
export function YearCurve({ wall }: { wall: Wall }) {
  const w = useWords()
  const unit = unitOf(wall.totals)
  const [box, { width, height }] = useSize<HTMLDivElement>()
  const unitText = w(`kit.unit.${unit}`)
  const last = wall.curve.findLast((month) => month.completedYtd !== null)
  const label = last
    ? w('live.curveLabel', {
        month: monthName(monthOf(last.month)),
        plan: moneyIn(last.plannedYtd, unit, 2),
        actual: moneyIn(last.completedYtd, unit, 2),
        unit: unitText,
      })
    : w('live.curve')
  return (
    <figure className="curve">
      <figcaption>
        {w('live.curve')}
        <small>{w('live.curveUnit', { unit: unitText })}</small>
        <span className="curve-key curve-key-actual">{w('live.curveActual')}</span>
        <span className="curve-key curve-key-plan">{w('live.curvePlan')}</span>
      </figcaption>
      <div className="curve-box" ref={box}>
        {width > 0 && height > 0 && (
          <Drawing curve={wall.curve} unit={unit} width={width} height={height} label={label} />
        )}
      </div>
    </figure>
  )
}

type DrawingProps = { curve: Wall['curve']; unit: MoneyUnit; width: number; height: number; label: string }

function Drawing({ curve, unit, width, height, label }: DrawingProps) {
  const w = useWords()
  const letter = Math.max(9, Math.min(height / 9, width / 27))
  const frame = { left: letter * 2.6, top: letter * 0.8, width: width - letter * 3.9, height: height - letter * 2.4 }
  const inUnit = (wan: string) => Number(wan) / (unit === 'yi' ? 10_000 : 1)
  const plan = curve.map((month) => inUnit(month.plannedYtd))
  const actual = curve.map((month) => (month.completedYtd === null ? null : inUnit(month.completedYtd)))
  const scale = niceScale([...plan, ...actual.filter((value) => value !== null)], 3)
  const today = useToday(curve)
  const lastIndex = actual.findLastIndex((value) => value !== null)
  return (
    <svg viewBox={`0 0 ${width} ${height}`} role="img" aria-label={label} fontSize={letter}>
      <title>{label}</title>
      <g transform={`translate(${frame.left} ${frame.top})`}>
        <Axes scale={scale} width={frame.width} height={frame.height} letter={letter} />
        {today !== null && (
          <g className="curve-today">
            <path d={`M${today * frame.width} 0V${frame.height}`} />
            <text x={today * frame.width - letter * 0.3} y={frame.height - letter * 0.5} textAnchor="end">
              {w('live.curveToday')}
            </text>
          </g>
        )}
        <path className="curve-plan" d={yearPath(plan, scale, frame.width, frame.height)} />
        <path className="curve-actual" d={yearPath(actual, scale, frame.width, frame.height)} />
        {lastIndex >= 0 && (
          <circle
            className="curve-end"
            cx={monthX(lastIndex, frame.width)}
            cy={heightOn(scale, actual[lastIndex]!, frame.height)}
            r={letter * 0.3}
          />
        )}
        <Readings curve={curve} unit={unit} width={frame.width} height={frame.height} />
      </g>
    </svg>
  )
}

function Axes({ scale, width, height, letter }: { scale: Scale; width: number; height: number; letter: number }) {
  return (
    <g className="curve-axes">
      {scale.ticks.map((tick) => (
        <g key={tick} transform={`translate(0 ${heightOn(scale, tick, height)})`}>
          <path d={`M0 0H${width}`} className={tick === 0 ? 'curve-zero' : undefined} />
          <text x={-letter * 0.4} y={letter * 0.36} textAnchor="end">
            {tick}
          </text>
        </g>
      ))}
      {[1, 3, 6, 9, 12].map((month) => (
        <text key={month} x={monthX(month - 1, width)} y={height + letter * 1.3} textAnchor="middle">
          {monthName(month)}
        </text>
      ))}
    </g>
  )
}

/** A month's figures on hover; on paper and to a screen reader the label says the last ones. */
function Readings({
  curve,
  unit,
  width,
  height,
}: {
  curve: Wall['curve']
  unit: MoneyUnit
  width: number
  height: number
}) {
  const w = useWords()
  const unitText = w(`kit.unit.${unit}`)
  return curve.map((month, index) => {
    const plan = { month: index + 1, plan: moneyIn(month.plannedYtd, unit, 2), unit: unitText }
    const text =
      month.completedYtd === null
        ? w('live.curveAtPlan', plan)
        : w('live.curveAt', { ...plan, actual: moneyIn(month.completedYtd, unit, 2) })
    return (
      <rect
        key={month.month}
        x={monthX(index - 0.5, width)}
        y="0"
        width={width / 12}
        height={height}
        className="curve-reading"
      >
        <title>{text}</title>
      </rect>
    )
  })
}

function useToday(curve: Wall['curve']): number | null {
  const now = useNow(600_000)
  return curve[0] ? shareOfYear(dateInChina(now), yearOf(curve[0].month)) : null
}
