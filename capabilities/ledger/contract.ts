import * as z from 'zod'
import { foldName } from '#kernel/fold.ts'
import { isCalendarDay } from '#kernel/period.ts'
import { defineRoutes, idParam, light, month, wan } from '#platform/http/contract.ts'
import { duplicateRoutes } from './duplicates/contract.ts'
import { formRoutes } from './forms/contract.ts'
import { gridRoutes, whereParam } from './grid/contract.ts'
import { importRoutes } from './import/contract.ts'
import { sheetRoutes } from './import/sheet-contract.ts'
import { checkRoutes } from './libraries/check-contract.ts'
import { moveRoutes } from './libraries/contract.ts'
import { overviewRoutes } from './libraries/overview-contract.ts'
import { lightRoutes } from './lights/contract.ts'
import { oc4idsRoutes } from './oc4ids/contract.ts'
import { oneOffRoutes } from './one-off/contract.ts'
import { rosterRoutes } from './rosters/contract.ts'
import { LIBRARIES, NATURES, PLAN_CLASSES, PLAN_STATES, STAGES } from './vocabulary.ts'

const stage = z.enum(STAGES)
const library = z.enum(LIBRARIES)
const planState = z.enum(PLAN_STATES)
/** One value or several, separated by commas in the address. */
const several = <T extends z.ZodType>(one: T) =>
  z.preprocess((value) => (typeof value === 'string' ? value.split(',') : value), z.array(one).min(1))
function unescaped(text: string): string {
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
const text = (length: number) => z.string().trim().max(length, `不超过${length}字`)

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
const listQuery = projectFilter.extend({
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

export const ledgerRoutes = defineRoutes({
  listProjects: {
    method: 'GET',
    path: '/api/projects',
    needs: 'project.read',
    summary: 'Projects within scope, filtered, sorted and paged by keyset, with the total.',
    query: listQuery,
    out: z.object({
      items: z.array(projectRow),
      total: z.number(),
      next: z.string().nullable(),
      asOfMonth: z.string().nullable(),
    }),
  },
  createProject: {
    method: 'POST',
    path: '/api/projects',
    needs: 'project.write',
    summary: 'Enters one project into the ledger.',
    body: projectFields.partial().required({ name: true, orgId: true }),
    out: project,
  },
  readProject: {
    method: 'GET',
    path: '/api/projects/:id',
    needs: 'project.read',
    summary: 'One project with its months.',
    params: idParam,
    out: project,
  },
  readSheets: {
    method: 'GET',
    path: '/api/project-sheets',
    needs: 'project.read',
    summary:
      'Several projects with everything their printed sheets (一项目一表) show: at most 200, in the order asked, those in scope.',
    query: z.object({
      projects: several(z.coerce.number().int().positive().max(2_147_483_647)).refine(
        (ids) => ids.length <= 200,
        '一次最多打印200个项目',
      ),
    }),
    out: z.object({ items: z.array(project), region: z.string() }),
  },
  editProject: {
    method: 'PATCH',
    path: '/api/projects/:id',
    needs: 'project.write',
    summary: 'Changes fields of a project; `version` is the one that was read, so that nobody’s edit is overwritten.',
    params: idParam,
    body: z.object({ version: z.number().int(), fields: projectFields.partial(), reason: text(200).optional() }),
    out: project,
  },
  setProjectTerms: {
    method: 'PUT',
    path: '/api/projects/:id/terms',
    needs: 'project.write',
    summary:
      'Which terms of the region’s dictionaries a project carries, as a whole; `version` is the one that was read.',
    params: idParam,
    body: z.object({
      version: z.number().int(),
      termIds: z.array(z.number().int().positive()).max(50),
      reason: text(200).optional(),
    }),
    out: project,
  },
  readHistory: {
    method: 'GET',
    path: '/api/projects/:id/history',
    needs: 'project.read',
    summary:
      'Every change of every field, or of one field or one month’s figures: who, when, old → new; newest first, by keyset.',
    params: idParam,
    query: z.object({
      before: z.coerce.number().int().positive().optional(),
      field: z.string().max(40).optional(),
      /** Only what was done to this month's figures. */
      month: month.optional(),
      limit: z.coerce.number().int().min(1).max(200).default(50),
    }),
    out: z.object({ items: z.array(fieldChange), next: z.number().nullable() }),
  },
  setAnnualPlan: {
    method: 'PUT',
    path: '/api/projects/:id/plans/:year',
    needs: 'project.write',
    summary: 'Issues the annual plan (once), or adjusts it with a reason; may carry the twelve months.',
    params: idParam.extend({ year: z.coerce.number().int().min(1990).max(2100) }),
    body: z.object({
      amount: wan,
      reason: text(200).optional(),
      months: z.array(wan.nullable()).length(12).optional(),
    }),
    out: project,
  },
  postCorrection: {
    method: 'POST',
    path: '/api/projects/:id/corrections',
    needs: 'figure.correct',
    summary: 'Posts a 核增 or 核减 on a month after its round was locked; later months of the year follow.',
    params: idParam,
    body: z.object({
      month,
      delta: wan,
      reason: text(300).min(2, '请写明原因'),
      approver: text(60).min(1, '请填写批准人'),
    }),
    out: project,
  },
  assignProjects: {
    method: 'POST',
    path: '/api/project-assignments',
    needs: 'project.assign',
    summary: 'Makes one reporter answer for the figures of these projects; replaces whoever did before when `replace`.',
    body: z.object({
      projectIds: z.array(z.number().int().positive()).min(1).max(5000),
      accountId: z.number().int().positive(),
      replace: z.boolean().default(true),
    }),
    out: z.object({ assigned: z.number() }),
  },
  readRollups: {
    method: 'GET',
    path: '/api/roll-ups',
    needs: 'project.read',
    summary: 'Counts, sums, completion, pace and lights by county, park, library, stage, light, campaign or roster.',
    query: z.object({
      by: z.enum(['county', 'park', 'library', 'stage', 'light', 'campaign', 'roster']),
      org: z.coerce.number().int().positive().optional(),
      /** Year of the standing; by default the region's. */
      year: z.coerce.number().int().min(1990).max(2100).optional(),
    }),
    out: z.object({ items: z.array(rollup), total: rollup, asOfMonth: z.string().nullable() }),
  },
  exportLedger: {
    method: 'GET',
    path: '/api/ledger-export',
    needs: 'ledger.export',
    summary:
      'The filtered ledger as a workbook or as CSV; imports back to no change. `columns` are field keys in their order (commas in a key escaped once more).',
    query: projectFilter.extend({
      format: z.enum(['xlsx', 'csv']).default('xlsx'),
      columns: z
        .preprocess(
          (value) => (typeof value === 'string' ? value.split(',').map(unescaped) : value),
          z.array(z.string().min(1).max(80)).min(1).max(200),
        )
        .optional(),
      /** Subtotals by county, park or stage. */
      group: z.enum(['county', 'park', 'stage']).optional(),
    }),
    download: 'application/octet-stream',
  },
  listCampaigns: {
    method: 'GET',
    path: '/api/campaigns',
    needs: 'project.read',
    summary: 'Campaigns, for filters and roll-ups.',
    out: z.object({
      items: z.array(z.object({ id: z.number(), name: z.string(), startsOn: z.string(), endsOn: z.string() })),
    }),
  },
  ...oc4idsRoutes(projectFilter),
  ...formRoutes(projectFilter),
  ...oneOffRoutes,
  ...moveRoutes,
  ...overviewRoutes,
  ...checkRoutes,
  ...rosterRoutes,
  ...lightRoutes,
  ...importRoutes,
  ...sheetRoutes,
  ...duplicateRoutes,
  ...gridRoutes(projectFilter),
})

export { STAGES, type Stage } from './vocabulary.ts'
