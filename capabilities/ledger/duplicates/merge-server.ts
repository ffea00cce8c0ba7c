import { conflict, invalid, notFound } from '#kernel/problem.ts'
import type { Context, Handlers } from '#platform/http/context.ts'
import type { Input } from '#platform/http/contract.ts'
import { type FieldName, fieldText } from '../fields.ts'
import { insertChanges, readProject, refreshSearchText, type StoredProject, updateProject } from '../store/project.ts'
import { recomputeStandings } from '../store/standing.ts'
import { CARRIED_PARTS, type duplicateRoutes, type LikeProject, type MergePlan } from './contract.ts'
import {
  fallingMonths,
  type MergeSide,
  mergedFields,
  mergedMonths,
  mergedPlans,
  planOf,
  undecided,
} from './merge-plan.ts'
import * as store from './merge-store.ts'

type Routes = typeof duplicateRoutes

/** Two entries of one project become one, and two again. */
export const mergeHandlers = {
  planMerge: async (context, { params }) => await showPlan(context, params.id, params.absorbedId),
  mergeProjects: merge,
  undoMerge: undo,
} satisfies Partial<Handlers<Routes>>

type Both = { survivor: StoredProject; absorbed: StoredProject; sides: { survivor: MergeSide; absorbed: MergeSide } }

async function readBoth({ db, scope }: Context, survivorId: number, absorbedId: number): Promise<Both> {
  if (survivorId === absorbedId) throw invalid('merge_with_itself', '请选择两个不同的项目。')
  const [survivor, absorbed] = [await readProject(db, scope, survivorId), await readProject(db, scope, absorbedId)]
  if (!survivor || !absorbed) throw notFound('要合并的项目')
  const merged = [survivor, absorbed].find(({ mergedInto }) => mergedInto)
  if (merged) throw conflict('project_merged', `“${merged.name}”已并入“${merged.mergedInto!.name}”，请刷新后再选。`)
  const side = async (project: StoredProject) => ({ ...project, changedAt: await store.lastChanged(db, project.id) })
  return { survivor, absorbed, sides: { survivor: await side(survivor), absorbed: await side(absorbed) } }
}

async function showPlan(context: Context, survivorId: number, absorbedId: number): Promise<MergePlan> {
  const { survivor, absorbed, sides } = await readBoth(context, survivorId, absorbedId)
  const reports = await store.openReports(context.db, survivorId, absorbedId)
  const carried = await store.countCarried(context.db, survivorId, absorbedId)
  return {
    survivor: { ...briefOf(survivor), version: survivor.version },
    absorbed: { ...briefOf(absorbed), version: absorbed.version },
    ...planOf(sides.survivor, sides.absorbed),
    rounds: reports.map(({ roundId, title, isWorkedOn, survivorIsIn }) => ({
      roundId,
      title,
      state: !survivorIsIn ? 'moves' : isWorkedOn ? 'hinders' : 'dropped',
    })),
    carried: CARRIED_PARTS.filter((part) => carried[part] > 0).map((part) => ({ part, count: carried[part] })),
  }
}

function briefOf(project: StoredProject): LikeProject {
  const { id, name, code, owner, site, countyId, countyName, totalInvestment, stage, updatedAt } = project
  return { id, name, code, owner, site, countyId, countyName, totalInvestment, stage, updatedAt }
}

async function merge(
  context: Context,
  { body }: Input<Routes['mergeProjects']>,
): Promise<{ mergeId: number; projectId: number }> {
  const { db, scope, now, person } = context
  const { survivorId, absorbedId } = body
  const locked = await store.lockBoth(db, scope, [survivorId, absorbedId])
  const both = await readBoth(context, survivorId, absorbedId)
  refuseMoved(
    locked,
    new Map([
      [survivorId, body.survivorVersion],
      [absorbedId, body.absorbedVersion],
    ]),
  )
  const plan = planOf(both.sides.survivor, both.sides.absorbed)
  refuseUndecided(undecided(plan, body))
  refuseFalling(fallingMonths(plan, body), both)
  const reports = await store.openReports(db, survivorId, absorbedId)
  refuseHindering(reports, both.absorbed.name)
  refuseWaiting(await store.waitingMove(db, [survivorId, absorbedId]))
  const kept = await store.readKept(db, survivorId)
  const fields = mergedFields(plan, both.sides.absorbed, body)
  // the absorbed entry first: its code and its name are then free
  const absorbedVersion = await store.markMerged(db, absorbedId, survivorId, now)
  const survivorVersion = await updateProject(db, survivorId, fields, null, now)
  await store.saveExtra(db, survivorId, { ...both.absorbed.extra, ...both.survivor.extra })
  await store.takePlans(db, survivorId, mergedPlans(plan, both.sides.absorbed, body))
  await store.takeMonths(db, survivorId, mergedMonths(plan, body))
  const gained = await store.gain(db, { survivorId, absorbedId, reports }, now)
  await refreshSearchText(db, [survivorId])
  await recomputeStandings(db, [survivorId])
  const before = Object.fromEntries(Object.keys(fields).map((field) => [field, both.survivor[field as FieldName]]))
  const mergeId = await store.insertMerge(db, {
    survivorId,
    absorbedId,
    before: { ...kept, fields: before, gained },
    after: { ...(await store.readKept(db, survivorId)), fields },
    survivorVersion,
    absorbedVersion,
    reason: body.reason,
    by: person.accountId,
    at: now,
  })
  await noteChanges(context, { ...both, before, fields, source: 'merge', mergeId })
  context.record({
    action: 'project.merged',
    subject: { type: 'project', id: survivorId },
    orgPath: both.survivor.orgPath,
    before: { absorbed: { id: absorbedId, name: both.absorbed.name, county: both.absorbed.countyName }, ...before },
    after: { mergeId, ...fields, plans: body.plans ?? {}, months: body.months ?? {} },
    reason: body.reason,
  })
  return { mergeId, projectId: survivorId }
}

type Locked = Awaited<ReturnType<typeof store.lockBoth>>

function refuseMoved(locked: Locked, versions: Map<number, number>): void {
  const moved = locked.filter(({ id, version }) => versions.get(id) !== version)
  if (moved.length === 0) return
  throw conflict('edit_conflict', `您打开页面后，“${moved[0]!.name}”已被他人修改。请刷新，核对后再合并。`)
}

function refuseUndecided(open: string[]): void {
  if (open.length === 0) return
  const named = open.slice(0, 4).map((part) => (part.length === 4 ? `${part}年计划` : `${part}月份数据`))
  throw invalid(
    'merge_undecided',
    `两个项目的${named.join('、')}${open.length > 4 ? `等${open.length}处` : ''}不一致，请逐项选择保留哪一个。`,
    { open },
  )
}

/** Combining may not make a cumulative fall that rose in both. */
function refuseFalling(falling: string[], { survivor, absorbed }: Both): void {
  const fell = new Set([...fallingOf(survivor), ...fallingOf(absorbed)])
  const made = falling.filter((month) => !fell.has(month))
  if (made.length === 0) return
  throw invalid(
    'merge_falls',
    `这样合并后，${made.slice(0, 3).join('、')}的累计完成数比上月少。请核对各月的选择，必要时先更正其中一个项目的数据。`,
    { months: made },
  )
}

function fallingOf(project: StoredProject): string[] {
  const alone = { ...project, changedAt: {} }
  return fallingMonths(planOf(alone, { ...alone, months: [], annualPlans: [] }), {})
}

function refuseHindering(reports: readonly store.OpenReport[], name: string): void {
  const hindering = reports.find(({ isWorkedOn, survivorIsIn }) => isWorkedOn && survivorIsIn)
  if (!hindering) return
  throw conflict(
    'merge_in_round',
    `“${name}”正在“${hindering.title}”中填报，保留的项目也在其中。请等本期锁定后再合并，或改为保留“${name}”。`,
    { roundId: hindering.roundId },
  )
}

/** What is waited for would be decided about an entry that stands for nothing, or after a look at other figures. */
function refuseWaiting(name: string | null): void {
  if (name === null) return
  throw conflict(
    'merge_move_waiting',
    `“${name}”有一项入库、调库或停复工的提请等待决定。请先在“项目库”的“入库调库”中决定或撤回，再合并。`,
  )
}

type Noted = Both & {
  before: Record<string, unknown>
  fields: Record<string, unknown>
  source: 'merge' | 'undo'
  mergeId: number
}

/** Both histories tell it: the survivor's field by field, the absorbed one's where it went. */
async function noteChanges({ db, now, person }: Context, noted: Noted): Promise<void> {
  const { survivor, absorbed, before, fields, source, mergeId } = noted
  const text = (value: unknown) => fieldText(value as string | number | boolean | null)
  const changes = Object.keys(fields).map((field) => ({
    projectId: survivor.id,
    field,
    old: text(before[field]),
    new: text(fields[field]),
  }))
  const [old, given] = source === 'merge' ? [null, absorbed.name] : [absorbed.name, null]
  const went = source === 'merge' ? [null, survivor.name] : [survivor.name, null]
  await insertChanges(
    db,
    [
      { projectId: survivor.id, field: 'merged', old, new: given },
      ...changes,
      { projectId: absorbed.id, field: 'mergedInto', old: went[0]!, new: went[1]! },
    ],
    { at: now, accountId: person.accountId, actor: person.username, source, sourceId: String(mergeId) },
  )
}

async function undo(context: Context, { params, body }: Input<Routes['undoMerge']>): Promise<{ projectIds: number[] }> {
  const { db, scope, now, person } = context
  const found = await store.findMerge(db, scope, params.id)
  const ids = found ? [found.survivorId, found.absorbedId] : []
  const locked = await store.lockBoth(db, scope, ids)
  if (!found || locked.length !== 2) throw notFound('这次合并')
  // asked again after the lock: somebody may have been quicker
  const merge = (await store.findMerge(db, scope, params.id))!
  if (merge.undoneAt) throw conflict('merge_undone', '这次合并已经撤销，请刷新。')
  await refuseWorkedOn(context, merge, locked)
  const survivor = (await readProject(db, scope, merge.survivorId))!
  const absorbed = (await readProject(db, scope, merge.absorbedId))!
  await updateProject(db, merge.survivorId, merge.before.fields, null, now)
  await store.giveBack(db, merge.id)
  await store.unmark(db, merge.absorbedId, now)
  await store.restore(db, merge, merge.before, merge.before.gained)
  await refreshSearchText(db, [merge.survivorId])
  await recomputeStandings(db, ids)
  await store.setUndone(db, merge.id, person.accountId, now)
  const noted = { before: merge.after.fields, fields: merge.before.fields, mergeId: merge.id }
  const sides = { survivor: { ...survivor, changedAt: {} }, absorbed: { ...absorbed, changedAt: {} } }
  await noteChanges(context, { survivor, absorbed, sides, ...noted, source: 'undo' })
  context.record({
    action: 'project.mergeUndone',
    subject: { type: 'project', id: merge.survivorId },
    orgPath: survivor.orgPath,
    before: merge.after.fields,
    after: { mergeId: merge.id, restored: { id: absorbed.id, name: absorbed.name }, ...merge.before.fields },
    reason: body.reason,
  })
  return { projectIds: ids }
}

async function refuseWorkedOn({ db }: Context, merge: store.StoredMerge, locked: Locked): Promise<void> {
  const version = new Map(locked.map((project) => [project.id, project.version]))
  const { extra: _, ...now } = await store.readKept(db, merge.survivorId)
  const { extra: __, fields: ___, ...then } = merge.after
  const isTouched =
    version.get(merge.survivorId) !== merge.survivorVersion ||
    version.get(merge.absorbedId) !== merge.absorbedVersion ||
    JSON.stringify(now) !== JSON.stringify(then)
  if (!isTouched) return
  throw conflict(
    'merge_worked_on',
    '合并之后，这个项目又有修改或填报，不能撤销合并。请在项目页逐项更正，或另行新建项目。',
  )
}
