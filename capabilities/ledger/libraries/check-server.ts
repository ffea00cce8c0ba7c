import { dateInChina } from '#kernel/period.ts'
import { conflict, invalid, notFound } from '#kernel/problem.ts'
import { covers, scopeFor } from '#platform/access/scope.ts'
import type { Context, Handlers } from '#platform/http/context.ts'
import type { Input } from '#platform/http/contract.ts'
import { inScopeOrNotFound } from '../project-server.ts'
import type { CheckFields, CheckItem, checkRoutes } from './check-contract.ts'
import * as store from './check-store.ts'

type Routes = typeof checkRoutes

export const checkHandlers: Handlers<Routes> = {
  listCheckLists: async ({ db, scope, now }, { query }) => {
    const asked = { org: query.org, overdue: query.overdue === 'true', today: dateInChina(now) }
    const items = await store.listCheckLists(db, scope, { ...asked, after: query.after, limit: query.limit })
    const counts = await store.countCheckLists(db, scope, asked)
    return { items, ...counts, next: items.length === query.limit ? query.after + items.length : null }
  },
  readCheckList: async (context, { params }) => {
    const { orgPath } = await inScopeOrNotFound(context, params.id)
    const writing = scopeFor(context.person, 'project.write')
    return {
      items: await store.listItems(context.db, params.id, dateInChina(context.now)),
      mayEdit: writing !== null && covers(writing, orgPath),
    }
  },
  addCheckItems,
  editCheckItem,
  removeCheckItem,
}

async function addCheckItems(context: Context, { params, body }: Input<Routes['addCheckItems']>) {
  const { db, now } = context
  const project = await inScopeOrNotFound(context, params.id)
  const added = await store.insertItems(db, params.id, body.items)
  if (added === 0) throw conflict('check_items_there', '这些事项都已在清单上。')
  context.record({
    action: 'checkList.added',
    subject: { type: 'project', id: params.id },
    orgPath: project.orgPath,
    after: { items: body.items.map(({ title }) => title) },
  })
  return { items: await store.listItems(db, params.id, dateInChina(now)) }
}

async function editCheckItem(context: Context, { params, body }: Input<Routes['editCheckItem']>): Promise<CheckItem> {
  const { db, now, person } = context
  const before = await itemInScope(context, params.id)
  if (before.version !== body.version) {
    throw conflict('edit_conflict', '您打开页面后，这一事项已被他人修改。请刷新，对照最新内容后再保存。')
  }
  const { doneOn } = body.fields
  if (doneOn && doneOn > dateInChina(now)) throw invalid('date_not_yet', '完成日期不能晚于今天，请核对。')
  const given = Object.entries(body.fields).filter(
    ([field, value]) => value !== undefined && before[field as keyof CheckFields] !== value,
  )
  if (given.length === 0) throw invalid('nothing_changed', '没有改动任何内容。')
  await store.updateItem(db, params.id, { ...before, ...Object.fromEntries(given), doneBy: person.accountId })
  context.record({
    action: 'checkList.edited',
    subject: { type: 'project', id: before.projectId },
    orgPath: before.orgPath,
    before: {
      item: before.title,
      ...Object.fromEntries(given.map(([field]) => [field, before[field as keyof CheckFields]])),
    },
    after: { item: before.title, ...Object.fromEntries(given) },
  })
  return await asShown(context, params.id)
}

async function removeCheckItem(context: Context, { params }: Input<Routes['removeCheckItem']>) {
  const { db, now } = context
  const { projectId, orgPath, kind, title, owner, dueOn, doneOn } = await itemInScope(context, params.id)
  await store.deleteItem(db, params.id)
  context.record({
    action: 'checkList.removed',
    subject: { type: 'project', id: projectId },
    orgPath,
    before: { item: title, checkKind: kind, owner, dueOn, doneOn },
  })
  return { items: await store.listItems(db, projectId, dateInChina(now)) }
}

async function itemInScope({ db, scope, now }: Context, id: number) {
  const item = await store.lockItem(db, scope, id, dateInChina(now))
  if (!item) throw notFound('这一事项')
  return item
}

async function asShown(context: Context, id: number): Promise<CheckItem> {
  const { orgPath: _, projectName: __, ...item } = await itemInScope(context, id)
  return item
}
