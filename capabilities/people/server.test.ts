import { afterAll, beforeAll, expect, test } from 'vitest'
import { openStage, type Stage } from '#tests/harness/product.ts'

let stage: Stage
beforeAll(async () => {
  stage = await openStage()
})
afterAll(async () => {
  await stage?.close()
})

test('a county is not made below a town', async () => {
  const answer = await stage
    .as('admin')
    .post('/api/organisations', { parentId: stage.orgs.eastTown, kind: 'county', name: '错县' })
  expect([answer.status, answer.body.code]).toEqual([400, 'organisation_misplaced'])
})
