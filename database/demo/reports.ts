import type { Month } from '#kernel/period.ts'
import { toWan } from './amounts.ts'
import type { History } from './figures.ts'
import { officeOf } from './organisations.ts'
import { STORY_PLACES } from './places.ts'
import { RETURN_REASONS } from './progress-words.ts'
import { type Random, randomFor } from './random.ts'
import type { Account, Report, Round } from './region.ts'
import { chinaTime } from './rounds.ts'
import { writeReport } from './texts.ts'

/** Who answers for a project: all they need of it is where it belongs. */
export type Desk = {
  reporterOf(project: Pick<History, 'draft'>): Account
  officeOf(project: Pick<History, 'draft'>): Account
}
/** Reports of one round, and which of them were sent back once. */
export type Filed = { reports: Report[]; returned: { projectId: number; reason: string }[] }

/** The reports of a locked round: every project that was on the list; one town always too late, one filled in by its county. */
export function lockedReports(seed: number, round: Round, histories: History[], desk: Desk): Filed {
  const random = randomFor(seed, `reports ${round.month}`)
  const reports = histories
    .filter(({ months }) => months.has(round.month))
    .map((history): Report => {
      const { draft } = history
      const isLate = draft.home.name === STORY_PLACES.lateTown || random.chance(0.02)
      return {
        ...blankReport(round, history),
        ...filler(history, desk),
        ...figuresReported(history, round.month),
        ...writeReport(seed, history, round.month),
        ...reviewTimes(random, round, isLate),
        state: 'locked',
        isStarted: true,
        reviewedBy: desk.officeOf(history).id,
      }
    })
  return { reports, returned: someReturned(random, reports) }
}

/** A report nobody has touched yet; ids are given when all rounds are together. */
export function blankReport(round: Round, { draft }: History): Report {
  return {
    id: 0,
    roundId: round.id,
    projectId: draft.id,
    orgPath: draft.home.path,
    state: 'draft',
    isStarted: false,
    completedCurrent: null,
    completedYtd: null,
    physicalProgress: null,
    progressText: null,
    problems: null,
    nextStep: null,
    findings: [],
    explanation: null,
    filledFor: null,
    submittedAt: null,
    submittedMinutesAgo: null,
    submittedBy: null,
    reviewedAt: null,
    reviewedMinutesAgo: null,
    reviewedBy: null,
  }
}

/** Who enters it: the project's reporter, or the county's office for a town that cannot (代填, marked with its source). */
export function filler(history: History, desk: Desk): Pick<Report, 'submittedBy' | 'filledFor'> {
  const { home } = history.draft
  if (home.name !== STORY_PLACES.townFilledFor) return { submittedBy: desk.reporterOf(history).id, filledFor: null }
  return { submittedBy: desk.officeOf(history).id, filledFor: officeOf(home) }
}

/** What was known when the report was made: a correction of this very month came after it. */
function figuresReported({ months }: History, month: Month) {
  const { reported, ytd, correction, physical } = months.get(month)!
  return {
    completedCurrent: toWan(reported ?? 0),
    completedYtd: toWan((ytd ?? 0) - correction),
    physicalProgress: physical ?? 0,
  }
}

/** Submitted in office hours between cut-off and deadline, or between deadline and lock; reviewed before the lock. */
function reviewTimes(
  random: Random,
  { cutoffOn, deadline, lockedAt }: Round,
  isLate: boolean,
): Pick<Report, 'submittedAt' | 'reviewedAt'> {
  const lock = Date.parse(lockedAt!)
  const end = Date.parse(deadline)
  const day = Date.parse(chinaTime(cutoffOn, 0)) + random.whole(0, 3) * 86_400_000
  const onTime = Math.min(day + random.whole(8 * 60 + 30, 17 * 60 + 50) * 60_000, end - random.whole(4, 90) * 60_000)
  const submitted = isLate ? end + (lock - end) * random.between(0.06, 0.5) : onTime
  const reviewed = submitted + Math.min(20 * 3_600_000, (lock - submitted) * 0.8) * random.between(0.1, 1)
  return { submittedAt: wholeMinute(submitted), reviewedAt: wholeMinute(reviewed) }
}

function someReturned(random: Random, reports: Report[]): Filed['returned'] {
  return reports
    .filter(() => random.chance(0.03))
    .map(({ projectId }) => ({ projectId, reason: random.pick(RETURN_REASONS) }))
}

function wholeMinute(instant: number): string {
  return new Date(Math.floor(instant / 60_000) * 60_000).toISOString()
}
