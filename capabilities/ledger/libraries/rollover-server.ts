import { monthOf, yearOf } from '#kernel/period.ts'
import { conflict, invalid } from '#kernel/problem.ts'
import { covers } from '#platform/access/scope.ts'
import type { Context } from '#platform/http/context.ts'
import type { Input } from '#platform/http/contract.ts'
import { fieldText } from '../fields.ts'
import { sourceOf } from '../project-server.ts'
import { homeIn, insertChanges } from '../store/project.ts'
import type { overviewRoutes, RolloverPreview } from './overview-contract.ts'
import { readLibrarySetting } from './overview-store.ts'
import { turnOf } from './rollover-rules.ts'
import * as store from './rollover-store.ts'

type Routes = typeof overviewRoutes

export async function previewRollover(
  { db, scope }: Context,
  { params, query }: Input<Routes['previewRollover']>,
): Promise<RolloverPreview> {
  const { projects, done } = await store.readTurning(db, scope, { year: params.year, org: query.org, lock: false })
  const { continuing, undecided, finished, reserve } = grouped(projects, params.year)
  return {
    year: params.year,
    continuing: shown(continuing),
    undecided,
    finished: shown(finished),
    reserve: reserve.length,
    done,
  }
}

const SHOWN = 200

function shown(projects: store.TurningProject[]): RolloverPreview['continuing'] {
  return { count: projects.length, items: projects.slice(0, SHOWN) }
}

/** The turn of the year, deliberately: every project that was due and has not begun is decided upon, and each goes over once. */
export async function rollOver(context: Context, { body }: Input<Routes['rollOver']>) {
  const { db, scope, now, person } = context
  const home = await homeIn(db, body.orgId)
  if (!home || !covers(scope, home.orgPath))
    throw invalid('organisation_unknown', '所选单位不存在，或不在您的管理范围内，请重新选择。')
  await refuseOtherYear(context, body.year)
  const { projects } = await store.readTurning(db, scope, { year: body.year, org: body.orgId, lock: true })
  const { continuing, undecided, finished } = grouped(projects, body.year)
  refuseUndecided(undecided, body)
  const carried = new Set(body.carriedOver)
  const turned: store.Turned[] = [
    ...continuing.map((project) => turnedTo(project, 'continuing', 'continuing')),
    ...undecided.map((project) =>
      carried.has(project.id) ? turnedTo(project, 'carriedOver', 'new') : turnedTo(project, 'leftOut', null),
    ),
    ...finished.map((project) => turnedTo(project, 'finished', null)),
  ]
  if (turned.length === 0)
    throw conflict('nothing_to_roll_over', `没有需要转入${body.year}年计划的项目，可能已经转过。`)
  const document = { documentNumber: body.documentNumber ?? '', reason: body.reason }
  const id = await store.insertRollover(db, {
    year: body.year,
    orgId: body.orgId,
    ...document,
    by: person.accountId,
    at: now,
  })
  await store.turnProjects(db, { id, year: body.year, at: now }, turned)
  const changes = turned
    .filter(({ from, to }) => from !== to)
    .map(({ projectId, from, to }) => ({ projectId, field: 'planState', old: fieldText(from), new: fieldText(to) }))
  await insertChanges(db, changes, sourceOf(context, 'rollover', String(id)))
  const counts = countsOf(turned)
  context.record({
    action: 'plan.rolledOver',
    subject: { type: 'planRollover', id },
    orgPath: home.orgPath,
    after: {
      year: body.year,
      ...counts,
      documentNumber: document.documentNumber,
      carriedOverIds: [...carried],
      leftOutIds: body.leftOut,
    },
    reason: body.reason,
  })
  return counts
}

function grouped(projects: readonly store.TurningProject[], year: number) {
  const turned = projects.map((project) => ({ project, turn: turnOf(project, year) }))
  const of = (wanted: ReturnType<typeof turnOf>) =>
    turned.flatMap(({ project, turn }) => (turn === wanted ? [project] : []))
  return { continuing: of('continuing'), undecided: of('undecided'), finished: of('finished'), reserve: of('reserve') }
}

/** A plan goes over in the last months of its year or in the course of the next one, never years ahead. */
async function refuseOtherYear({ db }: Context, year: number): Promise<void> {
  const { asOfMonth } = await readLibrarySetting(db)
  if (asOfMonth === null || year === yearOf(asOfMonth)) return
  if (year === yearOf(asOfMonth) + 1 && monthOf(asOfMonth) >= 10) return
  throw invalid(
    'rollover_year',
    `数据截至${asOfMonth}，现在可以转入${yearOf(asOfMonth)}年计划${
      monthOf(asOfMonth) >= 10 ? `或${yearOf(asOfMonth) + 1}年计划` : '；转入下一年度计划请在10月数据锁定以后办理'
    }。`,
  )
}

type Body = Input<Routes['rollOver']>['body']

function refuseUndecided(undecided: readonly store.TurningProject[], { carriedOver, leftOut }: Body): void {
  const decided = new Map<number, number>()
  for (const id of [...carriedOver, ...leftOut]) decided.set(id, (decided.get(id) ?? 0) + 1)
  const open = undecided.filter(({ id }) => decided.get(id) !== 1)
  if (open.length > 0) {
    const names = open.slice(0, 3).map(({ name }) => `“${name}”`)
    throw conflict(
      'rollover_undecided',
      `${open.length}个应开工未开工的项目还没有决定结转或移出计划：${names.join('、')}${open.length > 3 ? '等' : ''}。请逐个选定。`,
      { projects: open.slice(0, 50).map(({ id, name }) => ({ id, name })) },
    )
  }
  if (decided.size !== undecided.length)
    throw conflict('rollover_stale', '您打开页面后，有的项目已开工、已转过或不在范围内。请刷新预览后再办理。')
}

function turnedTo(
  project: store.TurningProject,
  outcome: store.Turned['outcome'],
  to: store.Turned['to'],
): store.Turned {
  return { projectId: project.id, outcome, from: project.planState, to }
}

function countsOf(turned: readonly store.Turned[]) {
  const of = (outcome: store.Turned['outcome']) => turned.filter((one) => one.outcome === outcome).length
  return {
    continuing: of('continuing'),
    carriedOver: of('carriedOver'),
    leftOut: of('leftOut'),
    finished: of('finished'),
  }
}
