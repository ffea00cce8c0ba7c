import { type Round, roundInSight } from '#capabilities/race/public.ts'
import { conflict, forbidden } from '#kernel/problem.ts'
import { covers, type Scope } from '#platform/access/scope.ts'
import type { Transaction } from '#platform/database/pool.ts'
import { type Draft, draftDocument, type OfficeTemplate, templateOf } from './drafting.ts'
import type { Made } from './rules/made.ts'
import * as store from './store/bulletins.ts'

interface Asking {
  db: Transaction
  scope: Scope
  now: Date
}

/** A round and one of its office's templates, as somebody may see them. */
export interface InSight {
  round: Round
  template: OfficeTemplate
}

/** Refuses with 404 what the person may not know of. */
export async function inSight(
  { db, scope }: Pick<Asking, 'db' | 'scope'>,
  roundId: number,
  key: string,
): Promise<InSight> {
  const round = await roundInSight(db, scope, roundId)
  // a published document needs no template any more: who reads it need not see the office's
  const made = await store.findMade(db, round.id, key)
  if (made) return { round, template: asMade(made) }
  return { round, template: await templateOf(db, round.orgId, key, { isKept: true }) }
}

/** The template as it was when the document was made of it. */
function asMade({ template: { key, name, content, version } }: Made): OfficeTemplate {
  return { key, name, content, version, rhythm: 'month', confirms: false, changedAt: null, changedBy: null }
}

/** Of a superior's round the document is the superior's to publish. */
export async function ownInSight(asking: Asking, roundId: number, key: string): Promise<InSight> {
  const seen = await inSight(asking, roundId, key)
  if (!covers(asking.scope, seen.round.orgPath))
    throw forbidden('round_of_superior', '这一期由上级调度，文稿由上级发布。')
  return seen
}

/** A draft is composed from all of the round's rows: who sees only some of them waits for the published one. */
export async function draftInSight({ db, scope, now }: Asking, { round, template }: InSight): Promise<Draft> {
  if (!covers(scope, round.orgPath)) throw conflict('bulletin_not_published', '本期文稿尚未发布，发布后可在这里查看。')
  refuseRetired(template)
  return await draftDocument(db, round, template, { now })
}

/** What was published of a retired template is read, numbered and withdrawn; nothing new is made of it. */
export function refuseRetired({ isRetired }: OfficeTemplate): void {
  if (isRetired) throw conflict('template_retired', '这个模板已经停用，不再出新的文稿。请换一个模板。')
}

export async function publishedOrConflict(
  { db }: Pick<Asking, 'db'>,
  { round, template }: InSight,
  sentence: string,
): Promise<store.PublishedRow> {
  const published = await store.findPublished(db, round.id, template.key)
  if (!published) throw conflict('bulletin_not_published', sentence)
  return published
}
