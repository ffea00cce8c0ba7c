import * as z from 'zod'
import { defineRoutes, idParam, month } from '#platform/http/contract.ts'
import { COLUMN_OF, type FieldName } from '../fields.ts'

const LARGEST_ID = 2_147_483_647
const projectId = z.number().int().positive().max(LARGEST_ID)
const side = z.enum(['survivor', 'absorbed'])
export type Side = z.infer<typeof side>

/** A project as the comparison shows it. Amounts 万元. */
export const likeProject = z.object({
  id: z.number(),
  name: z.string(),
  code: z.string().nullable(),
  owner: z.string().nullable(),
  site: z.string().nullable(),
  countyId: z.number().nullable(),
  countyName: z.string().nullable(),
  totalInvestment: z.string().nullable(),
  stage: z.string().nullable(),
  updatedAt: z.string(),
})
export type LikeProject = z.infer<typeof likeProject>

export const duplicatePair = z.object({
  a: likeProject,
  b: likeProject,
  /** Of 100. */
  score: z.number(),
  /** 名称相似92%，建设单位相同，总投资相同 */
  text: z.string(),
  foundAt: z.string(),
  dismissed: z.object({ by: z.string(), at: z.string(), reason: z.string().nullable() }).nullable(),
})
export type DuplicatePair = z.infer<typeof duplicatePair>

/** Tables whose rows move to the survivor, in the order in which they are told. */
export const CARRIED_PARTS = [
  'roster_member',
  'cohort_member',
  'joint_start_project',
  'project_preparation',
  'check_item',
  'one_off_form_project',
  'approval_state',
  'paper',
] as const
export type CarriedPart = (typeof CARRIED_PARTS)[number]

const amounts = z.object({
  plannedCurrent: z.string().nullable(),
  reportedCurrent: z.string().nullable(),
  correction: z.string(),
  completedYtd: z.string().nullable(),
  physicalProgress: z.string().nullable(),
})
/** Both entries side by side, with what merging would take of each unless it is chosen otherwise. */
export const mergePlan = z.object({
  survivor: likeProject.extend({ version: z.number() }),
  absorbed: likeProject.extend({ version: z.number() }),
  fields: z.array(
    z.object({
      field: z.string(),
      survivor: z.string().nullable(),
      absorbed: z.string().nullable(),
      /** Whose value is taken: the filled one, of two the newer. */
      choice: side,
    }),
  ),
  /** `differs` has to be chosen, everything else follows by itself. */
  plans: z.array(
    z.object({
      year: z.number(),
      survivor: z.string().nullable(),
      absorbed: z.string().nullable(),
      differs: z.boolean(),
    }),
  ),
  months: z.array(
    z.object({ month: z.string(), survivor: amounts.nullable(), absorbed: amounts.nullable(), differs: z.boolean() }),
  ),
  /** Reports of rounds that are still open: those that move along, and what stands in the way. */
  rounds: z.array(z.object({ roundId: z.number(), title: z.string(), state: z.enum(['moves', 'dropped', 'hinders']) })),
  /** What the absorbed entry stands on and has in hand that comes along; parts of which there is none are left out. */
  carried: z.array(z.object({ part: z.enum(CARRIED_PARTS), count: z.number() })),
})
export type MergePlan = z.infer<typeof mergePlan>

/** Routes of 疑似重复: finding twins, setting pairs aside, making two entries one, and taking that back. */
export const duplicateRoutes = defineRoutes({
  listDuplicates: {
    method: 'GET',
    path: '/api/duplicates',
    needs: 'project.merge',
    summary: 'Pairs of projects that are probably one, the likeliest first; or those set aside as different.',
    query: z.object({
      state: z.enum(['open', 'dismissed']).default('open'),
      across: z.enum(['true', 'false']).optional(),
      q: z.string().trim().max(60).optional(),
      offset: z.coerce.number().int().min(0).max(20_000).default(0),
      limit: z.coerce.number().int().min(1).max(200).default(50),
    }),
    out: z.object({ items: z.array(duplicatePair), total: z.number(), searchedAt: z.string().nullable() }),
  },
  searchDuplicates: {
    method: 'POST',
    path: '/api/duplicate-searches',
    needs: 'project.merge',
    summary: 'Looks through all projects within scope for likely twins; what was set aside stays so.',
    out: z.object({ compared: z.number(), found: z.number() }),
  },
  dismissDuplicate: {
    method: 'PUT',
    path: '/api/duplicates',
    needs: 'project.merge',
    summary: 'Sets a pair aside as two different projects, or takes that back.',
    body: z.object({
      aId: projectId,
      bId: projectId,
      dismissed: z.boolean(),
      reason: z.string().trim().max(200).optional(),
    }),
    out: z.object({ dismissed: z.boolean() }),
  },
  planMerge: {
    method: 'GET',
    path: '/api/projects/:id/merge-plan/:absorbedId',
    needs: 'project.merge',
    summary:
      'Two projects field by field, year by year and month by month, as merging the second into the first would combine them.',
    params: idParam.extend({ absorbedId: z.coerce.number().int().positive().max(LARGEST_ID) }),
    out: mergePlan,
  },
  mergeProjects: {
    method: 'POST',
    path: '/api/project-merges',
    needs: 'project.merge',
    summary:
      'Makes two entries one: the survivor takes what was chosen of both, the other stays readable and counts nowhere; all or nothing.',
    body: z.object({
      survivorId: projectId,
      absorbedId: projectId,
      survivorVersion: z.number().int(),
      absorbedVersion: z.number().int(),
      /** Where the choice differs from the plan's. */
      fields: z.partialRecord(z.enum(Object.keys(COLUMN_OF) as [FieldName, ...FieldName[]]), side).optional(),
      /** Year → whose plan, and month → whose figures, wherever they differ. */
      plans: z.record(z.string().regex(/^\d{4}$/), side).optional(),
      months: z.record(month, side).optional(),
      reason: z.string().trim().min(2, '请写明合并的依据').max(200),
    }),
    out: z.object({ mergeId: z.number(), projectId: z.number() }),
  },
  undoMerge: {
    method: 'POST',
    path: '/api/project-merges/:id/undoing',
    needs: 'project.merge',
    summary: 'Takes a merge back while neither entry was worked on since: both stand as before.',
    params: idParam,
    body: z.object({ reason: z.string().trim().min(2, '请写明原因').max(200) }),
    out: z.object({ projectIds: z.array(z.number()) }),
  },
})
