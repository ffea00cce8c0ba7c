import { type RefObject, useLayoutEffect, useRef, useState } from 'react'
import { flushSync } from 'react-dom'

type Size = { width: number; rem: number }
/** The text width of an A4 sheet and the root's size on paper. */
const PAPER: Size = { width: 672, rem: 12 }

/**
 * The width of an element and the size of a rem, in pixels, as they change: drawings follow the column, the wall's larger root, and
 * the sheet of paper, where lettering must not shrink with the drawing.
 */
export function useSize<E extends HTMLElement>(): [RefObject<E | null>, Size] {
  const element = useRef<E>(null)
  const [size, setSize] = useState<Size>({ width: 640, rem: 16 })
  useLayoutEffect(() => {
    if (!element.current) return
    const measure = () => {
      const rem = Number.parseFloat(getComputedStyle(document.documentElement).fontSize)
      setSize({ width: element.current?.clientWidth || 640, rem })
    }
    const fitPaper = () => flushSync(() => setSize(PAPER))
    measure()
    const observer = new ResizeObserver(measure)
    observer.observe(element.current)
    window.addEventListener('beforeprint', fitPaper)
    window.addEventListener('afterprint', measure)
    return () => {
      observer.disconnect()
      window.removeEventListener('beforeprint', fitPaper)
      window.removeEventListener('afterprint', measure)
    }
  }, [])
  return [element, size]
}
