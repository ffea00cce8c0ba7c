import { conflict, invalid, notFound } from '#kernel/problem.ts'
import { covers } from '#platform/access/scope.ts'
import type { Context, Handlers } from '#platform/http/context.ts'
import type { Input } from '#platform/http/contract.ts'
import { type ledgerRoutes, projectFilter } from '../contract.ts'
import { createOwnColumn, dropOwnColumn, restoreOwnColumn } from '../own-columns/server.ts'
import { listColumns } from '../own-columns/store.ts'
import { projectsInScope } from '../store/assignments.ts'
import { type Home, homeIn } from '../store/project.ts'
import { type AskedColumn, MOST_FORM_PROJECTS, type OneOffForm } from './contract.ts'
import { fillingHandlers } from './filling-server.ts'
import { refuseDueBefore } from './rules.ts'
import { formOrNotFound, lineOf, viewOf } from './showing.ts'
import * as store from './store.ts'

type Routes = typeof ledgerRoutes

/** One-off forms: something an office asks its reporters once, and drops again. */
export const oneOffHandlers = {
  listOneOffForms: async (context) => {
    const items = []
    for (const form of await store.listForms(context.db, context.scope)) items.push(await lineOf(context, form))
    return { items }
  },
  createOneOffForm,
  readOneOffForm: async (context, { params }) => await viewOf(context, await formOrNotFound(context, params.id)),
  changeOneOffForm,
  closeOneOffForm,
  reopenOneOffForm,
  ...fillingHandlers,
} satisfies Partial<Handlers<Routes>>

async function createOneOffForm(context: Context, { body }: Input<Routes['createOneOffForm']>): Promise<OneOffForm> {
  const { db, scope, person, now } = context
  const home = await homeIn(db, body.orgId)
  if (!home || !covers(scope, home.orgPath)) {
    throw invalid('organisation_unknown', '下发单位不存在，或不在您的管理范围内，请重新选择。')
  }
  refuseDueBefore(body.dueOn, now)
  if (!body.columns.some(({ required }) => required))
    throw invalid('nothing_required', '请至少设置一个必填列，系统据此判断项目是否填完。')
  const projectIds = await chosenProjects(context, body, home)
  const columns = await columnsFor(context, body.columns, home)
  const id = await store.insertForm(db, { ...body, by: person.accountId, at: now })
  await store.insertColumns(db, id, columns)
  await store.insertProjects(db, id, projectIds)
  const form = await formOrNotFound(context, id)
  context.record({
    action: 'oneOff.created',
    subject: { type: 'oneOff', id },
    orgPath: home.orgPath,
    after: {
      title: form.title,
      dueOn: form.dueOn,
      columns: form.columns.map(({ heading }) => heading),
      projects: projectIds.length,
    },
  })
  return await viewOf(context, form)
}

/** Selected ones must all be there; of a filter those below the organisation are taken. */
async function chosenProjects(
  { db, scope }: Context,
  { projectIds, filter }: Input<Routes['createOneOffForm']>['body'],
  { orgPath }: Home,
): Promise<number[]> {
  if (projectIds) {
    const ids = [...new Set(projectIds)]
    const found = await projectsInScope(db, scope, ids)
    if (found.length < ids.length) throw notFound('其中的部分项目')
    if (found.some((project) => !covers({ all: false, paths: [orgPath], assignees: [] }, project.orgPath)))
      throw invalid('project_elsewhere', '所选项目有的不属于下发单位，请重新选择项目或下发单位。')
    return ids
  }
  const parsed = projectFilter.safeParse(filter ?? {})
  if (!parsed.success) throw invalid('filter_unknown', '筛选条件无法识别，请重新设置筛选。')
  const found = await store.chooseProjects(db, scope, { filter: parsed.data, orgPath, most: MOST_FORM_PROJECTS })
  if (found.length === 0) throw invalid('no_projects', '没有符合条件的项目，请放宽筛选。')
  if (found.length > MOST_FORM_PROJECTS)
    throw invalid('too_many_projects', `一张报表最多${MOST_FORM_PROJECTS}个项目，请缩小筛选范围。`)
  return found
}

/** New columns become the office's own; one that is there already must hold for every project of the form. */
async function columnsFor(context: Context, asked: readonly AskedColumn[], { orgId, orgPath }: Home) {
  const known = await listColumns(context.db, context.scope)
  const columns = []
  for (const column of asked) {
    const { required } = column
    if (!('ownColumnId' in column)) {
      const { id } = await createOwnColumn(context, { params: {}, query: {}, body: { ...column, orgId } } as never)
      columns.push({ id, required, madeHere: true })
      continue
    }
    const own = known.find(({ id }) => id === column.ownColumnId)
    if (!own || !covers({ all: false, paths: [own.orgPath], assignees: [] }, orgPath))
      throw invalid('column_unknown', '所选自设列已删除，或不适用于下发单位，请重新选择。')
    columns.push({ id: own.id, required, madeHere: false })
  }
  if (new Set(columns.map(({ id }) => id)).size < columns.length)
    throw invalid('column_twice', '同一列出现了两次，请删去一个。')
  return columns
}

async function changeOneOffForm(context: Context, { params, body }: Input<Routes['changeOneOffForm']>) {
  const before = await lockedOrNotFound(context, params.id)
  if (before.version !== body.version) throw conflict('edit_conflict', '这张报表已被他人修改，请刷新后再改。')
  const next = { title: body.title ?? before.title, note: body.note ?? before.note, dueOn: body.dueOn ?? before.dueOn }
  if (next.dueOn !== before.dueOn) refuseDueBefore(next.dueOn, context.now)
  if (next.title === before.title && next.note === before.note && next.dueOn === before.dueOn)
    throw invalid('nothing_changed', '没有改动任何内容。')
  await store.updateForm(context.db, { id: before.id, ...next })
  const { title, note, dueOn } = before
  recordOf(context, before, { action: 'oneOff.changed', before: { title, note, dueOn }, after: next })
  return await viewOf(context, await formOrNotFound(context, before.id))
}

async function closeOneOffForm(context: Context, { params, body }: Input<Routes['closeOneOffForm']>) {
  const form = await lockedOrNotFound(context, params.id)
  const dropping = body.dropColumns ? form.columns.filter(({ madeHere, isDropped }) => madeHere && !isDropped) : []
  if (form.closedAt && dropping.length === 0) throw conflict('one_off_closed', '这张一次性报表已经结束。')
  await refuseStillAsked(context, form, dropping)
  const { filled, total } = await store.countRows(context.db, context.scope, form)
  for (const { id } of dropping) await dropOwnColumn(context, { params: { id } } as never)
  if (!form.closedAt) await store.setClosed(context.db, form.id, { at: context.now, by: context.person.accountId })
  const after = { filled, projects: total, columnsDropped: dropping.map(({ heading }) => heading) }
  recordOf(context, form, { action: 'oneOff.closed', before: { title: form.title }, after })
  return await viewOf(context, await formOrNotFound(context, form.id))
}

async function refuseStillAsked(
  { db }: Context,
  form: store.StoredOneOff,
  columns: readonly { id: number }[],
): Promise<void> {
  if (columns.length === 0) return
  const used = await store.usedElsewhere(
    db,
    form.id,
    columns.map(({ id }) => id),
  )
  if (used.length > 0)
    throw conflict('column_still_asked', `“${used.join('”“')}”还有其他报表正在使用，不能删除。请先结束那张报表。`)
}

/** Columns that went with the form come back with what stood in them, as long as it is kept. */
async function reopenOneOffForm(context: Context, { params, body }: Input<Routes['reopenOneOffForm']>) {
  const form = await lockedOrNotFound(context, params.id)
  if (!form.closedAt) throw conflict('one_off_open', '这张一次性报表没有结束，不需要重新开放。')
  refuseDueBefore(body.dueOn, context.now)
  const dropped = form.columns.filter(({ isDropped }) => isDropped)
  const gone = await store.clearedColumns(
    context.db,
    dropped.map(({ id }) => id),
  )
  if (gone.length > 0)
    throw conflict('columns_cleared', `“${gone.join('”“')}”删除已超过30天，内容已清除，不能重新开放。请新建一张报表。`)
  for (const { id } of dropped) await restoreOwnColumn(context, { params: { id } } as never)
  await store.setClosed(context.db, form.id, null)
  await store.updateForm(context.db, { ...form, dueOn: body.dueOn })
  recordOf(context, form, { action: 'oneOff.reopened', before: { dueOn: form.dueOn }, after: { dueOn: body.dueOn } })
  return await viewOf(context, await formOrNotFound(context, form.id))
}

async function lockedOrNotFound({ db, scope }: Context, id: number): Promise<store.StoredOneOff> {
  const form = await store.lockForm(db, scope, id)
  if (!form) throw notFound('这张一次性报表')
  return form
}

function recordOf(
  context: Context,
  { id, orgPath }: store.StoredOneOff,
  entry: { action: string; before: Record<string, unknown>; after: Record<string, unknown> },
): void {
  context.record({ ...entry, subject: { type: 'oneOff', id }, orgPath })
}
