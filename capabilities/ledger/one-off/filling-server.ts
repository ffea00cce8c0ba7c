import { conflict, invalid, notFound } from '#kernel/problem.ts'
import { scopeFor } from '#platform/access/scope.ts'
import type { Context, Handlers } from '#platform/http/context.ts'
import type { Input } from '#platform/http/contract.ts'
import type { ledgerRoutes } from '../contract.ts'
import type { CellColumn } from '../grid/cell-values.ts'
import { writeEdits } from '../grid/edit-server.ts'
import { projectsInScope } from '../store/assignments.ts'
import { MOST_FORM_PROJECTS } from './contract.ts'
import { readAsked } from './progress-store.ts'
import { refuseNotOpen } from './rules.ts'
import { formOrNotFound, NOWHERE, rowsOf } from './showing.ts'
import * as store from './store.ts'

type Routes = typeof ledgerRoutes

/** What reporters do with a form, and what the office sees of it. */
export const fillingHandlers = {
  listOneOffRows,
  fillOneOffForm,
  readOneOffProgress,
} satisfies Partial<Handlers<Routes>>

async function listOneOffRows(context: Context, { params, query }: Input<Routes['listOneOffRows']>) {
  const form = await formOrNotFound(context, params.id)
  const filling = scopeFor(context.person, 'report.write')
  const scope = query.mine ? (filling ?? NOWHERE) : context.scope
  const part = { offset: query.offset, limit: query.limit, missing: query.missing === 'true' }
  const { items, total } = await store.listRows(context.db, scope, form, part)
  const ids = items.map(({ projectId }) => projectId)
  const fillable = filling ? await projectsInScope(context.db, filling, ids) : []
  return { items: await rowsOf(context, form, items, new Set(fillable.map(({ id }) => id))), total }
}

/** Only the form's columns in the form's projects, through the ledger's one way of writing cells. */
async function fillOneOffForm(context: Context, { params, body }: Input<Routes['fillOneOffForm']>) {
  const { db, scope, now } = context
  await store.waitWhileChanged(db, params.id)
  const form = await formOrNotFound(context, params.id)
  refuseNotOpen(form, now)
  const columns = new Map<string, CellColumn>(
    form.columns
      .filter(({ isDropped }) => !isDropped)
      .map((column) => [`own.${column.id}`, { own: column, field: `own.${column.id}` }]),
  )
  if (body.cells.some(({ columnId }) => !form.columns.some(({ id }) => id === columnId)))
    throw invalid('column_not_asked', '其中的部分列不在这张报表中，请刷新后重试。')
  if (body.cells.some(({ columnId }) => !columns.has(`own.${columnId}`)))
    throw conflict('column_dropped', '其中的部分列已被删除，请联系下发单位恢复。')
  const ids = [...new Set(body.cells.map(({ projectId }) => projectId))]
  const part = { offset: 0, limit: MOST_FORM_PROJECTS, missing: false, ids }
  const asked = await store.listRows(db, scope, form, part)
  if (asked.total < ids.length) throw notFound('其中的部分项目')
  const cells = body.cells.map(({ columnId, ...cell }) => ({ ...cell, field: `own.${columnId}` }))
  await writeEdits(context, { cells, columns, reason: `填报：${form.title}` })
  const { items } = await store.listRows(db, scope, form, part)
  return { items: await rowsOf(context, form, items, new Set(ids)) }
}

const NAMED = 500

type Count = { id: number | null; name: string; total: number; filled: number }

async function readOneOffProgress(context: Context, { params }: Input<Routes['readOneOffProgress']>) {
  const form = await formOrNotFound(context, params.id)
  const asked = await readAsked(context.db, context.scope, form)
  const counties = new Map<number | null, Count>()
  const reporters = new Map<number | null, Count>()
  for (const { countyId, countyName, isFilled, reporters: people } of asked) {
    add(counties, { id: countyId, name: countyName ?? '' }, isFilled)
    for (const person of people.length > 0 ? people : [{ id: null, name: '' }]) add(reporters, person, isFilled)
  }
  const missing = asked.filter(({ isFilled }) => !isFilled).slice(0, NAMED)
  return {
    counties: [...counties.values()],
    // who owes the most stands first
    reporters: [...reporters.values()].sort((a, b) => b.total - b.filled - (a.total - a.filled)),
    missing: missing.map(({ projectId, name, countyName, reporters: people }) => ({
      projectId,
      name,
      countyName,
      reporters: people.map((person) => person.name),
    })),
  }
}

function add(counts: Map<number | null, Count>, { id, name }: Pick<Count, 'id' | 'name'>, isFilled: boolean): void {
  const count = counts.get(id) ?? { id, name, total: 0, filled: 0 }
  counts.set(id, { ...count, total: count.total + 1, filled: count.filled + (isFilled ? 1 : 0) })
}
