import { type ReactNode, useEffect, useRef, useState } from 'react'
import { partsOf } from '../format.ts'
import './figure.css'

export type FigureSize = 'xs' | 's' | 'm' | 'l' | 'xl' | 'wall'
type Props = {
  /** The number as text (`moneyIn`, `rateIn`, `signed` make it); anything that is no number is drawn as it is. */
  value: string
  unit?: ReactNode
  size?: FigureSize
  /** What it is made of; the figure becomes a button. */
  onOpen?: () => void
  /** Read aloud and shown on hover: `完成投资，截至10月`. */
  label?: string
}

/** A tabular number. Thousands stand apart by space, not by a character: copied into a workbook it is still a number. */
export function Figure({ value, unit, size = 's', onOpen, label }: Props) {
  const settling = useSettling(value)
  const { sign, groups, fraction } = partsOf(value)
  const drawn = (
    <>
      <span className={`figure-number ${settling ? 'figure-settles' : ''}`} key={value}>
        {sign}
        {groups.map((group, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the place of a group is what it is
          <span className="figure-group" key={index}>
            {group}
          </span>
        ))}
        {fraction}
      </span>
      {unit && <span className="figure-unit">{unit}</span>}
    </>
  )
  if (!onOpen) {
    return (
      <span className={`figure figure-${size}`} title={label}>
        {drawn}
      </span>
    )
  }
  return (
    <button type="button" className={`figure figure-${size} figure-opens`} onClick={onOpen} title={label}>
      {label && <span className="sr-only">{label}：</span>}
      {drawn}
    </button>
  )
}

/** True after a value changed while it was on the screen, never for the first. */
function useSettling(value: string): boolean {
  const before = useRef(value)
  const [settling, setSettling] = useState(false)
  useEffect(() => {
    if (before.current === value) return
    before.current = value
    setSettling(true)
  }, [value])
  return settling
}
