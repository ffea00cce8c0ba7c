import { conflict } from '#kernel/problem.ts'
import type { Transaction } from '#platform/database/pool.ts'
import { COMPLETION_RATE } from './rules.ts'
import { computeStanding, type Round } from './standing.ts'
import * as store from './store.ts'

/** Computes a round's ranking and freezes it with its rows. `by` is the account that publishes. */
export async function saveRanking(db: Transaction, round: Round, { by, now }: { by: number; now: Date }) {
  const { places, totals, rows, group } = await computeStanding(db, round)
  // without annual plans nobody takes a place, and the ranking says so; without counties there is nothing to say
  if (places.length === 0) {
    throw conflict('nothing_to_rank', '本期项目都没有归属县（市、区），不能排名。请先在台账中补填所属单位。')
  }
  const rankingId = await store.insertRanking(db, {
    roundId: round.id,
    orgPath: round.orgPath,
    scheme: { ...COMPLETION_RATE, group },
    totals,
    unplacedRows: rows.filter((row) => row.placeOrgId === null),
    computedAt: now,
    publishedBy: by,
  })
  for (const [order, place] of places.entries()) {
    await store.insertPlace(db, rankingId, { place, order, rows: rows.filter((row) => row.placeOrgId === place.orgId) })
  }
  return { places, group }
}
