import { CompiledQuery, sql } from 'kysely'
import type pg from 'pg'
import { FIRST_PRESET } from '#capabilities/ledger/public.ts'
import type { Month } from '#kernel/period.ts'
import type { Transaction } from '#platform/database/pool.ts'

/** Two processes starting on one empty database: the second waits and then finds it filled. */
export async function holdPreparation(tx: Transaction): Promise<void> {
  await sql`select pg_advisory_xact_lock(7145001)`.execute(tx)
}

/** Light rules for a new installation; what an office set later stays. */
export async function ensurePreset(tx: Transaction): Promise<void> {
  const { name, version, rules, source } = FIRST_PRESET
  await sql`insert into light_preset (name, version, rules, source, valid_from, is_current)
    select ${name}, ${version}, ${JSON.stringify(rules)}::jsonb, ${source}, date '2024-01-01', true
    where not exists (select 1 from light_preset)`.execute(tx)
  await sql`insert into light_adoption (preset_id, valid_from, reason)
    select l.id, l.valid_from, '初始规则' from light_preset l where l.is_current and not exists (select 1 from light_adoption)`.execute(
    tx,
  )
}

/** `empty`: nobody can sign in and no region was named. */
export async function readCondition(tx: Transaction): Promise<{ empty: boolean; isDemo: boolean }> {
  const { rows } = await sql<{ empty: boolean; isDemo: boolean }>`
    select not exists (select 1 from account where username <> 'console') and not exists (select 1 from region) as empty,
      coalesce((select is_demo from region), false) as "isDemo"`.execute(tx)
  return rows[0]!
}

/** Puts the region at a month; answers the path of its root. */
export async function setAsOf(tx: Transaction, month: Month): Promise<string> {
  await sql`update region set as_of_month = ${month}`.execute(tx)
  const { rows } = await sql<{
    path: string
  }>`select path::text as path from organisation where parent_id is null`.execute(tx)
  return rows[0]!.path
}

export async function demoAccounts(tx: Transaction) {
  const { rows } = await sql<{ username: string; displayName: string; roles: string[] }>`
    select a.username, a.display_name as "displayName", array_agg(distinct g.role) as roles
    from account a join role_grant g on g.account_id = a.id
    where a.username in ('admin', 'security', 'leader', 'office', 'auditor', 'reporter1') group by a.id order by a.id`.execute(
    tx,
  )
  return rows
}

/** The demonstration's loader speaks plain pg; the transaction lends it its connection. */
export function clientOf(tx: Transaction): pg.ClientBase {
  return {
    query: async (text: string, values: unknown[] = []) => {
      const result = await tx.executeQuery(CompiledQuery.raw(text, values))
      return { rows: result.rows, rowCount: result.rows.length }
    },
  } as unknown as pg.ClientBase
}
