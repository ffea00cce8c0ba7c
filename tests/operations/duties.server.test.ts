import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { openProduct } from '#app/product.ts'
import { openStage, SECRETS, type Stage } from '#tests/harness/product.ts'

let stage: Stage
beforeAll(async () => {
  stage = await openStage()
})
afterAll(async () => await stage?.close())

test('a server that starts keeps what fell due: the change of a unit, the digest of yesterday, what has served goes', async () => {
  const { eastTown } = stage.orgs
  const admin = stage.as('admin')
  const { version } = (await admin.get(`/api/organisations/${eastTown}`)).body
  const asked = { kind: 'renamed', name: '东河街道', version, effectiveOn: '2026-12-01', reason: '更名批复' }
  expect((await admin.post(`/api/organisations/${eastTown}/changes`, asked)).status).toBe(200)
  await sql`insert into sign_in_failure (folded_username, address, at) values ('old', '127.0.0.1', now() - interval '2 days')`.execute(
    stage.owner,
  )
  const lines: string[] = []
  const server = await openProduct({
    appUrl: stage.appUrl,
    secrets: SECRETS,
    now: () => new Date('2026-12-01T00:10:00+08:00'),
    log: (line) => void lines.push(line),
    connections: 2,
    isServer: true,
  })
  try {
    await vi.waitFor(async () => expect(await stateOf(eastTown)).toEqual(['东河街道', ['2026-11-30'], 0]), 5_000)
  } finally {
    await server.close()
  }
  expect(lines).toEqual([])
})

async function stateOf(unit: number): Promise<[string, string[], number]> {
  const { rows } = await sql<{ name: string; days: string[]; failures: number }>`select
    (select name from organisation where id = ${unit}) as name,
    (select coalesce(array_agg(day::text), '{}') from record_digest) as days,
    (select count(*)::integer from sign_in_failure) as failures`.execute(stage.owner)
  const { name, days, failures } = rows[0]!
  return [name, days, failures]
}
