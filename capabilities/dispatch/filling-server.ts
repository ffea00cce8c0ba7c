import { conflict } from '#kernel/problem.ts'
import type { Context, Handlers } from '#platform/http/context.ts'
import type { Input } from '#platform/http/contract.ts'
import type { dispatchRoutes } from './contract.ts'
import { holdReport, outline } from './holding.ts'
import { differences, drafted, type Filled, figuresOf, submitted } from './rules/filling.ts'
import { isOwnWork } from './rules/own-work.ts'
import { completeFigures } from './rules/period.ts'
import { nextState } from './rules/transitions.ts'
import type { Figures, Report } from './shapes.ts'
import * as store from './store/filling.ts'
import type { StoredReport } from './store/reports.ts'
import type { RoundFacts } from './store/rounds.ts'
import { viewReport } from './views.ts'

type Routes = typeof dispatchRoutes
export type Given = Figures & { version: number }
export type Mode = { submit: boolean; acceptLate: boolean }
export type Work = { report: StoredReport; filled: Filled }

/** Keeping a draft, submitting it, taking it back. */
export const fillingHandlers = {
  saveReport: async (context, { params, body }) =>
    await fillOne(context, params.id, body, { submit: false, acceptLate: false }),
  submitReport: async (context, { params, body }) =>
    await fillOne(context, params.id, body, { submit: true, acceptLate: body.acceptLate }),
  withdrawReport,
} satisfies Partial<Handlers<Routes>>

async function fillOne(context: Context, id: number, given: Given, mode: Mode): Promise<Report> {
  const { round, report } = await holdReport(context, id)
  const filled = await fill(context, given, { round, report, mode })
  await keep(context, [{ report, filled }], mode)
  context.record({
    action: mode.submit ? 'report.submitted' : 'report.saved',
    subject: { type: 'report', id },
    orgPath: report.orgPath,
    before: outline(report),
    after: { ...outline({ ...report, ...filled.figures, state: filled.state }), isLate: filled.isLate },
  })
  return await viewReport(context, id)
}

/** Decides one report; a version that is not the newest is refused only where the figures really differ. */
export async function fill(
  context: Context,
  given: Given,
  { round, report, mode }: { round: RoundFacts; report: StoredReport; mode: Mode },
): Promise<Filled> {
  const figures = figuresOf(given)
  nextState(mode.submit ? 'submit' : 'save', report.state)
  if (given.version !== report.version) await refuseConflict(context, figures, report)
  if (!mode.submit) return drafted(figures, report)
  return submitted(figures, report, { acceptLate: mode.acceptLate, deadline: round.deadline, now: context.now })
}

async function refuseConflict({ db }: Context, yours: Figures, report: StoredReport): Promise<void> {
  const fields = differences({ ...yours, ...completeFigures(yours, report.facts.base) }, figuresOf(report))
  if (fields.length === 0) return
  const last = await store.findLastEdit(db, report.id, report.roundId)
  const by = last?.by ?? '另一位填报人'
  const details = { version: report.version, by, at: last?.at ?? null, fields }
  throw conflict('edit_conflict', `您打开页面后，${by}修改了这份填报。请对照最新内容，确认后再保存。`, details)
}

/** Saves what was decided, with a step for each submission. */
export async function keep({ db, person, now }: Context, work: Work[], { submit }: Mode): Promise<void> {
  const reports = work.map(({ report, filled: { figures, ...decided } }) => {
    return { ...figures, ...decided, id: report.id, filledFor: isOwnWork(person, report) ? null : report.orgName }
  })
  const by = { accountId: person.accountId, actor: person.username, now }
  await store.saveFigures(db, reports, { submission: submit, ...by })
  if (submit)
    await store.insertSteps(
      db,
      reports.map(({ id }) => id),
      { action: 'submit', ...by },
    )
}

async function withdrawReport(context: Context, { params }: Input<Routes['withdrawReport']>): Promise<Report> {
  const { db, person, now } = context
  const { report } = await holdReport(context, params.id)
  const state = nextState('withdraw', report.state)
  await store.insertSteps(db, [report.id], {
    action: 'withdraw',
    accountId: person.accountId,
    actor: person.username,
    now,
  })
  await store.setWithdrawn(db, report.id, now)
  context.record({
    action: 'report.withdrawn',
    subject: { type: 'report', id: report.id },
    orgPath: report.orgPath,
    before: { state: report.state, isLate: report.isLate },
    after: { state },
  })
  return await viewReport(context, report.id)
}
