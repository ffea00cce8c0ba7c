import { dateInChina } from '#kernel/period.ts'
import { conflict, invalid, notFound } from '#kernel/problem.ts'
import type { Context, Handlers } from '#platform/http/context.ts'
import type { Input } from '#platform/http/contract.ts'
import { regionalPath } from '../regional.ts'
import type { Dictionary, dictionaryRoutes } from './contract.ts'
import * as store from './store.ts'

type Routes = typeof dictionaryRoutes

export const dictionaryHandlers: Handlers<Routes> = {
  listDictionaries: async ({ db }) => ({ items: await store.listDictionaries(db) }),
  createDictionary,
  editDictionary,
  addTerm,
  editTerm,
}

async function createDictionary(context: Context, { body }: Input<Routes['createDictionary']>): Promise<Dictionary> {
  const orgPath = regionalPath(context)
  const { reason, ...given } = body
  const id = await store.insertDictionary(context.db, given, authorOf(context))
  const subject = { type: 'dictionary', id }
  context.record({ action: 'dictionary.created', subject, orgPath, after: given, reason })
  return (await store.readDictionary(context.db, id))!
}

async function editDictionary(
  context: Context,
  { params, body }: Input<Routes['editDictionary']>,
): Promise<Dictionary> {
  const orgPath = regionalPath(context)
  const before = await lockedOrNotFound(context, params.id)
  const { reason, version, ...given } = body
  if (before.version !== version) {
    throw conflict('edit_conflict', '您打开页面后，这本字典已被他人修改。请对照最新内容，确认后再保存。')
  }
  const after = {
    name: given.name ?? before.name,
    meaning: given.meaning ?? before.meaning,
    source: given.source ?? before.source,
  }
  const kept = pick(before, changedKeys(before, after))
  if (Object.keys(kept).length === 0 && !before.isExample) throw invalid('nothing_changed', '没有改动任何内容。')
  await store.updateDictionary(context.db, params.id, after)
  context.record({
    action: 'dictionary.edited',
    subject: { type: 'dictionary', id: params.id },
    orgPath,
    before: { ...kept, ...(before.isExample ? { isExample: true } : {}) },
    after: { ...pick(after, Object.keys(kept)), ...(before.isExample ? { isExample: false } : {}) },
    reason,
  })
  return (await store.readDictionary(context.db, params.id))!
}

async function addTerm(context: Context, { params, body }: Input<Routes['addTerm']>): Promise<Dictionary> {
  const orgPath = regionalPath(context)
  const { name } = await lockedOrNotFound(context, params.id)
  const { reason, label, meaning } = body
  const given = { label, meaning, validFrom: body.validFrom ?? dateInChina(context.now) }
  const id = await store.insertTerm(context.db, { dictionaryId: params.id, ...given }, authorOf(context))
  const subject = { type: 'dictionaryTerm', id }
  context.record({ action: 'dictionary.termAdded', subject, orgPath, after: { dictionary: name, ...given }, reason })
  return (await store.readDictionary(context.db, params.id))!
}

async function editTerm(context: Context, { params, body }: Input<Routes['editTerm']>): Promise<Dictionary> {
  const orgPath = regionalPath(context)
  const found = await store.findTerm(context.db, params.id)
  if (!found) throw notFound('这个词条')
  const { name } = await lockedOrNotFound(context, found.dictionaryId)
  const before = (await store.findTerm(context.db, params.id))!
  const { reason, ...given } = body
  const after = {
    label: given.label ?? before.label,
    meaning: given.meaning ?? before.meaning,
    sortOrder: given.sortOrder ?? before.sortOrder,
    validTo: given.validTo === undefined ? before.validTo : given.validTo,
  }
  if (after.validTo && after.validTo < before.validFrom) {
    throw invalid('term_span', `停用日期不能早于启用日期（${before.validFrom}）。`)
  }
  const changed = changedKeys(before, after)
  if (changed.length === 0) throw invalid('nothing_changed', '没有改动任何内容。')
  await store.updateTerm(context.db, { id: params.id, dictionaryId: before.dictionaryId, ...after })
  context.record({
    action: changed.includes('validTo') && after.validTo ? 'dictionary.termRetired' : 'dictionary.termEdited',
    subject: { type: 'dictionaryTerm', id: params.id },
    orgPath,
    before: { dictionary: name, ...pick(before, changed) },
    after: { dictionary: name, ...pick(after, changed) },
    reason,
  })
  return (await store.readDictionary(context.db, before.dictionaryId))!
}

async function lockedOrNotFound({ db }: Context, id: number): Promise<Dictionary> {
  if (!(await store.lockDictionary(db, id))) throw notFound('这本字典')
  return (await store.readDictionary(db, id))!
}

function authorOf({ person, now }: Context) {
  return { by: person.accountId, at: now }
}

function changedKeys(before: object, after: Record<string, unknown>): string[] {
  return Object.keys(after).filter((key) => (before as Record<string, unknown>)[key] !== after[key])
}

function pick(values: object, keys: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(keys.map((key) => [key, (values as Record<string, unknown>)[key]]))
}
