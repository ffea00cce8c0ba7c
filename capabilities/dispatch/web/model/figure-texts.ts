import { addWan, compareWan, subtractWan, type Wan } from '#kernel/money.ts'
import { type MoneyProblem, readMoney } from '#platform/web/kit/money-text.ts'
import type { CheckFacts, Figures, Finding } from '../../contract.ts'
import { blocks, checkFigures, needsExplanation } from '../../rules/checks.ts'

/** What a person fills in about a project, in the order of the grid and of the form. */
export const FIGURE_FIELDS = [
  'completedCurrent',
  'completedYtd',
  'physicalProgress',
  'progressText',
  'problems',
  'nextStep',
  'explanation',
] as const
export type FigureField = (typeof FIGURE_FIELDS)[number]

/** The fields as they stand in their cells, '' where nothing does; an unreadable text stays as it was typed. */
export type FigureTexts = Record<FigureField, string>
export type TextProblem = MoneyProblem | 'percent' | 'tooLong'

const LENGTH: Record<string, number> = { progressText: 4000, problems: 4000, nextStep: 4000, explanation: 1000 }
const EXPLANATION_AT_LEAST = 2

export function isAmount(field: FigureField): field is 'completedCurrent' | 'completedYtd' {
  return field === 'completedCurrent' || field === 'completedYtd'
}

export function textsOf(figures: Figures): FigureTexts {
  const entries = FIGURE_FIELDS.map((field) => [field, figures[field] ?? ''])
  return Object.fromEntries(entries) as FigureTexts
}

/** One cell, read: an amount in 万元, a percentage, or plain text. Never guesses. */
export function readField(field: FigureField, text: string): { value: string | null; problem: TextProblem | null } {
  if (isAmount(field)) {
    const { wan, problem } = readMoney(text, { allowNegative: true })
    return { value: wan, problem }
  }
  if (field === 'physicalProgress') return readPercent(text)
  const trimmed = text.trim()
  if (trimmed.length > LENGTH[field]!) return { value: null, problem: 'tooLong' }
  return { value: trimmed === '' ? null : trimmed, problem: null }
}

function readPercent(text: string): { value: string | null; problem: TextProblem | null } {
  const plain = text
    .normalize('NFKC')
    .replace(/[\s\u2009\u202f]/g, '')
    .replace(/%$/, '')
  if (plain === '') return { value: null, problem: null }
  if (!/^(100(\.0{1,2})?|\d{1,2}(\.\d{1,2})?)$/.test(plain)) return { value: null, problem: 'percent' }
  return { value: plain, problem: null }
}

/**
 * The texts after some of them were written. Readable ones are set in their plain form. Of 本期 and 年初累计 the one that was not
 * written follows from the other and the base; when both were (a pasted block) both stay as they were given.
 */
export function withWritten(texts: FigureTexts, written: Partial<FigureTexts>, base: Wan): FigureTexts {
  const next = { ...texts }
  for (const [field, text] of Object.entries(written) as [FigureField, string][]) {
    next[field] = readField(field, text).value ?? text.trim()
  }
  const { completedCurrent: current, completedYtd: ytd } = written
  if (current !== undefined && isBlank(ytd)) next.completedYtd = follow(next.completedCurrent, base, addWan)
  else if (ytd !== undefined && isBlank(current)) next.completedCurrent = follow(next.completedYtd, base, subtractWan)
  return next
}

function isBlank(text: string | undefined): boolean {
  return text === undefined || text.trim() === ''
}

function follow(text: string, base: Wan, compute: (amount: Wan, base: Wan) => Wan): string {
  const { wan } = readMoney(text, { allowNegative: true })
  return wan === null ? '' : compute(wan, base)
}

/** Why cells cannot be read; empty when all can. */
export function problemsOf(texts: FigureTexts): Partial<Record<FigureField, TextProblem>> {
  const found: Partial<Record<FigureField, TextProblem>> = {}
  for (const field of FIGURE_FIELDS) {
    const { problem } = readField(field, texts[field])
    if (problem) found[field] = problem
  }
  return found
}

/** What travels to the server; null while a cell cannot be read. */
export function figuresOf(texts: FigureTexts): Figures | null {
  if (Object.keys(problemsOf(texts)).length > 0) return null
  return Object.fromEntries(FIGURE_FIELDS.map((field) => [field, readField(field, texts[field]).value])) as Figures
}

export function isSameFigures(a: FigureTexts, b: FigureTexts): boolean {
  return FIGURE_FIELDS.every((field) => a[field] === b[field])
}

/** What the checks say while one types: nothing yet about a figure that has not been written. */
export function findingsOf(texts: FigureTexts, facts: CheckFacts): Finding[] {
  const read = checked(texts)
  if (read.completedYtd === null && read.completedCurrent === null && read.physicalProgress === null) return []
  return checkFigures(read, facts).filter((finding) => finding.code !== 'figureMissing')
}

function checked(texts: FigureTexts) {
  return {
    completedCurrent: readField('completedCurrent', texts.completedCurrent).value,
    completedYtd: readField('completedYtd', texts.completedYtd).value,
    physicalProgress: readField('physicalProgress', texts.physicalProgress).value,
  }
}

/** 本期 and 年初累计 both stand and contradict each other: only a pasted block can do that. */
export function contradicts(texts: FigureTexts, base: Wan): boolean {
  const { completedCurrent, completedYtd } = checked(texts)
  if (completedCurrent === null || completedYtd === null) return false
  return compareWan(addWan(base, completedCurrent), completedYtd) !== 0
}

/** How far a report is from being submitted; everything but `ready` is refused by the server too. */
export type Readiness = 'empty' | 'unreadable' | 'contradiction' | 'blocked' | 'explanation' | 'ready'

export function readinessOf(texts: FigureTexts, facts: CheckFacts): Readiness {
  if (Object.keys(problemsOf(texts)).length > 0) return 'unreadable'
  const read = checked(texts)
  if (read.completedCurrent === null && read.completedYtd === null) return 'empty'
  if (contradicts(texts, facts.base)) return 'contradiction'
  const findings = checkFigures(read, facts)
  if (blocks(findings).length > 0) return 'blocked'
  if (needsExplanation(findings) && texts.explanation.trim().length < EXPLANATION_AT_LEAST) return 'explanation'
  return 'ready'
}
