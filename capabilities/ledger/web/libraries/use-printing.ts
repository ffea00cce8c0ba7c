import { useEffect, useState } from 'react'

/** Prints the whole list, not the part that is loaded: reads on, draws every row, then opens the browser's print. */
export function usePrinting(loadAll: () => Promise<void>): [boolean, () => void] {
  const [state, setState] = useState<'idle' | 'reading' | 'drawn'>('idle')
  useEffect(() => {
    if (state !== 'drawn') return
    const frame = requestAnimationFrame(() => {
      window.print()
      setState('idle')
    })
    return () => cancelAnimationFrame(frame)
  }, [state])
  const print = () => {
    setState('reading')
    void loadAll().then(
      () => setState('drawn'),
      () => setState('idle'),
    )
  }
  return [state !== 'idle', print]
}
