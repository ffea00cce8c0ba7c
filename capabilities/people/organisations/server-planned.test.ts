import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { applyDueOrganisationChanges } from '#capabilities/people/public.ts'
import { type Database, openKysely, openPool } from '#platform/database/pool.ts'
import { openStage, type Stage } from '#tests/harness/product.ts'
import { change, unitOf } from './sample-units.ts'

let stage: Stage
let other: Database
beforeAll(async () => {
  stage = await openStage()
  other = openKysely(openPool(stage.ownerUrl, { max: 2, name: 'second process', onError: () => undefined }))
})
afterAll(async () => {
  await other?.destroy()
  await stage?.close()
})

const admin = () => stage.as('admin')
const plan = (id: number, name: string, effectiveOn: string) =>
  change(admin(), id, { kind: 'renamed', name, effectiveOn, reason: '更名批复' })
const due = (day: string) => applyDueOrganisationChanges(stage.owner, new Date(`${day}T00:30:00+08:00`))

async function actionsOf(id: number) {
  const { rows } = await sql<{ action: string; actor: string }>`select action, actor from record_entry
    where subject_type = 'organisation' and subject_id = ${String(id)} order by id`.execute(stage.owner)
  return rows.map(({ action, actor }) => `${actor} ${action}`)
}

describe('a change with a day to come', () => {
  test('is kept and shown, and changes nothing before its day', async () => {
    const { eastTown } = stage.orgs
    const answer = await plan(eastTown, '东河街道', '2026-12-01')
    expect([answer.status, answer.body.appliedAt]).toEqual([200, null])
    expect(await due('2026-11-30')).toBe(0)
    expect((await unitOf(admin(), eastTown)).name).toBe('东镇')
    const { body } = await admin().get(`/api/organisations/${eastTown}`)
    expect(body.changes).toMatchObject([
      { kind: 'renamed', name: '东河街道', effectiveOn: '2026-12-01', appliedAt: null },
    ])
    const survey = await admin().get('/api/organisations/survey')
    expect(survey.body.items.find(({ id }: { id: number }) => id === eastTown).planned).toBe(1)
  })

  test('is not registered twice', async () => {
    const again = await plan(stage.orgs.eastTown, '东河镇', '2026-12-15')
    expect([again.status, again.body.code]).toEqual([409, 'organisation_change_planned'])
  })

  test('is made on its day, once, whoever runs it and however often', async () => {
    const made = await Promise.all([
      due('2026-12-01'),
      applyDueOrganisationChanges(other, new Date('2026-12-01T00:30:00+08:00')),
    ])
    expect(made.reduce((sum, count) => sum + count)).toBe(1)
    expect(await due('2026-12-02')).toBe(0)
    const town = await unitOf(admin(), stage.orgs.eastTown)
    expect(town).toMatchObject({
      name: '东河街道',
      formerNames: [{ name: '东镇', validFrom: null, validTo: '2026-12-01' }],
    })
    expect(await actionsOf(stage.orgs.eastTown)).toEqual([
      'admin organisation.changePlanned',
      'console organisation.renamed',
    ])
    const { body } = await stage.as('auditor').get('/api/record/verification')
    expect(body.ok).toBe(true)
  })

  test('cannot be withdrawn after that; before it can, and is then not made', async () => {
    const { westTown } = stage.orgs
    const { body: done } = await admin().get(`/api/organisations/${stage.orgs.eastTown}`)
    const url = (unit: number, id: number) => `/api/organisations/${unit}/changes/${id}/withdrawal`
    const late = await admin().post(url(stage.orgs.eastTown, done.changes[0].id), { reason: '不改了' })
    expect([late.status, late.body.code]).toEqual([409, 'organisation_change_done'])
    const { body: planned } = await plan(westTown, '西河镇', '2026-12-05')
    expect((await stage.as('office').post(url(westTown, planned.id), { reason: '不改了' })).status).toBe(403)
    expect((await admin().post(url(stage.orgs.eastTown, planned.id), { reason: '不改了' })).status).toBe(404)
    const back = await admin().post(url(westTown, planned.id), { reason: '批复撤销' })
    expect([back.status, back.body.withdrawnReason]).toEqual([200, '批复撤销'])
    expect(await due('2026-12-06')).toBe(0)
    expect((await unitOf(admin(), westTown)).name).toBe('西镇')
    expect(await actionsOf(westTown)).toEqual([
      'admin organisation.changePlanned',
      'admin organisation.changeWithdrawn',
    ])
  })

  test('that has become impossible says why, does not hold up others, and is tried again', async () => {
    const { eastPark, westTown } = stage.orgs
    const closing = { kind: 'closed', effectiveOn: '2026-12-10', reason: '撤销批复' }
    expect((await change(admin(), eastPark, closing)).status).toBe(200)
    expect((await plan(westTown, '西河镇', '2026-12-11')).status).toBe(200)
    await sql`insert into project (name, folded_name, org_id, org_path, county_id)
      select '还在', '还在', o.id, o.path, ${stage.orgs.east} from organisation o where o.id = ${eastPark}`.execute(
      stage.owner,
    )
    expect(await due('2026-12-11')).toBe(1)
    expect((await unitOf(admin(), westTown)).name).toBe('西河镇')
    const problem = async () => (await admin().get(`/api/organisations/${eastPark}`)).body.changes[0].problem
    expect(await problem()).toBe('“东县产业园”还有1个项目，请先调整到其他单位，或改用“合并”。')
    expect(await due('2026-12-12')).toBe(0)
    // told once, not every hour
    expect((await actionsOf(eastPark)).filter((line) => line.includes('HeldUp'))).toHaveLength(1)
    await sql`delete from project where name = '还在'`.execute(stage.owner)
    expect(await due('2026-12-13')).toBe(1)
    expect((await unitOf(admin(), eastPark)).closedOn).toBe('2026-12-10')
  })
})

describe('a name', () => {
  test('of the past begins after the present one began', async () => {
    const { west } = stage.orgs
    expect((await plan(west, '西山县', '2026-03-10')).body.appliedAt).not.toBeNull()
    const early = await plan(west, '西岭县', '2026-03-10')
    expect([early.status, early.body.message]).toEqual([
      409,
      '现名称自2026-03-10起使用，新名称的生效日期须晚于这一天。',
    ])
    expect((await plan(west, '西岭县', '2026-07-01')).status).toBe(200)
    const { body } = await admin().get(`/api/organisations/${west}`)
    expect(body.names).toEqual([
      { name: '西县', validFrom: null, validTo: '2026-03-10' },
      { name: '西山县', validFrom: '2026-03-10', validTo: '2026-07-01' },
      { name: '西岭县', validFrom: '2026-07-01', validTo: null },
    ])
  })

  test('that a sister has is refused; the same name is none', async () => {
    expect((await plan(stage.orgs.west, '东县', '2026-08-01')).body.message).toBe(
      '上级单位下已有“东县”，请换一个名称。',
    )
    expect((await plan(stage.orgs.west, '西岭县', '2026-08-01')).body.message).toBe('新名称与现名称相同，请核对。')
  })
})
