import { compareWan } from '#kernel/money.ts'
import type { Project } from './region.ts'

/** Largest first; of the same size the earlier number. */
export function bySize(projects: readonly Project[]): Project[] {
  return [...projects].sort((a, b) => compareWan(b.totalInvestment, a.totalInvestment) || a.id - b.id)
}
