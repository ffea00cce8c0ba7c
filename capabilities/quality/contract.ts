import * as z from 'zod'
import { isCalendarDay } from '#kernel/period.ts'
import { defineRoutes, idParam, isoDate } from '#platform/http/contract.ts'
import { check } from './checks.ts'

const id = z.coerce.number().int().positive()

export const qualityRule = z.object({
  id: z.number(),
  name: z.string(),
  rule: check,
  weight: z.number(),
  isActive: z.boolean(),
  source: z.string(),
  version: z.number(),
  changedBy: z.string().nullable(),
  changedAt: z.string(),
})
export type QualityRule = z.infer<typeof qualityRule>

const ruleBody = z.object({
  name: z.string().trim().min(2, '请写明要求').max(80, '不超过80字'),
  rule: check,
  weight: z.number().int().min(1, '权重为1到10').max(10, '权重为1到10'),
  isActive: z.boolean().default(true),
  source: z.string().trim().min(2, '请写明依据').max(200, '不超过200字'),
})

/** Which projects: as the ledger narrows them. */
const among = z.object({ org: id.optional(), county: id.optional(), priority: z.enum(['true', 'false']).optional() })
export type Among = z.infer<typeof among>

/** Shares are per cent, exact decimal text; null where no rule asks anything. */
const standing = z.object({
  projects: z.number(),
  /** Mean of the projects' scores. */
  score: z.string().nullable(),
  /** Nothing missing and nothing contradicting. */
  complete: z.number(),
  withGaps: z.number(),
  withFaults: z.number(),
})

const finding = z.object({
  ruleId: z.number(),
  name: z.string(),
  isGap: z.boolean(),
  weight: z.number(),
  source: z.string(),
  /** The values that explain it; null where empty. */
  values: z.array(z.object({ field: z.string(), value: z.string().nullable() })),
})
export type Finding = z.infer<typeof finding>

const exemption = z.object({
  id: z.number(),
  ruleId: z.number(),
  name: z.string(),
  reason: z.string(),
  until: z.string().nullable(),
  by: z.string(),
  at: z.string(),
})

export const projectQuality = z.object({
  /** Weight fulfilled of the weight asked, per cent; null where nothing is asked. */
  score: z.string().nullable(),
  asked: z.number(),
  findings: z.array(finding),
  exemptions: z.array(exemption),
  mayExempt: z.boolean(),
})
export type ProjectQuality = z.infer<typeof projectQuality>

export const weakProject = z.object({
  id: z.number(),
  name: z.string(),
  countyName: z.string().nullable(),
  responsibleOrg: z.string().nullable(),
  stage: z.string().nullable(),
  light: z.string(),
  score: z.string(),
  gaps: z.array(z.number()),
  faults: z.array(z.number()),
})
export type WeakProject = z.infer<typeof weakProject>

export const qualityRoutes = defineRoutes({
  readQuality: {
    method: 'GET',
    path: '/api/quality',
    needs: 'project.read',
    summary: 'How complete the ledger is: the whole, by county, and by rule.',
    query: among,
    out: z.object({
      total: standing,
      counties: z.array(standing.extend({ id: z.number(), name: z.string() })),
      rules: z.array(
        z.object({ ruleId: z.number(), name: z.string(), isGap: z.boolean(), asked: z.number(), failing: z.number() }),
      ),
      asOfMonth: z.string().nullable(),
    }),
  },
  listWeakProjects: {
    method: 'GET',
    path: '/api/weak-projects',
    needs: 'project.read',
    summary: 'Projects with findings, the least complete first, by keyset; of one rule or of all.',
    query: among.extend({
      rule: id.optional(),
      kind: z.enum(['gap', 'fault']).optional(),
      cursor: z.string().max(200).optional(),
      limit: z.coerce.number().int().min(1).max(200).default(50),
    }),
    out: z.object({ items: z.array(weakProject), total: z.number(), next: z.string().nullable() }),
  },
  exportFindings: {
    method: 'GET',
    path: '/api/quality-export',
    needs: 'ledger.export',
    summary: 'The findings as a workbook, a line for each, to hand to those who have to mend them.',
    query: among.extend({ rule: id.optional(), kind: z.enum(['gap', 'fault']).optional() }),
    download: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  },
  readProjectQuality: {
    method: 'GET',
    path: '/api/projects/:id/quality',
    needs: 'project.read',
    summary: 'Score, findings and exemptions of one project.',
    params: idParam,
    out: projectQuality,
  },
  exemptProject: {
    method: 'POST',
    path: '/api/projects/:id/quality-exemptions',
    needs: 'project.write',
    summary: 'Exempts a project from one rule, with a reason, for good or until a day.',
    params: idParam,
    body: z.object({
      ruleId: z.number().int().positive(),
      reason: z.string().trim().min(2, '请写明理由').max(200, '不超过200字'),
      until: isoDate.refine(isCalendarDay, '没有这一天，请核对日期').nullable().default(null),
    }),
    out: projectQuality,
  },
  endExemption: {
    method: 'POST',
    path: '/api/quality-exemptions/:id/ending',
    needs: 'project.write',
    summary: 'Asks the rule of the project again.',
    params: idParam,
    out: projectQuality,
  },
  listQualityRules: {
    method: 'GET',
    path: '/api/quality-rules',
    needs: 'project.read',
    summary: 'The rules, those not in force included.',
    out: z.object({ items: z.array(qualityRule), mayChange: z.boolean() }),
  },
  addQualityRule: {
    method: 'POST',
    path: '/api/quality-rules',
    needs: 'preset.write',
    summary: 'Adds a rule.',
    body: ruleBody,
    out: qualityRule,
  },
  changeQualityRule: {
    method: 'PUT',
    path: '/api/quality-rules/:id',
    needs: 'preset.write',
    summary: 'Changes a rule or puts it out of force; `version` is the one that was read.',
    params: idParam,
    body: ruleBody.extend({ version: z.number().int() }),
    out: qualityRule,
  },
  previewQualityRule: {
    method: 'POST',
    path: '/api/quality-rule-previews',
    needs: 'preset.write',
    summary:
      'How many projects a rule would ask and how many would not satisfy it, with the first of them; nothing is kept.',
    body: z.object({ rule: check }),
    out: z.object({
      asked: z.number(),
      failing: z.number(),
      first: z.array(z.object({ id: z.number(), name: z.string() })),
    }),
    unrecorded: 'computes and writes nothing',
  },
})
