import { percentNumber } from '#kernel/ratio.ts'
import { useWords } from '../words/use-words.ts'
import type { LightColour } from './Light.tsx'
import './bar.css'

type Props = {
  /** Per cent done, exact text; null draws an empty line. */
  value: string | null
  /** Per cent that should be done by now: a mark on the same line. */
  pace?: string | null
  /** The bar takes its light's colour; without one it is ink. */
  light?: LightColour
  size?: 'cell' | 'm' | 'l'
  /** Per cent the whole width stands for. */
  max?: number
}

/** A bar's end and a mark for pace on one line. What exceeds the width is cut with an arrow head. */
export function Bar({ value, pace = null, light, size = 'cell', max = 100 }: Props) {
  const w = useWords()
  const at = value === null ? 0 : clamp(Number(value), max)
  const isOver = value !== null && Number(value) > max
  const label = value === null ? '' : describe()
  return (
    <span className={`bar bar-${size}`} role="img" aria-label={label} title={label}>
      <span
        className={`bar-fill ${light ? `bar-${light}` : ''} ${isOver ? 'bar-over' : ''}`}
        style={{ width: `${at}%` }}
      />
      {pace !== null && <span className="bar-pace" style={{ left: `${clamp(Number(pace), max)}%` }} />}
    </span>
  )

  function describe(): string {
    const done = percentNumber(value!)
    return pace === null
      ? w('kit.barLabelNoPace', { value: done })
      : w('kit.barLabel', { value: done, pace: percentNumber(pace) })
  }
}

function clamp(percent: number, max: number): number {
  return (Math.max(0, Math.min(max, percent)) / max) * 100
}
