import { type RoundFacts, type RoundRow, roundRows } from '#capabilities/dispatch/public.ts'
import { listOrganisationsAsOf } from '#capabilities/people/public.ts'
import { lastDayOf } from '#kernel/period.ts'
import type { Transaction } from '#platform/database/pool.ts'
import type { Ranking } from './contract.ts'
import { COMPLETION_RATE, groupOf, type Placed, type PlanBasis, type Result, race, type Totals } from './rules.ts'
import * as store from './store.ts'

export type Round = RoundFacts
export type PlacedRow = Placed<RoundRow>

/** A ranking with the rows it stands on. */
export interface Standing {
  ranking: Ranking
  rows: PlacedRow[]
  planBasis: PlanBasis
}

/** Ranks the round as its figures stand now, units as they were called in its month; publishes nothing. */
export async function computeStanding(db: Transaction, round: Round): Promise<Result<RoundRow> & { group: string }> {
  const organisations = await listOrganisationsAsOf(db, lastDayOf(round.month))
  const group = groupOf(round.orgId, organisations)
  const preceding = await store.findPreceding(db, round)
  const previous = new Map(preceding?.places.map(({ orgId, place }) => [orgId, place]))
  return { ...race(group, organisations, await roundRows(db, round.id), previous), group: group.name }
}

/** The ranking computed now: provisional while the round is open. */
export async function computedRanking(db: Transaction, round: Round, now: Date): Promise<Standing> {
  const { places, totals, rows, group } = await computeStanding(db, round)
  const ranking: Ranking = {
    ...headOf(round),
    id: null,
    group,
    state: round.lockedAt ? 'computed' : 'open',
    scheme: COMPLETION_RATE,
    places,
    totals,
    computedAt: now.toISOString(),
    publishedAt: null,
    publishedBy: null,
  }
  return { ranking, rows, planBasis: totals.planBasis }
}

/** The published ranking exactly as it was frozen, whatever was posted since; null when none is in force. */
export async function publishedRanking(
  db: Transaction,
  round: Round,
): Promise<{ ranking: Ranking; totals: Totals } | null> {
  const found = await store.findPublished(db, round.id)
  if (!found) return null
  const { id, scheme, totals, places, computedAt, publishedAt, publishedBy } = found
  const ranking: Ranking = {
    ...headOf(round),
    id,
    group: scheme.group,
    state: 'published',
    scheme,
    places,
    totals,
    computedAt,
    publishedAt,
    publishedBy,
  }
  return { ranking, totals }
}

function headOf(round: Round): Pick<Ranking, 'roundId' | 'roundTitle' | 'month'> {
  return { roundId: round.id, roundTitle: round.title, month: round.month }
}
