import { conflict, forbidden } from '#kernel/problem.ts'
import { covers } from '#platform/access/scope.ts'
import { type Context, capability } from '#platform/http/context.ts'
import type { Input } from '#platform/http/contract.ts'
import { type Place, type Ranking, raceRoutes } from './contract.ts'
import { roundInSight } from './public.ts'
import { saveRanking } from './publishing.ts'
import { computedRanking, publishedRanking, type Round } from './standing.ts'
import * as store from './store.ts'

type Routes = typeof raceRoutes

export const raceCapability = capability(raceRoutes, { readRanking, publishRanking, withdrawRanking })

async function readRanking({ db, scope, now }: Context, { params }: Input<Routes['readRanking']>): Promise<Ranking> {
  const round = await roundInSight(db, scope, params.id)
  const published = await publishedRanking(db, round)
  if (published) return published.ranking
  // who sees one county only would compute a ranking of one county
  if (!covers(scope, round.orgPath)) throw conflict('ranking_not_published', '本期排名尚未发布，发布后可在这里查看。')
  return (await computedRanking(db, round, now)).ranking
}

async function publishRanking(context: Context, { params }: Input<Routes['publishRanking']>): Promise<Ranking> {
  const { db } = context
  const round = await ownRound(context, params.id)
  if (!round.lockedAt) throw conflict('round_not_locked', '本期调度尚未锁定。请先完成审核并锁定，再发布排名。')
  if (await store.findPublished(db, round.id)) {
    throw conflict('ranking_already_published', '本期排名已经发布。如需重发，请先撤回并写明原因。')
  }
  const { places, group } = await saveRanking(db, round, { by: context.person.accountId, now: context.now })
  const after = { round: round.title, group, places: places.map(recordedPlace) }
  context.record({
    action: 'ranking.published',
    subject: { type: 'round', id: round.id },
    orgPath: round.orgPath,
    after,
  })
  return (await publishedRanking(db, round))!.ranking
}

async function withdrawRanking(context: Context, { params, body }: Input<Routes['withdrawRanking']>): Promise<Ranking> {
  const { db, now } = context
  const round = await ownRound(context, params.id)
  const before = await store.findPublished(db, round.id)
  if (!before || (await store.withdraw(db, round.id, body.reason, now)) === null) {
    throw conflict('ranking_not_published', '本期排名没有发布，或已经撤回，不需要再撤回。')
  }
  if (await store.hasBulletinInForce(db, round.id)) {
    throw conflict('bulletin_in_force', '本期通报以这份排名为依据，仍然有效。请先撤回通报，再撤回排名。')
  }
  const orgPath = round.orgPath
  const recorded = { round: round.title, places: before.places.map(recordedPlace) }
  context.record({
    action: 'ranking.withdrawn',
    subject: { type: 'round', id: round.id },
    orgPath,
    before: recorded,
    reason: body.reason,
  })
  return (await computedRanking(db, round, now)).ranking
}

/** A round of one's own: a county cannot publish what the city opened. */
async function ownRound({ db, scope }: Context, id: number): Promise<Round> {
  const round = await roundInSight(db, scope, id)
  if (!covers(scope, round.orgPath)) throw forbidden('round_of_superior', '这一期由上级调度，排名由上级发布和撤回。')
  return round
}

function recordedPlace({ orgId, orgName, place, completionRate }: Place) {
  return { orgId, orgName, place, completionRate }
}
