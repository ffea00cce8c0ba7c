import { useEffect } from 'react'

/**
 * The sheet this page prints on while it is shown. Said for the whole document: a named page on a part of it would start after an
 * empty sheet for what stands above.
 */
export function usePaper(size: 'A3 landscape'): void {
  useEffect(() => {
    const style = document.createElement('style')
    style.textContent = `@page { size: ${size}; margin: 14mm; }`
    document.head.append(style)
    return () => style.remove()
  }, [size])
}
