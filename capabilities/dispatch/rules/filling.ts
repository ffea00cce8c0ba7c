import { compareWan, type Wan } from '#kernel/money.ts'
import { invalid } from '#kernel/problem.ts'
import type { CheckFacts, Figures, Finding, ReportState } from '../shapes.ts'
import { blocks, checkFigures, needsExplanation } from './checks.ts'
import { deadlinePassed, hasPassed } from './lateness.ts'
import { completeFigures, disagreement } from './period.ts'
import { nextState } from './transitions.ts'

/** A report as it is to be kept. */
export type Filled = { figures: Figures; findings: Finding[]; state: ReportState; isLate: boolean }
export type Submission = { acceptLate: boolean; deadline: string; now: Date }

/** A draft: figures that can be computed are; nothing else is refused but a state that does not allow writing. */
export function drafted(given: Figures, current: { state: ReportState; facts: CheckFacts }): Filled {
  const state = nextState('save', current.state)
  const figures = { ...given, ...completeFigures(given, current.facts.base) }
  const isEmpty = figures.completedYtd === null && figures.physicalProgress === null
  return { figures, findings: isEmpty ? [] : checkFigures(given, current.facts), state, isLate: false }
}

/** A submission: in time or knowingly late, without contradiction, and explained where a check asks for it. */
export function submitted(
  given: Figures,
  current: { state: ReportState; facts: CheckFacts },
  submission: Submission,
): Filled {
  const state = nextState('submit', current.state)
  const isLate = hasPassed(submission.deadline, submission.now)
  if (isLate && !submission.acceptLate) throw deadlinePassed(submission.deadline)
  const contradiction = disagreement(given, current.facts.base)
  if (contradiction) throw contradiction
  const findings = checkFigures(given, current.facts)
  refuseFindings(findings, given.explanation)
  return { figures: { ...given, ...completeFigures(given, current.facts.base) }, findings, state, isLate }
}

function refuseFindings(findings: Finding[], explanation: string | null): void {
  const blocking = blocks(findings)
  if (blocking.length > 0)
    throw invalid('figures_blocked', blocking.map((finding) => finding.text).join(''), { findings })
  if (needsExplanation(findings) && (explanation ?? '').length < 2) {
    const asked = findings.filter((finding) => finding.weight === 'explain').map((finding) => finding.text)
    throw invalid('explanation_missing', `${asked.join('')}数据无误，请在“情况说明”中写明原因后提交。`, { findings })
  }
}

export type Difference = { field: keyof Figures; yours: string | null; theirs: string | null }

const AMOUNTS: readonly (keyof Figures)[] = ['completedCurrent', 'completedYtd', 'physicalProgress']
const FIELDS: readonly (keyof Figures)[] = [...AMOUNTS, 'progressText', 'problems', 'nextStep', 'explanation']

/** Where two people's figures differ; 100 and 100.00 do not. */
export function differences(yours: Figures, theirs: Figures): Difference[] {
  return FIELDS.filter((field) => !isSame(field, yours[field], theirs[field])).map((field) => ({
    field,
    yours: yours[field],
    theirs: theirs[field],
  }))
}

function isSame(field: keyof Figures, a: Wan | null, b: Wan | null): boolean {
  if (a === null || b === null || !AMOUNTS.includes(field)) return (a ?? '') === (b ?? '')
  return compareWan(a, b) === 0
}

/** Empty text is no text; nothing is kept as ''. */
export function figuresOf(given: Figures): Figures {
  const entries = FIELDS.map((field) => [field, given[field] === '' ? null : given[field]])
  return Object.fromEntries(entries) as Figures
}
