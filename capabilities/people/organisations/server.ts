import { conflict, invalid, notFound } from '#kernel/problem.ts'
import { covers } from '#platform/access/scope.ts'
import { findCounty } from '#platform/gazetteer/find-county.ts'
import type { Context, Handlers } from '#platform/http/context.ts'
import type { Input } from '#platform/http/contract.ts'
import { initialsOf } from '#platform/initials.ts'
import { changeHandlers } from './change-server.ts'
import { listChanges } from './change-store.ts'
import type { Organisation, OrganisationDetail, organisationRoutes } from './contract.ts'
import { difference } from './edits.ts'
import { importHandlers } from './import/server.ts'
import { unitInScope } from './judging.ts'
import { codeWarnings, distinctAliases, fullNameOf, mayStandBelow, refuseAliases } from './rules.ts'
import * as store from './store.ts'
import { historyOf, namesOf, subtreeCounts, surveyUnits } from './survey-store.ts'

type Routes = typeof organisationRoutes

const ownHandlers: Handlers<Routes> = {
  listOrganisations: async ({ db }) => ({ items: await store.listOrganisations(db) }),
  surveyOrganisations,
  suggestDivisionCode: async ({ db }, { query }) => ({
    items: await suggestCodes(await store.listOrganisations(db), query.name),
  }),
  readOrganisation,
  createOrganisation,
  editOrganisation,
}
export const organisationHandlers = { ...ownHandlers, ...changeHandlers, ...importHandlers }

async function surveyOrganisations({ db, scope }: Context) {
  const names = new Map((await store.listOrganisations(db)).map((row) => [row.id, searchedNames(row)]))
  const surveyed = await surveyUnits(db, scope)
  return { items: surveyed.map((row) => ({ ...row, initials: names.get(row.id) ?? '' })) }
}

/** Initials of all the names a unit is or was known by. */
function searchedNames({ name, shortName, aliases, formerNames }: Organisation): string {
  const names = [name, shortName ?? '', ...aliases, ...formerNames.map((former) => former.name)]
  return [...new Set(names.map(initialsOf).filter(Boolean))].join(' ')
}

/** Counties of that name in the national table; those of the region's own city come first where the name is not unique. */
async function suggestCodes(tree: Organisation[], name: string) {
  const answer = findCounty(name.replace(/\s/g, ''), { city: tree[0]?.name ?? null })
  const found = answer.found === 'one' ? [answer.county] : answer.found === 'several' ? answer.candidates : []
  return found.flatMap(({ code, fullName, city, province }) => (code ? [{ code, name: fullName, city, province }] : []))
}

async function readOrganisation(
  { db, scope }: Context,
  { params }: Input<Routes['readOrganisation']>,
): Promise<OrganisationDetail> {
  const unit = unitInScope(await store.listOrganisations(db), scope, params.id)
  return {
    ...unit,
    ...(await subtreeCounts(db, unit.path)),
    initials: searchedNames(unit),
    names: await namesOf(db, unit.id),
    changes: await listChanges(db, unit.id),
    history: await historyOf(db, unit.id),
  }
}

async function createOrganisation(context: Context, { body }: Input<Routes['createOrganisation']>) {
  const { db, scope } = context
  await store.holdTree(db)
  const tree = await store.listOrganisations(db)
  const parent = unitInScope(tree, scope, body.parentId, '上级单位')
  if (parent.closedOn) throw conflict('organisation_closed', '上级单位已撤销或并入其他单位，请选择现有的单位。')
  if (!mayStandBelow(parent.kind, body.kind)) {
    throw invalid('organisation_misplaced', '上级单位不能下设这一类单位：县区、功能区设在市下，乡镇、园区设在县区下。')
  }
  const divisionCode = body.divisionCode ?? null
  refuseCodeTaken(tree, divisionCode, null)
  const given = { ...body, parentId: parent.id, divisionCode, shortName: body.shortName || null }
  const created = await store.insertOrganisation(db, given)
  context.record({
    action: 'organisation.created',
    subject: { type: 'organisation', id: created.id },
    orgPath: created.path,
    after: createdEntry(created, parent.name),
  })
  return { ...created, warnings: codeWarnings(divisionCode, parent) }
}

/** What the record keeps of a new unit. */
export function createdEntry(
  { name, kind, shortName, divisionCode }: Pick<Organisation, 'name' | 'kind' | 'shortName' | 'divisionCode'>,
  parent: string,
) {
  return { name, kind, parent, ...(shortName ? { shortName } : {}), ...(divisionCode ? { divisionCode } : {}) }
}

async function editOrganisation(context: Context, { params, body }: Input<Routes['editOrganisation']>) {
  const { db, scope } = context
  await store.holdTree(db)
  const tree = await store.listOrganisations(db)
  const before = unitInScope(tree, scope, params.id)
  refuseStale(before, body.version)
  if (before.closedOn) throw conflict('organisation_closed', `“${before.name}”已撤销或并入其他单位，不能再修改。`)
  const aliases = body.aliases && distinctAliases(body.aliases)
  const refused = refuseAliases(
    before,
    (aliases ?? []).filter((alias) => !before.aliases.includes(alias)),
    tree,
  )
  if (refused) throw conflict('alias_taken', refused)
  refuseCodeTaken(tree, body.divisionCode ?? null, before.id)
  const { shortName, divisionCode, sortOrder } = body
  if (aliases) await store.replaceAliases(db, before.id, aliases)
  await store.editOrganisation(db, before.id, {
    ...(shortName === undefined ? {} : { shortName: shortName || null }),
    ...(divisionCode === undefined ? {} : { divisionCode }),
    ...(sortOrder === undefined ? {} : { sortOrder }),
  })
  const after = (await store.findOrganisation(db, before.id))!
  context.record({
    action: 'organisation.edited',
    subject: { type: 'organisation', id: before.id },
    orgPath: before.path,
    ...difference(before, after),
  })
  const parent = tree.find(({ id }) => id === before.parentId) ?? null
  return { ...after, warnings: codeWarnings(after.divisionCode, parent) }
}

/** Two people at one unit: the second looks again. */
export function refuseStale(unit: Organisation, version: number): void {
  if (unit.version === version) return
  throw conflict('organisation_changed', `“${unit.name}”刚刚被修改过，本次没有保存。请刷新后核对再办理。`)
}

function refuseCodeTaken(tree: Organisation[], code: string | null, except: number | null): void {
  const holder = code && tree.find((row) => row.divisionCode === code && !row.closedOn && row.id !== except)
  if (holder) throw conflict('division_code_taken', `区划代码${code}已是“${fullNameOf(holder, tree)}”的代码，请核对。`)
}

/** The organisation, or a refusal where it lies beyond the scope of the request. */
export async function organisationInScope({ db, scope }: Context, id: number) {
  const found = (await store.listOrganisations(db)).find((organisation) => organisation.id === id)
  if (!found || !covers(scope, found.path)) throw notFound('这个单位')
  return found
}
