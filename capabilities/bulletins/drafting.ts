import { listOrganisationsAsOf, readRegion } from '#capabilities/people/public.ts'
import { type Round, rankingWithRows, type Standing, totalsOfMonthBefore } from '#capabilities/race/public.ts'
import { addMonths, dateInChina, lastDayOf } from '#kernel/period.ts'
import type { Transaction } from '#platform/database/pool.ts'
import type { OfficialDocument } from '#platform/word/document-model.ts'
import type { Figure } from './compose/figure.ts'
import { composeMonthlyBulletin } from './compose/monthly-bulletin.ts'
import { reconcile } from './compose/reconcile.ts'
import { bulletinInput } from './rules/bulletin-input.ts'
import type { Source } from './rules/trace.ts'
import { readRoundNature } from './store.ts'

/** A bulletin composed now, with all it was made from. `problems` are the sentences of what does not reconcile. */
export interface Draft {
  document: OfficialDocument
  figures: Figure[]
  problems: string[]
  source: Source
  ranking: Standing['ranking']
}

/**
 * Composes the month's bulletin from the round's ranking and the rows it stands on: of a published ranking its frozen rows, so that
 * ranking and bulletin never differ. `hold` keeps that ranking in force until the transaction ends.
 */
export async function draftBulletin(
  db: Transaction,
  round: Round,
  given: { now: Date; hold?: boolean },
): Promise<Draft> {
  const { ranking, rows, planBasis } = await rankingWithRows(db, round, given)
  const organisations = await listOrganisationsAsOf(db, lastDayOf(round.month))
  const org = organisations.find(({ id }) => id === round.orgId)!
  const region = (await readRegion(db)) ?? { name: org.name, issuer: `${org.name}重点项目建设指挥部办公室` }
  const input = bulletinInput({
    round,
    org,
    region,
    ranking,
    rows,
    planBasis,
    before: await totalsOfMonthBefore(db, round, addMonths(round.month, -1)),
    ...(await readRoundNature(db, round.id)),
    now: { instant: given.now.toISOString(), date: dateInChina(given.now) },
    fixedOrder: organisations.map(({ id }) => id),
  })
  const { document, figures } = composeMonthlyBulletin(input)
  const problems = reconcile(figures).map(({ sentence }) => sentence)
  const { orgId, month, cutoffOn } = round
  return { document, figures, problems, ranking, source: { round: { orgId, month, cutoffOn }, rows, figures } }
}
