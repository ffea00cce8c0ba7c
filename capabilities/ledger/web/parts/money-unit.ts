import { useSyncExternalStore } from 'react'
import type { MoneyUnit } from '#platform/web/format.ts'

const KEPT = 'guatu.moneyUnit'
const listeners = new Set<() => void>()
let unit: MoneyUnit = readKept()

/** 万元 or 亿元, as the person last chose; every page of this browser follows. */
export function useMoneyUnit(): [MoneyUnit, (next: MoneyUnit) => void] {
  return [useSyncExternalStore(subscribe, () => unit), choose]
}

function choose(next: MoneyUnit): void {
  unit = next
  try {
    localStorage.setItem(KEPT, next)
  } catch {
    // a browser that keeps nothing still switches for this visit
  }
  for (const listener of listeners) listener()
}

function readKept(): MoneyUnit {
  try {
    return localStorage.getItem(KEPT) === 'yi' ? 'yi' : 'wan'
  } catch {
    return 'wan'
  }
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
