import type { Organisation } from './contract.ts'

const EDITED = ['shortName', 'aliases', 'divisionCode', 'sortOrder'] as const

/** Only what became different. */
export function difference(before: Organisation, after: Organisation) {
  const changed = EDITED.filter((field) => JSON.stringify(before[field]) !== JSON.stringify(after[field]))
  const pick = (unit: Organisation) => Object.fromEntries(changed.map((field) => [field, unit[field]]))
  return { before: pick(before), after: pick(after) }
}
