import { spawnSync } from 'node:child_process'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { freshDatabase, type TestDatabase } from '#tests/harness/cluster.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await freshDatabase()
})
afterAll(async () => {
  await database?.drop()
})

/** After a migration: UPDATE=1 npm test -- --project server platform/database writes the types anew. */
test('the types of the tables agree with the migrated schema', () => {
  const options = [
    '--dialect',
    'postgres',
    '--url',
    database.ownerUrl,
    '--date-parser',
    'string',
    '--numeric-parser',
    'string',
  ]
  const mapping = ['--type-mapping', '{"timestamptz":"string","int8":"number"}']
  const target = ['--out-file', 'platform/database/tables.generated.ts', ...(process.env.UPDATE ? [] : ['--verify'])]
  const script = 'node_modules/kysely-codegen/dist/cli/bin.js'
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, ...options, ...mapping, ...target], {
    encoding: 'utf8',
  })
  expect(status, `${stdout}${stderr}`).toBe(0)
})
