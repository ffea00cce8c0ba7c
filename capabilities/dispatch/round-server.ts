import { advanceAsOf, lockLights } from '#capabilities/ledger/public.ts'
import { conflict, forbidden, invalid, notFound } from '#kernel/problem.ts'
import { PERMISSIONS_OF_ROLE } from '#platform/access/permissions.ts'
import { covers, type Grant, type Person } from '#platform/access/scope.ts'
import type { Context, Handlers } from '#platform/http/context.ts'
import type { Input } from '#platform/http/contract.ts'
import type { dispatchRoutes } from './contract.ts'
import { checkDates, checkDeadline, defaultTitle, isNarrowed, weekOfPlan } from './rules/opening.ts'
import { ROUND_LOCKED } from './rules/transitions.ts'
import type { Round } from './shapes.ts'
import * as opening from './store/opening.ts'
import * as rounds from './store/rounds.ts'
import { viewOneRound } from './views.ts'

type Routes = typeof dispatchRoutes

/** Opening a round, moving its deadline, locking it. */
export const roundHandlers = {
  countSelection: async ({ db, scope }, { body }) =>
    await opening.countSelection(db, scope, { period: { ...body, week: weekOfPlan(body) }, selection: body.selection }),
  openRound,
  moveDeadline,
  lockRound,
} satisfies Partial<Handlers<Routes>>

const NAMED = 5

async function openRound(context: Context, { body }: Input<Routes['openRound']>): Promise<Round> {
  const { db, scope, person, now } = context
  const week = weekOfPlan(body)
  checkDates(body, now)
  const period = { kind: body.kind, month: body.month, week }
  await opening.holdPeriod(db, period)
  await refuseAlreadyInRound(context, period, body.selection)
  const home = homeOfOpener(person)
  const given = {
    ...period,
    title: body.title || defaultTitle(body.month, week, isNarrowed(body.selection)),
    cutoffOn: body.cutoffOn,
    deadline: body.deadline,
    isEstimate: body.isEstimate,
  }
  const id = await opening.insertRound(db, {
    ...given,
    orgId: home.organisationId,
    openedBy: person.accountId,
    openedAt: now,
  })
  const projects = await opening.insertReports(db, scope, id, body.selection)
  if (projects === 0) throw invalid('round_empty', '所选范围内没有项目，不能开设调度。请调整项目范围。')
  const after = { ...given, selection: body.selection, projects }
  context.record({ action: 'round.opened', subject: { type: 'round', id }, orgPath: home.path, after })
  return await viewOneRound(context, id)
}

async function refuseAlreadyInRound(
  { db, scope }: Context,
  period: opening.Period,
  selection: Input<Routes['openRound']>['body']['selection'],
) {
  const { count, names } = await opening.findAlreadyInRound(db, scope, { period, selection, names: NAMED })
  if (count === 0) return
  const named = `${names.join('、')}${count > names.length ? `等${count}个` : ''}`
  const sentence = `${named}项目已在本期尚未锁定的调度中，不能重复开设。请缩小项目范围，或先锁定原来的一期。`
  throw conflict('projects_already_in_round', sentence, { count, names })
}

/** A round belongs to the organisation of the opener's widest grant that may open one. */
function homeOfOpener(person: Person): Grant {
  const levels = (grant: Grant) => grant.path.split('.').length
  const may = person.grants.filter((grant) => PERMISSIONS_OF_ROLE[grant.role].includes('round.open'))
  return may.reduce((widest, grant) => (levels(grant) < levels(widest) ? grant : widest))
}

async function moveDeadline(context: Context, { params, body }: Input<Routes['moveDeadline']>): Promise<Round> {
  const round = await holdOwnRound(context, params.id)
  checkDeadline(body.deadline, context.now)
  await rounds.setDeadline(context.db, round.id, body.deadline)
  const forgiven = await rounds.forgiveLateness(context.db, round.id, body.deadline)
  context.record({
    action: 'round.deadlineMoved',
    subject: { type: 'round', id: round.id },
    orgPath: round.orgPath,
    before: { deadline: round.deadline },
    after: { deadline: new Date(body.deadline).toISOString(), noLongerLate: forgiven },
    reason: body.reason,
  })
  return await viewOneRound(context, round.id)
}

async function lockRound(context: Context, { params, body }: Input<Routes['lockRound']>): Promise<Round> {
  const { db, person, now } = context
  const round = await holdOwnRound(context, params.id)
  const { counts } = await viewOneRound(context, round.id)
  if (counts.submitted > 0 && !body.leaveUnfinished) {
    const sentence = `还有${counts.submitted}份填报等待审核，锁定后它们不再进入台账。请先审核；确定不等，请选择“不等未完成的填报”后锁定。`
    throw conflict('reports_waiting', sentence, counts)
  }
  await rounds.setLocked(db, round.id, person.accountId, now)
  const projectIds = await rounds.lockReports(db, round.id, {
    accountId: person.accountId,
    actor: person.username,
    now,
  })
  await closeMonth(context, round, projectIds)
  context.record({
    action: 'round.locked',
    subject: { type: 'round', id: round.id },
    orgPath: round.orgPath,
    before: { counts },
    after: { leaveUnfinished: body.leaveUnfinished },
  })
  return await viewOneRound(context, round.id)
}

/**
 * The projects of the round stand at its month from now on. The region's month moves by the region's own monthly rounds, when the last
 * of that month is locked: one county's round, or one opened for a few imported projects, must not turn everybody's lights.
 */
async function closeMonth({ db }: Context, round: rounds.RoundFacts, projectIds: number[]): Promise<void> {
  if (round.kind !== 'month') return
  const isRegions = !round.orgPath.includes('.')
  if (isRegions && !(await rounds.isMonthStillOpen(db, round))) await advanceAsOf(db, round.month)
  await lockLights(db, projectIds, round.month)
}

/** The round, held for change; refused when it is locked or belongs to a higher office. */
async function holdOwnRound({ db, scope }: Context, id: number): Promise<rounds.RoundFacts> {
  const [card] = await rounds.listRounds(db, scope, { id })
  const round = card && (await rounds.holdRound(db, id, 'update'))
  if (!round) throw notFound('这期调度')
  if (!covers(scope, round.orgPath)) throw forbidden('round_of_higher_office', '这期调度由上级开设，请由开设单位办理。')
  if (round.lockedAt) throw conflict('round_locked', ROUND_LOCKED)
  return round
}
