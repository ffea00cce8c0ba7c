import { type RefObject, useLayoutEffect, useRef, useState } from 'react'

/** Width and height of an element as it is drawn, px; zero before the first drawing. */
export function useSize<T extends Element>(): [RefObject<T | null>, { width: number; height: number }] {
  const element = useRef<T>(null)
  const [size, setSize] = useState({ width: 0, height: 0 })
  useLayoutEffect(() => {
    const observer = new ResizeObserver(([entry]) => {
      const { width, height } = entry!.contentRect
      setSize({ width: Math.round(width), height: Math.round(height) })
    })
    observer.observe(element.current!)
    return () => observer.disconnect()
  }, [])
  return [element, size]
}
