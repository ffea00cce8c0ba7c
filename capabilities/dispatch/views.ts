import { currentPreset, judge, type LightRules } from '#capabilities/ledger/public.ts'
import { notFound } from '#kernel/problem.ts'
import { assigneesBehind, covers, type Person, type Scope, scopeFor } from '#platform/access/scope.ts'
import type { Context } from '#platform/http/context.ts'
import type { Report, ReportRow, Round } from './shapes.ts'
import { readReportPage } from './store/report-page.ts'
import { type Asking, readReports, type StoredReport } from './store/reports.ts'
import { listRounds, type RoundCard } from './store/rounds.ts'

export type Reading = Pick<Context, 'db' | 'person' | 'scope'>

/** What the person may do with reports beyond the route's own permission. */
export function askingOf(person: Person): Asking {
  return {
    assignees: assigneesBehind(person),
    write: scopeFor(person, 'report.write'),
    review: scopeFor(person, 'report.review'),
  }
}

/** Rounds as the screens see them, counted within `scope`. */
export async function viewRounds(
  { db, person }: Reading,
  scope: Scope,
  only: Parameters<typeof listRounds>[2] = {},
): Promise<Round[]> {
  return (await listRounds(db, scope, only)).map((card) => viewRound(card, person))
}

export async function viewOneRound(reading: Reading, id: number): Promise<Round> {
  const [found] = await viewRounds(reading, reading.scope, { id })
  if (!found) throw notFound('这期调度')
  return found
}

function viewRound(card: RoundCard, person: Person): Round {
  const lock = scopeFor(person, 'round.lock')
  return { ...card, mayLock: card.lockedAt === null && lock !== null && covers(lock, card.orgPath) }
}

/** Rows of a grid: judged by the preset in force, with what the person may do. */
export async function viewRows({ db, person }: Reading, ids: readonly number[]): Promise<ReportRow[]> {
  const stored = await readReports(db, ids, askingOf(person))
  if (stored.length === 0) return []
  const { rules } = await currentPreset(db)
  return stored.map((row) => viewRow(row, rules))
}

/** One report's whole page. `reading.scope` counts its round. */
export async function viewReport(reading: Reading, id: number): Promise<Report> {
  const [stored] = await readReports(reading.db, [id], askingOf(reading.person))
  if (!stored) throw notFound('这份填报')
  const { rules } = await currentPreset(reading.db)
  return {
    ...viewRow(stored, rules),
    ...(await readReportPage(reading.db, id)),
    round: await viewOneRound(reading, stored.roundId),
    mayReview: stored.inReviewScope && stored.state === 'submitted',
  }
}

function viewRow(stored: StoredReport, rules: LightRules): ReportRow {
  const previousLights = stored.lightBefore ? [stored.lightBefore] : []
  const { completionRate, pace, light } = judge({ ...stored, previousLights }, rules)
  const mayWrite = stored.inWriteScope && (stored.state === 'draft' || stored.state === 'returned')
  return { ...stored, completionRate, pace, light, mayWrite }
}
