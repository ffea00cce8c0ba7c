import type { PlacedRow } from '#capabilities/race/public.ts'
import { yearOf } from '#kernel/period.ts'
import { isBegun, isStartDue, planStateOf } from './starts.ts'

/** What dates are counted against: a row is due by the cut-off of the round it was reported in. */
export interface CountedIn {
  month: string
  cutoffOn: string
}

type Test = (row: PlacedRow, round: CountedIn) => boolean

export const isNew: Test = (row, round) => planStateOf(row, yearOf(round.month)).state === 'new'
const isDue: Test = (row, round) => isNew(row, round) && isStartDue(row, round.cutoffOn)

/** What a row must be to count in a column that counts. */
export const COUNTS: Record<string, Test> = {
  projectCount: () => true,
  light: () => true,
  newCount: isNew,
  continuingCount: (row, round) => !isNew(row, round),
  startPlanned: isNew,
  startStarted: (row, round) => isNew(row, round) && isBegun(row),
  startDue: isDue,
  startOverdue: (row, round) => isDue(row, round) && !isBegun(row),
  startDueStarted: (row, round) => isDue(row, round) && isBegun(row),
  startEarly: (row, round) => isNew(row, round) && isBegun(row) && !isDue(row, round),
  completed: ({ stage }) => stage !== null && FINISHED.has(stage),
  lagging: ({ light }) => light === 'red' || light === 'yellow',
  // rates: the rows of their denominators
  startRate: isNew,
  startDueRate: isDue,
  'reports.due': () => true,
  'reports.missing': (row) => !row.isReported,
  'reports.late': (row) => row.isLate,
}

/** Finished and what comes after it. */
const FINISHED: ReadonlySet<string> = new Set(['completed', 'inProduction', 'atCapacity', 'returnsAchieved'])

/** Columns of a row that hold an amount of 万元. */
export const AMOUNTS = ['annualPlan', 'completedYtd', 'completedCurrent', 'totalInvestment'] as const
export type Amount = (typeof AMOUNTS)[number]

export function isAmount(column: string): column is Amount {
  return (AMOUNTS as readonly string[]).includes(column)
}
