import { STAGES, type Stage } from '#capabilities/ledger/contract.ts'
import { type Day, daysBetween, finalDayOf, firstDayOf, type PartialDate } from './days.ts'

/** The ordered stages; suspended and withdrawn lie beside the line. */
export const LINE: readonly Stage[] = STAGES.filter((stage) => stage !== 'suspended' && stage !== 'withdrawn')

export function isOnLine(stage: Stage): boolean {
  return LINE.includes(stage)
}

/** An entry in force: not superseded, not withdrawn. */
export type Step = {
  id: number
  stage: Stage
  reachedOn: PartialDate
  reachedBy: Day
  startWorks: 'excavation' | 'pile' | null
  document: string | null
  note: string | null
  witness: string | null
  recordedAt: string
  recordedBy: string
}
/** A change of the project's stage that came through an edit, an import or a report, on the day it was written. */
export type Change = {
  id: number
  old: Stage | null
  new: Stage | null
  on: Day
  at: string
  by: string
  source: string
}

export type LineFacts = {
  /** Where the ledger says it stands. */
  stage: Stage | null
  startDate: PartialDate | null
  /** The stage it was entered with, and when. */
  enteredAs: Stage | null
  enteredOn: Day
  steps: readonly Step[]
  /** In the order they were written. */
  changes: readonly Change[]
}

/**
 * One entry of the line. `by` is the day on which the stage had been reached: exact where the date is a day, otherwise the latest it can
 * have been. What came without a date was reached by the day it was written down.
 */
export type Entry = {
  stage: Stage
  reachedOn: PartialDate | null
  by: Day
  source: 'step' | 'ledgerDate' | 'change' | 'entered'
  step: Step | null
  change: Change | null
}

/** The line of a project in order of time; entries of one day follow the order of the stages. */
export function lineOf(facts: LineFacts): Entry[] {
  const steps = facts.steps.map(
    (step): Entry => ({
      stage: step.stage,
      reachedOn: step.reachedOn,
      by: step.reachedBy,
      source: 'step',
      step,
      change: null,
    }),
  )
  const others = undated(facts).filter((entry) => !isTold(entry, facts.steps))
  const dated = [...steps, ...startFromLedger(facts)]
  return [...dated, ...others.map((entry) => notAfterLaterStages(entry, dated))].sort(inTime)
}

/** A stage without a date was reached before the later ones that have one, however late it was written down. */
function notAfterLaterStages(entry: Entry, dated: readonly Entry[]): Entry {
  if (!isOnLine(entry.stage)) return entry
  const later = dated.filter(({ stage }) => isOnLine(stage) && rankOf(stage) > rankOf(entry.stage)).map(({ by }) => by)
  return { ...entry, by: [entry.by, ...later].sort()[0]! }
}

/** The day by which a stage or a later one had been reached; a suspended project had begun. Null: it has not. */
export function reachedBy(line: readonly Entry[], stage: Stage): Day | null {
  const rank = LINE.indexOf(stage)
  const days = line
    .filter((entry) =>
      isOnLine(entry.stage)
        ? LINE.indexOf(entry.stage) >= rank
        : entry.stage === 'suspended' && rank <= LINE.indexOf('started'),
    )
    .map((entry) => entry.by)
  return days.sort()[0] ?? null
}

/** Whether a day on which a stage was reached is known as a date, and not merely as a bound. */
export function isDatedOn(line: readonly Entry[], day: Day | null): boolean {
  return day !== null && line.some((entry) => entry.by === day && entry.reachedOn !== null)
}

/** The recorded start, if something proves it: a document or a witness beside the date. */
export function provenStart(line: readonly Entry[]): Step | null {
  const start = line.find(({ stage, step }) => stage === 'started' && step !== null)?.step
  return start && (start.document || start.witness) ? start : null
}

/** Days from each entry to the next (the last one: to `asOf`); null where one of the two has no date of its own. */
export function daysInStage(line: readonly Entry[], asOf: Day): { days: number | null; isRough: boolean }[] {
  return line.map((entry, at) => {
    const next = line[at + 1]
    if (!entry.reachedOn || (next && !next.reachedOn)) return { days: null, isRough: false }
    const isRough = entry.reachedOn.length < 10 || (next !== undefined && next.reachedOn!.length < 10)
    return { days: Math.max(0, daysBetween(entry.by, next ? next.by : asOf)), isRough }
  })
}

/** What the ledger's history says without a date. A change back along the line takes back what it went back behind. */
function undated({ enteredAs, enteredOn, changes }: LineFacts): Entry[] {
  const entries: Entry[] = []
  const by = [enteredOn, ...changes.map(({ on }) => on)].sort()[0]!
  if (enteredAs) entries.push({ stage: enteredAs, reachedOn: null, by, source: 'entered', step: null, change: null })
  for (const change of changes) {
    if (!change.new) continue
    const entry: Entry = { stage: change.new, reachedOn: null, by: change.on, source: 'change', step: null, change }
    const isBack =
      change.old !== null && isOnLine(change.old) && isOnLine(change.new) && rankOf(change.new) < rankOf(change.old)
    if (!isBack) {
      entries.push(entry)
      continue
    }
    for (let at = entries.length - 1; at >= 0; at--)
      if (isOnLine(entries[at]!.stage) && rankOf(entries[at]!.stage) > rankOf(change.new)) entries.splice(at, 1)
    if (!entries.some((known) => known.stage === change.new)) entries.push(entry)
  }
  return entries
}

/** Whether a dated entry already tells of it: the same stage, not reached after it was written down. */
function isTold(entry: Entry, steps: readonly Step[]): boolean {
  return steps.some(({ stage, reachedBy: day }) => stage === entry.stage && (isOnLine(stage) || day <= entry.by))
}

const BEGUN_ON_LINE = LINE.indexOf('started')

/** The start date of the ledger counts while the project has begun: before that, sheets often hold the planned one there. */
function startFromLedger({ stage, startDate, steps }: LineFacts): Entry[] {
  const hasBegun = stage !== null && (stage === 'suspended' || (isOnLine(stage) && rankOf(stage) >= BEGUN_ON_LINE))
  if (!hasBegun || !startDate || steps.some((step) => step.stage === 'started')) return []
  const by = finalDayOf(startDate)
  return [{ stage: 'started', reachedOn: startDate, by, source: 'ledgerDate', step: null, change: null }]
}

function inTime(a: Entry, b: Entry): number {
  if (a.by !== b.by) return a.by < b.by ? -1 : 1
  return rankOf(a.stage) - rankOf(b.stage) || (a.step?.id ?? 0) - (b.step?.id ?? 0)
}

/** Suspended and withdrawn come after every stage of the same day. */
export function rankOf(stage: Stage): number {
  return STAGES.indexOf(stage)
}

/** Earliest first: what decides whether dates contradict each other. */
export function isCertainlyBefore(a: PartialDate, b: PartialDate): boolean {
  return finalDayOf(a) < firstDayOf(b)
}
