import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Caller, callerOf, openStage, type Stage, signIn } from '#tests/harness/product.ts'
import { aCountyAdmin, change, unitOf } from './sample-units.ts'

let stage: Stage
let eastAdmin: Caller
beforeAll(async () => {
  stage = await openStage()
  await aCountyAdmin(stage.owner, 'eastAdmin', stage.orgs.east)
  eastAdmin = callerOf(stage.product, await signIn(stage.product, 'eastAdmin'))
})
afterAll(async () => await stage?.close())

const admin = () => stage.as('admin')
async function edit(caller: Caller, id: number, given: Record<string, unknown>) {
  const { version } = await unitOf(admin(), id)
  return await caller.patch(`/api/organisations/${id}`, { version, ...given })
}

describe('what needs no date', () => {
  test('short name, code, aliases and place are set, recorded field by field, and shown with the unit', async () => {
    const { east } = stage.orgs
    const given = {
      shortName: '东',
      divisionCode: '410923',
      aliases: ['东县人民政府', ' 东县政府 ', '东县政府'],
      sortOrder: 5,
    }
    const answer = await edit(admin(), east, given)
    expect(answer.status).toBe(200)
    expect(answer.body).toMatchObject({
      shortName: '东',
      divisionCode: '410923',
      aliases: ['东县人民政府', '东县政府'],
      sortOrder: 5,
      warnings: [],
    })
    const { body } = await admin().get(`/api/organisations/${east}`)
    expect(body.history[0]).toMatchObject({
      action: 'organisation.edited',
      actor: '系统管理员',
      before: { shortName: null, divisionCode: null, aliases: [], sortOrder: 10 },
      after: { shortName: '东', divisionCode: '410923', aliases: ['东县人民政府', '东县政府'], sortOrder: 5 },
    })
    expect(body.initials).toBe('dx d dxrmzf dxzf')
  })

  test('what is not sent stays; what is sent empty goes', async () => {
    const { east } = stage.orgs
    expect((await edit(admin(), east, { shortName: '' })).body).toMatchObject({
      shortName: null,
      divisionCode: '410923',
    })
    expect((await edit(admin(), east, { aliases: ['东县政府'] })).body.aliases).toEqual(['东县政府'])
  })

  test('an alias is one unit’s: the refusal names who has it', async () => {
    const taken = await edit(admin(), stage.orgs.westTown, { aliases: ['东县政府'] })
    expect([taken.status, taken.body.message]).toEqual([409, '“东县政府”已是“东县”的名称或别名，请先核对。'])
    const name = await edit(admin(), stage.orgs.westTown, { aliases: ['东镇'] })
    expect(name.body.message).toBe('“东镇”已是“东县/东镇”的名称或别名，请先核对。')
  })

  test('a code is well formed and one unit’s; one that does not continue the superior code is taken with a warning', async () => {
    const { east, eastTown, westTown } = stage.orgs
    for (const divisionCode of ['4109', '41092310', '4109231000', 'abcdef'])
      expect([divisionCode, (await edit(admin(), eastTown, { divisionCode })).status]).toEqual([divisionCode, 400])
    const taken = await edit(admin(), westTown, { divisionCode: '410923' })
    expect([taken.status, taken.body.message]).toEqual([409, '区划代码410923已是“东县”的代码，请核对。'])
    expect((await edit(admin(), eastTown, { divisionCode: '410923100' })).body.warnings).toEqual([])
    expect((await edit(admin(), eastTown, { divisionCode: '410928100' })).body.warnings).toEqual([
      '区划代码410928100不以上级“东县”的代码410923开头，请核对。',
    ])
    const { rows } = await sql<{
      code: string
    }>`select division_code as code from organisation where id = ${east}`.execute(stage.owner)
    expect(rows[0]!.code).toBe('410923')
  })

  test('two people at one unit: the second looks again', async () => {
    const { version } = await unitOf(admin(), stage.orgs.eastPark)
    const url = `/api/organisations/${stage.orgs.eastPark}`
    const answers = await Promise.all([
      admin().patch(url, { version, shortName: '甲' }),
      eastAdmin.patch(url, { version, shortName: '乙' }),
    ])
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409])
    expect(answers.find(({ status }) => status === 409)!.body.code).toBe('organisation_changed')
  })

  test('not by others, and not in another county', async () => {
    for (const who of ['office', 'security', 'auditor', 'leader'] as const)
      expect([who, (await edit(stage.as(who), stage.orgs.west, { shortName: '西' })).status]).toEqual([who, 403])
    expect((await edit(eastAdmin, stage.orgs.west, { shortName: '西' })).status).toBe(404)
    expect((await unitOf(admin(), stage.orgs.west)).shortName).toBeNull()
  })
})

describe('what is read', () => {
  test('a county’s people read their own units; of the rest, the names', async () => {
    expect((await eastAdmin.get(`/api/organisations/${stage.orgs.eastTown}`)).status).toBe(200)
    expect((await eastAdmin.get(`/api/organisations/${stage.orgs.west}`)).status).toBe(404)
    expect((await stage.as('reporter').get(`/api/organisations/${stage.orgs.east}`)).status).toBe(403)
    const survey = await eastAdmin.get('/api/organisations/survey')
    const { east, eastTown, eastPark } = stage.orgs
    expect(survey.body.items.map(({ id }: { id: number }) => id).sort()).toEqual([east, eastTown, eastPark].sort())
  })

  test('the survey counts accounts and projects, and gives the initials of every name', async () => {
    await stage.as('office').post('/api/projects', { name: '镇上项目', orgId: stage.orgs.eastTown, stage: 'planning' })
    await change(admin(), stage.orgs.eastTown, { kind: 'renamed', name: '东河街道' })
    const { body } = await admin().get('/api/organisations/survey')
    expect(body.items.find(({ id }: { id: number }) => id === stage.orgs.eastTown)).toEqual({
      id: stage.orgs.eastTown,
      initials: 'dhjd dz',
      accounts: 1,
      projects: 1,
      planned: 0,
    })
  })

  test('the national code of a county is looked up by its name', async () => {
    const { body } = await admin().get(`/api/organisations/division-codes?name=${encodeURIComponent('南乐县')}`)
    expect(body.items).toEqual([{ code: '410923', name: '南乐县', city: '濮阳市', province: '河南省' }])
    const none = await admin().get(`/api/organisations/division-codes?name=${encodeURIComponent('没有县')}`)
    expect(none.body.items).toEqual([])
    expect((await stage.as('office').get('/api/organisations/division-codes?name=x')).status).toBe(403)
  })
})
