import { afterAll, beforeAll, expect, test } from 'vitest'
import { openStage, type Stage } from '#tests/harness/product.ts'

let stage: Stage
beforeAll(async () => {
  stage = await openStage()
})
afterAll(async () => await stage.close())

const aProject = async (name: string, org: 'east' | 'west' = 'east') =>
  (await stage.as('office').post('/api/projects', { name, orgId: stage.orgs[org] })).body.id as number

test('several projects come whole and in the order asked, each once; others’ are not among them', async () => {
  const [one, two, west] = [await aProject('一表一'), await aProject('一表二'), await aProject('一表西', 'west')]
  const asked = `/api/project-sheets?projects=${two},${one},${two},${west}`
  const { body } = await stage.as('countyOffice').get(asked)
  expect(body.items.map(({ name }: { name: string }) => name)).toEqual(['一表二', '一表一'])
  expect(body.region).toBe('测试市')
  expect(body.items[0]).toMatchObject({ months: [], annualPlans: [], orgName: '东县' })
  expect((await stage.as('leader').get(asked)).body.items).toHaveLength(3)
})

test('at most 200, and only by who reads projects', async () => {
  const many = Array.from({ length: 201 }, (_, index) => index + 1).join(',')
  const refused = await stage.as('office').get(`/api/project-sheets?projects=${many}`)
  expect([refused.status, refused.body.message]).toEqual([400, expect.stringContaining('200个项目')])
  expect((await stage.as('admin').get('/api/project-sheets?projects=1')).status).toBe(403)
  expect((await stage.as('office').get('/api/project-sheets')).status).toBe(400)
})
