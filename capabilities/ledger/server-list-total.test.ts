import { afterAll, beforeAll, expect, test } from 'vitest'
import { openStage, type Stage } from '#tests/harness/product.ts'

let stage: Stage
beforeAll(async () => {
  stage = await openStage()
  const add = async (name: string, orgId: number, more: object = {}) =>
    (await stage.as('office').post('/api/projects', { name, orgId, ...more })).body.id as number
  await add('东县粮库', stage.orgs.east, { stage: 'started' })
  await add('东镇粮站', stage.orgs.eastTown, { stage: 'completed' })
  const abroad = await add('西县粮仓', stage.orgs.west, { stage: 'started' })
  await add('西镇水厂', stage.orgs.westTown, { stage: 'started' })
  const assignment = { projectIds: [abroad], accountId: stage.accounts.reporter }
  await stage.as('office').post('/api/project-assignments', assignment)
})
afterAll(async () => {
  await stage?.close()
})

// The reporter's own county, and the one project assigned to them elsewhere.
test.each([
  ['', ['东县粮库', '东镇粮站', '西县粮仓']],
  ['&stage=started', ['东县粮库', '西县粮仓']],
  ['&stage=completed', ['东镇粮站']],
  ['&q=粮', ['东县粮库', '东镇粮站', '西县粮仓']],
  ['&q=粮仓', ['西县粮仓']],
  ['&q=西县粮仓', ['西县粮仓']],
  ['&q=西镇水厂', []],
])('the total of a reporter’s list agrees with its rows%s', async (filter, names) => {
  const { body } = await stage.as('reporter').get(`/api/projects?sort=name&order=asc${filter}`)
  expect(body.items.map((item: { name: string }) => item.name).sort()).toEqual([...names].sort())
  expect(body.total).toBe(names.length)
})

test('a county’s organisation narrows rows and total alike', async () => {
  const { body } = await stage.as('reporter').get(`/api/projects?org=${stage.orgs.west}`)
  expect([body.total, body.items.map((item: { name: string }) => item.name)]).toEqual([1, ['西县粮仓']])
})
