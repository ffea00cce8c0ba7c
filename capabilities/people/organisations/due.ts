import { dateInChina } from '#kernel/period.ts'
import { Problem } from '#kernel/problem.ts'
import { problemOfDatabaseError } from '#platform/database/constraints.ts'
import type { Database, Transaction } from '#platform/database/pool.ts'
import { runTransaction, wholeRegion } from '#platform/database/transaction.ts'
import { appendEntries } from '#platform/record/append.ts'
import type { Entry } from '#platform/record/chain.ts'
import { applyChange } from './applying.ts'
import type { OrganisationChange } from './change-contract.ts'
import { holdChange, listDue, setProblem } from './change-store.ts'
import { holdTree, listOrganisations } from './store.ts'

/** Refusals that say nothing about the change: the next round tries again. */
const PASSING = new Set(['busy_retry', 'busy', 'database_away', 'query_timeout'])

/**
 * Makes every planned change whose day has come in China, in the order of their days, each in a transaction of its own and recorded as
 * done by `console`. One that cannot be made keeps the sentence why, is shown so, and is tried again the next time. Safe to run twice and
 * in two processes at once. Answers how many were made.
 */
export async function applyDueOrganisationChanges(db: Database, now: Date): Promise<number> {
  const due = await inRegion(db, (tx) => listDue(tx, dateInChina(now)))
  let made = 0
  for (const id of due) {
    try {
      if (await recording(db, now, (tx, record) => applyOne(tx, { id, now, record }))) made += 1
    } catch (error) {
      const problem = error instanceof Problem ? error : problemOfDatabaseError(error)
      if (!problem) throw error
      if (!PASSING.has(problem.code)) await recording(db, now, (tx, record) => keepProblem(tx, { id, problem, record }))
    }
  }
  return made
}

type Record = (entry: Entry) => void

async function applyOne(
  tx: Transaction,
  { id, now, record }: { id: number; now: Date; record: Record },
): Promise<boolean> {
  await holdTree(tx)
  const change = await holdChange(tx, id)
  if (!change || !isPlanned(change)) return false
  await applyChange({ db: tx, now, by: null, record }, change)
  return true
}

/** Told once, not at every attempt. */
async function keepProblem(
  tx: Transaction,
  { id, problem, record }: { id: number; problem: Problem; record: Record },
): Promise<boolean> {
  const change = await holdChange(tx, id)
  if (!change || !isPlanned(change) || change.problem === problem.message) return false
  await setProblem(tx, id, problem.message)
  const unit = (await listOrganisations(tx)).find((row) => row.id === change.organisationId)!
  record({
    action: 'organisation.changeHeldUp',
    subject: { type: 'organisation', id: unit.id },
    orgPath: unit.path,
    after: { changeKind: change.kind, effectiveOn: change.effectiveOn, problem: problem.message },
  })
  return true
}

export function isPlanned({ appliedAt, withdrawnAt }: OrganisationChange): boolean {
  return appliedAt === null && withdrawnAt === null
}

async function recording(
  db: Database,
  now: Date,
  work: (tx: Transaction, record: Record) => Promise<boolean>,
): Promise<boolean> {
  return await inRegion(db, async (tx) => {
    const entries: Entry[] = []
    const done = await work(tx, (entry) => entries.push(entry))
    if (entries.length > 0)
      await appendEntries(tx, { accountId: null, actor: 'console', origin: 'console', at: now }, entries)
    return done
  })
}

async function inRegion<T>(db: Database, work: (tx: Transaction) => Promise<T>): Promise<T> {
  return await runTransaction(db, { scope: wholeRegion() }, work)
}
