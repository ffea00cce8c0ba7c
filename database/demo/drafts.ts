import type { Month } from '#kernel/period.ts'
import type { Yuan } from './amounts.ts'
import type { ProjectIdentity } from './names.ts'
import type { Field, Organisation, Point } from './region.ts'

/**
 * How a project stands at the anchor. The amounts are made to fit this; the lights themselves are computed elsewhere.
 * `doneBefore`: finished in an earlier year. `lateShort` / `lateLong`: not started in its planned month, for less than / at least three
 * months. `noPlan`: in a park that has issued no plan.
 */
export type Standing =
  | 'green'
  | 'yellow'
  | 'red'
  | 'done'
  | 'doneBefore'
  | 'notDue'
  | 'lateShort'
  | 'lateLong'
  | 'suspended'
  | 'reserve'
  | 'noPlan'

/** What is decided about a project before any figure is made. */
export type Draft = {
  id: number
  identity: ProjectIdentity
  field: Field
  /** town, park, county or department: the home of the project */
  home: Organisation
  /** the county it stands in; a project of the city's own level stands in one but does not count there */
  county: Organisation
  isMunicipal: boolean
  place: Point
  total: Yuan
  standing: Standing
  plannedStart: Month
  /** null while it has not started */
  start: Month | null
  finish: Month
  /** last month in which anything was done, for a suspended project */
  stoppedAfter: Month | null
  /** entered without its approval code, as happens in the sheet of the second of two counties */
  lacksCode?: boolean
}

/** How many projects of each standing a county has; the rest are green. The first seven follow the order of the counties. */
export type Profile = {
  projects: number
  /** percentage points ahead of pace at the anchor, weighted by annual plans */
  aim: number
  counts: Partial<Record<Standing, number>>
}

export const PROFILES: Profile[] = [
  {
    projects: 76,
    aim: 1.4,
    counts: { reserve: 2, doneBefore: 2, notDue: 1, lateShort: 1, lateLong: 1, yellow: 15, red: 3, done: 7 },
  },
  {
    projects: 76,
    aim: 6.2,
    counts: { reserve: 2, doneBefore: 1, notDue: 1, lateShort: 1, yellow: 9, red: 1, done: 8 },
  },
  {
    projects: 102,
    aim: 1.4,
    counts: {
      reserve: 2,
      doneBefore: 2,
      notDue: 1,
      lateShort: 2,
      lateLong: 1,
      suspended: 1,
      yellow: 21,
      red: 5,
      done: 8,
    },
  },
  {
    projects: 84,
    aim: -0.8,
    counts: { reserve: 2, doneBefore: 1, notDue: 1, lateShort: 1, lateLong: 1, yellow: 18, red: 4, done: 6 },
  },
  {
    projects: 84,
    aim: -5.3,
    counts: {
      reserve: 2,
      doneBefore: 1,
      notDue: 1,
      lateShort: 2,
      lateLong: 2,
      suspended: 1,
      noPlan: 7,
      yellow: 20,
      red: 6,
      done: 4,
    },
  },
  {
    projects: 74,
    aim: -10.6,
    counts: { reserve: 2, doneBefore: 1, lateShort: 2, lateLong: 2, suspended: 2, yellow: 23, red: 8, done: 2 },
  },
  {
    projects: 78,
    aim: 3.1,
    counts: { reserve: 1, doneBefore: 1, notDue: 1, lateShort: 1, lateLong: 1, yellow: 14, red: 3, done: 6 },
  },
]
/** Projects run by city departments: they belong to no county and are the named remainder of every table by county. */
export const MUNICIPAL_PROFILE: Profile = {
  projects: 26,
  aim: -1.2,
  counts: { reserve: 1, doneBefore: 1, yellow: 5, red: 1, done: 3 },
}
