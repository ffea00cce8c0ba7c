import { findPersonById } from '#capabilities/people/public.ts'
import { compareWan } from '#kernel/money.ts'
import { monthLongText } from '#kernel/period.ts'
import { conflict, invalid, notFound } from '#kernel/problem.ts'
import { covers } from '#platform/access/scope.ts'
import { type Capability, type Context, capability, type Handlers } from '#platform/http/context.ts'
import type { Input } from '#platform/http/contract.ts'
import type { Secrets } from '#platform/secrets/secrets.ts'
import { ledgerRoutes, type Project } from './contract.ts'
import { duplicateHandlers } from './duplicates/server.ts'
import { exportLedger } from './export.ts'
import { formHandlers } from './forms/server.ts'
import { gridHandlers } from './grid/server.ts'
import { importHandlers } from './import/server.ts'
import { sheetHandlers } from './import/sheet-server.ts'
import { checkHandlers } from './libraries/check-server.ts'
import { overviewHandlers } from './libraries/overview-server.ts'
import { moveHandlers } from './libraries/server.ts'
import { lightHandlers } from './lights/server.ts'
import { oc4idsHandlers } from './oc4ids/server.ts'
import { oneOffHandlers } from './one-off/server.ts'
import { inScopeOrNotFound, projectHandlers, sourceOf, view } from './project-server.ts'
import { rosterHandlers } from './rosters/server.ts'
import { assign, projectsInScope } from './store/assignments.ts'
import { listCampaigns } from './store/campaigns.ts'
import { applyCorrection, lockFigure } from './store/figures.ts'
import { countProjects, listProjects } from './store/list.ts'
import { readAnnualPlan, saveAnnualPlan, saveMonthlyPlan } from './store/plans.ts'
import { insertChanges, lockProject } from './store/project.ts'
import { readRollups } from './store/rollups.ts'
import { recomputeStandings } from './store/standing.ts'
import { setProjectTerms } from './terms-server.ts'

type Routes = typeof ledgerRoutes

/** All but what needs the installation's key: exports are signed, and known again when they come back. */
const handlers = {
  listProjects: async ({ db, scope }, { query }) => {
    const page = await listProjects(db, scope, query)
    return { ...page, ...(await countProjects(db, scope, query)) }
  },
  ...projectHandlers,
  setProjectTerms,
  setAnnualPlan,
  postCorrection,
  assignProjects,
  readRollups: async ({ db, scope }, { query }) => await readRollups(db, scope, query),
  ...oc4idsHandlers,
  ...formHandlers,
  ...oneOffHandlers,
  ...moveHandlers,
  ...overviewHandlers,
  ...checkHandlers,
  ...rosterHandlers,
  ...lightHandlers,
  listCampaigns: async ({ db }) => ({ items: await listCampaigns(db) }),
  ...gridHandlers,
  ...duplicateHandlers,
} satisfies Partial<Handlers<Routes>>

export function ledgerCapability({ secrets }: { secrets: Secrets }): Capability {
  const keyed = {
    exportLedger: { download: exportLedger(secrets) },
    ...importHandlers(secrets),
    ...sheetHandlers(secrets),
  }
  return capability(ledgerRoutes, { ...handlers, ...keyed })
}

async function setAnnualPlan(context: Context, { params, body }: Input<Routes['setAnnualPlan']>): Promise<Project> {
  const { db } = context
  if (!(await lockProject(db, context.scope, params.id))) throw notFound('这个项目')
  const project = await inScopeOrNotFound(context, params.id)
  const issued = await readAnnualPlan(db, params.id, params.year)
  const inForce = issued && (issued.adjusted ?? issued.initial)
  const changes = inForce === null || compareWan(inForce, body.amount) !== 0
  if (issued && changes && !body.reason?.trim()) {
    throw invalid('reason_needed', `${params.year}年计划已经下达，调整请写明依据文件（调增、调减须由下达单位发文）。`)
  }
  if (changes)
    await saveAnnualPlan(db, {
      projectId: params.id,
      year: params.year,
      amount: body.amount,
      reason: body.reason ?? null,
    })
  if (body.months) await saveMonthlyPlan(db, params.id, params.year, body.months)
  const change = {
    projectId: params.id,
    field: 'annualPlan',
    old: inForce && `${params.year} ${inForce}`,
    new: `${params.year} ${body.amount}`,
  }
  await insertChanges(db, changes ? [change] : [], sourceOf(context, 'plan', null))
  await recomputeStandings(db, [params.id])
  const subject = { type: 'project', id: params.id }
  context.record({
    action: 'plan.set',
    subject,
    orgPath: project.orgPath,
    before: issued,
    after: { year: params.year, ...body },
    reason: body.reason ?? null,
  })
  return view(context, await inScopeOrNotFound(context, params.id))
}

async function postCorrection(context: Context, { params, body }: Input<Routes['postCorrection']>): Promise<Project> {
  const { db } = context
  const before = await lockFigure(db, context.scope, params.id, body.month)
  if (!before) throw notFound('这个项目')
  if (before.completedYtd === null) {
    throw conflict('no_figure_to_correct', `${monthLongText(body.month)}没有完成投资数，不能核增、核减。请核对月份。`)
  }
  if (compareWan(body.delta, '0') === 0) throw invalid('correction_zero', '核增、核减数不能为0。')
  const author = { accountId: context.person.accountId, actor: context.person.username, now: context.now }
  await applyCorrection(db, { projectId: params.id, ...body }, author)
  const subject = { type: 'project', id: params.id }
  const after = { month: body.month, delta: body.delta, approver: body.approver }
  context.record({
    action: 'figure.corrected',
    subject,
    orgPath: before.orgPath,
    before: { ytd: before.completedYtd },
    after,
    reason: body.reason,
  })
  return view(context, await inScopeOrNotFound(context, params.id))
}

async function assignProjects(
  context: Context,
  { body }: Input<Routes['assignProjects']>,
): Promise<{ assigned: number }> {
  const { db, scope } = context
  const reporter = await findPersonById(db, body.accountId)
  if (!reporter?.grants.some((grant) => grant.role === 'reporter' && covers(scope, grant.path))) {
    throw invalid('not_a_reporter', '所选账号不是您管理范围内的填报员，请重新选择。')
  }
  const projects = await projectsInScope(db, scope, body.projectIds)
  if (projects.length !== new Set(body.projectIds).size) throw notFound('其中的部分项目')
  await assign(db, {
    projectIds: projects.map((project) => project.id),
    accountId: body.accountId,
    by: context.person.accountId,
    replace: body.replace,
  })
  const after = {
    accountId: body.accountId,
    username: reporter.username,
    projectIds: projects.map((project) => project.id),
  }
  context.record({
    action: 'projects.assigned',
    subject: { type: 'account', id: body.accountId },
    orgPath: projects[0]!.orgPath,
    after,
  })
  return { assigned: projects.length }
}
