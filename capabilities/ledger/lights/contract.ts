import * as z from 'zod'
import { isCalendarDay } from '#kernel/period.ts'
import { defineRoutes, idParam, isoDate, light } from '#platform/http/contract.ts'

/** A light preset: thresholds in percentage points behind pace; rules are data, a new year adds a version. */
export const lightRules = z.object({
  /** Behind pace by less than this is still green. */
  greenWithin: z.number().min(0).max(100),
  /** Behind by more than this is red; from `greenWithin` up to it yellow. */
  redBeyond: z.number().min(0).max(100),
  /** Not started in its planned month: yellow; this many months running: red. */
  notStartedRedAfterMonths: z.number().int().min(1).max(12),
  /** A project that was red last month and caught up turns yellow, not green, until next month. */
  redRecoversThroughYellow: z.boolean(),
  /** `plan`: the plan's own monthly curve where one exists; `calendar`: months elapsed / 12. */
  paceBasis: z.enum(['plan', 'calendar']),
})
export type LightRules = z.infer<typeof lightRules>

export const lightPreset = z.object({
  id: z.number(),
  name: z.string(),
  version: z.number(),
  rules: lightRules,
  source: z.string(),
  validFrom: z.string(),
  isCurrent: z.boolean(),
})
export type LightPreset = z.infer<typeof lightPreset>

/** When a version was put in force; one may be more than once. */
export const lightAdoption = z.object({
  id: z.number(),
  presetId: z.number(),
  name: z.string(),
  version: z.number(),
  validFrom: z.string(),
  reason: z.string(),
  adoptedBy: z.string().nullable(),
  adoptedAt: z.string(),
})
export type LightAdoption = z.infer<typeof lightAdoption>

export const lightPreview = z.object({
  asOfMonth: z.string().nullable(),
  projects: z.number(),
  /** How many projects turn from which light to which; the largest first. */
  turns: z.array(z.object({ from: light, to: light, projects: z.number() })),
  /** The first of those that turn, red ones first. */
  items: z.array(
    z.object({
      id: z.number(),
      name: z.string(),
      countyName: z.string().nullable(),
      from: light,
      to: light,
      reason: z.string(),
    }),
  ),
})
export type LightPreview = z.infer<typeof lightPreview>

const validFrom = isoDate.refine(isCalendarDay, '没有这一天，请核对日期').optional()
const reason = z.string().trim().min(2, '请写明原因').max(200)

export const lightRoutes = defineRoutes({
  listLightPresets: {
    method: 'GET',
    path: '/api/light-presets',
    needs: 'project.read',
    summary: 'Versions of the light rules with their source, one of them in force; and when which was put in force.',
    out: z.object({ items: z.array(lightPreset), adoptions: z.array(lightAdoption) }),
  },
  addLightPreset: {
    method: 'POST',
    path: '/api/light-presets',
    needs: 'preset.write',
    summary: 'Adds a version of the light rules and puts it in force; earlier ones are kept.',
    body: z.object({
      name: z.string().trim().max(60, '不超过60字').min(1, '请填写名称'),
      rules: lightRules,
      source: z.string().trim().max(200, '不超过200字').min(2, '请写明依据'),
      validFrom,
      reason: reason.optional(),
    }),
    out: lightPreset,
  },
  adoptLightPreset: {
    method: 'POST',
    path: '/api/light-presets/:id/adoption',
    needs: 'preset.write',
    summary: 'Puts an earlier version in force again, from a date that has come, with a reason.',
    params: idParam,
    body: z.object({ validFrom, reason }),
    out: lightPreset,
  },
  previewLights: {
    method: 'POST',
    path: '/api/light-previews',
    needs: 'preset.write',
    summary: 'Which projects would turn under other rules, as of the region’s month; nothing is kept.',
    body: z.object({ rules: lightRules }),
    out: lightPreview,
    unrecorded: 'computes and writes nothing',
  },
})
