import { conflict, invalid, notFound } from '#kernel/problem.ts'
import { covers, scopeFor } from '#platform/access/scope.ts'
import type { Context, Handlers } from '#platform/http/context.ts'
import type { Input } from '#platform/http/contract.ts'
import type { ledgerRoutes } from '../contract.ts'
import { SYSTEM_ID_HEADING, TERMS_HEADING } from '../exporting/columns.ts'
import type { OwnColumn } from '../grid/contract.ts'
import { sourceOf } from '../project-server.ts'
import { homeIn, insertChanges } from '../store/project.ts'
import { fitting, refuseChoices, refuseHeading } from './rules.ts'
import * as store from './store.ts'

type Routes = typeof ledgerRoutes

/** Headings of the export that the reader of ledgers takes care of itself. */
const TAKEN: ReadonlySet<string> = new Set([SYSTEM_ID_HEADING, TERMS_HEADING])

/** The offices' own columns: added in a minute, dropped again with thirty days to think it over. */
export const ownColumnHandlers = {
  listOwnColumns: async (context) => ({
    items: (await store.listColumns(context.db, context.scope)).map((column) => columnView(context, column)),
    dropped: (await store.listDropped(context.db, context.scope))
      .map((column) => columnView(context, column))
      .filter(({ mayChange }) => mayChange),
  }),
  createOwnColumn,
  changeOwnColumn,
  dropOwnColumn,
  restoreOwnColumn,
} satisfies Partial<Handlers<Routes>>

function columnView({ person }: Context, { orgPath, ...column }: store.StoredColumn): OwnColumn {
  const writing = scopeFor(person, 'project.write')
  return { ...column, mayChange: writing !== null && covers(writing, orgPath) }
}

/** Over a heading that files have already filled, the column takes over what stands there; what does not fit stays as it is, and is counted. */
export async function createOwnColumn(context: Context, { body }: Input<Routes['createOwnColumn']>) {
  const { db, scope, person } = context
  const home = await homeIn(db, body.orgId)
  if (!home || !covers(scope, home.orgPath)) {
    throw invalid('organisation_unknown', '所属单位不存在，或不在您的管理范围内，请重新选择。')
  }
  refuseHeading(body.heading, TAKEN)
  refuseChoices(body.kind, body.choices)
  const id = await store.insertColumn(db, body, person.accountId)
  const column = (await store.lockColumn(db, id))!
  const taken = await adopt(context, column)
  context.record({
    action: 'column.created',
    subject: { type: 'column', id },
    orgPath: column.orgPath,
    after: { heading: column.heading, kind: column.kind, choices: column.choices, unit: column.unit, ...taken },
  })
  return { ...columnView(context, column), ...taken }
}

/** Values found under the heading, in the column's own form: 1,200 becomes 1200. */
async function adopt(context: Context, column: store.StoredColumn): Promise<{ adopted: number; unfit: number }> {
  const found = await store.valuesUnder(context.db, column.orgPath, column.heading)
  const read = found.map(({ projectId, value }) => ({ projectId, old: value, value: fitting(column, value) }))
  const fits = read.filter(({ value }) => value !== null)
  const rewritten = fits.filter(({ value, old }) => value !== old)
  await putValues(
    context,
    column,
    rewritten.map((row) => ({ ...row, value: row.value })),
  )
  return { adopted: fits.length, unfit: read.length - fits.length }
}

async function changeOwnColumn(context: Context, { params, body }: Input<Routes['changeOwnColumn']>) {
  const before = await changeable(context, params.id)
  if (before.droppedAt) throw conflict('column_dropped', '这一列已经删除，请先恢复。')
  const next = { ...before, ...defined(body) }
  if (JSON.stringify(next) === JSON.stringify(before)) throw invalid('nothing_changed', '没有改动任何内容。')
  refuseChoices(next.kind, next.choices)
  const held = await store.valuesUnder(context.db, before.orgPath, before.heading)
  refuseUnfit(before, next, held)
  if (next.heading !== before.heading) await rename(context, before, next.heading, held)
  await store.updateColumn(context.db, before.id, next)
  context.record({
    action: 'column.changed',
    subject: { type: 'column', id: before.id },
    orgPath: before.orgPath,
    before: { heading: before.heading, choices: before.choices, unit: before.unit },
    after: { heading: next.heading, choices: next.choices, unit: next.unit, projects: held.length },
  })
  return columnView(context, { ...next, droppedAt: null })
}

/** A choice somebody chose is not taken away under them: 409 with the values and how often each stands. */
function refuseUnfit(before: store.StoredColumn, next: store.StoredColumn, held: readonly store.HeldValue[]): void {
  if (next.kind !== 'choice') return
  const lost = held.filter(({ value }) => fitting(before, value) !== null && fitting(next, value) === null)
  if (lost.length === 0) return
  const counts = new Map<string, number>()
  for (const { value } of lost) counts.set(value, (counts.get(value) ?? 0) + 1)
  const values = [...counts].map(([value, projects]) => ({ value, projects }))
  const named = values.slice(0, 3).map(({ value, projects }) => `“${value}”（${projects}个项目）`)
  throw conflict('choices_in_use', `还有项目填着要删除的选项：${named.join('、')}。请先改填后再删除选项。`, {
    values: values.slice(0, 60),
  })
}

/** The values move to the new heading with the history of each project; a project that has something under it already stands in the way. */
async function rename(
  context: Context,
  column: store.StoredColumn,
  to: string,
  held: readonly store.HeldValue[],
): Promise<void> {
  refuseHeading(to, TAKEN)
  const there = await store.valuesUnder(context.db, column.orgPath, to)
  if (there.length > 0) {
    throw conflict('heading_in_use', `已有${there.length}个项目在“${to}”下有内容，不能改成这个名称。请换一个列名。`)
  }
  await store.renameKey(
    context.db,
    { from: column.heading, to },
    held.map(({ projectId }) => projectId),
    context.now,
  )
  const changes = held.flatMap(({ projectId, value }) => [
    { projectId, field: column.heading, old: value, new: null },
    { projectId, field: to, old: null, new: value },
  ])
  await insertChanges(context.db, changes, sourceOf(context, 'column', String(column.id)))
}

export async function dropOwnColumn(context: Context, { params }: Input<Routes['dropOwnColumn']>) {
  const { db, now, person } = context
  const column = await changeable(context, params.id)
  if (column.droppedAt) throw conflict('column_dropped', '这一列已经删除。')
  const held = await store.valuesUnder(db, column.orgPath, column.heading)
  await store.keepDroppedValues(db, column.id, held)
  await putValues(
    context,
    column,
    held.map(({ projectId, value }) => ({ projectId, old: value, value: null })),
  )
  await store.setDropped(db, column.id, { at: now, by: person.accountId })
  context.record({
    action: 'column.dropped',
    subject: { type: 'column', id: column.id },
    orgPath: column.orgPath,
    before: { heading: column.heading, kind: column.kind },
    after: { projects: held.length },
  })
  return { filled: held.length }
}

/** Brings the values back; where something else was written under the heading meanwhile, that stays. */
export async function restoreOwnColumn(
  context: Context,
  { params }: Input<Routes['restoreOwnColumn']>,
): Promise<OwnColumn> {
  const { db } = context
  const column = await changeable(context, params.id)
  if (!column.droppedAt) throw conflict('column_in_use', '这一列正在使用，不需要恢复。')
  await store.setDropped(db, column.id, null)
  const kept = await store.takeDroppedValues(db, column.id)
  const there = new Set((await store.valuesUnder(db, column.orgPath, column.heading)).map(({ projectId }) => projectId))
  const back = kept.filter(({ projectId }) => !there.has(projectId))
  await putValues(
    context,
    column,
    back.map(({ projectId, value }) => ({ projectId, old: null, value })),
  )
  context.record({
    action: 'column.restored',
    subject: { type: 'column', id: column.id },
    orgPath: column.orgPath,
    after: { heading: column.heading, projects: back.length },
  })
  return columnView(context, { ...column, droppedAt: null })
}

async function changeable({ db, scope }: Context, id: number): Promise<store.StoredColumn> {
  const column = await store.lockColumn(db, id)
  if (!column || !covers(scope, column.orgPath)) throw notFound('这一列')
  return column
}

type ValueMove = { projectId: number; old: string | null; value: string | null }

async function putValues(context: Context, column: store.StoredColumn, moves: readonly ValueMove[]): Promise<void> {
  if (moves.length === 0) return
  await store.putValues(context.db, column.heading, moves, context.now)
  const changes = moves.map(({ projectId, old, value }) => ({ projectId, field: column.heading, old, new: value }))
  await insertChanges(context.db, changes, sourceOf(context, 'column', String(column.id)))
}

function defined<T extends object>(given: T): Partial<{ [K in keyof T]: Exclude<T[K], undefined> }> {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as never
}
