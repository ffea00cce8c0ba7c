import { dateInChina, isCalendarDay } from '#kernel/period.ts'
import { conflict, invalid, notFound } from '#kernel/problem.ts'
import type { Context, Handlers } from '#platform/http/context.ts'
import type { Input } from '#platform/http/contract.ts'
import { applyChange } from './applying.ts'
import type { ChangeEffects, OrganisationChange, organisationChangeRoutes } from './change-contract.ts'
import * as changes from './change-store.ts'
import type { Organisation } from './contract.ts'
import { isPlanned } from './due.ts'
import { judgeChange, refuseUnlessClear, unitInScope } from './judging.ts'
import { codeWarnings } from './rules.ts'
import { holdTree, listOrganisations } from './store.ts'
import { subtreeCounts } from './survey-store.ts'

type Routes = typeof organisationChangeRoutes
type Body = Input<Routes['changeOrganisation']>['body']

export const changeHandlers: Handlers<Routes> = {
  previewOrganisationChange,
  changeOrganisation,
  withdrawOrganisationChange,
}

async function previewOrganisationChange(
  { db, scope }: Context,
  { params, query }: Input<Routes['previewOrganisationChange']>,
): Promise<ChangeEffects> {
  const tree = await listOrganisations(db)
  const unit = unitInScope(tree, scope, params.id)
  if (query.targetId) unitInScope(tree, scope, query.targetId, '目标单位')
  const { hanging, target, refusals } = await judgeChange(db, { tree, unit, asked: { ...query, effectiveOn: null } })
  const { grants, children, aliases, parkProjects } = hanging
  const counts = await subtreeCounts(db, unit.path)
  const warnings = query.kind === 'moved' ? codeWarnings(unit.divisionCode, target) : []
  return { ...counts, grants, children, aliases, parkProjects, refusals, warnings }
}

/** Due today or earlier: made at once, dated back where the day has passed. Later: kept as planned. */
async function changeOrganisation(context: Context, { params, body }: Input<Routes['changeOrganisation']>) {
  const { db, scope, now, person } = context
  refuseOddDay(body.effectiveOn, now)
  await holdTree(db)
  const tree = await listOrganisations(db)
  const unit = unitInScope(tree, scope, params.id)
  const targetId = 'targetId' in body ? body.targetId : null
  const name = 'name' in body ? body.name : null
  if (targetId) unitInScope(tree, scope, targetId, '目标单位')
  if (unit.version !== body.version)
    throw conflict('organisation_changed', `“${unit.name}”刚刚被修改过，本次没有办理。请刷新后核对再办理。`)
  const later = body.effectiveOn > dateInChina(now)
  await refuseSecondPlan(context, unit, body)
  refuseUnlessClear(await judgeChange(db, { tree, unit, asked: { ...body, targetId, name }, later }))
  const { kind, effectiveOn, reason } = body
  const document = body.document || null
  const facts = { organisationId: unit.id, kind, effectiveOn, name, targetId, document, reason }
  const id = await changes.insertChange(db, { ...facts, recordedAt: now, recordedBy: person.accountId })
  const change = (await changes.findChange(db, id))!
  if (later) recordPlan(context, 'organisation.changePlanned', unit, change, reason)
  else await applyChange({ db, now, by: person.accountId, record: context.record }, change)
  return (await changes.findChange(db, id))!
}

async function withdrawOrganisationChange(
  context: Context,
  { params, body }: Input<Routes['withdrawOrganisationChange']>,
) {
  const { db, scope, now, person } = context
  const unit = unitInScope(await listOrganisations(db), scope, params.id)
  const change = await changes.holdChange(db, params.changeId)
  if (!change || change.organisationId !== unit.id) throw notFound('这项变动')
  if (!isPlanned(change)) {
    const state = change.appliedAt ? '已经生效' : '已经撤回'
    throw conflict('organisation_change_done', `这项变动${state}，不能撤回。如需调整，请另行登记。`)
  }
  await changes.setWithdrawn(db, change.id, { at: now, by: person.accountId, reason: body.reason })
  recordPlan(context, 'organisation.changeWithdrawn', unit, change, body.reason)
  return (await changes.findChange(db, change.id))!
}

/** A day that exists, neither before the People's Republic nor further ahead than anybody plans. */
function refuseOddDay(day: string, now: Date): void {
  const latest = `${Number(dateInChina(now).slice(0, 4)) + 5}-12-31`
  if (isCalendarDay(day) && day >= '1949-10-01' && day <= latest) return
  throw invalid('day_odd', `请核对生效日期：须是实际的日期，且不晚于${latest}。`)
}

async function refuseSecondPlan({ db }: Context, unit: Organisation, { kind }: Body): Promise<void> {
  const planned = (await changes.listChanges(db, unit.id)).find((change) => isPlanned(change) && change.kind === kind)
  if (planned)
    throw conflict(
      'organisation_change_planned',
      `本单位已有一项同类变动将于${planned.effectiveOn}生效，请先撤回，再登记新的。`,
    )
}

function recordPlan(context: Context, action: string, unit: Organisation, change: OrganisationChange, reason: string) {
  const { kind, effectiveOn, name, targetName, document } = change
  context.record({
    action,
    subject: { type: 'organisation', id: unit.id },
    orgPath: unit.path,
    after: {
      changeKind: kind,
      effectiveOn,
      ...(name ? { name } : {}),
      ...(targetName ? { target: targetName } : {}),
      ...(document ? { document } : {}),
    },
    reason,
  })
}
