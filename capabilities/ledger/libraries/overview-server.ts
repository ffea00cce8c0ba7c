import { sumWan } from '#kernel/money.ts'
import { dateInChina } from '#kernel/period.ts'
import { invalid } from '#kernel/problem.ts'
import { percentOf } from '#kernel/ratio.ts'
import type { Context, Handlers } from '#platform/http/context.ts'
import type { Input } from '#platform/http/contract.ts'
import { LIBRARIES, PLAN_CLASSES } from '../vocabulary.ts'
import type { LibraryOverview, OverviewLine, overviewRoutes } from './overview-contract.ts'
import * as store from './overview-store.ts'
import { previewRollover, rollOver } from './rollover-server.ts'
import { countMoves } from './store.ts'

type Routes = typeof overviewRoutes

export const overviewHandlers: Handlers<Routes> = {
  readLibraryOverview,
  listStaleProjects: async ({ db, scope, now }, { query }) => {
    const { staleDays } = await store.readLibrarySetting(db)
    const today = dateInChina(now)
    const before = dateInChina(new Date(now.getTime() - staleDays * 86_400_000))
    return { ...(await store.listStale(db, scope, { org: query.org, limit: query.limit, before, today })), staleDays }
  },
  setStaleDays,
  previewRollover,
  rollOver,
}

async function readLibraryOverview(
  { db, scope }: Context,
  { query }: Input<Routes['readLibraryOverview']>,
): Promise<LibraryOverview> {
  const cells = await store.readCells(db, scope, query.org)
  const setting = await store.readLibrarySetting(db)
  const present = cells.filter(({ stage }) => stage !== 'withdrawn')
  const of = (is: (cell: store.Cell) => boolean) => lineOf(present.filter(is))
  return {
    ...setting,
    total: lineOf(present),
    libraries: LIBRARIES.map((library) => ({ library, ...of((cell) => cell.library === library) })),
    priority: of(({ isPriority }) => isPriority),
    suspended: of(({ stage }) => stage === 'suspended'),
    withdrawn: lineOf(cells.filter(({ stage }) => stage === 'withdrawn')),
    tiers: ([1, 2, null] as const).map((tier) => ({ tier, ...of((cell) => cell.tier === tier) })),
    planStates: PLAN_CLASSES.map((state) => ({ state, ...of(({ planClass }) => planClass === state) })),
    finishedInside: of(({ library, stage }) => library === 'construction' && stage === 'finished'),
    waiting: await countMoves(db, scope, { state: 'waiting', org: query.org }),
  }
}

function lineOf(cells: readonly store.Cell[]): OverviewLine {
  const annualPlan = sumWan(cells.map((cell) => cell.annualPlan))
  const completedYtd = sumWan(cells.map((cell) => cell.completedYtd))
  return {
    projects: cells.reduce((sum, { projects }) => sum + projects, 0),
    totalInvestment: sumWan(cells.map(({ totalInvestment }) => totalInvestment)),
    annualPlan,
    completedYtd,
    completionRate: percentOf(completedYtd, annualPlan),
  }
}

async function setStaleDays(context: Context, { body }: Input<Routes['setStaleDays']>) {
  const { db, scope, person, now } = context
  const root = person.grants.find((grant) => !grant.path.includes('.'))
  if (!scope.all || !root) throw invalid('setting_needs_region', '这项规则全域共用，由全域项目办设定。')
  const { staleDays } = await store.readLibrarySetting(db)
  if (staleDays === body.staleDays) throw invalid('nothing_changed', '没有改动任何内容。')
  await store.setStaleDays(db, body.staleDays, person.accountId, now)
  context.record({
    action: 'library.ruleSet',
    subject: { type: 'librarySetting', id: 1 },
    orgPath: root.path,
    before: { staleDays },
    after: { staleDays: body.staleDays },
  })
  return { staleDays: body.staleDays }
}
