import * as z from 'zod'
import { defineRoutes, idParam, isoDate } from '#platform/http/contract.ts'

export const CHANGE_KINDS = ['renamed', 'moved', 'merged', 'closed'] as const
export const changeKind = z.enum(CHANGE_KINDS)
export type ChangeKind = z.infer<typeof changeKind>

export const organisationChange = z.object({
  id: z.number(),
  organisationId: z.number(),
  /** `edited` stands for what an upgrade set right. */
  kind: z.enum([...CHANGE_KINDS, 'edited']),
  effectiveOn: z.string(),
  name: z.string().nullable(),
  targetId: z.number().nullable(),
  targetName: z.string().nullable(),
  document: z.string().nullable(),
  reason: z.string(),
  before: z.unknown(),
  after: z.unknown(),
  recordedAt: z.string(),
  recordedBy: z.string().nullable(),
  appliedAt: z.string().nullable(),
  withdrawnAt: z.string().nullable(),
  withdrawnReason: z.string().nullable(),
  /** Why it could not be applied when it was due. */
  problem: z.string().nullable(),
})
export type OrganisationChange = z.infer<typeof organisationChange>

const name = z.string().trim().min(1, '请填写新名称').max(80)
const targetId = z.number().int().positive()
const dated = {
  version: z.number().int().positive(),
  effectiveOn: isoDate,
  document: z.string().trim().max(100).nullish(),
  reason: z.string().trim().min(2, '请写明原因或依据').max(200),
}

/** What would go along with a change, counted, and what stands against it. */
const effects = z.object({
  projects: z.number(),
  accounts: z.number(),
  grants: z.number(),
  children: z.number(),
  aliases: z.number(),
  /** Projects of other units that lie in this park; they stay with their unit. */
  parkProjects: z.number(),
  /** Why it cannot be done, in sentences; empty when it can. */
  refusals: z.array(z.string()),
  warnings: z.array(z.string()),
})
export type ChangeEffects = z.infer<typeof effects>

export const organisationChangeRoutes = defineRoutes({
  previewOrganisationChange: {
    method: 'GET',
    path: '/api/organisations/:id/effects',
    needs: 'organisation.manage',
    summary: 'What a change would take along, and what stands against it; writes nothing.',
    params: idParam,
    query: z.object({
      kind: changeKind,
      targetId: z.coerce.number().int().positive().max(2_147_483_647).optional(),
      name: z.string().trim().max(80).optional(),
    }),
    out: effects,
  },
  changeOrganisation: {
    method: 'POST',
    path: '/api/organisations/:id/changes',
    needs: 'organisation.manage',
    summary: 'Renames, moves, merges or closes an organisation as of a day: today or before at once, later as planned.',
    params: idParam,
    body: z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('renamed'), name, ...dated }),
      z.object({ kind: z.literal('moved'), targetId, ...dated }),
      z.object({ kind: z.literal('merged'), targetId, ...dated }),
      z.object({ kind: z.literal('closed'), ...dated }),
    ]),
    out: organisationChange,
  },
  withdrawOrganisationChange: {
    method: 'POST',
    path: '/api/organisations/:id/changes/:changeId/withdrawal',
    needs: 'organisation.manage',
    summary: 'Withdraws a planned change before it has been applied.',
    params: idParam.extend({ changeId: idParam.shape.id }),
    body: z.object({ reason: z.string().trim().min(2, '请写明原因').max(200) }),
    out: organisationChange,
  },
})
