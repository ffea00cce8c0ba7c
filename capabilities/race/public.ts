import { findRound } from '#capabilities/dispatch/public.ts'
import { notFound } from '#kernel/problem.ts'
import { covers, type Scope } from '#platform/access/scope.ts'
import type { Transaction } from '#platform/database/pool.ts'
import type { Ranking } from './contract.ts'
import type { PlanBasis } from './rules.ts'
import { computedRanking, type PlacedRow, publishedRanking, type Round, type Standing } from './standing.ts'
import * as store from './store.ts'

/** What other capabilities may ask of race. */
export { saveRanking } from './publishing.ts'
export { groupOf, paceOf, placeRows, planBasisOf, summarise } from './rules.ts'
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
 * the published one in force until the transaction ends; `live` asks for today's rows whatever was published.
 */
export async function rankingWithRows(
  db: Transaction,
  round: Round,
  given: { now: Date; hold?: boolean; live?: boolean },
): Promise<Standing> {
  if (given.live) return await computedRanking(db, round, given.now)
  if (given.hold) await store.holdPublished(db, round.id)
  const published = await publishedRanking(db, round)
  if (!published?.ranking.id) return await computedRanking(db, round, given.now)
  const rows = (await store.readFrozenRows(db, published.ranking.id)) as PlacedRow[]
  return { ranking: published.ranking, rows, planBasis: published.totals.planBasis }
}

/** Rows of another period of the same organisation, as they were frozen when its ranking was published. */
export interface PublishedRows {
  month: string
  week: string | null
  cutoffOn: string
  lockedAt: string
  rows: PlacedRow[]
  planBasis: PlanBasis
}

/** The published rows of a month's round; null when no ranking of that month was published. */
export async function publishedRowsOfMonth(
  db: Transaction,
  round: Round,
  month: string,
): Promise<PublishedRows | null> {
  return await frozenRows(db, await store.findPublishedOf(db, { orgId: round.orgId, kind: 'month', month }))
}

/** The published rows of the weekly round before this one; null when its ranking was not published. */
export async function publishedRowsOfWeekBefore(db: Transaction, round: Round): Promise<PublishedRows | null> {
  const { orgId, cutoffOn } = round
  return await frozenRows(db, await store.findPublishedOf(db, { orgId, kind: 'week', before: cutoffOn }))
}

async function frozenRows(db: Transaction, found: store.PublishedOf | null): Promise<PublishedRows | null> {
  if (!found) return null
  const { rankingId, ...facts } = found
  return { ...facts, rows: (await store.readFrozenRows(db, rankingId)) as PlacedRow[] }
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
