import { checkFigures } from '#capabilities/dispatch/rules/checks.ts'
import { addMonths, type Month, monthOf, yearOf } from '#kernel/period.ts'
import { toWan, type Yuan } from './amounts.ts'
import { openMonthAmount } from './anchor-year.ts'
import type { History, Period } from './figures.ts'
import { STORY_PLACES } from './places.ts'
import { RETURN_REASONS } from './progress-words.ts'
import { type Random, randomFor } from './random.ts'
import type { Report, Round } from './region.ts'
import { blankReport, type Desk, type Filed, filler } from './reports.ts'
import { writeReport } from './texts.ts'

type OpenRound = Filed & { tenfoldProject: number }

/**
 * The open round some days after it was opened: a third accepted, some waiting for review, a few returned, drafts, and nearly half untouched.
 * Accepted figures stand in the ledger already. One report waits with an amount ten times too large.
 */
export function openReports(seed: number, period: Period, round: Round, histories: History[], desk: Desk): OpenRound {
  const random = randomFor(seed, 'open round')
  const listed = histories.filter(({ draft }) => !['reserve', 'done', 'doneBefore'].includes(draft.standing))
  const tenfold = listed.find((history) => isTenfold(history, period.anchor))!
  const reports = listed.map((history): Report => {
    const amount = openMonthAmount(history, period)
    const blank = { ...blankReport(round, history) }
    if (history === tenfold) return tenfoldReport(seed, blank, { history, desk, round, anchor: period.anchor })
    const state = pickState(random, history)
    if (state === 'untouched') return blank
    enterOpenMonth(history, round.month, amount)
    const filled: Report = {
      ...blank,
      ...filler(history, desk),
      ...openFigures(history, round.month),
      ...writeReport(seed, history, round.month),
      isStarted: true,
      state,
    }
    if (state !== 'accepted') forgetOpenMonth(history, round.month)
    if (state === 'draft') return { ...filled, submittedBy: null, nextStep: null }
    const minutes = random.whole(40, 4 * 1440)
    const isReviewed = state !== 'submitted'
    return {
      ...filled,
      submittedMinutesAgo: minutes,
      reviewedMinutesAgo: isReviewed ? Math.floor(minutes * random.between(0.1, 0.9)) : null,
      reviewedBy: isReviewed ? desk.officeOf(history).id : null,
    }
  })
  const returned = reports
    .filter(({ state }) => state === 'returned')
    .map(({ projectId }) => ({ projectId, reason: random.pick(RETURN_REASONS) }))
  return { reports, returned, tenfoldProject: tenfold.draft.id }
}

function pickState(random: Random, { draft }: History): Report['state'] | 'untouched' {
  if (draft.home.name === STORY_PLACES.lateTown) return 'untouched'
  const lot = random.next()
  if (lot < 0.33) return 'accepted'
  if (lot < 0.47) return 'submitted'
  if (lot < 0.5) return 'returned'
  return lot < 0.58 ? 'draft' : 'untouched'
}

/** A green project of a park in 南屏县 that did a usual month's work. */
function isTenfold({ draft, months }: History, anchor: Month): boolean {
  return (
    draft.standing === 'green' &&
    draft.home.kind === 'park' &&
    draft.county.name === '南屏县' &&
    (months.get(anchor)?.reported ?? 0) > 100 * 10_000
  )
}

type Slip = { history: History; desk: Desk; round: Round; anchor: Month }

/** A nought too many: ten times last month's amount, with what the checks of the dispatch capability say to it. */
function tenfoldReport(seed: number, blank: Report, { history, desk, round, anchor }: Slip): Report {
  const { reported, ytd, physical } = history.months.get(anchor)!
  const before = monthOf(round.month) === 1 ? 0 : ytd!
  const figures = { completedCurrent: toWan(reported! * 10), completedYtd: toWan(before + reported! * 10) }
  return {
    ...blank,
    ...filler(history, desk),
    ...writeReport(seed, history, anchor),
    ...figures,
    physicalProgress: physical,
    state: 'submitted',
    isStarted: true,
    findings: checkFigures({ ...figures, physicalProgress: String(physical) }, factsOf(history, round.month, before)),
    explanation: '按施工单位报送数填写。',
    submittedMinutesAgo: 95,
  }
}

function factsOf({ draft, plans, bases, months }: History, month: Month, before: Yuan) {
  const year = yearOf(month)
  const plan = plans.get(year)
  return {
    base: toWan(before),
    usualCurrent: monthOf(month) === 1 ? null : toWan(Math.round(before / (monthOf(month) - 1))),
    plannedCurrent: toWan(months.get(month)?.planned ?? 0),
    annualPlan: plan ? toWan(plan.amount) : null,
    totalInvestment: toWan(draft.total),
    completedToLastYearEnd: toWan(bases.get(year) ?? 0),
    previousPhysical: String(months.get(addMonths(month, -1))?.physical ?? 0),
  }
}

function enterOpenMonth(history: History, month: Month, amount: Yuan): void {
  const figures = history.months.get(month)
  if (!figures) return
  const before = monthOf(month) === 1 ? 0 : (history.months.get(addMonths(month, -1))?.ytd ?? 0)
  figures.reported = amount
  figures.ytd = before + amount
  figures.physical = Math.max(
    history.months.get(addMonths(month, -1))?.physical ?? 0,
    physicalAfter(history, month, before + amount),
  )
}

function forgetOpenMonth({ months }: History, month: Month): void {
  const figures = months.get(month)
  if (figures) Object.assign(figures, { reported: null, ytd: null, physical: null })
}

function openFigures({ months }: History, month: Month) {
  const figures = months.get(month)
  return {
    completedCurrent: toWan(figures?.reported ?? 0),
    completedYtd: toWan(figures?.ytd ?? 0),
    physicalProgress: figures?.physical ?? 0,
  }
}

function physicalAfter({ draft, bases }: History, month: Month, ytd: Yuan): number {
  return Math.min(99, Math.floor((((bases.get(Number(month.slice(0, 4))) ?? 0) + ytd) / draft.total) * 100))
}
