import { readRegion } from '#capabilities/people/public.ts'
import { dateInChina } from '#kernel/period.ts'
import { conflict, invalid, notFound } from '#kernel/problem.ts'
import { covers, scopeFor } from '#platform/access/scope.ts'
import { type Context, capability, type DownloadContext } from '#platform/http/context.ts'
import type { Input } from '#platform/http/contract.ts'
import { contradictionIn, isGap } from './checks.ts'
import { type Among, type ProjectQuality, type QualityRule, qualityRoutes } from './contract.ts'
import { exportFindings } from './findings-file.ts'
import { compile, type Moment } from './store/compile.ts'
import { endExemption, insertExemption, listExemptions, projectPath } from './store/exemptions.ts'
import * as ruleStore from './store/rules.ts'
import * as store from './store/standings.ts'

type Routes = typeof qualityRoutes

export const qualityCapability = capability(qualityRoutes, {
  readQuality,
  listWeakProjects: async (context, { query }) => {
    const { rule, kind, cursor, limit, ...among } = query
    const asking = await askingOf(context, among)
    const page = await store.listWeak(context.db, asking, { rule, kind, cursor, limit })
    return { ...page, total: await store.countWeak(context.db, asking, { rule, kind }) }
  },
  exportFindings: {
    download: async (context, { query }) => {
      const { rule, kind, ...among } = query
      return exportFindings(context, { asking: await askingOf(context, among), wanted: { rule, kind } })
    },
  },
  readProjectQuality: async (context, { params }) => view(context, params.id, await pathOrNotFound(context, params.id)),
  exemptProject,
  endExemption: endOne,
  listQualityRules: async ({ db, person }) => ({
    items: await ruleStore.listRules(db),
    mayChange: scopeFor(person, 'preset.write')?.all === true,
  }),
  addQualityRule,
  changeQualityRule,
  previewQualityRule: async (context, { body }) => {
    regionalPath(context)
    return await store.tryRule(context.db, context.scope, compile(body.rule, await momentOf(context)))
  },
})

async function readQuality(context: Context, { query }: Input<Routes['readQuality']>) {
  const asking = await askingOf(context, query)
  const counts = await store.countByRule(context.db, asking)
  return {
    ...(await store.sumStandings(context.db, asking)),
    rules: asking.rules.map((rule, at) => ({
      ruleId: rule.id,
      name: rule.name,
      isGap: isGap(rule.rule),
      ...counts[at]!,
    })),
    asOfMonth: asking.moment.asOfMonth,
  }
}

async function askingOf(context: Pick<DownloadContext, 'db' | 'scope' | 'now'>, among: Among): Promise<store.Asking> {
  const rules = (await ruleStore.listRules(context.db)).filter(({ isActive }) => isActive)
  return { scope: context.scope, among, rules, moment: await momentOf(context) }
}

async function momentOf({ db, now }: Pick<DownloadContext, 'db' | 'now'>): Promise<Moment> {
  return { today: dateInChina(now), asOfMonth: (await readRegion(db))?.asOfMonth ?? null }
}

async function view(context: Context, id: number, orgPath: string): Promise<ProjectQuality> {
  const asking = await askingOf(context, {})
  const judged = await store.judgeProject(context.db, asking, id)
  const failed = asking.rules.filter((rule) => judged?.failed.includes(rule.id))
  const values = await ruleStore.readValues(context.db, id, failed)
  const writing = scopeFor(context.person, 'project.write')
  return {
    score: judged?.score ?? null,
    asked: judged?.asked ?? 0,
    findings: failed.map(({ rule, id: ruleId, name, weight, source }) => ({
      ruleId,
      name,
      isGap: isGap(rule),
      weight,
      source,
      values: values.get(ruleId)!,
    })),
    exemptions: await listExemptions(context.db, id, asking.moment.today),
    mayExempt: writing !== null && covers(writing, orgPath),
  }
}

async function pathOrNotFound({ db, scope }: Context, id: number): Promise<string> {
  const path = await projectPath(db, scope, id)
  if (path === null) throw notFound('这个项目')
  return path
}

async function exemptProject(
  context: Context,
  { params, body }: Input<Routes['exemptProject']>,
): Promise<ProjectQuality> {
  const { db, person, now } = context
  const orgPath = await pathOrNotFound(context, params.id)
  const rule = await ruleStore.findRule(db, body.ruleId)
  if (!rule?.isActive) throw notFound('这条规则')
  const today = dateInChina(now)
  if (body.until && body.until < today) throw invalid('exemption_past', '免检的截止日期不能早于今天，请重新选择。')
  const given = { projectId: params.id, ...body, by: person.accountId, at: now }
  if (!(await insertExemption(db, given, today)))
    throw conflict('exemption_exists', '这个项目已经免检这条规则，请刷新后查看。')
  context.record({
    action: 'quality.exempted',
    subject: { type: 'project', id: params.id },
    orgPath,
    after: { rule: rule.name, until: body.until },
    reason: body.reason,
  })
  return await view(context, params.id, orgPath)
}

async function endOne(context: Context, { params }: Input<Routes['endExemption']>): Promise<ProjectQuality> {
  const { db, scope, person, now } = context
  const ended = await endExemption(db, scope, { id: params.id, by: person.accountId, at: now })
  if (!ended) throw notFound('这条免检')
  const rule = await ruleStore.findRule(db, ended.ruleId)
  context.record({
    action: 'quality.exemptionEnded',
    subject: { type: 'project', id: ended.projectId },
    orgPath: ended.orgPath,
    before: { rule: rule!.name, exemptionReason: ended.reason },
  })
  return await view(context, ended.projectId, ended.orgPath)
}

async function addQualityRule(context: Context, { body }: Input<Routes['addQualityRule']>): Promise<QualityRule> {
  const orgPath = regionalPath(context)
  refuseSenseless(body)
  const id = await ruleStore.insertRule(context.db, body, { by: context.person.accountId, at: context.now })
  context.record({ action: 'qualityRule.added', subject: { type: 'qualityRule', id }, orgPath, after: body })
  return (await ruleStore.findRule(context.db, id))!
}

async function changeQualityRule(
  context: Context,
  { params, body: { version, ...body } }: Input<Routes['changeQualityRule']>,
): Promise<QualityRule> {
  const orgPath = regionalPath(context)
  refuseSenseless(body)
  await ruleStore.lockRule(context.db, params.id)
  const before = await ruleStore.findRule(context.db, params.id)
  if (!before) throw notFound('这条规则')
  if (before.version !== version) throw conflict('edit_conflict', '这条规则已被他人修改，请刷新后再改。')
  const { name, rule, weight, isActive, source } = before
  await ruleStore.updateRule(context.db, params.id, body, { by: context.person.accountId, at: context.now })
  context.record({
    action: 'qualityRule.changed',
    subject: { type: 'qualityRule', id: params.id },
    orgPath,
    before: { name, rule, weight, isActive, source },
    after: body,
  })
  return (await ruleStore.findRule(context.db, params.id))!
}

/** Scores are compared between counties, so that one rule holds for all of them. */
function regionalPath({ scope, person }: Context): string {
  const root = person.grants.find((grant) => !grant.path.includes('.'))
  if (!scope.all || !root) throw invalid('quality_needs_region', '质量规则由全域项目办统一设定。')
  return root.path
}

function refuseSenseless({ rule }: { rule: QualityRule['rule'] }): void {
  const contradiction = contradictionIn(rule)
  if (contradiction) throw invalid('rule_senseless', contradiction)
}
