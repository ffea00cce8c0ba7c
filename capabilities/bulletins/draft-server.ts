import { materialOf } from '#capabilities/figures/public.ts'
import { conflict } from '#kernel/problem.ts'
import type { Context, Handlers } from '#platform/http/context.ts'
import type { Input } from '#platform/http/contract.ts'
import type { Bulletin, BulletinDraft, bulletinRoutes } from './contract.ts'
import { draftDocument, mistaken, type OfficeTemplate, organisationsOf } from './drafting.ts'
import { type InSight, ownInSight } from './insight.ts'
import { viewOfDraft } from './reading-server.ts'
import { changesFrom, type DraftChanges, withChanges } from './rules/draft.ts'
import { findPublished } from './store/bulletins.ts'
import * as drafts from './store/drafts.ts'
import { mistakesOf } from './template/compose.ts'

type Routes = typeof bulletinRoutes

export const draftHandlers = {
  readBulletinDraft,
  saveBulletinDraft,
  dropBulletinDraft,
} satisfies Handlers<Pick<Routes, 'readBulletinDraft' | 'saveBulletinDraft' | 'dropBulletinDraft'>>

async function readBulletinDraft(
  context: Context,
  { params, query }: Input<Routes['readBulletinDraft']>,
): Promise<BulletinDraft> {
  const { round, template } = await ownInSight(context, params.id, query.template)
  return viewOf(template, await drafts.findDraft(context.db, round.id, template.key))
}

function viewOf(template: OfficeTemplate, draft: drafts.DraftRow | null): BulletinDraft {
  const changes = draft?.changes ?? {}
  const { kind, ...templateContent } = template.content
  const { kind: _, ...content } = withChanges(template.content, changes)
  return {
    templateName: template.name,
    version: draft?.version ?? 0,
    content,
    templateContent,
    kind,
    date: changes.date ?? null,
    publicity: changes.publicity ?? null,
    circulation: changes.circulation ?? '',
    signers: changes.signers ?? [],
    attendance: changes.attendance ?? [],
    updatedAt: draft?.updatedAt ?? null,
    updatedBy: draft?.updatedBy ?? null,
  }
}

async function saveBulletinDraft(
  context: Context,
  { params, query, body }: Input<Routes['saveBulletinDraft']>,
): Promise<Bulletin> {
  const { db, person, now } = context
  const seen = await ownInSight(context, params.id, query.template)
  await refusePublished(context, seen)
  const { round, template } = seen
  const before = await drafts.findDraft(db, round.id, template.key)
  const changes = changed(template, before?.changes ?? {}, body)
  // the words that are to be saved, tried on this period's organisations
  const { material } = await materialOf(db, round, { now })
  const mistakes = mistakesOf(withChanges(template.content, changes), organisationsOf(material))
  if (mistakes.length > 0) throw mistaken(mistakes)
  const at = { roundId: round.id, templateKey: template.key, orgId: round.orgId }
  const given = { changes, seen: body.version, by: person.accountId, now }
  if (!(await drafts.saveDraft(db, at, given)))
    throw conflict('draft_changed', '这份草稿刚被他人改过。请刷新，看过对方的修改后再保存。')
  context.record({
    action: 'bulletin.drafted',
    subject: { type: 'round', id: round.id },
    orgPath: round.orgPath,
    before: before ? { ...before.changes } : null,
    after: { template: template.key, ...changes },
  })
  return await viewOfDraft(context, round, await draftDocument(db, round, template, { now }))
}

/** What was given takes the place of what was there; what equals the template's or is empty is no change. */
function changed(
  template: OfficeTemplate,
  before: DraftChanges,
  body: Input<Routes['saveBulletinDraft']>['body'],
): DraftChanges {
  const { kind: _, ...words } = { ...withChanges(template.content, before), ...body.content }
  const content = changesFrom(template.content, words)
  const date = body.date === undefined ? before.date : (body.date ?? undefined)
  const publicity = body.publicity === undefined ? before.publicity : (body.publicity ?? undefined)
  const circulation = body.circulation ?? before.circulation ?? ''
  const signers = body.signers ?? before.signers ?? []
  const attendance = body.attendance ?? before.attendance ?? []
  const explanations = Object.fromEntries(
    Object.entries({ ...before.explanations, ...body.explanations }).filter(([, text]) => text !== ''),
  )
  return {
    ...(content ? { content } : {}),
    ...(date ? { date } : {}),
    ...(publicity ? { publicity } : {}),
    ...(circulation === '' ? {} : { circulation }),
    ...(signers.length > 0 ? { signers } : {}),
    ...(attendance.length > 0 ? { attendance } : {}),
    ...(Object.keys(explanations).length > 0 ? { explanations } : {}),
  }
}

async function dropBulletinDraft(
  context: Context,
  { params, query }: Input<Routes['dropBulletinDraft']>,
): Promise<Bulletin> {
  const { db, person, now } = context
  const seen = await ownInSight(context, params.id, query.template)
  await refusePublished(context, seen)
  const { round, template } = seen
  const at = { roundId: round.id, templateKey: template.key }
  const before = await drafts.findDraft(db, round.id, template.key)
  if (!before || !(await drafts.dropDraft(db, at, { by: person.accountId, now })))
    throw conflict('draft_untouched', '本期文字与模板一致，没有可以放弃的修改。')
  context.record({
    action: 'bulletin.draftDropped',
    subject: { type: 'round', id: round.id },
    orgPath: round.orgPath,
    before: { template: template.key, ...before.changes },
  })
  return await viewOfDraft(context, round, await draftDocument(db, round, template, { now }))
}

async function refusePublished({ db }: Context, { round, template }: InSight): Promise<void> {
  if (await findPublished(db, round.id, template.key))
    throw conflict('bulletin_already_published', '文稿已经发布，文字不再改动。如需修改，请先撤回并写明原因。')
}
