import { openRoundNow } from '#capabilities/dispatch/public.ts'
import { readRollups } from '#capabilities/ledger/public.ts'
import { listOrganisations, readRegion } from '#capabilities/people/public.ts'
import { groupOf, latestRanking } from '#capabilities/race/public.ts'
import { sumWan } from '#kernel/money.ts'
import { monthInChina, monthsOfYearTo, yearOf } from '#kernel/period.ts'
import { notFound } from '#kernel/problem.ts'
import { percentOf } from '#kernel/ratio.ts'
import { covers, type Scope } from '#platform/access/scope.ts'
import { type Context, capability } from '#platform/http/context.ts'
import type { Input } from '#platform/http/contract.ts'
import { liveRoutes, type Wall } from './contract.ts'
import { inRankingOrder, startOfDayInChina, unplacedOf, yearCurve, yesterdayInChina } from './rules.ts'
import * as store from './store.ts'

/** Points on the map at most: more than a wall can tell apart. */
const POINTS_AT_MOST = 3000

export const liveCapability = capability(liveRoutes, { readWall })

type Organisation = Awaited<ReturnType<typeof listOrganisations>>[number]
type Latest = Awaited<ReturnType<typeof latestRanking>>

async function readWall({ db, scope, now }: Context, { query }: Input<(typeof liveRoutes)['readWall']>): Promise<Wall> {
  const organisations = await listOrganisations(db)
  const org = chosenOrganisation(organisations, scope, query.org)
  const view: store.View = { orgId: org.id, path: org.path, isRoot: org.parentId === null, scope }
  const { total, asOfMonth } = await readRollups(db, scope, { by: 'light', org: org.id })
  const year = yearOf(asOfMonth ?? monthInChina(now))
  const participants = groupOf(org.id, organisations).participants
  const latest = await latestRanking(db, org.id)
  const children = await readChildren(db, view, { participants, latest, year })
  const totals = totalsOf(total)
  return {
    org: { id: org.id, name: org.name, kind: org.kind },
    isDemo: (await readRegion(db))?.isDemo ?? false,
    asOfMonth,
    totals,
    round: await readOpenRound(db, { ...scope, all: view.isRoot && scope.all, paths: [org.path] }),
    curve: await readCurve(db, view, { year, asOfMonth }),
    children,
    unplaced: unplacedOf(totals, children),
    ranking: latest && { roundId: latest.roundId, title: latest.title, publishedAt: latest.publishedAt },
    map: await readMap(
      db,
      view,
      participants.map(({ id }) => id),
    ),
    ...(await readRecent(db, view, now)),
  }
}

async function readCurve(
  db: Context['db'],
  view: store.View,
  { year, asOfMonth }: { year: number; asOfMonth: string | null },
): Promise<Wall['curve']> {
  const known = asOfMonth === null ? [] : monthsOfYearTo(asOfMonth)
  return yearCurve(year, await store.sumPlanned(db, view, year), await store.sumCompleted(db, view, known))
}

/** By default the whole region, or what the person's scope begins with: a county leader opens the county's wall. */
function chosenOrganisation(organisations: Organisation[], scope: Scope, asked: number | undefined): Organisation {
  const isMeant = (org: Organisation) => {
    if (asked !== undefined) return org.id === asked
    return scope.all ? org.parentId === null : org.path === scope.paths[0]
  }
  const found = organisations.find(isMeant)
  if (!found || !covers(scope, found.path)) throw notFound('这个单位')
  return found
}

function totalsOf(total: Awaited<ReturnType<typeof readRollups>>['total']): Wall['totals'] {
  const { projects, totalInvestment, annualPlan, completedYtd, completedCurrent, completionRate, pace, lights } = total
  return {
    projects,
    totalInvestment: sumWan([totalInvestment]),
    annualPlan: sumWan([annualPlan]),
    completedYtd: sumWan([completedYtd]),
    completedCurrent: sumWan([completedCurrent]),
    completionRate,
    pace,
    lights,
  }
}

type Below = { participants: readonly { id: number; name: string; kind: string }[]; latest: Latest; year: number }

async function readChildren(db: Context['db'], view: store.View, below: Below): Promise<Wall['children']> {
  const { participants, latest, year } = below
  const sums = await store.sumChildren(
    db,
    view,
    participants.map(({ id }) => id),
    year,
  )
  const children = participants.map(({ id, name, kind }) => {
    const own = sums.find(({ orgId }) => orgId === id)
    const place = latest?.places.find(({ orgId }) => orgId === id)
    const annualPlan = own?.annualPlan ?? '0'
    const completedYtd = own?.completedYtd ?? '0'
    return {
      orgId: id,
      name,
      kind,
      projects: own?.projects ?? 0,
      annualPlan,
      completedYtd,
      completionRate: percentOf(completedYtd, annualPlan),
      pace: percentOf(own?.paceAmount ?? '0', annualPlan),
      place: place?.place ?? null,
      isTied: place?.isTied ?? false,
      previousPlace: place?.previousPlace ?? null,
      lights: own?.lights ?? { green: 0, yellow: 0, red: 0, grey: 0 },
    }
  })
  return inRankingOrder(children, latest?.places.map(({ orgId }) => orgId) ?? [])
}

async function readOpenRound(db: Context['db'], scope: Scope): Promise<Wall['round']> {
  const open = await openRoundNow(db, scope)
  return (
    open && {
      id: open.id,
      title: open.title,
      deadline: open.deadline,
      total: open.total,
      reported: open.reported,
      late: open.late,
    }
  )
}

async function readMap(db: Context['db'], view: store.View, childIds: number[]): Promise<Wall['map']> {
  const outlines = await store.readOutlines(db, view.orgId, childIds)
  return {
    isGenerated: outlines.some((outline) => outline.isGenerated),
    source: outlines[0]?.source ?? null,
    outlines: outlines.map(({ orgId, name, rings }) => ({ orgId, name, rings })),
    projects: await store.readPoints(db, view, POINTS_AT_MOST),
  }
}

/** Since yesterday; on a quiet Monday since the last day on which anything happened. */
async function readRecent(db: Context['db'], view: store.View, now: Date): Promise<Pick<Wall, 'since' | 'changes'>> {
  const yesterday = yesterdayInChina(now)
  const changes = await store.readChanges(db, view, yesterday)
  if (changes.length > 0) return { since: yesterday.toISOString(), changes }
  const latest = await store.latestChange(db, view)
  if (!latest) return { since: yesterday.toISOString(), changes }
  const since = startOfDayInChina(latest)
  return { since: since.toISOString(), changes: await store.readChanges(db, view, since) }
}
