import { useState } from 'react'

const KEPT = 'guatu.wall.night'

/** Whether this screen's wall is dark; remembered on this device. */
export function useNight(): [boolean, (next: boolean) => void] {
  const [night, setNight] = useState(readKept)
  const keep = (next: boolean) => {
    setNight(next)
    try {
      localStorage.setItem(KEPT, String(next))
    } catch {
      // kept for this page only
    }
  }
  return [night, keep]
}

function readKept(): boolean {
  try {
    return localStorage.getItem(KEPT) === 'true'
  } catch {
    return false
  }
}
