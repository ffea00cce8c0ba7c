import { notFound } from '#kernel/problem.ts'
import { type Scope, scopeFor } from '#platform/access/scope.ts'
import type { Context, Handlers } from '#platform/http/context.ts'
import type { Input } from '#platform/http/contract.ts'
import type { dispatchRoutes } from './contract.ts'
import { hasPassed } from './rules/lateness.ts'
import { ownWork } from './rules/own-work.ts'
import { roundOfReport } from './store/filling.ts'
import { countReports, listReportIds } from './store/report-list.ts'
import { listLateness } from './store/rounds.ts'
import { viewOneRound, viewReport, viewRounds, viewRows } from './views.ts'

type Routes = typeof dispatchRoutes

/** What the screens read: rounds, grids, one report, lateness, the desk. */
export const readingHandlers = {
  listRounds: async (context) => ({ items: await viewRounds(context, context.scope) }),
  readRound: async (context, { params }) => await viewOneRound(context, params.id),
  readLateness: async (context, { params }) => {
    const { deadline } = await viewOneRound(context, params.id)
    return {
      items: await listLateness(context.db, context.scope, params.id),
      deadline,
      passed: hasPassed(deadline, context.now),
    }
  },
  listReports,
  readReport: async (context, { params }) => {
    if (!(await roundOfReport(context.db, context.scope, params.id))) throw notFound('这份填报')
    return await viewReport(context, params.id)
  },
  readDesk,
} satisfies Partial<Handlers<Routes>>

async function listReports(context: Context, { params, query }: Input<Routes['listReports']>) {
  const { db, scope, person } = context
  await viewOneRound(context, params.id)
  const mine = query.mine ? (scopeFor(person, 'report.write') ?? NOTHING) : null
  const given = { roundId: params.id, scope, mine, filter: query, page: query }
  const { ids, next } = await listReportIds(db, given)
  return { items: await viewRows(context, ids), total: await countReports(db, given), next }
}

const NOTHING: Scope = { all: false, paths: [], assignees: [] }

/** An office that may fill in for anybody has on its desk only what is its own to fill. */
async function readDesk(context: Context) {
  const { person } = context
  const fills = scopeFor(person, 'report.write') && ownWork(person)
  const reviews = scopeFor(person, 'report.review')
  const filling = fills ? await viewRounds(context, fills, { unlocked: true }) : []
  const reviewing = reviews ? await viewRounds(context, reviews, { unlocked: true }) : []
  return {
    toFill: filling
      .filter(({ counts }) => counts.total > 0)
      .map((round) => {
        const { total, submitted, accepted, returned } = round.counts
        return { round, mine: total, done: submitted + accepted, returned }
      }),
    toReview: reviewing.map((round) => ({ round, waiting: round.counts.submitted })),
  }
}
