import { LightMark } from '#platform/web/kit/Light.tsx'
import { useWords } from '#platform/web/words/use-words.ts'
import './doorway.css'

// a drawing of the wall, not data: no figure stands on it. Distance of each row from pace, in points.
const ROWS = [9, 4, 1, -3, -12, -19, -34]
const LEFT = 76
const RIGHT = 748
const TOP = 96
const BASE = 430

/** What the product is: the year's plan as a fine line, what was done as a thick one, today between them, and who is behind. */
export function WallChart() {
  const w = useWords()
  // in the first weeks of a year the sheet would be empty
  const today = Math.max(0.3, shareOfYear(new Date()))
  return (
    <svg className="wall-chart" viewBox="0 0 800 860" role="img" aria-label={w('signIn.chart')}>
      <path className="chart-sheet" d="M24 28h752v810h-752z" />
      <path className="chart-rod" d="M16 28h768" />
      <path className="chart-cord" d="M120 28 400 2l280 26" />
      <Months />
      <path className="chart-plan" d={curve(0, 1, planned)} />
      <path className="chart-done" d={curve(0, today, done)} />
      <path className="chart-today" d={`M${x(today)} ${TOP - 26}V820`} />
      <circle className="chart-now" cx={x(today)} cy={y(done(today))} r="7" />
      {ROWS.map((gap, index) => (
        <Row key={gap} at={500 + index * 46} pace={today} gap={gap} />
      ))}
      <path className="chart-rod" d="M16 838h768" />
    </svg>
  )
}

function Months() {
  return (
    <g className="chart-months">
      <path d={`M${LEFT} ${BASE}H${RIGHT}`} />
      {Array.from({ length: 13 }, (_, month) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a month is its number
        <g key={month}>
          <path d={`M${x(month / 12)} ${BASE}v${month % 3 === 0 ? 10 : 5}`} />
          {month < 12 && (
            <text x={x((month + 0.5) / 12)} y={BASE + 26} textAnchor="middle">
              {month + 1}
            </text>
          )}
        </g>
      ))}
    </g>
  )
}

/** A county: its bar, and its light at the end of the line. */
function Row({ at, pace, gap }: { at: number; pace: number; gap: number }) {
  const light = gap > -10 ? 'green' : gap > -30 ? 'yellow' : 'red'
  const share = Math.max(0.04, Math.min(0.96, pace + (gap / 100) * 0.6))
  return (
    <g>
      <path className="chart-line" d={`M${LEFT} ${at + 15}H${RIGHT}`} />
      <rect className="chart-bar" x={LEFT} y={at - 5} width={share * (RIGHT - LEFT)} height="20" />
      <svg x={LEFT - 30} y={at - 3} width="17" height="17" viewBox="0 0 12 12" aria-hidden="true">
        <LightMark light={light} />
      </svg>
    </g>
  )
}

function curve(from: number, to: number, height: (share: number) => number): string {
  const points = Array.from({ length: 61 }, (_, index) => from + ((to - from) * index) / 60)
  return points
    .map((share, index) => `${index === 0 ? 'M' : 'L'}${x(share).toFixed(1)} ${y(height(share)).toFixed(1)}`)
    .join('')
}

/** Slow in winter, steep in the building season. */
function planned(share: number): number {
  return share * share * (3 - 2 * share)
}

function done(share: number): number {
  return planned(share) * (0.93 + 0.06 * Math.sin(share * 9))
}

function x(share: number): number {
  return LEFT + share * (RIGHT - LEFT)
}

function y(share: number): number {
  return BASE - share * (BASE - TOP)
}

function shareOfYear(now: Date): number {
  const start = Date.UTC(now.getUTCFullYear(), 0, 1)
  return (now.getTime() - start) / (366 * 86_400_000)
}
