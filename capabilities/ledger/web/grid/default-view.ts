import type { ViewDefinition } from '../../grid/contract.ts'

/** What the ledger opens with, and what stands where an address says nothing. */
export const DEFAULT_VIEW: ViewDefinition = {
  columns: [
    'name',
    'county',
    'stage',
    'totalInvestment',
    'annualPlan',
    'completedYtd',
    'completionRate',
    'sponsor',
    'owner',
    'park',
    'planState',
    'progressText',
    'problems',
    'updatedAt',
  ].map((field) => ({ field })),
  frozen: 1,
  sort: 'updatedAt',
  order: 'desc',
  group: [],
  filter: {},
  density: 'dense',
}

const KEPT = 'guatu.ledgerView'

/** The view a person wants to find first in this browser: its number, or null. */
export function readHomeView(): number | null {
  try {
    const kept = Number(localStorage.getItem(KEPT))
    return Number.isInteger(kept) && kept !== 0 ? kept : null
  } catch {
    return null
  }
}

export function keepHomeView(id: number | null): void {
  try {
    if (id === null) localStorage.removeItem(KEPT)
    else localStorage.setItem(KEPT, String(id))
  } catch {
    // a browser that keeps nothing opens with the common view
  }
}
