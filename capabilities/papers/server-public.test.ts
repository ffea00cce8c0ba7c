import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Scope } from '#platform/access/scope.ts'
import { openStage, type Stage } from '#tests/harness/product.ts'
import { approvalBoards, papersOf } from './public.ts'

// What later capabilities learn of papers: those in force, and how far the approvals are, within the scope that asks.

let stage: Stage
beforeAll(async () => {
  stage = await openStage()
})
afterAll(async () => await stage.close())

const NOW = new Date('2026-11-10T02:00:00Z')
const EVERYWHERE: Scope = { all: true, paths: [], assignees: [] }
const NOWHERE: Scope = { all: false, paths: [], assignees: [] }

test('withdrawn papers are no evidence, and nothing is told beyond the scope', async () => {
  const office = stage.as('office')
  const { body: project } = await office.post('/api/projects', { name: '证据', orgId: stage.orgs.eastTown })
  const paper = { kind: 'approval', approvalKind: 'energy', title: '节能审查意见', number: '1号' }
  const { body: kept } = await office.post(`/api/projects/${project.id}/papers`, paper)
  const { body: gone } = await office.post(`/api/projects/${project.id}/papers`, { ...paper, number: '2号' })
  await office.post(`/api/papers/${gone.id}/withdrawal`, { reason: '重复登记' })
  await stage.owner.transaction().execute(async (tx) => {
    expect((await papersOf(tx, EVERYWHERE, project.id)).map(({ id }) => id)).toEqual([kept.id])
    expect((await approvalBoards(tx, EVERYWHERE, [project.id], NOW)).get(project.id)?.counts.obtained).toBe(1)
    expect(await papersOf(tx, NOWHERE, project.id)).toEqual([])
    expect((await approvalBoards(tx, NOWHERE, [project.id], NOW)).size).toBe(0)
  })
})
