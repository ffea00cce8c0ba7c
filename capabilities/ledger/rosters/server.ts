import { sumWan } from '#kernel/money.ts'
import { dateInChina } from '#kernel/period.ts'
import { conflict, invalid } from '#kernel/problem.ts'
import { covers, scopeFor } from '#platform/access/scope.ts'
import type { Context, Handlers } from '#platform/http/context.ts'
import type { Input } from '#platform/http/contract.ts'
import { homeIn } from '../store/project.ts'
import type { ProjectSums, Roster, RosterFields, RosterMember, rosterRoutes } from './contract.ts'
import { keptRoster, rosterInReach } from './keeping.ts'
import { matchLines } from './matching.ts'
import { addMembers, removeMembers, setMemberTier } from './members-server.ts'
import * as store from './store.ts'

type Routes = typeof rosterRoutes
const NOTHING: ProjectSums = { projects: 0, totalInvestment: '0', annualPlan: '0', completedYtd: '0' }

export const rosterHandlers: Handlers<Routes> = {
  listRosters,
  createRoster,
  readRoster,
  editRoster,
  matchProjects: async (context, { params, body }) => {
    await keptRoster(context, params.id)
    return { items: await matchLines(context.db, context.scope, { rosterId: params.id, lines: body.lines }) }
  },
  addMembers,
  removeMembers,
  setMemberTier,
}

async function listRosters(context: Context, { query }: Input<Routes['listRosters']>) {
  const { db, scope, now } = context
  const rosters = await store.listRosters(db, scope, { ...query, today: dateInChina(now) })
  // none to sum where only the names are asked for
  const asked = { org: query.org, ids: query.brief ? [] : rosters.map(({ id }) => id) }
  const byRoster = await store.sumByRoster(db, scope, asked)
  const { asOfMonth, ...distinct } = await store.sumDistinct(db, scope, asked)
  const items = rosters.map((roster) => ({ ...view(context, roster), sums: byRoster.get(roster.id) ?? NOTHING }))
  return { items, added: addedUp(items.map(({ sums }) => sums)), distinct, asOfMonth }
}

function addedUp(all: readonly ProjectSums[]): ProjectSums {
  return {
    projects: all.reduce((sum, { projects }) => sum + projects, 0),
    totalInvestment: sumWan(all.map(({ totalInvestment }) => totalInvestment)),
    annualPlan: sumWan(all.map(({ annualPlan }) => annualPlan)),
    completedYtd: sumWan(all.map(({ completedYtd }) => completedYtd)),
  }
}

async function createRoster(context: Context, { body }: Input<Routes['createRoster']>): Promise<Roster> {
  const { db, scope, now, person } = context
  const home = await homeIn(db, body.orgId)
  if (!home || !covers(scope, home.orgPath)) {
    throw invalid('organisation_unknown', '清单的管理单位不存在，或不在您的管理范围内，请重新选择。')
  }
  const fields: RosterFields = {
    ...body,
    year: body.year ?? null,
    documentNumber: body.documentNumber ?? '',
    documentDate: body.documentDate ?? null,
    validTo: body.validTo ?? null,
    note: body.note ?? '',
  }
  refuseCrossed(fields)
  const id = await store.insertRoster(db, { ...fields, orgId: body.orgId, by: person.accountId, at: now })
  context.record({ action: 'roster.created', subject: { type: 'roster', id }, orgPath: home.orgPath, after: fields })
  return view(context, await rosterInReach(context, id))
}

async function readRoster(context: Context, { params }: Input<Routes['readRoster']>) {
  const { db, scope } = context
  const roster = await rosterInReach(context, params.id)
  const members = await store.listMembers(db, scope, { rosterId: params.id })
  const sums = (await store.sumByRoster(db, scope, { ids: [params.id] })).get(params.id) ?? NOTHING
  const { asOfMonth } = await store.sumDistinct(db, scope, { ids: [params.id] })
  return { ...view(context, roster), members: members satisfies RosterMember[], sums, asOfMonth }
}

async function editRoster(context: Context, { params, body }: Input<Routes['editRoster']>): Promise<Roster> {
  const { db } = context
  await store.lockRoster(db, params.id)
  const before = await keptRoster(context, params.id)
  if (before.version !== body.version) {
    throw conflict('edit_conflict', '您打开页面后，这份清单已被他人修改。请刷新，对照最新内容后再保存。')
  }
  const given = Object.entries(body.fields).filter(([, value]) => value !== undefined)
  const changed = given.filter(([field, value]) => before[field as keyof RosterFields] !== value)
  if (changed.length === 0) throw invalid('nothing_changed', '没有改动任何内容。')
  const fields: RosterFields = { ...before, ...Object.fromEntries(given) }
  refuseCrossed(fields)
  await store.updateRoster(db, params.id, fields)
  context.record({
    action: 'roster.edited',
    subject: { type: 'roster', id: params.id },
    orgPath: before.orgPath,
    before: Object.fromEntries(changed.map(([field]) => [field, before[field as keyof RosterFields]])),
    after: Object.fromEntries(changed),
    reason: body.reason || null,
  })
  return view(context, await rosterInReach(context, params.id))
}

function refuseCrossed({ validFrom, validTo }: RosterFields): void {
  if (validTo !== null && validTo < validFrom) throw invalid('roster_span', '清单的有效期止不能早于有效期起。')
}

function view({ person }: Context, { orgPath, ...roster }: store.StoredRoster): Roster {
  const keeping = scopeFor(person, 'roster.write')
  return { ...roster, mayKeep: keeping !== null && covers(keeping, orgPath) }
}
