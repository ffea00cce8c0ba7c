import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openStage, type Stage } from '#tests/harness/product.ts'
import { aProject } from './sample-library.ts'

let stage: Stage
beforeAll(async () => {
  stage = await openStage()
})
afterAll(async () => await stage?.close())

describe('the plain edit', () => {
  test.each([
    [{ library: 'construction' }, 'library_needs_move'],
    [{ isPriority: true }, 'priority_needs_move'],
    [{ stage: 'withdrawn' }, 'stage_needs_move'],
    [{ stage: 'suspended' }, 'stage_needs_move'],
  ])('%j points to the move', async (fields, code) => {
    const project = await aProject(stage)
    const answer = await stage.as('office').patch(`/api/projects/${project.id}`, { version: project.version, fields })
    expect([answer.status, answer.body.code]).toEqual([400, code])
    expect(answer.body.message).toMatch(/入库调库/)
  })

  test('the first tier names its leader', async () => {
    const project = await aProject(stage)
    const edit = async (fields: object) =>
      await stage.as('office').patch(`/api/projects/${project.id}`, { version: project.version, fields })
    expect((await edit({ tier: 1 })).body.code).toBe('tier_needs_sponsor')
    expect((await edit({ tier: 1, sponsor: '张某' })).status).toBe(200)
  })
})
