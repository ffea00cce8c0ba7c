import { sql } from 'kysely'
import type { SecuritySettings } from '#platform/access/security-settings.ts'
import type { Database, Transaction } from '#platform/database/pool.ts'

type Db = Database | Transaction

export type SecurityVersion = {
  settings: Partial<SecuritySettings>
  madeAt: string
  madeBy: string | null
  reason: string
}

/** The versions of the settings, newest first. */
export async function listVersions(db: Db, count: number): Promise<SecurityVersion[]> {
  const { rows } = await sql<SecurityVersion>`
    select v.settings, v.made_at as "madeAt", a.display_name as "madeBy", v.reason
    from security_setting v left join account a on a.id = v.made_by order by v.id desc limit ${count}`.execute(db)
  return rows
}

/** Of two changes at the same moment the second waits, and then finds what the first has set. */
export async function holdSettings(db: Db): Promise<void> {
  await sql`select pg_advisory_xact_lock(7145010)`.execute(db)
}

export async function insertVersion(
  db: Db,
  version: { settings: SecuritySettings; reason: string; madeBy: number; madeAt: Date },
): Promise<void> {
  await sql`insert into security_setting (settings, reason, made_by, made_at)
    values (${JSON.stringify(version.settings)}::jsonb, ${version.reason}, ${version.madeBy}, ${version.madeAt.toISOString()})`.execute(
    db,
  )
}

export async function rootOrganisation(db: Db): Promise<{ id: number; path: string }> {
  const { rows } = await sql<{ id: number; path: string }>`
    select o.id, o.path::text as path from organisation o where o.parent_id is null`.execute(db)
  return rows[0]!
}
