import { sql } from 'kysely'
import { fillRound, lockRound, openRound } from '#capabilities/race/sample-round.ts'
import { workbookBytes } from '#platform/excel/write-workbook.ts'
import { type Answered, type Caller, callerOf, openStage, type Stage, signIn } from '#tests/harness/product.ts'

/** Stands in every text of 西县 that only 西县 and the city may read; no answer to anybody else may hold it. */
export const SECRET = '西密'
/** An amount (万元) only 西县 has. */
export const SECRET_AMOUNT = '9876.5432'
const OPEN = '东明'

/** People beside the harness's cast. `twofold` reports in 东县 and leads, so only reads, 西县; `deskOfEast` answers for one project of 西县. */
export type Extra =
  | 'westOffice'
  | 'eastLeader'
  | 'eastAuditor'
  | 'eastAdmin'
  | 'eastSecurity'
  | 'twofold'
  | 'deskOfEast'
  | 'eastSpare'
  | 'westSpare'

/** What one county has of everything that can be asked for by number. */
export type County = {
  orgId: number
  townId: number
  projectId: number
  spareProjectId: number
  reportId: number
  spareReportId: number
  fileId: number
  paperId: number
  importId: number
  writtenImportId: number
  accountId: number
  ownRoundId: number
  cohortId: number
  jointStartId: number
  stepId: number
  moveId: number
  rosterId: number
  'check-itemId': number
  'ledger-formId': number
  'quality-ruleId': number
  'quality-exemptionId': number
  'one-off-formId': number
  columnId: number
}
export type Counties = {
  stage: Stage
  east: County
  west: County
  /** The project of 西县 that `deskOfEast` was assigned. */
  lentProjectId: number
  lentReportId: number
  openRoundId: number
  lockedRoundId: number
  lightPresetId: number
  people: Record<Extra, { id: number; cookie: string; caller: Caller }>
  signIn: (username: string) => Promise<Caller>
}

/** Two counties with projects, reports, photographs, imports and rounds of their own, in a city with an open and a published round. */
export async function openTwoCounties(): Promise<Counties> {
  const stage = await openStage()
  const people = await addPeople(stage)
  const office = stage.as('office')
  const names = { east: OPEN, west: SECRET }
  const projects = {
    east: await addProjects(office, stage.orgs.eastTown, names.east, '1000'),
    west: await addProjects(office, stage.orgs.westTown, names.west, SECRET_AMOUNT),
  }
  const lentProjectId = await addProject(office, stage.orgs.west, '托管项目', '500')
  await must(office.post('/api/project-assignments', { projectIds: [lentProjectId], accountId: people.deskOfEast.id }))
  const both = [...projects.east, ...projects.west, lentProjectId]
  const done = new Map(both.map((id) => [id, projects.west.includes(id) ? SECRET_AMOUNT : '80']))
  const lockedRoundId = await openRound(office, '2026-09', both)
  await fillRound(office, lockedRoundId, done)
  await lockRound(office, lockedRoundId)
  await must(office.post(`/api/rounds/${lockedRoundId}/ranking`))
  const openRoundId = await openRound(office, '2026-10', both)
  const reports = await reportsOf(office, openRoundId)
  const desks = { east: stage.as('countyOffice'), west: people.westOffice.caller }
  const made = async (which: 'east' | 'west'): Promise<County> => {
    const [projectId, spareId] = projects[which]
    const report = { id: reports.get(projectId!)!, spare: reports.get(spareId!)! }
    const fileId = await fillReport(desks[which], report.id, names[which])
    await must(office.post(`/api/projects/${projectId}/corrections`, correction(names[which])))
    return {
      orgId: stage.orgs[which],
      townId: stage.orgs[`${which}Town`],
      projectId: projectId!,
      spareProjectId: spareId!,
      reportId: report.id,
      spareReportId: report.spare,
      fileId,
      paperId: await addPaper(desks[which], projectId!, names[which]),
      importId: await importFile(desks[which], names[which], { isWritten: false }),
      writtenImportId: await importFile(desks[which], names[which], { isWritten: true }),
      accountId: people[`${which}Spare`].id,
      ownRoundId: await openRound(desks[which], '2026-08', [projectId!]),
      ...(await addStages(desks[which], projectId!, names[which])),
      ...(await addOneOff(desks[which], names[which], { orgId: stage.orgs[which], projectId: projectId! })),
      ...(await addLists(office, names[which], { orgId: stage.orgs[which], projectId: projectId! })),
      ...(await addForm(desks[which], stage.orgs[which], names[which])),
      ...(await exempt(desks[which], projectId!, names[which])),
    }
  }
  await addCampaignAndNames(stage, both)
  const east = await made('east')
  const west = await made('west')
  const presets = await office.get('/api/light-presets')
  return {
    stage,
    east,
    west,
    lentProjectId,
    lentReportId: reports.get(lentProjectId)!,
    openRoundId,
    lockedRoundId,
    lightPresetId: presets.body.items[0].id,
    people,
    signIn: async (username) => callerOf(stage.product, await signIn(stage.product, username)),
  }
}

type Roles = [role: string, org: 'city' | 'east' | 'west'][]

const PEOPLE: Record<Extra, { home: 'east' | 'west'; roles: Roles }> = {
  westOffice: { home: 'west', roles: [['dispatchOffice', 'west']] },
  eastLeader: { home: 'east', roles: [['leader', 'east']] },
  eastAuditor: { home: 'east', roles: [['auditor', 'east']] },
  eastAdmin: { home: 'east', roles: [['systemAdministrator', 'east']] },
  eastSecurity: { home: 'east', roles: [['securityAdministrator', 'east']] },
  twofold: {
    home: 'east',
    roles: [
      ['reporter', 'east'],
      ['leader', 'west'],
    ],
  },
  deskOfEast: {
    home: 'east',
    roles: [
      ['dispatchOffice', 'east'],
      ['reporter', 'east'],
    ],
  },
  eastSpare: { home: 'east', roles: [['reporter', 'east']] },
  westSpare: { home: 'west', roles: [['reporter', 'west']] },
}

async function addPeople(stage: Stage): Promise<Counties['people']> {
  const admin = stage.as('admin')
  const people: Partial<Counties['people']> = {}
  for (const [username, { home, roles }] of Object.entries(PEOPLE) as [Extra, (typeof PEOPLE)[Extra]][]) {
    const displayName = username === 'westOffice' ? `${SECRET}项目办` : username
    const organisationId = stage.orgs[home]
    const { body } = await must(admin.post('/api/accounts', { username, displayName, organisationId }))
    for (const [role, org] of roles) {
      const grant = { role, organisationId: stage.orgs[org], reason: '测试' }
      await must(stage.as('security').post(`/api/accounts/${body.id}/grants`, grant))
    }
    await sql`update account set must_change_password = false where id = ${body.id}`.execute(stage.owner)
    const cookie = await signIn(stage.product, username, body.initialPassword)
    people[username] = { id: body.id, cookie, caller: callerOf(stage.product, cookie) }
  }
  await addDeputiesAndRequests(stage, [
    { id: people.eastSpare!.id, orgId: stage.orgs.east },
    { id: people.westSpare!.id, orgId: stage.orgs.west },
  ])
  return people as Counties['people']
}

/** Somebody of each county is stood in for by the city's leader, waits for a role and has a token; its county will be renamed. */
async function addDeputiesAndRequests(
  { owner, accounts }: Stage,
  people: { id: number; orgId: number }[],
): Promise<void> {
  for (const { id, orgId } of people) {
    await sql`insert into deputyship (absent_id, deputy_id, valid_from, valid_to, reason)
      values (${id}, ${accounts.leader}, now() - interval '2 days', now() - interval '1 day', '休假')`.execute(owner)
    await sql`insert into api_token (account_id, name, token_hash) values (${id}, '取数', sha256(${String(id)}::bytea))`.execute(
      owner,
    )
    await sql`insert into grant_request (account_id, role, organisation_id, reason, requested_by)
      values (${id}, 'steward', ${orgId}, '拟任', ${accounts.admin})`.execute(owner)
    await sql`insert into organisation_change (organisation_id, kind, effective_on, name, reason)
      values (${orgId}, 'renamed', '2027-12-31', ${`新县${orgId}`}, '区划调整')`.execute(owner)
  }
}

async function addProjects(office: Caller, orgId: number, mark: string, plan: string): Promise<number[]> {
  return [await addProject(office, orgId, `${mark}项目`, plan), await addProject(office, orgId, `${mark}二期`, plan)]
}

async function addProject(office: Caller, orgId: number, name: string, plan: string): Promise<number> {
  const fields = { owner: `${name}业主`, stage: 'underConstruction', totalInvestment: '100000', remark: `${name}备注` }
  const { body } = await must(office.post('/api/projects', { name, orgId, ...fields }))
  await must(office.put(`/api/projects/${body.id}/plans/2026`, { amount: plan }))
  return body.id
}

/** A recorded step, a round of 三个一批 and a joint start of a county's own, each with its project. */
async function addStages(desk: Caller, projectId: number, mark: string) {
  const step = { stage: 'signed', reachedOn: '2026-01', document: `${mark}协议` }
  const line = await must(desk.post(`/api/projects/${projectId}/stage-steps`, step))
  const span = { number: 1, name: `${mark}期`, startsOn: '2026-01-01', endsOn: '2026-03-31' }
  const cohort = await must(desk.post('/api/cohorts', span))
  const member = { batch: 'signed', joinedOn: '2026-01-31', projectIds: [projectId] }
  await must(desk.post(`/api/cohorts/${cohort.body.cohort.id}/members`, member))
  const event = { name: `${mark}集中开工`, heldOn: '2026-03-01', mainVenue: `${mark}会场`, requiredItems: [] }
  const jointStart = await must(desk.post('/api/joint-starts', event))
  await must(desk.post(`/api/joint-starts/${jointStart.body.event.id}/projects`, { projectIds: [projectId] }))
  const { stepId } = line.body.entries.find((entry: { stepId: number | null }) => entry.stepId !== null)
  return { cohortId: cohort.body.cohort.id, jointStartId: jointStart.body.event.id, stepId }
}

/** No route makes campaigns yet; a renamed project has a former name. */
async function addCampaignAndNames({ owner }: Stage, projectIds: number[]): Promise<void> {
  const span = { name: '测试攻坚年', starts_on: '2026-01-01', ends_on: '2026-12-31' }
  const { id } = await owner.insertInto('campaign').values(span).returning('id').executeTakeFirstOrThrow()
  const members = projectIds.map((project_id) => ({ campaign_id: id, project_id }))
  await owner.insertInto('campaign_project').values(members).execute()
  const term = { dictionary_id: 1, code: 'test', label: '测试词条', valid_from: '2026-01-01' }
  const { id: term_id } = await owner
    .insertInto('dictionary_term')
    .values(term)
    .returning('id')
    .executeTakeFirstOrThrow()
  await owner
    .insertInto('project_term')
    .values(projectIds.map((project_id) => ({ project_id, term_id })))
    .execute()
  const names = projectIds.map((project_id) => ({ project_id, name: '曾用名', folded_name: '曾用名' }))
  await owner.insertInto('project_former_name').values(names).execute()
}

const correction = (mark: string) => ({
  month: '2026-09',
  delta: '1',
  reason: `${mark}核增`,
  approver: `${mark}批准人`,
})

async function reportsOf(office: Caller, roundId: number): Promise<Map<number, number>> {
  const { body } = await must(office.get(`/api/rounds/${roundId}/reports?limit=500`))
  return new Map(body.items.map((row: { projectId: number; id: number }) => [row.projectId, row.id]))
}

export const PNG = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1, 2, 3])

/** A draft with a photograph; its number. */
async function fillReport(desk: Caller, reportId: number, mark: string): Promise<number> {
  const { body } = await must(desk.get(`/api/reports/${reportId}`))
  const texts = { progressText: `${mark}进展`, problems: `${mark}问题`, nextStep: `${mark}计划`, explanation: null }
  const figures = { completedCurrent: '1', completedYtd: null, physicalProgress: '50', ...texts }
  await must(desk.put(`/api/reports/${reportId}/figures`, { ...figures, version: body.version }))
  const photo = Buffer.concat([PNG, Buffer.from(mark)])
  const added = await must(desk.upload(`/api/reports/${reportId}/photos`, `${mark}.png`, photo))
  return added.body.photoList[0].fileId
}

async function addPaper(desk: Caller, projectId: number, mark: string): Promise<number> {
  const text = Buffer.from(`${mark}批复`)
  return (await must(desk.upload(`/api/projects/${projectId}/paper-files`, `${mark}.txt`, text))).body.paper.id
}

async function importFile(desk: Caller, mark: string, { isWritten }: { isWritten: boolean }): Promise<number> {
  const name = `${mark}导入${isWritten ? '一' : '二'}`
  const headings = ['序号', '项目名称', '建设单位', '总投资（万元）']
  const sheet = {
    name: '台账',
    columns: headings.map(() => ({ kind: 'auto' as const })),
    headerRows: [headings],
    rows: [[1, name, `${mark}业主`, 100]],
  }
  const { body } = await must(desk.upload('/api/imports', `${name}.xlsx`, await workbookBytes([sheet])))
  if (isWritten) await must(desk.post(`/api/imports/${body.id}/writing`, {}))
  return body.id
}

/** A one-off form of a county, about its project. What a column is called is no secret: it holds for a lent project, too. */
async function addOneOff(desk: Caller, mark: string, { orgId, projectId }: { orgId: number; projectId: number }) {
  const columns = [{ heading: '摸底情况', kind: 'text' }]
  const asked = { title: `${mark}摸底表`, note: mark, dueOn: '2026-12-25', orgId, columns, projectIds: [projectId] }
  const { body } = await must(desk.post('/api/one-off-forms', asked))
  return { 'one-off-formId': body.id as number, columnId: body.columns[0].id as number }
}

/** A move that waits, a list the project is on, an item of its check list. */
async function addLists(office: Caller, mark: string, { orgId, projectId }: { orgId: number; projectId: number }) {
  const moved = { projectIds: [projectId], kind: 'priorityOn', reason: `${mark}列入` }
  const { batch } = (await must(office.post('/api/moves', moved))).body
  const listed = {
    name: `${mark}清单`,
    kind: 'key',
    level: 'county',
    owner: `${mark}发改局`,
    validFrom: '2026-01-01',
    orgId,
  }
  const rosterId = (await must(office.post('/api/rosters', listed))).body.id
  await must(office.post(`/api/rosters/${rosterId}/members`, { projectIds: [projectId], tier: mark }))
  const items = [{ kind: 'land', title: `${mark}供地` }]
  const checks = await must(office.post(`/api/projects/${projectId}/check-items`, { items }))
  const moves = await must(office.get(`/api/moves?batch=${batch}`))
  return {
    moveId: moves.body.items[0].id as number,
    rosterId: rosterId as number,
    'check-itemId': checks.body.items[0].id as number,
  }
}

/** The rows of a county for `call`, with a round beside them. */
export function numbersOf(county: County, roundId: number): Record<string, number> {
  const { orgId, townId } = county
  return {
    ...county,
    roundId,
    organisationId: orgId,
    parentId: orgId,
    orgId: townId,
    survivorId: county.projectId,
    absorbedId: county.spareProjectId,
    tokenId: 999_999,
    sessionId: 999_999,
    // as the address calls them
    'joint-startId': county.jointStartId,
    'stage-stepId': county.stepId,
  }
}

export async function must(asked: Promise<Answered>): Promise<Answered> {
  const answer = await asked
  if (answer.status !== 200) throw new Error(`${answer.status} ${answer.text}`)
  return answer
}

/** A superior's blank form. */
export async function addForm(desk: Caller, orgId: number, mark: string) {
  const columns = [{ kind: 'text' as const }, { kind: 'text' as const }, { kind: 'text' as const }]
  const blank = await workbookBytes([
    { name: '表', columns, headerRows: [['项目名称', '建设单位', '总投资']], rows: [] },
  ])
  const { body } = await must(desk.upload(`/api/ledger-forms?org=${orgId}`, `${mark}.xlsx`, blank))
  return { 'ledger-formId': body.id as number, 'quality-ruleId': 1 }
}

/** A project exempted from a rule of quality. */
export async function exempt(desk: Caller, projectId: number, mark: string) {
  const wanted = { ruleId: 2, reason: `${mark}免检` }
  const { body } = await must(desk.post(`/api/projects/${projectId}/quality-exemptions`, wanted))
  return { 'quality-exemptionId': body.exemptions[0].id as number }
}
