import { conflict, invalid, notFound } from '#kernel/problem.ts'
import { covers, type Scope, scopeFor } from '#platform/access/scope.ts'
import type { Context, Handlers } from '#platform/http/context.ts'
import type { Input } from '#platform/http/contract.ts'
import type { ledgerRoutes, Project, ProjectFields } from './contract.ts'
import { refuseEdit } from './edit-checks.ts'
import { type FieldName, type FieldValue, fieldText } from './fields.ts'
import * as store from './store/project.ts'
import { recomputeStandings } from './store/standing.ts'

type Routes = typeof ledgerRoutes

/** One project: entering, reading, editing, and its history. */
export const projectHandlers = {
  createProject,
  readProject: async (context, { params }) => view(context, await inScopeOrNotFound(context, params.id)),
  editProject,
  readHistory: async (context, { params, query }) => {
    await inScopeOrNotFound(context, params.id)
    const items = await store.readHistory(context.db, params.id, query)
    return { items, next: items.length === query.limit ? items.at(-1)!.id : null }
  },
} satisfies Partial<Handlers<Routes>>

export async function inScopeOrNotFound({ db, scope }: Context, id: number): Promise<store.StoredProject> {
  const found = await store.readProject(db, scope, id)
  if (!found) throw notFound('这个项目')
  return found
}

/** As the page shows it; whether the person may edit is asked of the grants that carry the right. */
export function view({ person }: Context, { orgPath, ...project }: store.StoredProject): Project {
  const writing = scopeFor(person, 'project.write')
  return { ...project, mayEdit: writing !== null && covers(writing, orgPath) }
}

async function createProject(context: Context, { body }: Input<Routes['createProject']>): Promise<Project> {
  const home = await homeInScope(context, body.orgId)
  await refuseForeignPark(context, body.parkId, home)
  const values = { ...body, library: body.library ?? 'construction', isPriority: body.isPriority ?? false }
  const id = await store.insertProject(context.db, home, values)
  await store.insertChanges(
    context.db,
    [{ projectId: id, field: 'created', old: null, new: body.name }],
    sourceOf(context, 'entry', null),
  )
  await recomputeStandings(context.db, [id])
  context.record({ action: 'project.created', subject: { type: 'project', id }, orgPath: home.orgPath, after: values })
  return view(context, await inScopeOrNotFound(context, id))
}

async function editProject(context: Context, { params, body }: Input<Routes['editProject']>): Promise<Project> {
  const { db } = context
  if (!(await store.lockProject(db, context.scope, params.id))) throw notFound('这个项目')
  const before = await inScopeOrNotFound(context, params.id)
  const changes = changedFields(before, body.fields)
  if (before.version !== body.version) await refuseConflict(context, before, changes)
  if (changes.length === 0) throw invalid('nothing_changed', '没有改动任何内容。')
  refuseEdit(
    changes.map((change) => ({ ...change, old: fieldText(before[change.field]) })),
    body.reason,
  )
  const home =
    body.fields.orgId && body.fields.orgId !== before.orgId ? await homeInScope(context, body.fields.orgId) : null
  await refuseForeignPark(context, body.fields.parkId, home ?? before)
  const values = Object.fromEntries(changes.map(({ field, value }) => [field, value]))
  await store.updateProject(db, params.id, values, home, context.now)
  if (changes.some(({ field }) => field === 'name')) await keepName(context, before)
  const rows = changes.map(({ field, value }) => ({
    projectId: params.id,
    field,
    old: fieldText(before[field]),
    new: fieldText(value),
  }))
  await store.insertChanges(db, rows, sourceOf(context, 'edit', null))
  await recomputeStandings(db, [params.id])
  context.record({
    action: 'project.edited',
    subject: { type: 'project', id: params.id },
    orgPath: home?.orgPath ?? before.orgPath,
    before: Object.fromEntries(changes.map(({ field }) => [field, before[field]])),
    after: values,
    reason: body.reason ?? null,
  })
  return view(context, await inScopeOrNotFound(context, params.id))
}

type Change = { field: FieldName; value: FieldValue }

function changedFields(before: store.StoredProject, fields: Partial<ProjectFields>): Change[] {
  return (Object.entries(fields) as [FieldName, FieldValue | undefined][])
    .filter(([field, value]) => value !== undefined && fieldText(before[field]) !== fieldText(value))
    .map(([field, value]) => ({ field, value: value === '' ? null : (value as FieldValue) }))
}

/** Somebody else saved in between: says who, when and which of the fields; nothing is overwritten. */
async function refuseConflict({ db }: Context, current: store.StoredProject, changes: Change[]): Promise<never> {
  const last = await store.lastChanges(
    db,
    current.id,
    changes.map(({ field }) => field),
  )
  const fields = changes.map(({ field, value }) => ({
    field,
    yours: fieldText(value),
    theirs: fieldText(current[field]),
    ...last.find((change) => change.field === field),
  }))
  throw conflict('edit_conflict', '您打开页面后，这个项目已被他人修改。请对照最新内容，确认后再保存。', {
    version: current.version,
    fields,
  })
}

async function keepName({ db }: Context, before: store.StoredProject): Promise<void> {
  await store.keepFormerName(db, before.id, before.name)
  await store.refreshSearchText(db, [before.id])
}

async function homeInScope({ db, scope }: { db: Context['db']; scope: Scope }, orgId: number): Promise<store.Home> {
  const home = await store.homeIn(db, orgId)
  if (!home || !covers(scope, home.orgPath))
    throw invalid('organisation_unknown', '所属单位不存在，或不在您的管理范围内，请重新选择。')
  return home
}

async function refuseForeignPark(
  { db }: Context,
  parkId: number | null | undefined,
  home: Pick<store.Home, 'countyId'>,
): Promise<void> {
  if (!parkId || (await store.isParkOf(db, parkId, home))) return
  throw invalid('park_unknown', '所选园区不在本县（市、区），请重新选择。')
}

export function sourceOf({ now, person }: Context, source: string, sourceId: string | null): store.ChangeSource {
  return { at: now, accountId: person.accountId, actor: person.username, source, sourceId }
}
