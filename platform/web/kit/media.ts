import { useSyncExternalStore } from 'react'

/** Whether a media query holds now; redraws when that changes. */
export function useMedia(query: string): boolean {
  return useSyncExternalStore(
    (listener) => {
      const list = window.matchMedia(query)
      list.addEventListener('change', listener)
      return () => list.removeEventListener('change', listener)
    },
    () => window.matchMedia(query).matches,
  )
}

/** A phone held upright: rows become cards, panels fill the screen. */
export function useIsPhone(): boolean {
  return useMedia('(max-width: 640px)')
}
