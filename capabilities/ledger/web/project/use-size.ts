import { type RefObject, useLayoutEffect, useRef, useState } from 'react'

/** The width of an element and the size of a rem, in pixels, as they change: drawings follow the column and the wall's larger root. */
export function useSize<E extends HTMLElement>(): [RefObject<E | null>, { width: number; rem: number }] {
  const element = useRef<E>(null)
  const [size, setSize] = useState({ width: 640, rem: 16 })
  useLayoutEffect(() => {
    if (!element.current) return
    const measure = () => {
      const rem = Number.parseFloat(getComputedStyle(document.documentElement).fontSize)
      setSize({ width: element.current?.clientWidth || 640, rem })
    }
    measure()
    const observer = new ResizeObserver(measure)
    observer.observe(element.current)
    return () => observer.disconnect()
  }, [])
  return [element, size]
}
