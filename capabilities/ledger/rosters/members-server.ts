import { dateInChina } from '#kernel/period.ts'
import { conflict, invalid, notFound } from '#kernel/problem.ts'
import type { Context } from '#platform/http/context.ts'
import type { Input } from '#platform/http/contract.ts'
import { sourceOf } from '../project-server.ts'
import { projectsInScope } from '../store/assignments.ts'
import { type ChangeRow, insertChanges } from '../store/project.ts'
import type { RosterMember, rosterRoutes } from './contract.ts'
import { keptRoster } from './keeping.ts'
import * as store from './store.ts'

type Routes = typeof rosterRoutes

/** Puts projects on a list, once each; those that are on it stay as they are. */
export async function addMembers(context: Context, { params, body }: Input<Routes['addMembers']>) {
  const { db, now, person } = context
  await store.lockRoster(db, params.id)
  const roster = await keptRoster(context, params.id)
  const projects = await allInScope(context, body.projectIds)
  const joinedOn = body.joinedOn ?? dateInChina(now)
  refuseFuture(joinedOn, now)
  const present = new Set(
    await store.presentMembers(
      db,
      roster.id,
      projects.map(({ id }) => id),
    ),
  )
  const joining = projects.filter(({ id }) => !present.has(id))
  if (joining.length === 0) throw conflict('all_members', '所选项目都已在这份清单上。')
  const given = {
    joinedOn,
    documentNumber: body.documentNumber ?? roster.documentNumber,
    batch: body.batch ?? '',
    tier: body.tier ?? '',
  }
  await store.insertMembers(
    db,
    roster.id,
    joining.map(({ id }) => id),
    { ...given, by: person.accountId, at: now },
  )
  const changes = joining.map(({ id }): ChangeRow => ({ projectId: id, field: 'roster', old: null, new: roster.name }))
  await insertChanges(db, changes, sourceOf(context, 'roster', String(roster.id)))
  recordByCounty(context, 'roster.joined', roster, { projects: joining, after: given, reason: null })
  return { added: joining.length, already: present.size }
}

/** Takes projects off a list by date and reason; their membership stays on record. */
export async function removeMembers(context: Context, { params, body }: Input<Routes['removeMembers']>) {
  const { db, now, person } = context
  await store.lockRoster(db, params.id)
  const roster = await keptRoster(context, params.id)
  const projects = await allInScope(context, body.projectIds)
  const ids = projects.map(({ id }) => id)
  const present = await store.presentMembers(db, roster.id, ids)
  if (present.length !== ids.length) throw conflict('not_members', '所选项目中有的已不在这份清单上，请刷新后重新选择。')
  const leftOn = body.leftOn ?? dateInChina(now)
  refuseFuture(leftOn, now)
  const given = { leftOn, documentNumber: body.documentNumber ?? '', reason: body.reason }
  await store.endMemberships(db, roster.id, ids, { ...given, by: person.accountId, at: now })
  const changes = projects.map(({ id }): ChangeRow => ({ projectId: id, field: 'roster', old: roster.name, new: null }))
  await insertChanges(db, changes, sourceOf(context, 'roster', String(roster.id)))
  recordByCounty(context, 'roster.left', roster, { projects, after: given, reason: body.reason })
  return { removed: projects.length }
}

export async function setMemberTier(
  context: Context,
  { params, body }: Input<Routes['setMemberTier']>,
): Promise<RosterMember> {
  const { db, scope } = context
  await store.lockRoster(db, params.id)
  const roster = await keptRoster(context, params.id)
  const asked = { rosterId: roster.id, projectId: params.projectId }
  const [project] = await allInScope(context, [params.projectId])
  const [before] = await store.listMembers(db, scope, asked)
  if (!before) throw conflict('not_members', '这个项目已不在这份清单上，请刷新后核对。')
  if (before.batch === body.batch && before.tier === body.tier) throw invalid('nothing_changed', '没有改动任何内容。')
  await store.setTier(db, { ...asked, ...body })
  context.record({
    action: 'roster.memberSet',
    subject: { type: 'roster', id: roster.id },
    orgPath: project!.orgPath,
    before: { project: before.name, batch: before.batch, rosterTier: before.tier },
    after: { project: before.name, batch: body.batch, rosterTier: body.tier },
  })
  return (await store.listMembers(db, scope, asked))[0]!
}

async function allInScope({ db, scope }: Context, asked: readonly number[]) {
  const ids = [...new Set(asked)]
  const projects = await projectsInScope(db, scope, ids)
  if (projects.length !== ids.length) throw notFound(ids.length === 1 ? '这个项目' : '其中的部分项目')
  return projects
}

function refuseFuture(date: string, now: Date): void {
  if (date > dateInChina(now)) throw invalid('date_not_yet', '列入、移出清单的日期不能晚于今天，请核对。')
}

type Recorded = { projects: { id: number; orgPath: string }[]; after: Record<string, unknown>; reason: string | null }

/** One entry for each home of the projects, so that every county finds in its own chain what happened to its own. */
function recordByCounty(
  context: Context,
  action: string,
  roster: store.StoredRoster,
  { projects, after, reason }: Recorded,
): void {
  const byPath = new Map<string, number[]>()
  for (const { id, orgPath } of projects) byPath.set(orgPath, [...(byPath.get(orgPath) ?? []), id])
  for (const [orgPath, projectIds] of byPath) {
    const subject = { type: 'roster', id: roster.id }
    context.record({ action, subject, orgPath, after: { roster: roster.name, projectIds, ...after }, reason })
  }
}
