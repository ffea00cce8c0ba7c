import { materialOf } from '#capabilities/figures/public.ts'
import { listOrganisations } from '#capabilities/people/public.ts'
import { type Round, roundInSight } from '#capabilities/race/public.ts'
import { conflict, invalid, notFound } from '#kernel/problem.ts'
import { covers, scopeFor } from '#platform/access/scope.ts'
import type { Context, Handlers } from '#platform/http/context.ts'
import type { Input } from '#platform/http/contract.ts'
import { type Confirming, confirmationsOf } from './confirming.ts'
import type { bulletinRoutes, Confirmation } from './contract.ts'
import { listPublished } from './store/bulletins.ts'
import { insertConfirmation } from './store/confirmations.ts'

type Routes = typeof bulletinRoutes

export const confirmationHandlers = { listConfirmations, giveConfirmation } satisfies Handlers<
  Pick<Routes, 'listConfirmations' | 'giveConfirmation'>
>

async function listConfirmations(context: Context, { params }: Input<Routes['listConfirmations']>) {
  const round = await roundInSight(context.db, context.scope, params.id)
  return { items: await visibleConfirmations(context, round) }
}

/** Of the person's scope; none before the ranking is published, because there is nothing that stands yet. */
async function visibleConfirmations(context: Context, round: Round): Promise<Confirmation[]> {
  const { db, scope, person } = context
  const all = await publishedConfirmations(context, round)
  const paths = new Map((await listOrganisations(db)).map(({ id, path }) => [id, path]))
  const writing = scopeFor(person, 'report.write')
  return all
    .filter(({ orgId }) => covers(scope, paths.get(orgId) ?? ''))
    .map(({ orgId, orgName, figures, state, said }) => ({
      orgId,
      orgName,
      state,
      figures,
      note: said?.note ?? '',
      givenAt: said?.givenAt ?? null,
      givenBy: said?.givenBy ?? null,
      mayGive: writing !== null && covers(writing, paths.get(orgId) ?? ''),
    }))
}

async function publishedConfirmations({ db, now }: Context, round: Round): Promise<Confirming[]> {
  const { material, ranking } = await materialOf(db, round, { now })
  return ranking.state === 'published' ? await confirmationsOf(db, round.id, material) : []
}

async function giveConfirmation(context: Context, { params, body }: Input<Routes['giveConfirmation']>) {
  const { db, scope, person, now } = context
  const round = await roundInSight(db, scope, params.id)
  const path = (await listOrganisations(db)).find(({ id }) => id === body.orgId)?.path
  if (!path || !covers(scope, path)) throw notFound('这个单位')
  const own = (await publishedConfirmations(context, round)).find(({ orgId }) => orgId === body.orgId)
  if (!own) throw conflict('nothing_to_confirm', '本期排名尚未发布，或该单位不在排名中，没有需要确认的数据。')
  if (!body.isConfirmed && body.note.length < 2)
    throw invalid('objection_reason_missing', '请写明哪个数据有出入、应为多少。')
  const published = await listPublished(db, round.id)
  if (published.length > 0)
    throw conflict(
      'bulletin_already_published',
      '本期文稿已经发布，不再确认。数据有出入的，请联系上级项目办核增、核减。',
    )
  await insertConfirmation(db, {
    roundId: round.id,
    orgId: body.orgId,
    digest: own.digest,
    isConfirmed: body.isConfirmed,
    note: body.note,
    by: person.accountId,
    now,
  })
  context.record({
    action: body.isConfirmed ? 'figures.confirmed' : 'figures.objected',
    subject: { type: 'round', id: round.id },
    orgPath: path,
    before: own.said ? { state: own.state, note: own.said.note } : null,
    after: { orgId: body.orgId, orgName: own.orgName, figures: own.figures },
    ...(body.note === '' ? {} : { reason: body.note }),
  })
  return { items: await visibleConfirmations(context, round) }
}
