import { sql } from 'kysely'
import type { Database, Transaction } from '#platform/database/pool.ts'

type Db = Database | Transaction

export async function readRegion(db: Db) {
  const { rows } = await sql<{
    name: string
    issuer: string
    isDemo: boolean
    asOfMonth: string | null
    hasPeople: boolean
  }>`
    select name, issuer, is_demo as "isDemo", as_of_month as "asOfMonth",
      exists (select 1 from password) as "hasPeople"
    from region`.execute(db)
  return rows[0] ?? null
}

export async function insertRegion(db: Db, name: string, isDemo: boolean): Promise<void> {
  await sql`insert into region (name, issuer, is_demo) values (${name}, ${`${name}重点项目建设指挥部办公室`}, ${isDemo})
    on conflict (id) do update set name = excluded.name, issuer = excluded.issuer`.execute(db)
}
