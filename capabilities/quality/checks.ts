import * as z from 'zod'
import { STAGES } from '#capabilities/ledger/contract.ts'
import { APPROVAL_KINDS } from '#capabilities/papers/contract.ts'

/** Amounts a rule compares, 万元. */
export const AMOUNT_FIELDS = [
  'totalInvestment',
  'annualPlan',
  'completedYtd',
  'completedToLastYearEnd',
  'completedSinceStart',
  'fundsInPlace',
] as const
export const DATE_FIELDS = ['plannedStart', 'startDate', 'finishDate'] as const
/** What a rule may ask to be filled. */
export const REQUIRED_FIELDS = [
  'stage',
  'code',
  'owner',
  'site',
  'coordinates',
  'industry',
  'field',
  'constructionNature',
  'planState',
  'approvalKind',
  'fundKind',
  'scale',
  ...AMOUNT_FIELDS,
  'totalInvestmentBasis',
  ...DATE_FIELDS,
  'sponsor',
  'steward',
  'contact',
  'responsibleOrg',
  'leadOrg',
  'competentOrg',
  'annualContent',
  'progressText',
  'nextStep',
  'statisticalEntry',
] as const
export type CheckedField = (typeof REQUIRED_FIELDS)[number]

/** The stages in line; suspended counts as under construction, withdrawn projects are not asked anything. */
export const LINE = STAGES.filter((stage) => stage !== 'suspended' && stage !== 'withdrawn')
const lineStage = z.enum(STAGES).exclude(['suspended', 'withdrawn'])
const amount = z.enum(AMOUNT_FIELDS)
const date = z.enum(DATE_FIELDS)

/** One rule as data. What it asks is decided here and compiled to SQL in store.ts; its sentence is the office's own. */
export const check = z.discriminatedUnion('kind', [
  /** The field is filled, from this stage on (null: always). */
  z.object({ kind: z.literal('required'), field: z.enum(REQUIRED_FIELDS), from: lineStage.nullable() }),
  /** smaller ≤ (larger − less) × (1 + tolerance %). Asked where both sides are filled; an absent `less` counts as nothing. */
  z.object({
    kind: z.literal('within'),
    smaller: amount,
    larger: amount,
    less: amount.nullable(),
    tolerance: z.number().min(0, '不能小于0').max(200, '不超过200'),
  }),
  /** Dates as precise as both are written. */
  z.object({ kind: z.literal('dateOrder'), earlier: date, later: date }),
  z.object({ kind: z.literal('notFuture'), field: date }),
  /** A date that has come, or an amount above nought, contradicts a stage up to this one. */
  z.object({ kind: z.literal('beforeStage'), field: z.enum([...DATE_FIELDS, ...AMOUNT_FIELDS]), until: lineStage }),
  /** The approval is there, or said not to be needed, from this stage on. */
  z.object({ kind: z.literal('permit'), approval: z.enum(APPROVAL_KINDS), from: lineStage }),
  /** Building projects whose last figures are older than this many months before the region's month. */
  z.object({ kind: z.literal('idle'), months: z.number().int().min(1).max(12) }),
])
export type Check = z.infer<typeof check>

/** A gap is filled in; a fault is cleared up: something stands there that cannot be so. */
export function isGap({ kind }: Check): boolean {
  return kind === 'required'
}

/** Fields whose values explain a finding, in the order they are read. */
export function fieldsOf(rule: Check): (CheckedField | 'standingMonth')[] {
  if (rule.kind === 'required' || rule.kind === 'notFuture') return [rule.field]
  if (rule.kind === 'permit') return ['stage', 'startDate']
  if (rule.kind === 'within') return [rule.smaller, rule.larger, ...(rule.less ? [rule.less] : [])]
  if (rule.kind === 'dateOrder') return [rule.earlier, rule.later]
  return rule.kind === 'beforeStage' ? ['stage', rule.field] : ['stage', 'standingMonth']
}

/** What no project could satisfy or what says nothing, as a sentence; null where the rule makes sense. */
export function contradictionIn(rule: Check): string | null {
  if (
    rule.kind === 'within' &&
    (rule.smaller === rule.larger || rule.less === rule.larger || rule.less === rule.smaller)
  )
    return '比较的金额不能是同一项，请重新选择。'
  if (rule.kind === 'dateOrder' && rule.earlier === rule.later) return '比较的时间不能是同一项，请重新选择。'
  return null
}
