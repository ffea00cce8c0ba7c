import { findRound } from '#capabilities/dispatch/public.ts'
import { notFound } from '#kernel/problem.ts'
import { covers, type Scope } from '#platform/access/scope.ts'
import type { Transaction } from '#platform/database/pool.ts'
import type { Ranking } from './contract.ts'
import type { PlanBasis, Totals } from './rules.ts'
import { computedRanking, type PlacedRow, publishedRanking, type Round, type Standing } from './standing.ts'
import * as store from './store.ts'

/** What other capabilities may ask of race. */
export { saveRanking } from './publishing.ts'
export { groupOf, paceOf, summarise } from './rules.ts'
export type { PlacedRow, PlanBasis, Round, Standing }

/**
 * The round if the person may know of it: it belongs to an organisation in the scope, or to one above (its published ranking and
 * bulletin concern the person's own). Refuses with 404 otherwise.
 */
export async function roundInSight(db: Transaction, scope: Scope, id: number): Promise<Round> {
  const round = await findRound(db, id)
  const isAbove = round !== null && scope.paths.some((path) => path.startsWith(`${round.orgPath}.`))
  if (!round || !(covers(scope, round.orgPath) || isAbove)) throw notFound('这一期调度')
  return round
}

/**
 * The ranking a document stands on, with its rows: the frozen ones of the published ranking, else as they stand now. `hold` keeps
 * the published one in force until the transaction ends.
 */
export async function rankingWithRows(
  db: Transaction,
  round: Round,
  given: { now: Date; hold?: boolean },
): Promise<Standing> {
  if (given.hold) await store.holdPublished(db, round.id)
  const published = await publishedRanking(db, round)
  if (!published?.ranking.id) return await computedRanking(db, round, given.now)
  const rows = (await store.readFrozenRows(db, published.ranking.id)) as PlacedRow[]
  return { ranking: published.ranking, rows, planBasis: published.totals.planBasis }
}

/** Totals of the month before, of the same organisation; null when no ranking of that month was published. */
export async function totalsOfMonthBefore(db: Transaction, round: Round, month: string): Promise<Totals | null> {
  const preceding = await store.findPreceding(db, round)
  return preceding?.month === month ? preceding.totals : null
}

/** The latest published monthly ranking of the organisations under `orgId`, with its round. */
export async function latestRanking(
  db: Transaction,
  orgId: number,
): Promise<{ roundId: number; title: string; publishedAt: string; places: Ranking['places'] } | null> {
  const latest = await store.findLatest(db, orgId)
  const published = latest && (await store.findPublished(db, latest.roundId))
  return published ? { ...latest, publishedAt: published.publishedAt, places: published.places } : null
}
