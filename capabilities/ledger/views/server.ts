import { conflict, forbidden, invalid, notFound } from '#kernel/problem.ts'
import { ROLES } from '#platform/access/permissions.ts'
import { covers, scopeFor } from '#platform/access/scope.ts'
import type { Context, Handlers } from '#platform/http/context.ts'
import type { Input } from '#platform/http/contract.ts'
import { type ledgerRoutes, projectFilter } from '../contract.ts'
import type { SavedView, ViewDefinition } from '../grid/contract.ts'
import { ownId } from '../grid/store/columns.ts'
import { listColumns } from '../own-columns/store.ts'
import { homeIn } from '../store/project.ts'
import { STANDARD_VIEWS } from './standard.ts'
import * as store from './store.ts'

type Routes = typeof ledgerRoutes

/** Saved views of the grid: one's own, shared with an organisation and all below it, or first in sight of a role there. */
export const viewHandlers = {
  listViews: async (context) => {
    const stored = await store.listViews(context.db, seerOf(context))
    const columns = await columnIds(context)
    return { items: [...STANDARD_VIEWS, ...stored.map((view) => viewOf(context, view, columns))] }
  },
  createView: async (context, { body }) => {
    await refuseView(context, body)
    const id = await store.insertView(context.db, shaped(body), by(context))
    return await saved(context, id, 'view.created')
  },
  changeView: async (context, { params, body }) => {
    const view = await changeable(context, params.id)
    if (view.version !== body.version) {
      throw conflict('edit_conflict', '您打开后，这个视图已被他人修改。请刷新后再保存。', { version: view.version })
    }
    await refuseView(context, body, view)
    await store.updateView(context.db, view.id, shaped(body), by(context))
    return await saved(context, view.id, 'view.changed')
  },
  removeView: async (context, { params }) => {
    const view = await changeable(context, params.id)
    await store.deleteView(context.db, view.id)
    record(context, view, 'view.removed')
    return undefined
  },
} satisfies Partial<Handlers<Routes>>

function seerOf({ person, scope }: Context): store.Seer {
  return { person, reading: scope, writing: scopeFor(person, 'project.write') }
}

function by({ person, now }: Context) {
  return { accountId: person.accountId, now }
}

async function columnIds({ db, scope }: Context): Promise<ReadonlySet<number>> {
  return new Set((await listColumns(db, scope)).map(({ id }) => id))
}

function viewOf(context: Context, view: store.StoredView, columns: ReadonlySet<number>): SavedView {
  const { ownerId, orgPath, definition, ...rest } = view
  return {
    ...rest,
    definition: withoutGone(definition, columns),
    isOwn: ownerId === context.person.accountId,
    isStandard: false,
    mayChange: mayChange(context, view),
  }
}

/** Whose it is; a shared one also the project office over its organisation. */
function mayChange({ person }: Context, { ownerId, orgPath }: store.StoredView): boolean {
  if (ownerId === person.accountId) return true
  const writing = scopeFor(person, 'project.write')
  return orgPath !== null && writing !== null && covers(writing, orgPath)
}

/** A view that names a dropped column still opens, without it. */
export function withoutGone(definition: ViewDefinition, own: ReadonlySet<number>): ViewDefinition {
  const stands = (field: string) => {
    const id = ownId(field)
    return id === null || own.has(id)
  }
  const columns = definition.columns.filter(({ field }) => stands(field))
  return {
    ...definition,
    columns: columns.length > 0 ? columns : [{ field: 'name' }],
    sort: stands(definition.sort) ? definition.sort : 'updatedAt',
    group: definition.group.filter(stands),
    filter: filterWithout(definition.filter, stands),
  }
}

function filterWithout(filter: Record<string, string>, stands: (field: string) => boolean): Record<string, string> {
  const { where, ...rest } = filter
  const conditions = where ? projectFilter.shape.where.parse(where) : undefined
  const left = conditions?.filter(({ field }) => stands(field)) ?? []
  return left.length > 0 ? { ...rest, where: JSON.stringify(left) } : rest
}

type Body = Input<Routes['createView']>['body']

/** `mine` has neither organisation nor role; the region chosen at the top left is not part of a view. */
function shaped({ name, audience, role, orgId, definition }: Body): store.NewView {
  const { org: _, county: __, ...filter } = definition.filter
  return {
    name,
    audience,
    role: audience === 'role' ? role : null,
    orgId: audience === 'mine' ? null : orgId,
    definition: { ...definition, filter },
  }
}

async function refuseView(context: Context, body: Body, before?: store.StoredView): Promise<void> {
  refuseFilter(body.definition.filter)
  if (new Set(body.definition.columns.map(({ field }) => field)).size < body.definition.columns.length) {
    throw invalid('columns_twice', '同一列在视图中出现了两次，请去掉重复的列。')
  }
  if (body.audience === 'mine') return
  const home = body.orgId ? await homeIn(context.db, body.orgId) : null
  const owned = before !== undefined && before.orgId === body.orgId && before.audience === body.audience
  if (!home || (!owned && !covers(context.scope, home.orgPath))) {
    throw invalid('organisation_unknown', '请选择共享给哪个单位（须在您的查看范围内）。')
  }
  if (body.audience !== 'role') return
  if (!(ROLES as readonly (string | null)[]).includes(body.role))
    throw invalid('role_unknown', '请选择视图给哪个岗位。')
  const writing = scopeFor(context.person, 'project.write')
  if (!owned && (!writing || !covers(writing, home.orgPath))) {
    throw forbidden('office_decides', '给岗位指定视图由项目办办理。您可以保存为自己的视图，或共享给本单位。')
  }
}

function refuseFilter(filter: Record<string, string>): void {
  const known = projectFilter.strict().safeParse(filter)
  if (!known.success) throw invalid('filter_unknown', '视图中的筛选条件无法识别，请重新设置筛选后保存。')
}

async function changeable(context: Context, id: number): Promise<store.StoredView> {
  await store.lockView(context.db, id)
  const view = await store.readView(context.db, seerOf(context), id)
  if (!view) throw notFound('这个视图')
  if (!mayChange(context, view)) throw forbidden('not_own_view', '这个视图由他人保存，您可以另存一份再修改。')
  return view
}

async function saved(context: Context, id: number, action: string): Promise<SavedView> {
  const view = (await store.readView(context.db, seerOf(context), id))!
  record(context, view, action)
  return viewOf(context, view, await columnIds(context))
}

function record(context: Context, view: store.StoredView, action: string): void {
  const { id, name, audience, role, orgId } = view
  const orgPath = view.orgPath ?? context.scope.paths[0] ?? context.person.grants[0]!.path
  context.record({ action, subject: { type: 'view', id }, orgPath, after: { name, audience, role, orgId } })
}
