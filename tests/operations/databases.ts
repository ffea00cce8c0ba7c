import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openKysely, openPool } from '#platform/database/pool.ts'
import { asOwner, urlWith } from '#platform/postgres/owner.ts'
import { type Verdict, verifyRecord } from '#platform/record/verify.ts'
import type { TestDatabase } from '#tests/harness/cluster.ts'

/** Rows of one statement, as the owner. */
export async function ask(ownerUrl: string, sql: string, values: unknown[] = []): Promise<any[]> {
  return await asOwner(ownerUrl, async (client) => (await client.query(sql, values)).rows)
}

/** Names of the databases that belong to one, itself among them: what restores keep or leave beside it. */
export async function family({ ownerUrl, name }: TestDatabase): Promise<string[]> {
  const rows = await ask(
    urlWith(ownerUrl, { database: 'postgres' }),
    'select datname from pg_database where starts_with(datname, $1) order by 1',
    [name],
  )
  return rows.map(({ datname }) => datname)
}

export async function dropFamily(database: TestDatabase): Promise<void> {
  const maintenance = urlWith(database.ownerUrl, { database: 'postgres' })
  for (const name of await family(database)) {
    await asOwner(maintenance, async (client) => await client.query(`drop database if exists ${name} with (force)`))
  }
}

/** Every table's rows as one digest, whatever their order on the disk. */
export async function digests(ownerUrl: string): Promise<Record<string, string>> {
  const tables = await ask(
    ownerUrl,
    `select relname as name from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace and relname <> 'guatu_migration' order by 1`,
  )
  const found: Record<string, string> = {}
  for (const { name } of tables) {
    const [row] = await ask(
      ownerUrl,
      `select count(*) || ' ' || coalesce(md5(string_agg(t::text, E'\\n' order by t::text collate "C")), '') as digest from "${name}" t`,
    )
    found[name] = row.digest
  }
  return found
}

export async function verdictOf(ownerUrl: string): Promise<Verdict> {
  const db = openKysely(openPool(ownerUrl, { max: 1, name: 'test', onError: () => undefined }))
  try {
    return await verifyRecord(db)
  } finally {
    await db.destroy()
  }
}

export function temporaryFolder(): { path: string; in: (name: string) => string; remove: () => void } {
  const path = mkdtempSync(join(tmpdir(), 'guatu-operations-'))
  // as root the product wants a data folder that PostgreSQL's account may pass through to
  chmodSync(path, 0o711)
  return { path, in: (name) => join(path, name), remove: () => rmSync(path, { recursive: true, force: true }) }
}
