import { lockProject } from '#capabilities/ledger/public.ts'
import { dateInChina } from '#kernel/period.ts'
import { invalid, notFound } from '#kernel/problem.ts'
import { covers, scopeFor } from '#platform/access/scope.ts'
import type { Context } from '#platform/http/context.ts'
import type { Input } from '#platform/http/contract.ts'
import type { jointStartRoutes, Preparation, ReadinessRow } from './contract/joint-starts.ts'
import { mayKeepItems } from './item-server.ts'
import { addDays } from './rules/days.ts'
import { missingOf } from './rules/joint-start.ts'
import { projectsInScope } from './store/cohorts.ts'
import { listItems } from './store/joint-starts.ts'
import { countUndated, readPreparations, readWaiting, savePreparation, type Waiting } from './store/preparations.ts'

type Routes = typeof jointStartRoutes

/** As many as one screen can be worked through; more are narrowed by county. */
const MOST = 500
/** The board looks this far ahead unless it is told otherwise. */
const AHEAD_DAYS = 120

/** The board ready / not ready (B10): who is to start in the span, and what is missing. */
export async function readReadiness(context: Context, { query }: Input<Routes['readReadiness']>) {
  const { db, scope, now, person } = context
  const today = dateInChina(now)
  const from = query.from ?? `${today.slice(0, 4)}-01-01`
  const to = query.to ?? addDays(today, AHEAD_DAYS)
  if (to < from) throw invalid('span_reversed', '结束日期不能早于开始日期，请核对。')
  const waiting = await readWaiting(db, scope, { from, to, org: query.org, campaign: query.campaign, limit: MOST + 1 })
  const shown = waiting.slice(0, MOST)
  const items = await listItems(db)
  const required = items.filter(({ isRetired }) => !isRetired).map(({ code }) => code)
  const ids = shown.map(({ projectId }) => projectId)
  const done = Map.groupBy(await readPreparations(db, ids), ({ projectId }) => projectId)
  const writing = scopeFor(person, 'project.write')
  const mayEdit = ({ orgPath }: Waiting) => writing !== null && covers(writing, orgPath)
  return {
    items: shown.map((project): ReadinessRow => {
      const preparation = done.get(project.projectId) ?? []
      const missing = missingOf(required, preparation, today)
      const { orgPath: _, ...named } = project
      return { ...named, isReady: missing.length === 0, missing, preparation, mayEdit: mayEdit(project) }
    }),
    preparationItems: items,
    required,
    from,
    to,
    withoutDate: await countUndated(db, scope, query.org),
    truncated: waiting.length > MOST,
    mayKeepItems: mayKeepItems(context),
  }
}

export async function recordPreparation(
  context: Context,
  { params, body }: Input<Routes['recordPreparation']>,
): Promise<{ items: Preparation[] }> {
  const { db, scope, now, person } = context
  if (!(await lockProject(db, scope, params.id))) throw notFound('这个项目')
  const item = (await listItems(db)).find(({ code, isRetired }) => code === params.item && !isRetired)
  if (!item) throw invalid('item_unknown', '没有这一项开工条件，或已停用。请刷新后重新选择。')
  if (body.doneOn && body.doneOn > dateInChina(now))
    throw invalid('date_in_future', '完成日期不能晚于今天；尚未办结的，请填计划完成日期。')
  const [project] = await projectsInScope(db, scope, [params.id])
  const before = (await readPreparations(db, [params.id])).find(({ code }) => code === item.code) ?? null
  const after = {
    projectId: params.id,
    code: item.code,
    doneOn: body.doneOn ?? null,
    plannedOn: body.plannedOn ?? null,
    document: body.document || null,
    note: body.note || null,
  }
  await savePreparation(db, { ...after, by: person.accountId, now })
  context.record({
    action: 'preparation.recorded',
    subject: { type: 'project', id: params.id },
    orgPath: project!.orgPath,
    before: before && { item: item.label, ...datesOf(before) },
    after: { item: item.label, ...datesOf(after) },
  })
  return { items: await readPreparations(db, [params.id]) }
}

function datesOf({ doneOn, plannedOn, document, note }: Omit<Preparation, 'code'>) {
  return { doneOn, plannedOn, document, note }
}
