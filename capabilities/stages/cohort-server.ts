import { conflict, invalid, notFound } from '#kernel/problem.ts'
import type { Context, Handlers } from '#platform/http/context.ts'
import type { Input } from '#platform/http/contract.ts'
import { asOfDay } from './as-of.ts'
import { batchesOf, byCounty, figuresOf, membersOf, nameOf } from './cohort-figures.ts'
import {
  BATCHES,
  type Batch,
  type Cohort,
  type CohortFields,
  type CohortPage,
  type cohortRoutes,
} from './contract/cohorts.ts'
import { mayKeep, refuseForeign, unitFor } from './owning.ts'
import type { Day } from './rules/days.ts'
import * as store from './store/cohorts.ts'
import { linesOf, type ProjectLine } from './store/lines.ts'

type Routes = typeof cohortRoutes

/** Rounds of 三个一批: followed by the stage line, never typed. */
export const cohortHandlers = {
  listCohorts,
  createCohort,
  readCohort: async (context, { params, query }) =>
    await page(context, await inSightOrNotFound(context, params.id), asOfDay(query.asOf, context.now)),
  editCohort,
  joinCohort,
  leaveCohort,
} satisfies Handlers<Routes>

/** What a round says unless it is told otherwise; a county's own names and deadlines are data of the round. */
const DEFAULTS: Omit<CohortFields, 'number' | 'startsOn' | 'endsOn'> = {
  name: '',
  labels: { signed: '签约', started: '开工', inProduction: '投产' },
  deadlines: {
    signed: { within: 180, unit: 'days' },
    started: { within: 18, unit: 'months' },
    inProduction: { within: null, unit: 'months' },
  },
  warnDays: 30,
  document: null,
}

async function listCohorts(context: Context, { query }: Input<Routes['listCohorts']>) {
  const { db, scope, now } = context
  const asOf = asOfDay(query.asOf, now)
  const cohorts = (await store.listCohorts(db, scope)).filter(({ startsOn }) => startsOn <= asOf)
  const loaded = await loadMembers(context, cohorts)
  const members = cohorts.map((cohort) => membersOf(cohort, loaded.of(cohort.id), { lines: loaded.lines, asOf }))
  return {
    items: cohorts.map((cohort, at) =>
      cardOf(context, cohort, { members: members[at]!, rows: loaded.of(cohort.id), asOf }),
    ),
    asOf,
    mayWrite: mayKeep(context, null),
    total: batchesOf(members.flat(), asOf),
  }
}

async function createCohort(context: Context, { body }: Input<Routes['createCohort']>): Promise<CohortPage> {
  const { db, now, person } = context
  const unit = await unitFor(context, body.orgId)
  const fields = { ...DEFAULTS, ...given(body) } as CohortFields
  refuseSpan(fields)
  const id = await store.insertCohort(db, { ...fields, orgId: unit.id, by: person.accountId, now })
  context.record({
    action: 'cohort.opened',
    subject: { type: 'cohort', id },
    orgPath: unit.path,
    after: recorded(fields),
  })
  return await page(context, await inSightOrNotFound(context, id), asOfDay(undefined, now))
}

async function editCohort(context: Context, { params, body }: Input<Routes['editCohort']>): Promise<CohortPage> {
  const { db, now } = context
  const before = await hold(context, params.id)
  if (before.version !== body.version)
    throw conflict('edit_conflict', '您打开页面后，这一期已被他人修改。请刷新，对照最新内容后再改。')
  const after = { ...fieldsOf(before), ...given(body.fields) } as CohortFields
  const changed = (Object.keys(after) as (keyof CohortFields)[]).filter(
    (name) => JSON.stringify(after[name]) !== JSON.stringify(before[name]),
  )
  if (changed.length === 0) throw invalid('nothing_changed', '没有改动任何内容。')
  refuseSpan(after)
  await store.updateCohort(db, params.id, after)
  context.record({
    action: 'cohort.edited',
    subject: { type: 'cohort', id: params.id },
    orgPath: before.orgPath,
    before: recorded(Object.fromEntries(changed.map((name) => [name, before[name]]))),
    after: recorded(Object.fromEntries(changed.map((name) => [name, after[name]]))),
    reason: body.reason,
  })
  return await page(context, await inSightOrNotFound(context, params.id), asOfDay(undefined, now))
}

async function joinCohort(context: Context, { params, body }: Input<Routes['joinCohort']>): Promise<CohortPage> {
  const { db, scope, now, person } = context
  const cohort = await hold(context, params.id)
  const today = asOfDay(undefined, now)
  if (body.joinedOn > today) throw invalid('date_in_future', '进批日期不能晚于今天，请重新选择。')
  const ids = [...new Set(body.projectIds)]
  const projects = await store.projectsInScope(db, scope, ids)
  if (projects.length !== ids.length) throw notFound('其中的部分项目')
  await refuseTwice(context, cohort.id, projects)
  await store.insertMembers(db, {
    cohortId: cohort.id,
    projectIds: ids,
    batch: body.batch,
    joinedOn: body.joinedOn,
    by: person.accountId,
    now,
  })
  context.record({
    action: 'cohort.joined',
    subject: { type: 'cohort', id: cohort.id },
    orgPath: cohort.orgPath,
    after: {
      batch: cohort.labels[body.batch],
      joinedOn: body.joinedOn,
      projectNames: projects.map(({ name }) => name),
    },
  })
  return await page(context, cohort, today)
}

/** A project is in a round once; which ones are there already is said by name. */
async function refuseTwice({ db, scope }: Context, cohortId: number, projects: store.Named[]): Promise<void> {
  const rows = await store.readMembers(db, scope, [cohortId])
  const inRound = new Set(rows.filter(({ leftOn }) => leftOn === null).map(({ projectId }) => projectId))
  const twice = projects.filter(({ id }) => inRound.has(id)).map(({ name }) => name)
  if (twice.length === 0) return
  const named = `${twice.slice(0, 3).join('、')}${twice.length > 3 ? `等${twice.length}个项目` : ''}`
  throw conflict('already_in_cohort', `${named}已在本期中。要换批次，请先调出再进批。`, { projects: twice })
}

async function leaveCohort(context: Context, { params, body }: Input<Routes['leaveCohort']>): Promise<CohortPage> {
  const { db, scope, now } = context
  const cohort = await hold(context, params.id)
  const today = asOfDay(undefined, now)
  if (body.leftOn > today) throw invalid('date_in_future', '调出日期不能晚于今天，请重新选择。')
  const ids = [...new Set(body.projectIds)]
  const projects = await store.projectsInScope(db, scope, ids)
  if (projects.length !== ids.length) throw notFound('其中的部分项目')
  const { leftOn, reason } = body
  const ended = await store.endMembers(db, { cohortId: cohort.id, projectIds: ids, leftOn, reason })
  if (ended !== ids.length) throw conflict('not_in_cohort', '其中有项目不在本期，或已经调出。请刷新后重新选择。')
  context.record({
    action: 'cohort.left',
    subject: { type: 'cohort', id: cohort.id },
    orgPath: cohort.orgPath,
    before: { projectNames: projects.map(({ name }) => name) },
    after: { leftOn },
    reason,
  })
  return await page(context, cohort, today)
}

async function inSightOrNotFound({ db, scope }: Context, id: number): Promise<store.StoredCohort> {
  const found = (await store.listCohorts(db, scope, id))[0]
  if (!found) throw notFound('这一期')
  return found
}

/** A round of one's own, held until the transaction ends. */
async function hold(context: Context, id: number): Promise<store.StoredCohort> {
  const seen = await inSightOrNotFound(context, id)
  refuseForeign(context, seen)
  await store.lockCohort(context.db, id)
  return await inSightOrNotFound(context, id)
}

function refuseSpan({ startsOn, endsOn }: CohortFields): void {
  if (endsOn < startsOn) throw invalid('span_reversed', '本期的结束日期不能早于开始日期，请核对。')
}

type Loaded = { lines: Map<number, ProjectLine>; of: (cohortId: number) => store.MemberRow[] }

async function loadMembers({ db, scope }: Context, cohorts: readonly { id: number }[]): Promise<Loaded> {
  const rows = await store.readMembers(
    db,
    scope,
    cohorts.map(({ id }) => id),
  )
  const lines = await linesOf(db, scope, [...new Set(rows.map(({ projectId }) => projectId))])
  const groups = Map.groupBy(rows, ({ cohortId }) => cohortId)
  return { lines, of: (cohortId) => groups.get(cohortId) ?? [] }
}

async function page(context: Context, cohort: store.StoredCohort, asOf: Day): Promise<CohortPage> {
  const loaded = await loadMembers(context, [cohort])
  const rows = loaded.of(cohort.id)
  const members = membersOf(cohort, rows, { lines: loaded.lines, asOf })
  const departed = rows.flatMap(({ projectId, batch, joinedOn, leftOn, leftReason }) => {
    const project = loaded.lines.get(projectId)
    return project && leftOn && leftOn <= asOf
      ? [{ ...nameOf(project), batch, joinedOn, leftOn, reason: leftReason! }]
      : []
  })
  const due = members.filter((member) => member.dueOn !== null)
  return {
    cohort: cardOf(context, cohort, { members, rows, asOf }),
    asOf,
    members,
    counties: byCounty(due, asOf),
    departed,
  }
}

function cardOf(
  context: Context,
  { orgPath, ...cohort }: store.StoredCohort,
  { members, rows, asOf }: { members: CohortPage['members']; rows: store.MemberRow[]; asOf: Day },
): Cohort {
  return {
    ...cohort,
    mayWrite: mayKeep(context, orgPath),
    ...figuresOf(members, asOf),
    left: rows.filter(({ leftOn }) => leftOn !== null && leftOn <= asOf).length,
  }
}

const FIELD_NAMES = ['number', 'name', 'startsOn', 'endsOn', 'labels', 'deadlines', 'warnDays', 'document'] as const

function fieldsOf(cohort: CohortFields): CohortFields {
  return Object.fromEntries(FIELD_NAMES.map((name) => [name, cohort[name]])) as unknown as CohortFields
}

/** Those fields the request names. */
function given(fields: { [Name in keyof CohortFields]?: CohortFields[Name] | undefined }): Partial<CohortFields> {
  return Object.fromEntries(FIELD_NAMES.flatMap((name) => (fields[name] === undefined ? [] : [[name, fields[name]]])))
}

/** As the record keeps it: names and deadlines of the batches as one text each, in the order of the batches. */
function recorded({ labels, deadlines, ...fields }: Partial<CohortFields>): Record<string, unknown> {
  const deadline = ({ within, unit }: CohortFields['deadlines'][Batch]) =>
    within === null ? '无' : `${within}${unit === 'days' ? '天' : '个月'}`
  return {
    ...fields,
    ...(labels && { batchNames: BATCHES.map((batch) => labels[batch]).join('、') }),
    ...(deadlines && { batchDeadlines: BATCHES.map((batch) => deadline(deadlines[batch])).join('、') }),
  }
}
