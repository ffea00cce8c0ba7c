import { randomFor } from './random.ts'
import type { Project } from './region.ts'

/** Fields that offices leave empty, and how often. */
const LEFT_EMPTY = [
  { field: 'totalInvestmentBasis', share: 0.14 },
  { field: 'steward', share: 0.09 },
  { field: 'industry', share: 0.05 },
  { field: 'scale', share: 0.03 },
  { field: 'site', share: 0.02 },
] as const

/** A ledger as offices keep it: here and there something was never filled in. Some counties' towns are worse at it than others. */
export function withGaps(seed: number, projects: readonly Project[]): Project[] {
  const random = randomFor(seed, 'gaps')
  const care = new Map<number, number>()
  return projects.map((project) => {
    const place = project.countyId ?? 0
    if (!care.has(place)) care.set(place, random.between(0.3, 1.9))
    const left = LEFT_EMPTY.filter(({ share }) => random.chance(share * care.get(place)!)).map(({ field }) => [
      field,
      null,
    ])
    return { ...project, ...Object.fromEntries(left) }
  })
}
