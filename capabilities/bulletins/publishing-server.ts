import type { Source } from '#capabilities/figures/public.ts'
import { conflict } from '#kernel/problem.ts'
import type { Context, Handlers } from '#platform/http/context.ts'
import type { Input } from '#platform/http/contract.ts'
import type { Bulletin, bulletinRoutes } from './contract.ts'
import { type Draft, draftDocument, templateOf } from './drafting.ts'
import { ownInSight, publishedOrConflict, refuseRetired } from './insight.ts'
import { hindranceOf, viewOfDraft, waitingFor } from './reading-server.ts'
import * as store from './store/bulletins.ts'
import { publishedView } from './views.ts'

type Routes = typeof bulletinRoutes

export const publishingHandlers = {
  publishBulletin,
  setBulletinNumber,
  withdrawBulletin,
} satisfies Handlers<Pick<Routes, 'publishBulletin' | 'setBulletinNumber' | 'withdrawBulletin'>>

async function publishBulletin(
  context: Context,
  { params, query, body }: Input<Routes['publishBulletin']>,
): Promise<Bulletin> {
  const { db, person, now } = context
  const { round, template } = await ownInSight(context, params.id, query.template)
  if (await store.findPublished(db, round.id, template.key))
    throw conflict('bulletin_already_published', '本期这份文稿已经发布。如需重发，请先撤回并写明原因。')
  refuseRetired(template)
  const draft = await draftDocument(db, round, template, { now, hold: true })
  const hindrance = hindranceOf(round, draft)
  if (hindrance) throw conflict(hindrance.code, hindrance.sentence, { problems: draft.problems })
  const unconfirmed = template.confirms ? await waitingFor(db, round, draft) : []
  const reason = body?.withoutConfirmation ?? ''
  if (unconfirmed.length > 0 && reason.length < 2) throw notConfirmed(unconfirmed)
  const { document, figures } = draft.composed
  const { orgPath } = round
  const title = document.title || template.name
  await store.insertBulletin(db, {
    roundId: round.id,
    orgPath,
    templateKey: template.key,
    title,
    content: { ...frozen(draft), document, figures },
    publishedAt: now,
    publishedBy: person.accountId,
  })
  const published = (await store.findPublished(db, round.id, template.key))!
  const explained = draft.problems.map(({ sentence, explanation }) => ({ sentence, explanation }))
  context.record({
    action: 'bulletin.published',
    subject: { type: 'round', id: round.id },
    orgPath,
    after: {
      bulletinId: published.id,
      template: template.key,
      title,
      rankingId: draft.ranking.id,
      figures: figures.length,
      rows: draft.source.rows.length,
      ...(explained.length > 0 ? { explained } : {}),
      ...(unconfirmed.length > 0 ? { unconfirmed } : {}),
    },
    ...(unconfirmed.length > 0 ? { reason } : {}),
  })
  return publishedView(round, template, published)
}

function frozen({ source, made, changes, problems }: Draft): Omit<store.Content, 'document' | 'figures'> {
  const { rows, round, earlier = [] } = source
  const explanations = problems.flatMap(({ sentence, explanation }) => (explanation ? [{ sentence, explanation }] : []))
  return {
    rows,
    round,
    earlier: earlier.map(({ period, month, cutoffOn, rows }): NonNullable<Source['earlier']>[number] => {
      return { period, month, cutoffOn, rows }
    }),
    made: { ...made, circulation: changes.circulation ?? '', explanations },
  }
}

function notConfirmed(names: readonly string[]) {
  const named = names.length > 5 ? `${names.slice(0, 5).join('、')}等${names.length}个单位` : names.join('、')
  return conflict(
    'figures_unconfirmed',
    `${named}还没有确认本单位数据。请等待确认，或写明不等确认的原因（如“已电话核对”）再发布。`,
    { unconfirmed: names },
  )
}

async function setBulletinNumber(
  context: Context,
  { params, query, body }: Input<Routes['setBulletinNumber']>,
): Promise<Bulletin> {
  const { db } = context
  const seen = await ownInSight(context, params.id, query.template)
  const { round, template } = seen
  const before = await publishedOrConflict(context, seen, '文稿尚未发布。请先发布，再填写办公系统给出的文号。')
  await store.setNumber(db, before.id, body.number)
  context.record({
    action: 'bulletin.numbered',
    subject: { type: 'round', id: round.id },
    orgPath: round.orgPath,
    before: { number: before.number },
    after: { number: body.number, template: template.key },
  })
  return publishedView(round, template, { ...before, number: body.number })
}

async function withdrawBulletin(
  context: Context,
  { params, query, body }: Input<Routes['withdrawBulletin']>,
): Promise<Bulletin> {
  const { db, now } = context
  const seen = await ownInSight(context, params.id, query.template)
  const { round, template } = seen
  const sentence = '本期这份文稿没有发布，或已经撤回，不需要再撤回。'
  const { id, title, number } = await publishedOrConflict(context, seen, sentence)
  if (!(await store.withdraw(db, id, body.reason, now))) throw conflict('bulletin_not_published', sentence)
  context.record({
    action: 'bulletin.withdrawn',
    subject: { type: 'round', id: round.id },
    orgPath: round.orgPath,
    before: { bulletinId: id, template: template.key, title, number },
    reason: body.reason,
  })
  // from now on the template as it is today
  const today = await templateOf(db, round.orgId, template.key, { isKept: true })
  return await viewOfDraft(context, round, await draftDocument(db, round, today, { now }))
}
