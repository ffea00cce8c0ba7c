import type { ReactNode } from 'react'
import { useWords } from '../words/use-words.ts'
import { Hint } from './Hint.tsx'
import './light.css'

export type LightColour = 'green' | 'yellow' | 'red' | 'grey'
type Props = {
  light: LightColour
  /** The word beside it; `false` leaves it to screen readers. */
  label?: ReactNode | false
  size?: 's' | 'm' | 'l'
  /** Shown on hover and focus: the rule, its inputs, what would turn it. */
  why?: ReactNode
}

/** ● on pace, ▲ behind, ■ red, ○ not due: a shape for every colour, so that it survives grey printing and colour blindness. */
export function Light({ light, label, size = 'm', why }: Props) {
  const w = useWords()
  const name = w(`kit.light.${light}`)
  const mark = (
    <span
      className={`light light-${light} light-${size}`}
      title={light === 'grey' && !why ? w('kit.light.greyMeans') : undefined}
    >
      <LightShape light={light} />
      {label === false ? <span className="sr-only">{name}</span> : <span>{label ?? name}</span>}
    </span>
  )
  return why ? <Hint content={why}>{mark}</Hint> : mark
}

/** The bare shape, 1 em square, coloured by its light. */
export function LightShape({ light }: { light: LightColour }) {
  return (
    <svg className="light-shape" viewBox="0 0 12 12" aria-hidden="true">
      <LightMark light={light} />
    </svg>
  )
}

/** The shape inside a drawing of one's own, on 12 units. */
export function LightMark({ light }: { light: LightColour }) {
  return (
    <g className={`light-mark light-${light}`}>
      {light === 'green' && <circle cx="6" cy="6" r="5" fill="currentColor" />}
      {light === 'yellow' && <path d="M6 .6 11.8 11H.2z" fill="currentColor" />}
      {light === 'red' && <path d="M1 1h10v10H1z" fill="currentColor" />}
      {light === 'grey' && <circle cx="6" cy="6" r="4.4" fill="none" stroke="currentColor" strokeWidth="1.2" />}
    </g>
  )
}
