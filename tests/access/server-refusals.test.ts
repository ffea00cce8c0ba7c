import { afterAll, beforeAll, expect, test } from 'vitest'
import { openStage, type Stage } from '#tests/harness/product.ts'

// A refusal says what to do, in Chinese, without words of the program.

let stage: Stage
beforeAll(async () => {
  stage = await openStage()
})
afterAll(async () => await stage?.close())

test.each([
  ['/api/projects?limit=500', '“limit”不符合要求：不能大于200。'],
  ['/api/projects?limit=0', '“limit”不符合要求：不能小于1。'],
  ['/api/projects/x', '“id”不符合要求：应为数字。'],
  ['/api/projects/0', '“id”不符合要求：应大于0。'],
  ['/api/projects?order=up', '“order”不符合要求：只能是 asc、desc 之一。'],
  ['/api/roll-ups', '“by”不符合要求：必须填写。'],
])('%s', async (url, message) => {
  const { status, body } = await stage.as('office').get(url)
  expect([status, body.code, body.message]).toEqual([400, 'invalid_input', message])
})

test.each([
  [{}, '必须填写'],
  [{ name: 1, orgId: 1 }, '应为文字'],
  [{ name: '甲', orgId: '1' }, '应为数字'],
  [{ name: '甲', orgId: 1.5 }, '应为整数'],
  [{ name: '', orgId: 1 }, '请填写项目名称'],
  [{ name: '甲', orgId: 1, isPriority: 'yes' }, '应为 true 或 false'],
  [{ name: '甲', orgId: 1, totalInvestment: '1,5' }, '请填写万元数，最多四位小数'],
  [{ name: '甲', orgId: 1, startDate: '2026-13' }, '日期写到年、月或日'],
  [{ name: '甲', orgId: 1, startDate: '9999-99-99' }, '日期写到年、月或日'],
])('a project %j', async (given, words) => {
  const { status, body } = await stage.as('office').post('/api/projects', given)
  expect([status, body.message]).toEqual([400, expect.stringContaining(words)])
})

test('a negative amount is refused in words, not by the name of a constraint', async () => {
  const office = stage.as('office')
  const negative = await office.post('/api/projects', { name: '负', orgId: stage.orgs.east, totalInvestment: '-5' })
  expect([negative.status, negative.body.message]).toEqual([400, '总投资不能为负数，请核对。'])
  const { body } = await office.post('/api/projects', { name: '正', orgId: stage.orgs.east })
  const plan = await office.put(`/api/projects/${body.id}/plans/2026`, { amount: '-1' })
  expect([plan.status, plan.body.message]).toEqual([400, '年度计划投资不能为负数，请核对。'])
})
