import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { workbookBytes } from '#platform/excel/write-workbook.ts'
import type { Caller } from '#tests/harness/product.ts'
import { ALL_ROUTES } from './all-routes.ts'
import { call } from './sample-input.ts'
import { type Counties, must, numbersOf, openTwoCounties, PNG, SECRET } from './two-counties.ts'
import { westernRows } from './western-rows.ts'

// Grants that meet in one person, administrators of one county, and files that name another one.

let counties: Counties
beforeAll(async () => {
  counties = await openTwoCounties()
})
afterAll(async () => await counties?.stage.close())

describe('two grants', () => {
  test('who reports in 东县 and leads 西县 reads both and writes in 东县 alone', async () => {
    const { people, east, west } = counties
    const { caller } = people.twofold
    expect((await must(caller.get(`/api/projects/${west.projectId}`))).body.mayEdit).toBe(false)
    const read = await must(caller.get(`/api/reports/${west.reportId}`))
    expect(read.body.mayWrite).toBe(false)
    const before = await westernRows(counties)
    for (const route of ALL_ROUTES.filter(({ needs, method }) => needs === 'report.write' && method !== 'GET')) {
      const answer = await call(caller, route, { ...numbersOf(west, counties.openRoundId), version: read.body.version })
      expect([route.name, answer.status], answer.text).toEqual([
        route.name,
        route.upload ? expect.toBeOneOf([400, 404]) : 404,
      ])
    }
    const photo = await caller.upload(`/api/reports/${west.reportId}/photos`, '照片.png', PNG)
    expect(photo.status).toBe(404)
    expect(await westernRows(counties)).toEqual(before)
    const own = await must(caller.get(`/api/reports/${east.spareReportId}`))
    const figures = { ...NOTHING, completedCurrent: '2', version: own.body.version }
    expect((await caller.put(`/api/reports/${east.spareReportId}/figures`, figures)).status).toBe(200)
  })

  test('a project lent to a reporter may be reported, not edited, by an office that is both', async () => {
    const { people, lentProjectId, lentReportId } = counties
    const { caller } = people.deskOfEast
    const project = (await must(caller.get(`/api/projects/${lentProjectId}`))).body
    expect(project.mayEdit).toBe(false)
    const refused = [
      await caller.patch(`/api/projects/${lentProjectId}`, { version: project.version, fields: { remark: '改' } }),
      await caller.put(`/api/projects/${lentProjectId}/plans/2026`, { amount: '1', reason: '调减' }),
      await caller.post(`/api/projects/${lentProjectId}/corrections`, {
        month: '2026-09',
        delta: '1',
        reason: '核增',
        approver: '某',
      }),
      await caller.post('/api/project-assignments', { projectIds: [lentProjectId], accountId: people.eastSpare.id }),
    ]
    expect(refused.map(({ status }) => status)).toEqual([404, 404, 404, 404])
    const { version } = (await must(caller.get(`/api/reports/${lentReportId}`))).body
    const sent = await caller.post(`/api/reports/${lentReportId}/submission`, {
      ...NOTHING,
      completedCurrent: '2',
      version,
    })
    expect(sent.status).toBe(200)
    const accepted = await caller.post(`/api/rounds/${counties.openRoundId}/acceptances`, {
      reports: [{ id: lentReportId, version: sent.body.version }],
    })
    expect(accepted.status).toBe(404)
  })
})

const NOTHING = {
  completedCurrent: null,
  completedYtd: null,
  physicalProgress: null,
  progressText: null,
  problems: null,
  nextStep: null,
  explanation: '说明',
}

describe('administrators of 东县', () => {
  test('give nobody a role beyond it, and nobody gives one to themselves', async () => {
    const { people, stage, east, west } = counties
    const grant = (caller: Caller, id: number, role: string, organisationId: number) =>
      caller.post(`/api/accounts/${id}/grants`, { role, organisationId, reason: '试试' })
    for (const organisationId of [stage.orgs.city, west.orgId, west.townId])
      expect((await grant(people.eastSecurity.caller, people.eastSpare.id, 'leader', organisationId)).status).toBe(404)
    expect((await grant(people.eastSecurity.caller, people.westSpare.id, 'leader', east.orgId)).status).toBe(404)
    for (const [caller, id, orgId] of [
      [people.eastSecurity.caller, people.eastSecurity.id, east.orgId],
      [stage.as('security'), stage.accounts.security, stage.orgs.city],
    ] as const) {
      const own = await grant(caller, id, 'dispatchOffice', orgId)
      expect([own.status, own.body.code]).toEqual([409, 'own_account'])
    }
    const account = {
      username: 'beyond',
      displayName: '越界',
      organisationId: west.orgId,
      password: 'a-long-test-password',
    }
    expect((await people.eastAdmin.caller.post('/api/accounts', account)).status).toBe(404)
  })
})

describe('an import', () => {
  test('by 东县 that carries the numbers of 西县’s projects changes none of them', async () => {
    const { west } = counties
    const headings = ['系统编号', '项目名称', '建设单位', '县区', '总投资（万元）']
    const rows = [[String(west.projectId), `${SECRET}项目`, `${SECRET}项目业主`, '东县', 1]]
    const sheet = {
      name: '台账',
      columns: headings.map(() => ({ kind: 'auto' as const })),
      headerRows: [headings],
      rows,
    }
    const before = await westernRows(counties)
    const caller = counties.stage.as('countyOffice')
    const { body } = await must(caller.upload('/api/imports', '编号.xlsx', await workbookBytes([sheet])))
    expect(body.summary).toMatchObject({ added: 1, changed: 0 })
    expect(body.difference.changed).toEqual([])
    await caller.post(`/api/imports/${body.id}/writing`, { confirmSuspicious: true })
    expect(await westernRows(counties)).toEqual(before)
  })

  test.each(['西县', '西镇'])('by 东县 of a file that names %s writes nothing there', async (place) => {
    const headings = ['序号', '县区', '乡镇', '项目名称', '建设单位', '总投资（万元）']
    const county = '西县'
    const rows = [[1, county, place === county ? null : place, `越界${place}`, '某公司', 100]]
    const sheet = {
      name: '台账',
      columns: headings.map(() => ({ kind: 'auto' as const })),
      headerRows: [headings],
      rows,
    }
    const before = await westernRows(counties)
    const caller = counties.stage.as('countyOffice')
    const { body, status } = await caller.upload('/api/imports', '越界.xlsx', await workbookBytes([sheet]))
    expect(status).toBeLessThan(500)
    const answers = { createOrganisations: true }
    const answered = await caller.put(`/api/imports/${body.id ?? 0}/answers`, answers)
    const written = await caller.post(`/api/imports/${body.id ?? 0}/writing`, { confirmSuspicious: true })
    expect([answered.status < 500, written.status < 500, written.text]).toEqual([true, true, written.text])
    expect(await westernRows(counties)).toEqual(before)
    const { rows: found } = await sql<{
      orgId: number
    }>`select org_id as "orgId" from project where name = ${`越界${place}`}`.execute(counties.stage.owner)
    expect(found.filter(({ orgId }) => orgId === counties.west.orgId || orgId === counties.west.townId)).toEqual([])
  })
})
