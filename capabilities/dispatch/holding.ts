import { notFound } from '#kernel/problem.ts'
import type { Context } from '#platform/http/context.ts'
import { figuresOf } from './rules/filling.ts'
import type { Figures, ReportState } from './shapes.ts'
import { holdReports, roundOfReport } from './store/filling.ts'
import { readReports, type StoredReport } from './store/reports.ts'
import { holdRound, type RoundFacts } from './store/rounds.ts'
import { askingOf } from './views.ts'

/**
 * A report within scope, held with its round until the transaction ends. The round first, always: locking a round holds it and then
 * writes its reports, and must not meet a submission that goes the other way.
 */
export async function holdReport(context: Context, id: number): Promise<{ round: RoundFacts; report: StoredReport }> {
  const { db, scope } = context
  const roundId = await roundOfReport(db, scope, id)
  const round = roundId === null ? null : await holdRound(db, roundId, 'share')
  const [report] = round ? await holdAll(context, [id]) : []
  if (!round || !report) throw notFound('这份填报')
  return { round, report }
}

/** Reports of a round that is held already, in the order given; what is not in scope is not among them. */
export async function holdAll({ db, scope, person }: Context, ids: readonly number[]): Promise<StoredReport[]> {
  const held = new Set(await holdReports(db, scope, ids))
  return await readReports(
    db,
    ids.filter((id) => held.has(id)),
    askingOf(person),
  )
}

/** What the record keeps of a report. */
export function outline(report: Figures & { projectId: number; projectName: string; state: ReportState }) {
  const { projectId, projectName, state } = report
  return { projectId, projectName, state, ...figuresOf(report) }
}
