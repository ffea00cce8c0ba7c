import { sql } from 'kysely'
import { insertOrganisation } from '#capabilities/people/public.ts'
import { ROLES, type Role } from '#platform/access/permissions.ts'
import { workbookBytes } from '#platform/excel/write-workbook.ts'
import { type Caller, callerOf, openStage, type Stage, signIn } from '#tests/harness/product.ts'
import type { Numbers } from './sample-input.ts'
import { addForm, exempt, must, PNG } from './two-counties.ts'

/** Where a row lies, seen from a person with a grant at 东县. `assigned` is a third county, whose project 东县's reporter answers for. */
export const PLACES = ['own', 'child', 'sister', 'parent', 'assigned'] as const
export type Place = (typeof PLACES)[number]

/** Stands in every text of a place that not everybody may read. */
export const MARKS: Record<Place, string> = {
  own: '甲甲本县',
  child: '乙乙下级',
  sister: '丙丙邻县',
  parent: '丁丁上级',
  assigned: '戊戊托付',
}

export type FourPlaces = {
  stage: Stage
  /** The rows of each place by the names under which requests give them. */
  rows: Record<Place, Numbers>
  /** The region's round, in which every place has a report. */
  regionRoundId: number
  /** Cookies of the people of 东县, one for each role, and of those who hold the same role over the whole region. */
  cookies: Record<Role, { county: string; region: string }>
}

const REGION_CAST: Record<Role, string> = {
  leader: 'leader',
  dispatchOffice: 'office',
  reporter: 'walk_regionReporter',
  steward: 'walk_regionSteward',
  systemAdministrator: 'admin',
  securityAdministrator: 'security',
  auditor: 'auditor',
}

/** A region in which every kind of row that a request can name exists in 东县, below it, beside it, above it, and lent to its reporter. */
export async function openFourPlaces(): Promise<FourPlaces> {
  const stage = await openStage()
  const office = stage.as('office')
  const orgs: Record<Place, number> = {
    own: stage.orgs.east,
    child: stage.orgs.eastTown,
    sister: stage.orgs.west,
    parent: stage.orgs.city,
    assigned: await addCounty(stage),
  }
  for (const role of ROLES) await addPerson(stage, `walk_${role}`, role, stage.orgs.east)
  await addPerson(stage, 'walk_regionReporter', 'reporter', stage.orgs.city)
  await addPerson(stage, 'walk_regionSteward', 'steward', stage.orgs.city)
  const projects = await each(async (place) => await addProject(office, orgs[place], MARKS[place]))
  const reporter = await accountId(stage, 'walk_reporter')
  await must(office.post('/api/project-assignments', { projectIds: [projects.assigned], accountId: reporter }))
  const regionRoundId = await openRound(office, {
    title: '全域调度',
    month: '2026-10',
    projectIds: Object.values(projects),
  })
  const { body } = await must(office.get(`/api/rounds/${regionRoundId}/reports?limit=500`))
  const reports = new Map<number, number>(
    body.items.map((row: { projectId: number; id: number }) => [row.projectId, row.id]),
  )
  const rows = await each(async (place) => {
    const reportId = reports.get(projects[place])!
    const desk = await deskOf(stage, place, orgs[place])
    const files = {
      fileId: await addPhoto(office, reportId, MARKS[place]),
      paperId: await addPaper(office, projects[place], MARKS[place]),
    }
    const ids = { projectId: projects[place], reportId, ...files }
    const rest = { ...(await addRest(desk, place, projects[place])), ...(await addPeople(stage, place, orgs[place])) }
    const lists = await addLists(office, place, { orgId: orgs[place], projectId: projects[place] })
    const twins = await addTwins(office, orgs[place], MARKS[place])
    const formed = { ...(await addForm(office, orgs[place], MARKS[place])), ruleId: 1 }
    const asked = await addOneOff(stage, place, { ...rest, orgId: orgs[place], projectId: projects[place] })
    const own = { ...ids, ...asked, survivorId: projects[place], ...twins, ...rest, ...lists, ...formed }
    return { ...own, ...addressesOf(orgs[place], projects[place]) }
  })
  // of others' papers a reporter may change nothing; the walk asks about their own
  await sql`update paper set created_by = ${reporter}`.execute(stage.owner)
  await must(office.post('/api/duplicate-searches'))
  // last, so that each place's mark stands on the record's first page
  const exempted = await each(async (place) => await exempt(office, projects[place], MARKS[place]))
  for (const place of PLACES) Object.assign(rows[place], exempted[place])
  const cookies = {} as FourPlaces['cookies']
  for (const role of ROLES) {
    const county = await signIn(stage.product, `walk_${role}`)
    cookies[role] = { county, region: await signIn(stage.product, REGION_CAST[role]) }
  }
  return { stage, rows, regionRoundId, cookies }
}

async function each<T>(make: (place: Place) => Promise<T>): Promise<Record<Place, T>> {
  const made = {} as Record<Place, T>
  for (const place of PLACES) made[place] = await make(place)
  return made
}

/** The organisation and the project under the names that bodies and queries use. */
function addressesOf(orgId: number, projectId: number): Numbers {
  const org = { orgId, org: orgId, organisationId: orgId, parentId: orgId, county: orgId, countyId: orgId, unit: orgId }
  return { ...org, project: projectId }
}

async function addCounty(stage: Stage): Promise<number> {
  const county = { parentId: stage.orgs.city, kind: 'county', name: '南县', divisionCode: null }
  return await stage.owner.transaction().execute(async (tx) => (await insertOrganisation(tx, county)).id)
}

async function openRound(
  desk: Caller,
  { title, month, projectIds }: { title: string; month: string; projectIds: number[] },
) {
  const timing = { cutoffOn: `${month}-25`, deadline: '2026-12-20T10:00:00+08:00' }
  const round = { kind: 'month', month, title, ...timing, selection: { projectIds } }
  return (await must(desk.post('/api/rounds', round))).body.id as number
}

async function addProject(office: Caller, orgId: number, name: string): Promise<number> {
  const fields = { owner: `${name}业主`, stage: 'underConstruction', totalInvestment: '100000', remark: `${name}备注` }
  const { body } = await must(office.post('/api/projects', { name, orgId, ...fields }))
  await must(office.put(`/api/projects/${body.id}/plans/2026`, { amount: '1000' }))
  return body.id
}

/** Two entries that look like one project, and two that were made one. */
async function addTwins(office: Caller, orgId: number, mark: string): Promise<Numbers> {
  const [aId, bId] = [
    await addProject(office, orgId, `${mark}码头`),
    await addProject(office, orgId, `${mark}码头建设项目`),
  ]
  const merged = [await addProject(office, orgId, `${mark}粮仓`), await addProject(office, orgId, `${mark}粮仓旧条目`)]
  const [survivor, absorbed] = [
    (await must(office.get(`/api/projects/${merged[0]}`))).body,
    (await must(office.get(`/api/projects/${merged[1]}`))).body,
  ]
  const body = {
    survivorId: survivor.id,
    absorbedId: absorbed.id,
    survivorVersion: survivor.version,
    absorbedVersion: absorbed.version,
    reason: `${mark}重复`,
  }
  const { mergeId } = (await must(office.post('/api/project-merges', body))).body
  // what a walk merges is gone for whatever it asks afterwards: an entry of its own
  return { aId, bId, absorbedId: await addProject(office, orgId, `${mark}车间`), 'project-mergeId': mergeId }
}

async function addPhoto(office: Caller, reportId: number, mark: string): Promise<number> {
  const photo = Buffer.concat([PNG, Buffer.from(mark)])
  return (await must(office.upload(`/api/reports/${reportId}/photos`, `${mark}.png`, photo))).body.photoList[0].fileId
}

/** A paper on file with a text, so that it can be looked into. */
async function addPaper(office: Caller, projectId: number, mark: string): Promise<number> {
  const text = Buffer.from(`${mark}材料`)
  return (await must(office.upload(`/api/projects/${projectId}/paper-files`, `${mark}.txt`, text))).body.paper.id
}

/** What a dispatch office makes in its own name: a round, an import. */
async function addRest(desk: Caller, place: Place, projectId: number): Promise<Numbers> {
  const headings = ['序号', '项目名称', '建设单位', '总投资（万元）']
  const columns = headings.map(() => ({ kind: 'auto' as const }))
  const lines = [[1, `${MARKS[place]}导入`, `${MARKS[place]}业主`, 100]]
  const bytes = await workbookBytes([{ name: '台账', columns, headerRows: [headings], rows: lines }])
  const { body } = await must(desk.upload('/api/imports', `${MARKS[place]}.xlsx`, bytes))
  return {
    importId: body.id,
    roundId: await openRound(desk, { title: MARKS[place], month: '2026-08', projectIds: [projectId] }),
    ...(await addStages(desk, projectId, MARKS[place])),
  }
}

/** A recorded step, a round of 三个一批 and a joint start, each with the place's project, by the names addresses give them. */
async function addStages(desk: Caller, projectId: number, mark: string): Promise<Numbers> {
  const step = { stage: 'signed', reachedOn: '2026-01', document: `${mark}协议` }
  const { body } = await must(desk.post(`/api/projects/${projectId}/stage-steps`, step))
  const span = { number: 1, name: mark, startsOn: '2026-01-01', endsOn: '2026-03-31' }
  const cohortId = (await must(desk.post('/api/cohorts', span))).body.cohort.id
  const member = { batch: 'signed', joinedOn: '2026-01-31', projectIds: [projectId] }
  await must(desk.post(`/api/cohorts/${cohortId}/members`, member))
  const event = { name: `${mark}集中开工`, heldOn: '2026-03-01', mainVenue: `${mark}会场`, requiredItems: [] }
  const jointStartId = (await must(desk.post('/api/joint-starts', event))).body.event.id
  await must(desk.post(`/api/joint-starts/${jointStartId}/projects`, { projectIds: [projectId] }))
  const { stepId } = body.entries.find((entry: { stepId: number | null }) => entry.stepId !== null)
  return { cohortId, 'joint-startId': jointStartId, 'stage-stepId': stepId }
}

/** A move that waits, a list the project is on, an item of its check list. */
async function addLists(office: Caller, place: Place, { orgId, projectId }: { orgId: number; projectId: number }) {
  const moved = { projectIds: [projectId], kind: 'priorityOn', reason: `${MARKS[place]}列入` }
  const { batch } = (await must(office.post('/api/moves', moved))).body
  const listed = {
    name: `${MARKS[place]}清单`,
    kind: 'key',
    level: 'city',
    owner: '市发改委',
    validFrom: '2026-01-01',
    orgId,
  }
  const rosterId = (await must(office.post('/api/rosters', listed))).body.id
  await must(office.post(`/api/rosters/${rosterId}/members`, { projectIds: [projectId] }))
  const items = [{ kind: 'land', title: `${MARKS[place]}供地` }]
  const checks = await must(office.post(`/api/projects/${projectId}/check-items`, { items }))
  const moves = await must(office.get(`/api/moves?batch=${batch}`))
  return { moveId: moves.body.items[0].id, rosterId, 'check-itemId': checks.body.items[0].id }
}

async function deskOf(stage: Stage, place: Place, orgId: number): Promise<Caller> {
  if (place === 'parent') return stage.as('office')
  await addPerson(stage, `desk_${place}`, 'dispatchOffice', orgId)
  return callerOf(stage.product, await signIn(stage.product, `desk_${place}`))
}

/** Somebody of the place, and everything that hangs on a person. */
async function addPeople(stage: Stage, place: Place, orgId: number): Promise<Numbers> {
  const accountId = await addPerson(stage, `spare_${place}`, 'reporter', orgId, MARKS[place])
  const deputyId = await addPerson(stage, `deputy_${place}`, 'reporter', orgId, `${MARKS[place]}代`)
  const session = callerOf(stage.product, await signIn(stage.product, `spare_${place}`))
  const token = await must(session.post('/api/me/tokens', { name: `${MARKS[place]}接口`, days: 30 }))
  const one = async (statement: ReturnType<typeof sql<{ id: number }>>) =>
    (await statement.execute(stage.owner)).rows[0]!.id
  return {
    accountId,
    account: accountId,
    absentId: accountId,
    deputyId,
    tokenId: token.body.id,
    sessionId: await one(sql`select id from session where account_id = ${accountId}`),
    grantId: await one(sql`select id from role_grant where account_id = ${accountId}`),
    deputyshipId: await one(sql`insert into deputyship (absent_id, deputy_id, valid_from, valid_to, reason)
      values (${accountId}, ${deputyId}, '2026-11-01', '2026-12-01', ${MARKS[place]}) returning id`),
    changeId: await one(sql`insert into organisation_change (organisation_id, kind, effective_on, name, reason)
      values (${orgId}, 'renamed', '2027-01-01', ${MARKS[place]}, '测试') returning id`),
    identityId: await one(sql`insert into external_identity (account_id, issuer, subject)
      values (${accountId}, 'https://issuer.invalid', ${MARKS[place]}) returning id`),
    factorOf: await one(sql`insert into second_factor (account_id, secret_sealed, confirmed_at)
      values (${accountId}, 'sealed', now()) returning account_id as id`),
    'account-importId': await one(sql`insert into account_import (file_name, sha256, rows, created_by)
      values (${`${MARKS[place]}.xlsx`}, '', '[]', ${accountId}) returning id`),
    'ledger-viewId': await one(sql`insert into saved_view (name, audience, definition, owner_id)
      values (${MARKS[place]}, 'mine', '{}', ${accountId}) returning id`),
    'ledger-editId': await one(sql`insert into ledger_edit (account_id, org_path, at, cells, projects)
      select ${accountId}::int, o.path, now(), 1, 1 from organisation o where o.id = ${orgId} returning id`),
    // a column of the city's heads the files of its counties too
    'ledger-columnId': await one(sql`insert into own_column (heading, kind, org_id, org_path)
      select ${place === 'parent' ? '全市摸底' : MARKS[place]}, 'text', o.id, o.path from organisation o where o.id = ${orgId} returning id`),
    'grant-requestId': await one(sql`insert into grant_request (account_id, role, organisation_id, reason, requested_by)
      values (${accountId}, 'steward', ${orgId}, ${MARKS[place]}, ${stage.accounts.admin}) returning id`),
  }
}

async function addPerson(stage: Stage, username: string, role: Role, orgId: number, name = username): Promise<number> {
  const { rows } = await sql<{ id: number }>`with added as (
      insert into account (username, folded_username, display_name, organisation_id)
      values (${username}, ${username.toLowerCase()}, ${name}, ${orgId}) returning id
    ), secret as (
      insert into password (account_id, hash, set_at)
      select a.id, p.hash, p.set_at from added a, password p where p.account_id = ${stage.accounts.office}
    ), granted as (
      insert into role_grant (account_id, role, organisation_id, reason) select a.id, ${role}, ${orgId}, '测试' from added a
    ) select id from added`.execute(stage.owner)
  return rows[0]!.id
}

async function accountId(stage: Stage, username: string): Promise<number> {
  const { rows } = await sql<{ id: number }>`select id from account where username = ${username}`.execute(stage.owner)
  return rows[0]!.id
}

/** A one-off form about the place's project. */
async function addOneOff(stage: Stage, place: Place, numbers: Numbers): Promise<Numbers> {
  const columnId = numbers['ledger-columnId']!
  const { rows } = await sql<{ id: number }>`
    insert into one_off_form (title, org_id, due_on, created_by, created_at)
    values (${MARKS[place]}, ${numbers.orgId}, '2026-12-25', ${stage.accounts.office}, now()) returning id`.execute(
    stage.owner,
  )
  const { id } = rows[0]!
  await sql`insert into one_off_form_column (form_id, column_id, sort_order) values (${id}, ${columnId}, 0)`.execute(
    stage.owner,
  )
  await sql`insert into one_off_form_project (form_id, project_id) values (${id}, ${numbers.projectId})`.execute(
    stage.owner,
  )
  return { 'one-off-formId': id, columnId }
}
