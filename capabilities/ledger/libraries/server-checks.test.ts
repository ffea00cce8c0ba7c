import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openStage, type Stage } from '#tests/harness/product.ts'
import { aProject } from './sample-library.ts'

let stage: Stage
beforeAll(async () => {
  stage = await openStage()
})
afterAll(async () => await stage?.close())

const add = async (id: number, items: object[], who: 'countyOffice' | 'reporter' | 'office' = 'countyOffice') =>
  await stage.as(who).post(`/api/projects/${id}/check-items`, { items })

test('items have an owner and a date, are ticked off, and are late when the date is past', async () => {
  const project = await aProject(stage, { isPriority: true })
  const added = await add(project.id, [
    { kind: 'land', title: '土地供应', owner: '自然资源局', dueOn: '2026-10-31' },
    { kind: 'approval', title: '环评批复', owner: '生态环境局', dueOn: '2026-12-31' },
  ])
  expect(added.body.items).toMatchObject([
    { title: '环评批复', state: 'open' },
    { title: '土地供应', state: 'overdue', owner: '自然资源局' },
  ])
  expect((await add(project.id, [{ kind: 'land', title: '土地供应' }])).body.code).toBe('check_items_there')
  const land = added.body.items[1]
  const edit = async (version: number, fields: object) =>
    await stage.as('countyOffice').patch(`/api/check-items/${land.id}`, { version, fields })
  expect((await edit(1, { doneOn: '2026-12-01' })).body.code).toBe('date_not_yet')
  expect((await edit(1, { doneOn: '2026-11-08' })).body).toMatchObject({
    state: 'done',
    doneBy: '东县项目办',
    version: 2,
  })
  expect((await edit(1, { note: 'x' })).body.code).toBe('edit_conflict')
  expect((await edit(2, { doneOn: null })).body).toMatchObject({ state: 'overdue', doneBy: null })
  const lists = await stage.as('leader').get('/api/check-lists')
  expect(lists.body).toMatchObject({ projects: 1, withoutList: 0, done: 0, overdue: 1, open: 1 })
  expect((await stage.as('leader').get('/api/check-lists?overdue=true')).body.items[0].projectId).toBe(project.id)
  expect((await stage.as('otherReporter').get('/api/check-lists')).body.items).toEqual([])
  expect((await stage.as('countyOffice').delete(`/api/check-items/${land.id}`)).body.items).toHaveLength(1)
  expect((await stage.as('countyOffice').delete(`/api/check-items/${land.id}`)).status).toBe(404)
  const { rows } = await sql<{
    action: string
  }>`select action from record_entry where action like 'checkList.%' order by id`.execute(stage.owner)
  expect(rows.map(({ action }) => action)).toEqual([
    'checkList.added',
    'checkList.edited',
    'checkList.edited',
    'checkList.removed',
  ])
})

test('who may not write, and another county', async () => {
  const west = await aProject(stage, { orgId: stage.orgs.west })
  const east = await aProject(stage)
  const item = { kind: 'funds', title: '资金落实' }
  expect((await add(east.id, [item], 'reporter')).status).toBe(403)
  expect((await add(west.id, [item])).status).toBe(404)
  const made = (await add(west.id, [item], 'office')).body.items[0]
  expect(
    (await stage.as('countyOffice').patch(`/api/check-items/${made.id}`, { version: 1, fields: { note: 'x' } })).status,
  ).toBe(404)
  expect((await stage.as('countyOffice').delete(`/api/check-items/${made.id}`)).status).toBe(404)
  expect((await add(east.id, [])).status).toBe(400)
})
