import Big from 'big.js'
import { sumWan } from '#kernel/money.ts'
import { rankWithTies } from '#kernel/ranking.ts'
import { percentOf, pointsBetween } from '#kernel/ratio.ts'
import type { Place, Ranking } from './contract.ts'

/** What the race reads of one project of a round. Amounts in 万元, pace in per cent. */
export interface RaceRow {
  projectId: number
  countyId: number | null
  orgId: number
  annualPlan: string | null
  annualPlanInitial: string | null
  completedCurrent: string | null
  completedYtd: string | null
  pace: string | null
  light: string
  isReported: boolean
  isLate: boolean
}

/** A row with the ranked organisation it counts for; null: none of the group stands for it (市本级). */
export type Placed<R extends RaceRow> = R & { placeOrgId: number | null }

/** An organisation as the tree knows it. */
export interface Org {
  id: number
  parentId: number | null
  kind: string
  name: string
  path: string
  /** The day since when it is no more. */
  closedOn?: string | null
}

/** Who is ranked with whom, in the office's own fixed order. */
export interface Group {
  name: string
  participants: Org[]
}

export interface Scheme {
  name: string
  formula: string
  ties: string
  zeroDenominator: string
}

/** Schemes are data; a new rule is a new entry with its own name, and what was published under this one stays as it is. */
export const COMPLETION_RATE: Scheme = {
  name: '年度计划完成率',
  formula: '完成率＝本年累计完成投资÷年度计划投资×100%，从高到低排列',
  ties: '完成率相同的并列同一名次，后续名次顺延',
  zeroDenominator: '年度计划投资为零的不参与排名，列在最后',
}

export type PlanBasis = '年初计划' | '调整后计划'

/** Totals with what the next month's bulletin compares itself with. */
export type Totals = Ranking['totals'] & { lights: Place['lights']; planBasis: PlanBasis }

export interface Result<R extends RaceRow> {
  places: Place[]
  totals: Totals
  rows: Placed<R>[]
}

/**
 * The group a round is raced in: counties and zones directly under its organisation that are still there, or, where there are none, its towns and parks.
 * `organisations` come in the office's fixed order.
 */
export function groupOf(orgId: number, organisations: readonly Org[]): Group {
  const children = organisations.filter((org) => org.parentId === orgId && !org.closedOn)
  const ofKind = (...kinds: string[]) => children.filter((org) => kinds.includes(org.kind))
  const counties = ofKind('county', 'zone')
  if (counties.length > 0)
    return { name: groupName(counties, 'zone', '县（市、区）', '功能区'), participants: counties }
  const towns = ofKind('town', 'park')
  return { name: groupName(towns, 'park', '乡镇（街道）', '园区'), participants: towns }
}

/**
 * Ranks a group by completion rate. Equal rates share a place and the next is skipped; a zero denominator is 不参与 and stands last.
 * Rows no participant stands for are `unplaced`, so that the parts and they make the total. Every project counts once.
 */
export function race<R extends RaceRow>(
  group: Group,
  organisations: readonly Org[],
  rows: readonly R[],
  previous: ReadonlyMap<number, number>,
): Result<R> {
  const placed = placeRows(group, organisations, rows)
  const standings = group.participants
    .map((org) => ({ org, rows: placed.filter((row) => row.placeOrgId === org.id) }))
    .filter((standing) => standing.rows.length > 0)
    .map(({ org, rows: own }) => ({ org, ...summarise(own) }))
  const rated = standings.flatMap((item) =>
    item.completionRate === null ? [] : [{ item, value: item.completionRate }],
  )
  const ranked = rankWithTies(rated).map(({ item, rank, tied }) => placeOf(item, rank, tied, previous))
  const outside = standings.filter((item) => item.completionRate === null)
  const places = [...ranked, ...outside.map((item) => placeOf(item, null, false, previous))]
  return { places, totals: totalsOf(placed), rows: placed }
}

export interface Summary {
  projects: number
  annualPlan: string
  completedYtd: string
  completedCurrent: string
  completionRate: string | null
  pace: string | null
  gap: string | null
  lights: Place['lights']
  reported: number
  late: number
}

/** Sums, rates and counts of any set of rows. */
export function summarise(rows: readonly RaceRow[]): Summary {
  const annualPlan = sumWan(rows.map((row) => row.annualPlan))
  const completedYtd = sumWan(rows.map((row) => row.completedYtd))
  const completionRate = percentOf(completedYtd, annualPlan)
  const pace = paceOf(rows)
  const count = (light: string) => rows.filter((row) => row.light === light).length
  return {
    projects: rows.length,
    annualPlan,
    completedYtd,
    completedCurrent: sumWan(rows.map((row) => row.completedCurrent)),
    completionRate,
    pace,
    gap: completionRate === null || pace === null ? null : pointsBetween(completionRate, pace),
    lights: { green: count('green'), yellow: count('yellow'), red: count('red'), grey: count('grey') },
    reported: rows.filter((row) => row.isReported).length,
    late: rows.filter((row) => row.isLate).length,
  }
}

/** Pace of a set: each project's own, weighted by its annual plan; null where no plan says what should be done by now. */
export function paceOf(rows: readonly Pick<RaceRow, 'annualPlan' | 'pace'>[]): string | null {
  const paced = rows.flatMap(({ annualPlan, pace }) =>
    annualPlan === null || pace === null ? [] : [{ annualPlan, pace }],
  )
  const weight = paced.reduce((sum, row) => sum.plus(row.annualPlan), new Big(0))
  if (weight.lte(0)) return null
  const due = paced.reduce((sum, row) => sum.plus(new Big(row.annualPlan).times(row.pace)), new Big(0))
  return due.div(weight).round(8, Big.roundHalfUp).toFixed()
}

/** Which plan every rate stands on: the one issued in January, unless one of the rows was adjusted. */
export function planBasisOf(rows: readonly Pick<RaceRow, 'annualPlan' | 'annualPlanInitial'>[]): PlanBasis {
  const adjusted = rows.some((row) => !new Big(row.annualPlan ?? 0).eq(row.annualPlanInitial ?? row.annualPlan ?? 0))
  return adjusted ? '调整后计划' : '年初计划'
}

/** The named county where it is of the group, else the participant under which the project's home organisation stands. */
export function placeRows<R extends Pick<RaceRow, 'countyId' | 'orgId'>>(
  group: Group,
  organisations: readonly Org[],
  rows: readonly R[],
): (R & { placeOrgId: number | null })[] {
  const participants = new Map(group.participants.map((org) => [org.id, org.id]))
  const homes = new Map(organisations.map((org) => [org.id, participantAbove(group, org)]))
  return rows.map((row) => ({
    ...row,
    placeOrgId: participants.get(row.countyId ?? 0) ?? homes.get(row.orgId) ?? null,
  }))
}

function participantAbove(group: Group, home: Org): number | null {
  return group.participants.find((org) => home.path === org.path || home.path.startsWith(`${org.path}.`))?.id ?? null
}

function placeOf(
  { org, ...figures }: Summary & { org: Org },
  place: number | null,
  isTied: boolean,
  previous: ReadonlyMap<number, number>,
): Place {
  return { orgId: org.id, orgName: org.name, place, isTied, previousPlace: previous.get(org.id) ?? null, ...figures }
}

function totalsOf(placed: readonly Placed<RaceRow>[]): Totals {
  const { projects, annualPlan, completedYtd, completedCurrent, completionRate, pace, lights } = summarise(placed)
  const unplaced = placed.filter((row) => row.placeOrgId === null)
  return {
    projects,
    annualPlan,
    completedYtd,
    completedCurrent,
    completionRate,
    pace,
    unplacedProjects: unplaced.length,
    unplacedCompletedYtd: sumWan(unplaced.map((row) => row.completedYtd)),
    lights,
    planBasis: planBasisOf(placed),
  }
}

/** The group by its full name: a rank is only said with it. */
function groupName(orgs: readonly Org[], otherKind: string, usual: string, other: string): string {
  const others = orgs.filter((org) => org.kind === otherKind).length
  if (others === 0) return usual
  return others === orgs.length ? other : `${usual}、${other}`
}
