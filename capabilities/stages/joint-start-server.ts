import { dateInChina } from '#kernel/period.ts'
import { conflict, invalid, notFound } from '#kernel/problem.ts'
import type { Context, Handlers } from '#platform/http/context.ts'
import type { Input } from '#platform/http/contract.ts'
import type { EventFields, JointStartPage, jointStartRoutes } from './contract/joint-starts.ts'
import { itemHandlers } from './item-server.ts'
import { cardsOf, jointStartPage, loadListed, readiness } from './joint-start-views.ts'
import { mayKeep, refuseForeign, unitFor } from './owning.ts'
import { readReadiness, recordPreparation } from './preparation-server.ts'
import { projectsInScope } from './store/cohorts.ts'
import * as store from './store/joint-starts.ts'

type Routes = typeof jointStartRoutes

/** 集中开工: the event, who is on its list and why, and what came of it. */
export const jointStartHandlers = {
  listJointStarts,
  createJointStart,
  readJointStart: async (context, { params }) =>
    await jointStartPage(context, await inSightOrNotFound(context, params.id)),
  editJointStart,
  listProjectsOfJointStart,
  removeFromJointStart,
  readReadiness,
  recordPreparation,
  ...itemHandlers,
} satisfies Handlers<Routes>

const REQUIRED = ['land', 'buildingPermit', 'contractor', 'machinery']

async function listJointStarts(context: Context) {
  const { db, scope, now } = context
  const events = await store.listEvents(db, scope)
  const loaded = await loadListed(
    context,
    events.map(({ id }) => id),
  )
  return {
    items: cardsOf(context, events, loaded),
    asOf: dateInChina(now),
    mayWrite: mayKeep(context, null),
    preparationItems: await store.listItems(db),
  }
}

async function createJointStart(
  context: Context,
  { body }: Input<Routes['createJointStart']>,
): Promise<JointStartPage> {
  const { db, now, person } = context
  const unit = await unitFor(context, body.orgId)
  const fields = { subVenues: [], document: null, requiredItems: REQUIRED, ...given(body) } as EventFields
  await refuseUnknownItems(context, fields)
  const id = await store.insertEvent(db, { ...fields, orgId: unit.id, by: person.accountId, now })
  context.record({
    action: 'jointStart.entered',
    subject: { type: 'jointStart', id },
    orgPath: unit.path,
    after: fields,
  })
  return await jointStartPage(context, await inSightOrNotFound(context, id))
}

async function editJointStart(
  context: Context,
  { params, body }: Input<Routes['editJointStart']>,
): Promise<JointStartPage> {
  const before = await hold(context, params.id)
  if (before.version !== body.version)
    throw conflict('edit_conflict', '您打开页面后，这次集中开工已被他人修改。请刷新，对照最新内容后再改。')
  const after = { ...fieldsOf(before), ...given(body.fields) } as EventFields
  const changed = FIELD_NAMES.filter((name) => JSON.stringify(after[name]) !== JSON.stringify(before[name]))
  if (changed.length === 0) throw invalid('nothing_changed', '没有改动任何内容。')
  await refuseUnknownItems(context, after)
  await store.updateEvent(context.db, params.id, after)
  context.record({
    action: 'jointStart.edited',
    subject: { type: 'jointStart', id: params.id },
    orgPath: before.orgPath,
    before: Object.fromEntries(changed.map((name) => [name, before[name]])),
    after: Object.fromEntries(changed.map((name) => [name, after[name]])),
    reason: body.reason,
  })
  return await jointStartPage(context, await inSightOrNotFound(context, params.id))
}

async function listProjectsOfJointStart(
  context: Context,
  { params, body }: Input<Routes['listProjectsOfJointStart']>,
): Promise<JointStartPage> {
  const { db, scope, now, person } = context
  const event = await hold(context, params.id)
  const venue = body.venue || null
  if (venue && venue !== event.mainVenue && !event.subVenues.includes(venue))
    throw invalid('venue_unknown', '所选会场不是本次集中开工的会场，请重新选择。')
  const ids = [...new Set(body.projectIds)]
  const projects = await projectsInScope(db, scope, ids)
  if (projects.length !== ids.length) throw notFound('其中的部分项目')
  const present = new Set(
    (await store.readListed(db, scope, [event.id]))
      .filter(({ removedAt }) => !removedAt)
      .map(({ projectId }) => projectId),
  )
  const twice = projects.filter(({ id }) => present.has(id))
  if (twice.length > 0) throw conflict('already_listed', `${twice[0]!.name}已在本次集中开工名单中，请勿重复加入。`)
  const checked = await readiness(context, ids, event.requiredItems)
  await refuseUnready(context, projects, checked, body.overrideReason)
  const overrideReason = body.overrideReason || null
  await store.insertListed(
    db,
    { eventId: event.id, venue: venue === event.mainVenue ? null : venue, overrideReason, by: person.accountId, now },
    checked,
  )
  context.record({
    action: 'jointStart.listed',
    subject: { type: 'jointStart', id: event.id },
    orgPath: event.orgPath,
    after: { venue: venue ?? event.mainVenue, projectNames: projects.map(({ name }) => name) },
    reason: overrideReason,
  })
  return await jointStartPage(context, event)
}

/** What is missing is named project by project; to list it all the same somebody says why. */
async function refuseUnready(
  { db }: Context,
  projects: readonly { id: number; name: string }[],
  checked: readonly { projectId: number; missing: string[] }[],
  overrideReason: string | null | undefined,
): Promise<void> {
  const unready = checked.filter(({ missing }) => missing.length > 0)
  if (unready.length === 0 || (overrideReason && overrideReason.length >= 2)) return
  const labels = new Map((await store.listItems(db)).map(({ code, label }) => [code, label]))
  const names = new Map(projects.map(({ id, name }) => [id, name]))
  const lines = unready.map(({ projectId, missing }) => ({
    projectId,
    name: names.get(projectId)!,
    missing: missing.map((code) => labels.get(code) ?? code),
  }))
  const first = lines[0]!
  const more = lines.length > 1 ? `等${lines.length}个项目` : ''
  throw conflict(
    'not_ready',
    `${first.name}${more}尚不具备开工条件（缺${first.missing.join('、')}）。请补齐后再列入；确需列入的，请写明理由。`,
    { projects: lines },
  )
}

async function removeFromJointStart(
  context: Context,
  { params, body }: Input<Routes['removeFromJointStart']>,
): Promise<JointStartPage> {
  const { db, scope, now, person } = context
  const event = await hold(context, params.id)
  const [project] = await projectsInScope(db, scope, [body.projectId])
  if (!project) throw notFound('这个项目')
  const { projectId, reason } = body
  if (!(await store.removeListed(db, { eventId: event.id, projectId, reason, by: person.accountId, now })))
    throw conflict('not_listed', '这个项目不在名单中，或已经移出。请刷新后核对。')
  context.record({
    action: 'jointStart.removed',
    subject: { type: 'jointStart', id: event.id },
    orgPath: event.orgPath,
    before: { projectNames: [project.name] },
    reason,
  })
  return await jointStartPage(context, event)
}

async function inSightOrNotFound({ db, scope }: Context, id: number): Promise<store.StoredEvent> {
  const found = (await store.listEvents(db, scope, id))[0]
  if (!found) throw notFound('这次集中开工')
  return found
}

async function hold(context: Context, id: number): Promise<store.StoredEvent> {
  const seen = await inSightOrNotFound(context, id)
  refuseForeign(context, seen)
  await store.lockEvent(context.db, id)
  return await inSightOrNotFound(context, id)
}

async function refuseUnknownItems({ db }: Context, { requiredItems }: EventFields): Promise<void> {
  const known = new Set((await store.listItems(db)).map(({ code }) => code))
  if (requiredItems.some((code) => !known.has(code)))
    throw invalid('item_unknown', '所选的开工条件不存在，请重新选择。')
}

const FIELD_NAMES = ['name', 'heldOn', 'mainVenue', 'subVenues', 'document', 'requiredItems'] as const

function fieldsOf(event: EventFields): EventFields {
  return Object.fromEntries(FIELD_NAMES.map((name) => [name, event[name]])) as unknown as EventFields
}

function given(fields: { [Name in keyof EventFields]?: EventFields[Name] | undefined }): Partial<EventFields> {
  return Object.fromEntries(FIELD_NAMES.flatMap((name) => (fields[name] === undefined ? [] : [[name, fields[name]]])))
}
