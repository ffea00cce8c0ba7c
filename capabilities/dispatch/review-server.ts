import { writeFigures } from '#capabilities/ledger/public.ts'
import { subtractWan } from '#kernel/money.ts'
import { conflict, invalid, notFound, type Problem } from '#kernel/problem.ts'
import type { Context, Handlers } from '#platform/http/context.ts'
import type { Input } from '#platform/http/contract.ts'
import type { dispatchRoutes } from './contract.ts'
import { holdAll, holdReport, outline } from './holding.ts'
import { blocks, checkFigures } from './rules/checks.ts'
import { commonPath } from './rules/own-work.ts'
import { nextState, ROUND_LOCKED } from './rules/transitions.ts'
import type { Report } from './shapes.ts'
import { insertSteps, setReviewed } from './store/filling.ts'
import type { StoredReport } from './store/reports.ts'
import { holdRound, type RoundFacts } from './store/rounds.ts'
import { viewOneRound, viewReport } from './views.ts'

type Routes = typeof dispatchRoutes

/** Returning one report, accepting many. */
export const reviewHandlers = { returnReport, acceptReports } satisfies Partial<Handlers<Routes>>

async function returnReport(context: Context, { params, body }: Input<Routes['returnReport']>): Promise<Report> {
  const { db, person, now } = context
  const { report } = await holdReport(context, params.id)
  nextState('return', report.state)
  if (report.version !== body.version) throw changedSince([report])
  await setReviewed(db, [report.id], { state: 'returned', accountId: person.accountId, now })
  await insertSteps(db, [report.id], {
    action: 'return',
    reason: body.reason,
    accountId: person.accountId,
    actor: person.username,
    now,
  })
  context.record({
    action: 'report.returned',
    subject: { type: 'report', id: report.id },
    orgPath: report.orgPath,
    before: { state: report.state },
    after: { state: 'returned' },
    reason: body.reason,
  })
  return await viewReport(context, report.id)
}

async function acceptReports(context: Context, { params, body }: Input<Routes['acceptReports']>) {
  const { db, person, now } = context
  const round = await holdRound(db, params.id, 'share')
  if (!round) throw notFound('这期调度')
  if (round.lockedAt) throw conflict('round_locked', ROUND_LOCKED)
  const reports = await holdReviewed(context, round, body.reports)
  const by = { accountId: person.accountId, actor: person.username, now }
  const ids = reports.map((report) => report.id)
  await setReviewed(db, ids, { state: 'accepted', ...by })
  await insertSteps(db, ids, { action: 'accept', ...by })
  await writeFigures(
    db,
    reports.map((report) => figureOf(report, round)),
    by,
  )
  recordAcceptance(context, round, reports)
  return { accepted: reports.length, round: await viewOneRound(context, round.id) }
}

/** Reports that may all be accepted as they were read; otherwise the first reason against, and none is. */
async function holdReviewed(
  context: Context,
  round: RoundFacts,
  asked: { id: number; version: number }[],
): Promise<StoredReport[]> {
  const versions = new Map(asked.map(({ id, version }) => [id, version]))
  const reports = await holdAll(context, [...versions.keys()])
  if (reports.length < versions.size || reports.some((report) => report.roundId !== round.id))
    throw notFound('其中的部分填报')
  for (const report of reports) nextState('accept', report.state)
  const changed = reports.filter((report) => report.version !== versions.get(report.id))
  if (changed.length > 0) throw changedSince(changed)
  refuseBlocked(reports)
  return reports
}

/** What was sound when it was submitted may not be any more: an earlier month was accepted or corrected since. */
function refuseBlocked(reports: StoredReport[]): void {
  const blocked = reports
    .map((report) => ({
      id: report.id,
      projectName: report.projectName,
      findings: blocks(checkFigures(report, report.facts)),
    }))
    .filter(({ findings }) => findings.length > 0)
  const first = blocked[0]
  if (!first) return
  const others = blocked.length > 1 ? `等${blocked.length}个项目` : ''
  const sentence = `“${first.projectName}”${others}不能通过：${first.findings[0]!.text}请退回后重新填报。`
  throw invalid('figures_blocked', sentence, { reports: blocked })
}

function changedSince(reports: StoredReport[]): Problem {
  const names = reports.slice(0, 5).map((report) => report.projectName)
  const sentence = `您打开页面后，${names.join('、')}${reports.length > names.length ? `等${reports.length}份` : ''}填报已有变化。请刷新核对后再审核。`
  return conflict('edit_conflict', sentence, {
    reports: reports.map(({ id, projectName, version }) => ({ id, projectName, version })),
  })
}

/** The ledger's month carries the whole month, whatever part of it a week was. */
function figureOf(report: StoredReport, round: RoundFacts): Parameters<typeof writeFigures>[1][number] {
  const { projectId, completedYtd, physicalProgress, progressText, problems, nextStep } = report
  const completedCurrent = completedYtd === null ? null : subtractWan(completedYtd, report.monthBase)
  const texts = { progressText, problems, nextStep }
  return {
    projectId,
    month: round.month,
    completedCurrent,
    completedYtd,
    physicalProgress,
    ...texts,
    source: 'report',
    sourceId: String(report.id),
  }
}

function recordAcceptance(context: Context, round: RoundFacts, reports: StoredReport[]): void {
  context.record({
    action: 'reports.accepted',
    subject: { type: 'round', id: round.id },
    orgPath: commonPath(reports.map((report) => report.orgPath)),
    before: {
      state: 'submitted',
      previousYtd: Object.fromEntries(reports.map((report) => [report.id, report.previousYtd])),
    },
    after: { reports: reports.map((report) => ({ id: report.id, ...outline({ ...report, state: 'accepted' }) })) },
  })
}
