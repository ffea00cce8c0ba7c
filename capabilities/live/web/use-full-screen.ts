import { type RefObject, useEffect, useState } from 'react'
import { useSearch } from '#platform/web/address.tsx'

/**
 * The wall over the whole screen. `/?screen=full` covers the window without a click, for a screen that starts by itself; the button asks
 * the browser for its full-screen mode as well, where it has one.
 */
export function useFullScreen(element: RefObject<HTMLElement | null>): { isFull: boolean; toggle: () => void } {
  const [search, set] = useSearch()
  const [isBrowserFull, setBrowserFull] = useState(false)
  useEffect(() => {
    const onChange = () => setBrowserFull(document.fullscreenElement !== null)
    document.addEventListener('fullscreenchange', onChange)
    return () => document.removeEventListener('fullscreenchange', onChange)
  }, [])
  const isCovering = search.screen === 'full'
  const toggle = () => {
    if (document.fullscreenElement) void document.exitFullscreen()
    if (isBrowserFull || isCovering) set({ screen: undefined })
    // a browser that refuses still covers its window
    else element.current?.requestFullscreen?.().catch(() => set({ screen: 'full' })) ?? set({ screen: 'full' })
  }
  return { isFull: isBrowserFull || isCovering, toggle }
}
