import { thin } from '#platform/web/format.ts'
import { useWords } from '#platform/web/words/use-words.ts'
import type { Project } from '../../contract.ts'
import { axisOf, curveOf, pathOf, planOf } from '../project/s-curve.ts'

const BOX = { width: 250, height: 172, left: 40, right: 8, top: 16, bottom: 18 }

/** The year's plan and actual on paper: two lines told apart by stroke, not by colour. */
export function MiniCurve({ project, year }: { project: Project; year: number }) {
  const w = useWords()
  const curve = curveOf(project.months, planOf(project, year), year)
  const numbers = (values: readonly (string | null)[]) => values.map((value) => (value === null ? null : Number(value)))
  const [plan, actual] = [numbers(curve.plan), numbers(curve.actual)]
  const known = [...plan, ...actual].filter((value) => value !== null)
  if (known.length === 0) return <p className="sheet-none">{w('ledger.sheet.noCurve')}</p>
  const axis = axisOf(Math.min(0, ...known), Math.max(0, ...known))
  const [low, high] = [axis[0]!, axis.at(-1)!]
  const plotWidth = BOX.width - BOX.left - BOX.right
  const x = (index: number) => BOX.left + ((index + 1) / 12) * plotWidth
  const y = (value: number) => BOX.top + (1 - (value - low) / (high - low)) * (BOX.height - BOX.top - BOX.bottom)
  const points = (values: (number | null)[]) =>
    values.map((value, index) => (value === null ? null : { x: x(index), y: y(value) }))
  const origin = { x: BOX.left, y: y(0) }
  const hasActual = actual.some((value) => value !== null)
  return (
    <svg
      className="sheet-curve"
      viewBox={`0 0 ${BOX.width} ${BOX.height}`}
      role="img"
      aria-label={w('ledger.curve.label', { year })}
    >
      {axis.map((value) => (
        <g key={value}>
          <line x1={BOX.left} x2={BOX.width - BOX.right} y1={y(value)} y2={y(value)} stroke="#bbb" strokeWidth="0.5" />
          <text x={BOX.left - 3} y={y(value) + 2.5} textAnchor="end">
            {thin(String(value))}
          </text>
        </g>
      ))}
      {[2, 5, 8, 11].map((index) => (
        <text key={index} x={x(index)} y={BOX.height - 6} textAnchor="middle">
          {index + 1}月
        </text>
      ))}
      <path d={pathOf([origin, ...points(plan)])} fill="none" stroke="#444" strokeWidth="1" strokeDasharray="4 3" />
      <path d={pathOf([hasActual ? origin : null, ...points(actual)])} fill="none" stroke="#000" strokeWidth="1.8" />
      {points(actual).map(
        (point, index) =>
          // biome-ignore lint/suspicious/noArrayIndexKey: the index is the month
          point && <circle key={index} cx={point.x} cy={point.y} r="1.8" fill="#000" />,
      )}
      <text x={BOX.left} y={9}>
        {w('ledger.sheet.curveYear', { year })}　━ {w('ledger.sheet.actual')}　┅ {w('ledger.sheet.planShort')}
      </text>
    </svg>
  )
}
