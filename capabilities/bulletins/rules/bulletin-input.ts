import Big from 'big.js'
import type { Place, Ranking } from '#capabilities/race/contract.ts'
import { type PlacedRow, type PlanBasis, type Round, summarise } from '#capabilities/race/public.ts'
import { sumWan } from '#kernel/money.ts'
import { addMonths, yearOf } from '#kernel/period.ts'
import { percentOf } from '#kernel/ratio.ts'
import type { BulletinInput, CountyFigures, LaggingProject, Totals, UnpunctualOrganisation } from '../compose/input.ts'
import { addresseesOf, issuerOf, levelWord } from './naming.ts'
import { planStateOf, startCounts } from './starts.ts'

/** What a bulletin is made of: the round, its ranking and the rows both stand on. */
export interface Material {
  round: Pick<Round, 'orgId' | 'month' | 'cutoffOn' | 'lockedAt'>
  org: { id: number; name: string }
  region: { name: string; issuer: string }
  ranking: Pick<Ranking, 'group' | 'places'>
  rows: readonly PlacedRow[]
  planBasis: PlanBasis
  /** Totals of the published ranking of the month before. */
  before: { completionRate: string | null; lights: Place['lights']; planBasis: PlanBasis } | null
  /** The month's own round, or January and February filled in together. */
  kind: 'separate' | 'merged'
  isEstimate: boolean
  isPartial?: boolean
  now: { instant: string; date: string }
  /** The group's participants in the office's own fixed order. */
  fixedOrder: readonly number[]
}

/** Projects named in the bulletin at most; with more behind, the worst are named and the text says so. */
export const LISTED_AT_MOST = 30
const PROBLEM_LENGTH = 60

/** Everything the composition asks for. The parts (organisations and 本级) make the whole, because both are the same rows. */
export function bulletinInput(material: Material): BulletinInput {
  const { round, org, region, ranking, rows, planBasis, before, now } = material
  const level = levelWord(org.name)
  const issuer = issuerOf(org, region)
  return {
    region: org.name,
    scope: `全${level}`,
    group: ranking.group,
    round: {
      month: round.month,
      kind: material.kind,
      cutoffOn: round.cutoffOn,
      lockedAt: round.lockedAt ?? now.instant,
      estimated: material.isEstimate,
    },
    planBasis,
    isPartial: material.isPartial ?? false,
    overall: overallOf(rows, round),
    ...(before ? { previous: { month: addMonths(round.month, -1), ...before } } : {}),
    counties: [...rankedCounties(material), ...ownLevel(material)],
    lagging: laggingProjects(rows, `${level}本级`).slice(0, LISTED_AT_MOST),
    unpunctual: unpunctualOrganisations(material),
    publication: {
      issuer,
      addressees: addresseesOf(ranking.group, org.name),
      date: now.date,
      imprint: { copyTo: [], issuedBy: issuer, issuedOn: now.date },
    },
  }
}

function overallOf(rows: readonly PlacedRow[], round: Material['round']): Totals {
  const { projects, annualPlan, completedYtd, completedCurrent, completionRate, pace, lights } = summarise(rows)
  const year = yearOf(round.month)
  const newCount = rows.filter((row) => planStateOf(row, year).state === 'new').length
  return {
    projectCount: projects,
    newCount,
    continuingCount: projects - newCount,
    annualPlan,
    completedYtd,
    completedCurrent,
    completionRate,
    pace,
    starts: startCounts(rows, year, round.cutoffOn),
    lights,
  }
}

/** From the ranking, as it was published: the bulletin prints no place that the ranking does not. */
function rankedCounties({ ranking, fixedOrder }: Material): CountyFigures[] {
  return [...ranking.places].sort(byFixedOrder(fixedOrder)).map((place) => ({
    ...figuresOf(place),
    orgId: place.orgId,
    name: place.orgName,
    participates: place.place !== null,
    rank: place.place,
    tied: place.isTied,
  }))
}

/** 市本级: what no ranked organisation stands for is named, so that the table closes. */
function ownLevel({ rows, org }: Material): CountyFigures[] {
  const own = rows.filter((row) => row.placeOrgId === null)
  if (own.length === 0) return []
  return [
    {
      ...figuresOf(summarise(own)),
      orgId: org.id,
      name: `${levelWord(org.name)}本级`,
      participates: false,
      rank: null,
      tied: false,
      exemption: '不在排名范围',
    },
  ]
}

function figuresOf(sums: Omit<Place, 'orgId' | 'orgName' | 'place' | 'isTied' | 'previousPlace'>) {
  const { annualPlan, completedYtd, completedCurrent, completionRate, pace, lights } = sums
  return { projectCount: sums.projects, annualPlan, completedYtd, completedCurrent, completionRate, pace, lights }
}

function byFixedOrder(order: readonly number[]) {
  return (a: { orgId: number }, b: { orgId: number }) => order.indexOf(a.orgId) - order.indexOf(b.orgId)
}

/** Red before yellow, then the furthest behind pace first; those without a rate come last in their light. */
export function laggingProjects(rows: readonly PlacedRow[], ownLevelName: string): LaggingProject[] {
  return rows
    .flatMap((row) =>
      row.light === 'red' || row.light === 'yellow' ? [laggingProject(row, row.light, ownLevelName)] : [],
    )
    .sort((a, b) =>
      a.light === b.light ? behind(b).cmp(behind(a)) || a.projectId - b.projectId : a.light === 'red' ? -1 : 1,
    )
}

function laggingProject(row: PlacedRow, light: 'red' | 'yellow', ownLevelName: string): LaggingProject {
  const annualPlan = sumWan([row.annualPlan])
  const completedYtd = sumWan([row.completedYtd])
  return {
    projectId: row.projectId,
    name: row.projectName,
    county: row.countyName ?? ownLevelName,
    annualPlan,
    completedYtd,
    completionRate: percentOf(completedYtd, annualPlan),
    pace: row.pace === null ? null : new Big(row.pace).toFixed(),
    light,
    problem: shortened(row.problems ?? ''),
  }
}

function behind({ completionRate, pace }: LaggingProject): Big {
  return completionRate === null || pace === null ? new Big(-1_000_000) : new Big(pace).minus(completionRate)
}

function shortened(text: string): string {
  const plain = text.replace(/\s+/g, ' ').trim()
  return plain.length > PROBLEM_LENGTH ? `${plain.slice(0, PROBLEM_LENGTH)}……` : plain
}

/** Organisations with reports missing or late, by the organisation the projects count for, in the fixed order and 本级 last. */
function unpunctualOrganisations({ rows, ranking, org, fixedOrder }: Material): UnpunctualOrganisation[] {
  const named = [...ranking.places]
    .sort(byFixedOrder(fixedOrder))
    .map((place) => ({ id: place.orgId, name: place.orgName, isOwn: false }))
  return [...named, { id: org.id, name: `${levelWord(org.name)}本级`, isOwn: true }]
    .map(({ id, name, isOwn }) => {
      const own = rows.filter((row) => row.placeOrgId === (isOwn ? null : id))
      const missing = own.filter((row) => !row.isReported).length
      return { orgId: id, name, due: own.length, missing, late: own.filter((row) => row.isLate).length }
    })
    .filter(({ missing, late }) => missing > 0 || late > 0)
}
