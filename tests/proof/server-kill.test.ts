import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { scratchFolder } from '#tests/harness/cluster.ts'
import { openStage, type Stage } from '#tests/harness/product.ts'
import { inspect } from './kill-inspection.ts'
import { killRounds } from './kill-rounds.ts'
import type { Write } from './kill-writes.ts'

// The server, then PostgreSQL, killed with -9 under eight writing clients; `npm run proof` does it ten times within 5,000 writes.

test('nothing acknowledged is lost, nothing is half done, what is repeated happens once, the record verifies', async () => {
  const said: string[] = []
  const faults = await killRounds({
    rounds: 2,
    writes: 300,
    seed: 11,
    dataDir: scratchFolder(),
    say: (line) => said.push(line),
  })
  expect(faults).toEqual([])
  // both were killed with writes under way: otherwise nothing was proved
  expect(said.map((line) => /(\d+) were under way/.exec(line)?.[1])).toEqual([
    expect.stringMatching(/^[1-8]$/),
    expect.stringMatching(/^[1-8]$/),
  ])
}, 90_000)

describe('what the inspection finds', () => {
  let stage: Stage
  beforeAll(async () => {
    stage = await openStage()
  })
  afterAll(async () => await stage?.close())
  const write: Write = { mark: '断电0号', key: 'key-of-it', kind: 'project', shot: { path: '/api/projects' } }

  test('a lost write, one without its entry, and a roll-up that misses it', async () => {
    expect(await inspect(stage.ownerUrl, { acknowledged: [], unacknowledged: [write] })).toEqual([])
    const lost = await inspect(stage.ownerUrl, { acknowledged: [write], unacknowledged: [] })
    expect(lost).toEqual(['断电0号 was acknowledged and is there 0 times'])
    await sql`insert into project (name, folded_name, org_id, org_path) select '断电0号', '断电0号', o.id, o.path
      from organisation o where o.id = ${stage.orgs.eastTown}`.execute(stage.owner)
    await sql`update project_rollup set projects = 0`.execute(stage.owner)
    const half = await inspect(stage.ownerUrl, { acknowledged: [write], unacknowledged: [] })
    expect(half).toEqual([
      '断电0号 is half done: 1 rows, 0 entries of the record, 0 kept answers',
      expect.stringMatching(/^roll-ups disagree/),
    ])
  })
})
