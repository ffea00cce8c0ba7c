import './sparkline.css'

type Props = {
  /** Points in order; null breaks the line (not reported). */
  values: readonly (number | null)[]
  /** A second, thin line to compare with: the plan. */
  plan?: readonly (number | null)[]
  label: string
  width?: number
  height?: number
}

/** A line the size of a word; its last point is marked. */
export function Sparkline({ values, plan = [], label, width = 96, height = 20 }: Props) {
  const known = [...values, ...plan].filter((value): value is number => value !== null)
  const low = Math.min(0, ...known)
  const high = Math.max(1e-9, ...known)
  const count = Math.max(values.length, plan.length, 2)
  const x = (index: number) => 2 + (index / (count - 1)) * (width - 4)
  const y = (value: number) => height - 2 - ((value - low) / (high - low || 1)) * (height - 4)
  const path = (points: readonly (number | null)[]) =>
    points
      .map((value, index) =>
        value === null
          ? ''
          : `${index === 0 || points[index - 1] == null ? 'M' : 'L'}${x(index).toFixed(1)} ${y(value).toFixed(1)}`,
      )
      .join('')
  const last = values.findLastIndex((value) => value !== null)
  return (
    <svg
      className="sparkline"
      viewBox={`0 0 ${width} ${height}`}
      style={{ width: `${width / 16}rem`, height: `${height / 16}rem` }}
      role="img"
      aria-label={label}
    >
      <title>{label}</title>
      {plan.length > 0 && <path className="sparkline-plan" d={path(plan)} />}
      <path className="sparkline-line" d={path(values)} />
      {last >= 0 && <circle className="sparkline-end" cx={x(last)} cy={y(values[last]!)} r="2" />}
    </svg>
  )
}
