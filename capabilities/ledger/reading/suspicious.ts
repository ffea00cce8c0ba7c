import Big from 'big.js'
import { questionKey } from './answers.ts'
import type { Change } from './ledger-project.ts'
import type { Question, Warning } from './shape.ts'
import { warningText } from './warning-texts.ts'

/** An amount that falls to about a tenth, or rises to about ten times, looks like a digit lost or added, or a wrong unit. */
const FALLEN = 0.13
const RISEN = 7.5

const WATCHED = new Set([
  'totalInvestmentWan',
  'annualPlanWan',
  'completedYtdWan',
  'completedSinceStartWan',
  'completedToLastYearEndWan',
  'fundsInPlaceWan',
])
const CUMULATIVE = new Set([
  'completedYtdWan',
  'completedSinceStartWan',
  'completedToLastYearEndWan',
  'fundsInPlaceWan',
])

/** Warns of changes that look like slips and asks before they are written; changes answered with `keep` are left out. Returns the rest. */
export function noteSuspicious(
  changes: Change[],
  target: { warnings: Warning[]; questions: Question[] },
  choices: Record<string, string>,
): Change[] {
  return changes.filter((change) => {
    const code = suspicionOf(change)
    if (!code) return true
    const { name, field, part, old, new: now, sheet, excelRow, newCell } = change
    const ratio = Number(
      new Big(now as string)
        .div(old as string)
        .round(4)
        .toString(),
    )
    const warning = { code, name, field, old, new: now, ratio, sheet, excelRow, ...(newCell && { cell: newCell }) }
    target.warnings.push({ ...warning, text: warningText(warning) })
    if (code !== 'suspicious-change') return true
    const key = questionKey(code, name, change.county, field, part ?? null, old, now)
    const answer = choices[key]
    if (answer === undefined) target.questions.push(questionOf(key, change))
    return answer !== 'keep'
  })
}

function suspicionOf({ field, old, new: now }: Change): 'suspicious-change' | 'cumulative-falls' | null {
  if (!WATCHED.has(field) || old === null || now === null || new Big(old).lte(0)) return null
  const ratio = Number(new Big(now).div(old).toString())
  if (ratio <= FALLEN || ratio >= RISEN) return 'suspicious-change'
  return ratio < 1 && CUMULATIVE.has(field) ? 'cumulative-falls' : null
}

function questionOf(key: string, { name, sheet, newCell, old, new: now, oldRaw, newRaw }: Change): Question {
  return {
    key,
    code: 'suspicious-change',
    sheet,
    place: newCell ?? '',
    text: `“${name}”的金额由${oldRaw ?? old}（${old}万元）变为${newRaw ?? now}（${now}万元），相差约十倍，采用新数吗？`,
    choices: [
      { value: 'accept', label: '采用新数' },
      { value: 'keep', label: '保留原数' },
    ],
  }
}
