import * as z from 'zod'
import { foldName } from '#kernel/fold.ts'
import { isCalendarDay } from '#kernel/period.ts'
import { light, wan } from '#platform/http/contract.ts'
import { whereParam } from './grid/contract.ts'
import { LIBRARIES, NATURES, PLAN_CLASSES, PLAN_STATES, STAGES } from './vocabulary.ts'

const stage = z.enum(STAGES)
const library = z.enum(LIBRARIES)
const planState = z.enum(PLAN_STATES)
/** One value or several, separated by commas in the address. */
export const several = <T extends z.ZodType>(one: T) =>
  z.preprocess((value) => (typeof value === 'string' ? value.split(',') : value), z.array(one).min(1))
/** A part of an address; what is not escaped rightly stays as it is. */
export function unescaped(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
const partialDate = z
  .string()
  .regex(
    /^(19|20|21)\d{2}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$/,
    '日期写到年、月或日：2026、2026-03、2026-03-28',
  )
  .refine((date) => date.length < 10 || isCalendarDay(date), '没有这一天，请核对日期')
export const text = (length: number) => z.string().trim().max(length, `不超过${length}字`)

/** Filters of the list, its totals and its export. `org` is any organisation: its whole subtree. */
export const projectFilter = z.object({
  org: z.coerce.number().int().positive().optional(),
  county: z.coerce.number().int().positive().optional(),
  park: z.coerce.number().int().positive().optional(),
  campaign: z.coerce.number().int().positive().optional(),
  /** A term of the region's dictionaries. */
  term: z.coerce.number().int().positive().optional(),
  stage: several(stage).optional(),
  light: several(light).optional(),
  library: library.optional(),
  /** The two states, and what is in neither: outside this year's plan, unmarked in it, finished or withdrawn. */
  planState: z.enum(PLAN_CLASSES).optional(),
  /** A list the project is on now. */
  roster: z.coerce.number().int().positive().optional(),
  tier: z.enum(['1', '2', 'none']).optional(),
  /** Whether it has left the libraries. */
  withdrawn: z.enum(['true', 'false']).optional(),
  priority: z.enum(['true', 'false']).optional(),
  /** Projects assigned to the person who asks. */
  mine: z.enum(['true']).optional(),
  /** Projects that nobody can report: neither assigned to an account in use nor below a reporter's organisation. */
  unassigned: z.enum(['true']).optional(),
  importId: z.coerce.number().int().positive().optional(),
  /** A one-off form that asks about the project. */
  oneOff: z.coerce.number().int().positive().optional(),
  /** Substring of name, former name, owner or code; or pinyin initials. */
  q: z.string().trim().max(60).optional(),
  /** Conditions on any column, as JSON text (`grid/contract.ts`). */
  where: whereParam.optional(),
})
export type ProjectFilter = z.infer<typeof projectFilter>

export const PROJECT_SORTS = ['completion', 'total', 'name', 'updated'] as const
export const listQuery = projectFilter.extend({
  sort: z.enum(PROJECT_SORTS).default('updated'),
  order: z.enum(['asc', 'desc']).default('desc'),
  cursor: z.string().max(400).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
})
export type ProjectListQuery = z.infer<typeof listQuery>

export const projectRow = z.object({
  id: z.number(),
  code: z.string().nullable(),
  name: z.string(),
  countyId: z.number().nullable(),
  countyName: z.string().nullable(),
  parkName: z.string().nullable(),
  owner: z.string().nullable(),
  sponsor: z.string().nullable(),
  library,
  isPriority: z.boolean(),
  planState: planState.nullable(),
  stage: stage.nullable(),
  totalInvestment: z.string().nullable(),
  annualPlan: z.string().nullable(),
  completedYtd: z.string().nullable(),
  /** Per cent, exact decimal text. */
  completionRate: z.string().nullable(),
  pace: z.string().nullable(),
  light,
  /** The month the figures stand for; differs from the region's when the project has not reported since. */
  standingMonth: z.string().nullable(),
  updatedAt: z.string(),
})
export type ProjectRow = z.infer<typeof projectRow>

/** Why a light is what it is, and what would turn it: every part is shown to people. */
export const lightReason = z.object({
  rule: z.string(),
  text: z.string(),
  /** What would make it green, as a sentence; absent when it is. */
  toGreen: z.string().optional(),
  presetId: z.number().optional(),
})

export const projectFields = z.object({
  code: text(40).nullable(),
  name: text(300).refine((name) => foldName(name) !== '', '请填写项目名称'),
  orgId: z.number().int().positive(),
  parkId: z.number().int().positive().nullable(),
  owner: text(200).nullable(),
  site: text(300).nullable(),
  industry: text(100).nullable(),
  field: text(60).nullable(),
  constructionNature: z.enum(NATURES).nullable(),
  planState: planState.nullable(),
  approvalKind: text(40).nullable(),
  fundKind: text(60).nullable(),
  library,
  isPriority: z.boolean(),
  tier: z.union([z.literal(1), z.literal(2)]).nullable(),
  stage: stage.nullable(),
  scale: text(4000).nullable(),
  totalInvestment: wan.nullable(),
  totalInvestmentBasis: text(100).nullable(),
  startDate: partialDate.nullable(),
  plannedStart: partialDate.nullable(),
  finishDate: partialDate.nullable(),
  responsibleOrg: text(100).nullable(),
  leadOrg: text(100).nullable(),
  competentOrg: text(100).nullable(),
  sponsor: text(60).nullable(),
  steward: text(100).nullable(),
  contact: text(100).nullable(),
  annualContent: text(4000).nullable(),
  progressText: text(4000).nullable(),
  problems: text(4000).nullable(),
  nextStep: text(4000).nullable(),
  remark: text(2000).nullable(),
  statisticalEntry: text(60).nullable(),
  fundsInPlace: wan.nullable(),
  completedToLastYearEnd: wan.nullable(),
})
export type ProjectFields = z.infer<typeof projectFields>

export const projectMonth = z.object({
  month: z.string(),
  plannedCurrent: z.string().nullable(),
  reportedCurrent: z.string().nullable(),
  correction: z.string(),
  completedYtd: z.string().nullable(),
  physicalProgress: z.string().nullable(),
  light: light.nullable(),
  source: z.string(),
})
export type ProjectMonth = z.infer<typeof projectMonth>

export const project = projectFields.extend({
  id: z.number(),
  version: z.number(),
  orgName: z.string(),
  countyId: z.number().nullable(),
  countyName: z.string().nullable(),
  parkName: z.string().nullable(),
  longitude: z.string().nullable(),
  latitude: z.string().nullable(),
  extra: z.record(z.string(), z.string()),
  annualPlan: z.string().nullable(),
  completedCurrent: z.string().nullable(),
  completedYtd: z.string().nullable(),
  completedSinceStart: z.string().nullable(),
  completionRate: z.string().nullable(),
  pace: z.string().nullable(),
  light,
  lightReason: lightReason.nullable(),
  standingMonth: z.string().nullable(),
  formerNames: z.array(z.string()),
  /** The project this entry was merged into: it is read, and not worked on any more. */
  mergedInto: z.object({ id: z.number(), name: z.string() }).nullable(),
  /** Entries that were merged into this one. */
  merged: z.array(
    z.object({ mergeId: z.number(), id: z.number(), name: z.string(), at: z.string(), reason: z.string() }),
  ),
  campaigns: z.array(z.object({ id: z.number(), name: z.string() })),
  /** What it is called in the region's dictionaries, terms no longer given included. */
  terms: z.array(z.object({ id: z.number(), dictionary: z.string(), label: z.string() })),
  assignees: z.array(z.object({ id: z.number(), displayName: z.string(), organisationName: z.string() })),
  annualPlans: z.array(
    z.object({
      year: z.number(),
      initialAmount: z.string(),
      adjustedAmount: z.string().nullable(),
      adjustedReason: z.string().nullable(),
    }),
  ),
  months: z.array(projectMonth),
  corrections: z.array(
    z.object({
      id: z.number(),
      month: z.string(),
      delta: z.string(),
      reason: z.string(),
      approver: z.string(),
      postedAt: z.string(),
      postedBy: z.string(),
    }),
  ),
  mayEdit: z.boolean(),
  createdAt: z.string(),
  updatedAt: z.string(),
})
export type Project = z.infer<typeof project>

export const rollup = z.object({
  /** Organisation or campaign id, or the word itself (library, stage, light); 0 stands for “none”. */
  key: z.string(),
  name: z.string(),
  projects: z.number(),
  totalInvestment: z.string(),
  annualPlan: z.string(),
  completedCurrent: z.string(),
  completedYtd: z.string(),
  completionRate: z.string().nullable(),
  /** The plan's own curve, weighted by annual plans, per cent. */
  pace: z.string().nullable(),
  lights: z.object({ green: z.number(), yellow: z.number(), red: z.number(), grey: z.number() }),
})
export type Rollup = z.infer<typeof rollup>

export const fieldChange = z.object({
  id: z.number(),
  field: z.string(),
  old: z.string().nullable(),
  new: z.string().nullable(),
  at: z.string(),
  actor: z.string(),
  source: z.string(),
  sourceId: z.string().nullable(),
})
export type FieldChange = z.infer<typeof fieldChange>
