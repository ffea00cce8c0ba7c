import { useEffect } from 'react'

/**
 * The sheet this page prints on while it is shown; without it A4 portrait. Said for the whole document: a named page on a part of it would
 * start after an almost empty sheet for what stands above.
 */
export function usePaper(size: 'A3 landscape' | 'A4 landscape'): void {
  useEffect(() => {
    const style = document.createElement('style')
    style.textContent = `@page { size: ${size}; margin: 14mm; }`
    document.head.append(style)
    return () => style.remove()
  }, [size])
}
