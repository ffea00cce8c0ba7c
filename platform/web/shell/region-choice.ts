import { useSyncExternalStore } from 'react'

export type Region = { id: number; name: string }
const KEPT = 'guatu.region'
const listeners = new Set<() => void>()
let chosen: Region | null = readKept()

/** The county one has chosen to look at, at the top left; null is the whole region. Pages pass its id as `org`. */
export function useRegionChoice(): [Region | null, (next: Region | null) => void] {
  return [useSyncExternalStore(subscribe, () => chosen), choose]
}

function choose(next: Region | null): void {
  chosen = next
  try {
    if (next) sessionStorage.setItem(KEPT, JSON.stringify(next))
    else sessionStorage.removeItem(KEPT)
  } catch {
    // kept for this page only
  }
  for (const listener of listeners) listener()
}

function readKept(): Region | null {
  try {
    return JSON.parse(sessionStorage.getItem(KEPT) ?? 'null') as Region | null
  } catch {
    return null
  }
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
