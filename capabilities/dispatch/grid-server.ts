import { conflict, invalid, notFound, Problem } from '#kernel/problem.ts'
import type { Context, Handlers } from '#platform/http/context.ts'
import type { Input } from '#platform/http/contract.ts'
import type { dispatchRoutes } from './contract.ts'
import { fill, type Given, keep, type Mode, type Work } from './filling-server.ts'
import { holdAll, outline } from './holding.ts'
import { deadlinePassed, hasPassed } from './rules/lateness.ts'
import { commonPath } from './rules/own-work.ts'
import { ROUND_LOCKED } from './rules/transitions.ts'
import type { StoredReport } from './store/reports.ts'
import { holdRound, type RoundFacts } from './store/rounds.ts'
import { viewRows } from './views.ts'

type Routes = typeof dispatchRoutes
type GridRow = Given & { id: number }

/** Many reports of a round at once, all or nothing. */
export const gridHandlers = { saveGrid } satisfies Partial<Handlers<Routes>>

async function saveGrid(context: Context, { params, body }: Input<Routes['saveGrid']>) {
  const round = await holdRound(context.db, params.id, 'share')
  if (!round) throw notFound('这期调度')
  if (round.lockedAt) throw conflict('round_locked', ROUND_LOCKED)
  if (body.submit && !body.acceptLate && hasPassed(round.deadline, context.now)) throw deadlinePassed(round.deadline)
  const reports = await holdRows(context, round, body.rows)
  const work = await fillAll(context, body.rows, { round, reports, mode: body })
  await keep(context, work, body)
  recordGrid(context, round, work, body)
  return {
    rows: await viewRows(
      context,
      body.rows.map((row) => row.id),
    ),
  }
}

/** Every row must be a report of this round within scope, once. */
async function holdRows(context: Context, round: RoundFacts, rows: GridRow[]): Promise<Map<number, StoredReport>> {
  const ids = rows.map((row) => row.id)
  if (new Set(ids).size < ids.length) throw invalid('row_twice', '表格中有重复的行，请刷新页面后重新填写。')
  const reports = await holdAll(context, ids)
  if (reports.length < ids.length || reports.some((report) => report.roundId !== round.id))
    throw notFound('表格中的部分填报')
  return new Map(reports.map((report) => [report.id, report]))
}

type RowProblem = {
  id: number
  projectName: string
  code: string
  message: string
  details?: Record<string, unknown> | undefined
}

async function fillAll(
  context: Context,
  rows: GridRow[],
  { round, reports, mode }: { round: RoundFacts; reports: Map<number, StoredReport>; mode: Mode },
): Promise<Work[]> {
  const work: Work[] = []
  const problems: RowProblem[] = []
  for (const row of rows) {
    const report = reports.get(row.id)!
    try {
      work.push({ report, filled: await fill(context, row, { round, report, mode }) })
    } catch (error) {
      if (!(error instanceof Problem)) throw error
      problems.push({
        id: row.id,
        projectName: report.projectName,
        code: error.code,
        message: error.message,
        details: error.details,
      })
    }
  }
  if (problems.length > 0) throw rowsRefused(problems, mode)
  return work
}

function rowsRefused(rows: RowProblem[], { submit }: Mode): Problem {
  const first = rows[0]!
  const others = rows.length > 1 ? `等${rows.length}行有问题` : ''
  const sentence = `“${first.projectName}”${others}：${first.message}全部${submit ? '没有提交' : '没有保存'}，请逐行改正后重试。`
  return conflict('rows_refused', sentence, { rows })
}

function recordGrid(context: Context, round: RoundFacts, work: Work[], { submit }: Mode): void {
  context.record({
    action: submit ? 'reports.submitted' : 'reports.saved',
    subject: { type: 'round', id: round.id },
    orgPath: commonPath(work.map(({ report }) => report.orgPath)),
    before: { reports: work.map(({ report }) => ({ id: report.id, ...outline(report) })) },
    after: {
      reports: work.map(({ report, filled: { figures, state, isLate } }) => ({
        id: report.id,
        ...outline({ ...report, ...figures, state }),
        isLate,
      })),
    },
  })
}
