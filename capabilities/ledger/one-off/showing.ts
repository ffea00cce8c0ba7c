import { notFound } from '#kernel/problem.ts'
import { covers, type Scope, scopeFor } from '#platform/access/scope.ts'
import type { Context } from '#platform/http/context.ts'
import { readRows } from '../grid/store/rows.ts'
import type { OneOffForm, OneOffLine, OneOffRow } from './contract.ts'
import { stateOf } from './rules.ts'
import * as store from './store.ts'

export const NOWHERE: Scope = { all: false, paths: [], assignees: [] }

export async function formOrNotFound({ db, scope }: Context, id: number): Promise<store.StoredOneOff> {
  const form = await store.findForm(db, scope, id)
  if (!form) throw notFound('这张一次性报表')
  return form
}

export async function lineOf({ db, scope, now }: Context, form: store.StoredOneOff): Promise<OneOffLine> {
  const { id, title, orgName, dueOn, createdBy, createdAt, closedBy, closedAt } = form
  const counts = await store.countRows(db, scope, form)
  return {
    ...{ id, title, orgName, dueOn, createdBy, createdAt, closedBy, closedAt },
    ...counts,
    state: stateOf(form, now),
    columnsDropped: form.columns.every(({ isDropped }) => isDropped),
  }
}

export async function viewOf(context: Context, form: store.StoredOneOff): Promise<OneOffForm> {
  const writing = scopeFor(context.person, 'project.write')
  const filling = scopeFor(context.person, 'report.write')
  const mine = filling ? await store.countRows(context.db, filling, form) : { total: 0 }
  return {
    ...(await lineOf(context, form)),
    note: form.note,
    orgId: form.orgId,
    version: form.version,
    columns: form.columns,
    mayManage: writing !== null && covers(writing, form.orgPath),
    toFill: mine.total,
  }
}

/** Rows with their cells by the number of the column; `fillable` are the projects one may fill in. */
export async function rowsOf(
  { db, scope }: Context,
  form: store.StoredOneOff,
  heads: readonly store.RowHead[],
  fillable: ReadonlySet<number>,
): Promise<OneOffRow[]> {
  const columns = form.columns.filter(({ isDropped }) => !isDropped).map(({ id }) => `own.${id}`)
  const ids = heads.map(({ projectId }) => projectId)
  const held = new Map((await readRows(db, scope, ids, columns)).map(({ id, cells }) => [id, cells]))
  return heads.map(({ orgPath: _, ...head }) => ({
    ...head,
    mayFill: fillable.has(head.projectId),
    cells: Object.fromEntries(columns.map((field) => [field.slice(4), held.get(head.projectId)?.[field] ?? null])),
  }))
}
