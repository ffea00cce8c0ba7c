import { addWan, compareWan, subtractWan } from '#kernel/money.ts'
import type { Project, ProjectMonth } from '../contract.ts'
import { COLUMN_OF, type FieldName, type FieldValue, fieldText } from '../fields.ts'
import type { MergePlan, Side } from './contract.ts'

/** What of a project merging looks at. */
export type MergeSide = Pick<Project, 'annualPlans' | 'months' | 'extra' | 'updatedAt'> &
  Record<FieldName, FieldValue> & {
    /** When each field was last changed. */
    changedAt: Partial<Record<string, string>>
  }
export type MergeChoices = {
  fields?: Partial<Record<FieldName, Side>> | undefined
  plans?: Record<string, Side> | undefined
  months?: Record<string, Side> | undefined
}
type Planned = Pick<MergePlan, 'fields' | 'plans' | 'months'>

/** A project stays where it is: its home is not merged, a park belongs to its county, and the library follows rules of its own. */
const KEPT: readonly FieldName[] = ['orgId', 'parkId']
const MONEY: readonly FieldName[] = ['totalInvestment', 'fundsInPlace', 'completedToLastYearEnd']

/**
 * How two entries of one project combine. A filled field goes before an empty one, the newer before the older. Plans and months that only one
 * has, or in which both agree, need no choice; where they contradict each other a person chooses. Pure.
 */
export function planOf(survivor: MergeSide, absorbed: MergeSide): Planned {
  const fields = (Object.keys(COLUMN_OF) as FieldName[])
    .filter((field) => !KEPT.includes(field) && !isSame(field, survivor[field], absorbed[field]))
    .map((field) => ({
      field: field as string,
      survivor: fieldText(survivor[field]),
      absorbed: fieldText(absorbed[field]),
      choice: defaultChoice(field, survivor, absorbed),
    }))
  return { fields, plans: plansOf(survivor, absorbed), months: monthsOf(survivor, absorbed) }
}

/** Years and months in which the two contradict each other and nobody has chosen. */
export function undecided({ plans, months }: Planned, choices: MergeChoices): string[] {
  return [
    ...plans.filter(({ year, differs }) => differs && !choices.plans?.[year]).map(({ year }) => String(year)),
    ...months.filter(({ month, differs }) => differs && !choices.months?.[month]).map(({ month }) => month),
  ]
}

/** Fields of the survivor that merging changes, with their new values. */
export function mergedFields(
  plan: Planned,
  absorbed: MergeSide,
  choices: MergeChoices,
): Partial<Record<FieldName, FieldValue>> {
  const taken = plan.fields.filter(
    ({ field, choice }) => (choices.fields?.[field as FieldName] ?? choice) === 'absorbed',
  )
  return Object.fromEntries(taken.map(({ field }) => [field, absorbed[field as FieldName]]))
}

/** Plans the survivor takes over: where it has none, and where the other's was chosen. */
export function mergedPlans(plan: Planned, absorbed: MergeSide, choices: MergeChoices): MergeSide['annualPlans'] {
  return plan.plans
    .filter(({ year, survivor, differs }) => survivor === null || (differs && choices.plans?.[year] === 'absorbed'))
    .map(({ year }) => absorbed.annualPlans.find((other) => other.year === year)!)
}

/** Months of the survivor that merging writes: what one lacks comes from the other, a contradiction as it was chosen. */
export function mergedMonths(plan: Planned, choices: MergeChoices): (Figures & { month: string })[] {
  return plan.months.flatMap(({ month, survivor, absorbed, differs }) => {
    if (!absorbed) return []
    const own = survivor?.correction ?? '0'
    const other = underCorrection(absorbed, own)
    if (!survivor) return [{ month, ...other }]
    const [first, second] = differs && choices.months?.[month] === 'absorbed' ? [other, survivor] : [survivor, other]
    const figures = filledFrom(first, second)
    return JSON.stringify(figures) === JSON.stringify(survivor) ? [] : [{ month, ...figures }]
  })
}

/** Months of the combined year in which the cumulative is below the month's before: shown, so that somebody looks. */
export function fallingMonths(plan: Planned, choices: MergeChoices): string[] {
  const written = new Map(mergedMonths(plan, choices).map((figures) => [figures.month, figures]))
  const all = plan.months
    .map(({ month, survivor }) => ({ month, ytd: (written.get(month) ?? survivor)?.completedYtd ?? null }))
    .filter((figures): figures is { month: string; ytd: string } => figures.ytd !== null)
    .sort((a, b) => (a.month < b.month ? -1 : 1))
  return all
    .filter(({ month, ytd }, index) => {
      const before = all[index - 1]
      return before?.month.slice(0, 4) === month.slice(0, 4) && compareWan(ytd, before.ytd) < 0
    })
    .map(({ month }) => month)
}

type Figures = NonNullable<MergePlan['months'][number]['survivor']>
const FIGURES = ['plannedCurrent', 'reportedCurrent', 'completedYtd', 'physicalProgress'] as const

function defaultChoice(field: FieldName, survivor: MergeSide, absorbed: MergeSide): Side {
  if (fieldText(absorbed[field]) === null) return 'survivor'
  if (fieldText(survivor[field]) === null) return 'absorbed'
  // the name is what the survivor was chosen for
  if (field === 'name') return 'survivor'
  if (field === 'isPriority') return survivor.isPriority ? 'survivor' : 'absorbed'
  const [own, other] = [survivor, absorbed].map((side) => side.changedAt[field] ?? '') as [string, string]
  return other > own ? 'absorbed' : 'survivor'
}

function isSame(field: FieldName, a: FieldValue, b: FieldValue): boolean {
  const [one, other] = [fieldText(a), fieldText(b)]
  if (one === null || other === null || !MONEY.includes(field)) return one === other
  return compareWan(one, other) === 0
}

function plansOf(survivor: MergeSide, absorbed: MergeSide): Planned['plans'] {
  const years = new Set([...survivor.annualPlans, ...absorbed.annualPlans].map(({ year }) => year))
  return [...years].sort().map((year) => {
    const [own, other] = [survivor, absorbed].map(({ annualPlans }) => {
      const plan = annualPlans.find((one) => one.year === year)
      return plan ? (plan.adjustedAmount ?? plan.initialAmount) : null
    }) as [string | null, string | null]
    return {
      year,
      survivor: own,
      absorbed: other,
      differs: own !== null && other !== null && compareWan(own, other) !== 0,
    }
  })
}

function monthsOf(survivor: MergeSide, absorbed: MergeSide): Planned['months'] {
  const all = new Set([...survivor.months, ...absorbed.months].map(({ month }) => month))
  return [...all].sort().map((month) => {
    const [own, other] = [survivor, absorbed].map(({ months }) => figuresOf(months.find((one) => one.month === month)))
    return {
      month,
      survivor: own ?? null,
      absorbed: other ?? null,
      differs: own !== null && own !== undefined && other !== null && other !== undefined && contradict(own, other),
    }
  })
}

function figuresOf(found: ProjectMonth | undefined): Figures | null {
  if (!found) return null
  const { plannedCurrent, reportedCurrent, correction, completedYtd, physicalProgress } = found
  return { plannedCurrent, reportedCurrent, correction, completedYtd, physicalProgress }
}

function contradict(a: Figures, b: Figures): boolean {
  return FIGURES.some((name) => a[name] !== null && b[name] !== null && compareWan(a[name], b[name]) !== 0)
}

/**
 * The same figures beside another's corrections: what was corrected is part of the amount then. Corrections stay with the entry they were posted
 * for, and a month's correction stays their sum.
 */
function underCorrection(figures: Figures, correction: string): Figures {
  const { reportedCurrent } = figures
  const current = reportedCurrent === null ? null : subtractWan(addWan(reportedCurrent, figures.correction), correction)
  return { ...figures, reportedCurrent: current, correction }
}

/** Figures of the first, where it has none those of the second. */
function filledFrom(first: Figures, second: Figures): Figures {
  return {
    plannedCurrent: first.plannedCurrent ?? second.plannedCurrent,
    reportedCurrent: first.reportedCurrent ?? second.reportedCurrent,
    correction: first.correction,
    completedYtd: first.completedYtd ?? second.completedYtd,
    physicalProgress: first.physicalProgress ?? second.physicalProgress,
  }
}
