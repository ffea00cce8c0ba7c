import { yearOf } from '#kernel/period.ts'
import type { Context, Handlers } from '#platform/http/context.ts'
import type { Input } from '#platform/http/contract.ts'
import { asOfDay } from './as-of.ts'
import { byCounty, nameOf } from './cohort-figures.ts'
import type { rateRoutes, StartRow } from './contract/start-rate.ts'
import { conversionOf, standingOf } from './rules/conversion.ts'
import { type Day, daysBetween } from './rules/days.ts'
import { isDatedOn, provenStart, reachedBy } from './rules/line.ts'
import { type Basis, dueInYear } from './rules/start-rate.ts'
import type { ProjectLine } from './store/lines.ts'
import { readStartLines } from './store/start-rate.ts'

type Routes = typeof rateRoutes

/** 开工率: of the year's projects, and of those due, by the stage line. */
export const rateHandlers = { readStartRate, listStarts } satisfies Handlers<Routes>

/** Named ahead of time: what falls due within so many days. */
const WARN_DAYS = 30

/** As many names as a list is read for; the rest is counted, and narrowed by county. */
const MOST_NAMES = 500

type Counted = {
  project: ProjectLine
  basis: Basis
  dueOn: Day
  movedOn: Day | null
  countyId: number | null
  countyName: string | null
  isProven: boolean
}
type Asked = { year?: number | undefined; asOf?: Day | undefined; org?: number | undefined }

async function readStartRate(context: Context, { query }: Input<Routes['readStartRate']>) {
  const { year, asOf, counted } = await load(context, query)
  const started = counted.filter(({ movedOn }) => movedOn !== null)
  const proven = started.filter(({ isProven }) => isProven).length
  return {
    year,
    asOf,
    total: conversionOf(counted, asOf),
    carried: counted.filter(({ basis }) => basis === 'carried').length,
    undated: counted.filter(({ basis }) => basis === 'undated').length,
    proven,
    unproven: started.length - proven,
    counties: byCounty(counted, asOf),
  }
}

async function listStarts(context: Context, { query }: Input<Routes['listStarts']>) {
  const { asOf, counted } = await load(context, query)
  const { county, group } = query
  const own = counted.filter(({ countyId }) => county === undefined || countyId === (county === 'none' ? null : county))
  const items = own.map((one) => rowOf(one, asOf)).filter((row) => groupsOf(row, asOf).includes(group))
  const order = group === 'overdue' ? -1 : 1
  items.sort((a, b) => order * ((a.days ?? 0) - (b.days ?? 0)) || a.projectId - b.projectId)
  return { items: items.slice(0, MOST_NAMES), total: items.length }
}

async function load(
  { db, scope, now }: Context,
  query: Asked,
): Promise<{ year: number; asOf: Day; counted: Counted[] }> {
  const asOf = asOfDay(query.asOf, now)
  const year = query.year ?? yearOf(asOf)
  const lines = await readStartLines(db, scope, { year, org: query.org })
  return { year, asOf, counted: lines.flatMap((project) => countIn(project, year, asOf)) }
}

/** A project in the year's denominator, with its start as it was known on the day; none when it is not in it. */
function countIn(project: ProjectLine, year: number, asOf: Day): Counted[] {
  const started = reachedBy(project.line, 'started')
  const isWithdrawn = project.stage === 'withdrawn'
  const isStartDated = isDatedOn(project.line, started)
  const { plannedStart, isNew } = project
  const due = dueInYear({ plannedStart, isNew, isWithdrawn, startedOn: started, isStartDated }, year)
  if (!due) return []
  const movedOn = started !== null && started <= asOf ? started : null
  const { countyId, countyName } = project
  return [
    {
      project,
      ...due,
      movedOn,
      countyId,
      countyName,
      isProven: movedOn !== null && provenStart(project.line) !== null,
    },
  ]
}

function rowOf({ project, basis, dueOn, movedOn, isProven }: Counted, asOf: Day): StartRow {
  const late = movedOn === null ? standingOf({ dueOn, movedOn }, asOf, WARN_DAYS).days : daysBetween(dueOn, movedOn)
  return {
    ...nameOf(project),
    basis,
    plannedStart: project.plannedStart,
    dueOn,
    startedOn: movedOn,
    isProven,
    days: late,
    sponsor: project.sponsor,
    problems: project.problems,
  }
}

/** The lists a project is named on; the first three are of those not started. */
function groupsOf({ dueOn, startedOn }: StartRow, asOf: Day): Input<Routes['listStarts']>['query']['group'][] {
  if (startedOn !== null) return dueOn > asOf ? ['started', 'early'] : ['started']
  const { standing } = standingOf({ dueOn, movedOn: null }, asOf, WARN_DAYS)
  return standing === 'overdue' ? ['overdue'] : standing === 'dueSoon' ? ['dueSoon', 'notDue'] : ['notDue']
}
