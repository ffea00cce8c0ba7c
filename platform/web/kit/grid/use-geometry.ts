import { useEffect, useMemo, useState } from 'react'
import { type Geometry, offsetsOf } from './geometry.ts'

type Asked = { widths: readonly number[]; frozen: number; comfortable: boolean; gutter: number; hasFoot: boolean }

/** Sizes in pixels of this screen: a rem is larger on a wall. */
export function useGeometry({ widths, frozen, comfortable, gutter, hasFoot }: Asked): Geometry {
  const rem = useRem()
  const key = widths.join()
  return useMemo(() => {
    const offsets = offsetsOf(key.split(',').map((width) => Math.round((Number(width) / 16) * rem)))
    const columns = Math.min(frozen, offsets.length - 1)
    return {
      rem,
      row: (comfortable ? 2.5 : 2) * rem,
      head: 2.25 * rem,
      foot: hasFoot ? 2.25 * rem : 0,
      gutter: gutter * rem,
      offsets,
      frozen: columns,
      frozenWidth: offsets[columns] ?? 0,
    }
  }, [key, frozen, comfortable, gutter, hasFoot, rem])
}

function useRem(): number {
  const [rem, setRem] = useState(readRem)
  useEffect(() => {
    const read = () => setRem(readRem())
    window.addEventListener('resize', read)
    return () => window.removeEventListener('resize', read)
  }, [])
  return rem
}

function readRem(): number {
  return Number.parseFloat(getComputedStyle(document.documentElement).fontSize)
}
