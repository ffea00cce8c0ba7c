import { dateInChina } from '#kernel/period.ts'
import { conflict, invalid, notFound } from '#kernel/problem.ts'
import type { Context, Handlers } from '#platform/http/context.ts'
import type { Input } from '#platform/http/contract.ts'
import { readAsOf, recomputeStandings } from '../store/standing.ts'
import type { LightPreset, LightPreview, LightRules, lightRoutes } from './contract.ts'
import { turnsUnder } from './preview-store.ts'
import * as store from './store.ts'

type Routes = typeof lightRoutes

export const lightHandlers: Handlers<Routes> = {
  listLightPresets: async ({ db }) => ({
    items: await store.listPresets(db),
    adoptions: await store.listAdoptions(db),
  }),
  addLightPreset,
  adoptLightPreset,
  previewLights,
}

async function addLightPreset(context: Context, { body }: Input<Routes['addLightPreset']>): Promise<LightPreset> {
  const orgPath = regionalPath(context)
  refuseCrossed(body.rules)
  const validFrom = startDate(context, body.validFrom)
  const { db, person, now } = context
  const added = await store.addPreset(db, { ...body, validFrom })
  const reason = body.reason ?? body.source
  await store.adopt(db, { presetId: added.id, validFrom, reason, by: person.accountId, at: now })
  await recomputeStandings(db)
  context.record({
    action: 'preset.added',
    subject: { type: 'lightPreset', id: added.id },
    orgPath,
    after: { ...body, validFrom },
    reason: body.reason ?? null,
  })
  return (await store.findPreset(db, added.id))!
}

async function adoptLightPreset(
  context: Context,
  { params, body }: Input<Routes['adoptLightPreset']>,
): Promise<LightPreset> {
  const orgPath = regionalPath(context)
  const { db, person, now } = context
  const before = await store.lockCurrent(db)
  const preset = await store.findPreset(db, params.id)
  if (!preset) throw notFound('这一版亮灯规则')
  if (preset.isCurrent) throw conflict('preset_in_force', '这一版就是现行规则，不需要再启用。')
  const validFrom = startDate(context, body.validFrom)
  await store.adopt(db, { presetId: preset.id, validFrom, reason: body.reason, by: person.accountId, at: now })
  await recomputeStandings(db)
  context.record({
    action: 'preset.adopted',
    subject: { type: 'lightPreset', id: preset.id },
    orgPath,
    before: before && { name: before.name, version: before.version },
    after: { name: preset.name, version: preset.version, validFrom },
    reason: body.reason,
  })
  return (await store.findPreset(db, preset.id))!
}

async function previewLights(context: Context, { body }: Input<Routes['previewLights']>): Promise<LightPreview> {
  regionalPath(context)
  refuseCrossed(body.rules)
  return { asOfMonth: await readAsOf(context.db), ...(await turnsUnder(context.db, body.rules)) }
}

function regionalPath({ scope, person }: Context): string {
  const root = person.grants.find((grant) => !grant.path.includes('.'))
  if (!scope.all || !root) throw invalid('preset_needs_region', '亮灯规则由全域项目办统一设定。')
  return root.path
}

function refuseCrossed(rules: LightRules): void {
  if (rules.redBeyond < rules.greenWithin) throw invalid('preset_thresholds', '红灯界限不能小于绿灯界限。')
}

/** Lights are judged anew at once, so a date that is still to come would say what is not so. */
function startDate({ now }: Context, given: string | undefined): string {
  const today = dateInChina(now)
  if (given && given > today) {
    throw invalid('preset_not_yet', '启用后立即重新判灯，启用日期不能晚于今天。请到当天再启用。')
  }
  return given ?? today
}
