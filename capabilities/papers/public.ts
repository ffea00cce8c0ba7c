import type { Scope } from '#platform/access/scope.ts'
import type { Transaction } from '#platform/database/pool.ts'
import type { ApprovalBoard } from './rules/approvals.ts'
import { readApprovalFacts, readPapers, type StoredPaper } from './store/papers.ts'
import { boardOf } from './views.ts'

export type { ApprovalBoard } from './rules/approvals.ts'

/** Papers of a project that are in force, the newest first: what a stage may name as its evidence. */
export async function papersOf(db: Transaction, scope: Scope, projectId: number): Promise<StoredPaper[]> {
  return (await readPapers(db, scope, { projectId })).filter(({ withdrawn }) => withdrawn === null)
}

/** How far the approvals of these projects are, by project; projects beyond the scope are not among them. */
export async function approvalBoards(
  db: Transaction,
  scope: Scope,
  projectIds: readonly number[],
  now: Date,
): Promise<Map<number, ApprovalBoard>> {
  const facts = await readApprovalFacts(db, scope, projectIds)
  return new Map(facts.map((one) => [one.projectId, boardOf(one, now)]))
}
