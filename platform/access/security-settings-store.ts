import { type RawBuilder, sql } from 'kysely'
import type { Database, Transaction } from '../database/pool.ts'
import { type SecuritySettings, settingsFrom } from './security-settings.ts'

/** The newest version, as a column of a query that needs it anyway. */
export function newestSettings(): RawBuilder<Partial<SecuritySettings> | null> {
  return sql`(select v.settings from security_setting v order by v.id desc limit 1)`
}

/** What signing in asks for now. */
export async function readSecuritySettings(db: Database | Transaction): Promise<SecuritySettings> {
  const { rows } = await sql<{ settings: Partial<SecuritySettings> | null }>`
    select ${newestSettings()} as settings`.execute(db)
  return settingsFrom(rows[0]!.settings)
}
