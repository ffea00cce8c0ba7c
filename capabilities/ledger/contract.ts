import * as z from 'zod'
import { defineRoutes, idParam, month, wan } from '#platform/http/contract.ts'
import { duplicateRoutes } from './duplicates/contract.ts'
import { formRoutes } from './forms/contract.ts'
import { gridRoutes } from './grid/contract.ts'
import { importRoutes } from './import/contract.ts'
import { sheetRoutes } from './import/sheet-contract.ts'
import { checkRoutes } from './libraries/check-contract.ts'
import { moveRoutes } from './libraries/contract.ts'
import { overviewRoutes } from './libraries/overview-contract.ts'
import { lightRoutes } from './lights/contract.ts'
import { oc4idsRoutes } from './oc4ids/contract.ts'
import { oneOffRoutes } from './one-off/contract.ts'
import { rosterRoutes } from './rosters/contract.ts'
import {
  fieldChange,
  listQuery,
  project,
  projectFields,
  projectFilter,
  projectRow,
  rollup,
  several,
  text,
  unescaped,
} from './shapes.ts'

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

export {
  type FieldChange,
  type Project,
  type ProjectFields,
  type ProjectFilter,
  type ProjectListQuery,
  type ProjectMonth,
  type ProjectRow,
  projectFields,
  projectFilter,
  type Rollup,
} from './shapes.ts'
export { STAGES, type Stage } from './vocabulary.ts'
