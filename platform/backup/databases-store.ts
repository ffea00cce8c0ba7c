import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { codeOf } from '../postgres/owner.ts'

// Databases of one server as wholes: asked and changed from a maintenance database beside them.

const name = (text: string) => pg.escapeIdentifier(text)

/** One restore at a time for a database. */
const RESTORING = 1735746935
/** Three seconds of looking whether the last one has left. */
const LOOKS = 16

export async function mayCreateDatabases(client: pg.ClientBase): Promise<boolean> {
  const { rows } = await client.query<{ may: boolean }>(
    'select r.rolcreatedb or r.rolsuper as may from pg_roles r where r.rolname = current_user',
  )
  return rows[0]?.may === true
}

export async function databaseExists(client: pg.ClientBase, database: string): Promise<boolean> {
  const { rowCount } = await client.query('select 1 from pg_database d where d.datname = $1', [database])
  return rowCount === 1
}

/** Held by this connection until it closes; false: another restore holds it. */
export async function holdRestore(client: pg.ClientBase, database: string): Promise<boolean> {
  const { rows } = await client.query<{ held: boolean }>('select pg_try_advisory_lock($1, hashtext($2)) as held', [
    RESTORING,
    database,
  ])
  return rows[0]?.held === true
}

/** An empty database with the locale of `like`; with C.UTF-8 where there is none, or where it knows no Chinese letters. */
export async function createDatabase(client: pg.ClientBase, database: string, like: string): Promise<void> {
  const { rows } = await client.query<{ terms: string }>(
    `select case d.datlocprovider
        when 'i' then format('locale_provider icu icu_locale %L', coalesce(to_jsonb(d) ->> 'datlocale', to_jsonb(d) ->> 'daticulocale'))
        when 'b' then format('locale_provider builtin builtin_locale %L', to_jsonb(d) ->> 'datlocale')
        else '' end || format(' lc_collate %L lc_ctype %L', d.datcollate, d.datctype) as terms
    from pg_database d
    where d.datname = $1 and pg_encoding_to_char(d.encoding) = 'UTF8' and d.datctype not in ('C', 'POSIX')`,
    [like],
  )
  const terms = rows[0]?.terms ?? `locale 'C.UTF-8'`
  await client.query(`create database ${name(database)} template template0 encoding 'UTF8' ${terms}`)
}

export async function dropDatabase(client: pg.ClientBase, database: string): Promise<void> {
  await client.query(`drop database if exists ${name(database)} with (force)`)
}

/**
 * Who else is connected to the database, by the names programs give themselves. In the embedded cluster also who holds it open besides
 * ourselves: a server at rest has no connection to its database. Who is just leaving is waited for, a few seconds.
 */
export async function othersOn(client: pg.ClientBase, database: string, isEmbedded: boolean): Promise<string[]> {
  for (let look = 1; ; look += 1) {
    const others = await connectedNow(client, database, isEmbedded)
    if (others.length === 0 || look === LOOKS) return others
    await pause(200)
  }
}

async function connectedNow(client: pg.ClientBase, database: string, isEmbedded: boolean): Promise<string[]> {
  const { rows } = await client.query<{ who: string }>(
    `select coalesce(nullif(a.application_name, ''), '未署名的程序') as who
    from pg_stat_activity a
    where a.backend_type = 'client backend' and a.pid <> pg_backend_pid() and a.datname = $1`,
    [database],
  )
  const { rows: present } = await client.query<{ programs: number }>(
    `select count(*)::int as programs from pg_stat_activity a where a.application_name = 'guatu presence'`,
  )
  const names = rows.map(({ who }) => who)
  return isEmbedded && present[0]!.programs > 1 ? [...names, 'guatu'] : names
}

/**
 * In one transaction: `present` becomes `keptAs` and `next` becomes `present`; with null there was none before. Answers false when
 * somebody is connected to one of them.
 */
export async function swapDatabases(
  client: pg.ClientBase,
  { present, next, keptAs }: { present: string; next: string; keptAs: string | null },
): Promise<boolean> {
  try {
    await client.query('begin')
    if (keptAs) await client.query(`alter database ${name(present)} rename to ${name(keptAs)}`)
    await client.query(`alter database ${name(next)} rename to ${name(present)}`)
    await client.query('commit')
    return true
  } catch (error) {
    await client.query('rollback')
    if (codeOf(error) === '55006') return false
    throw error
  }
}

/** PostgreSQL cuts names after 63 bytes: what is added must fit. */
export function keptPrefix(present: string): string {
  return `${present.slice(0, 40)}_before_`
}

export type Kept = { name: string; bytes: number }

/** What was there before each restore, the latest first. */
export async function keptDatabases(client: pg.ClientBase, present: string): Promise<Kept[]> {
  const { rows } = await client.query<{ name: string; bytes: string }>(
    `select d.datname as name, pg_database_size(d.oid)::text as bytes from pg_database d
    where starts_with(d.datname, $1) order by d.datname collate "C" desc`,
    [keptPrefix(present)],
  )
  return rows.map((row) => ({ name: row.name, bytes: Number(row.bytes) }))
}

type Condition = 'empty' | 'filled' | 'foreign'

/** Whether the database of this connection holds somebody's work; `foreign`: tables that are not ours. */
export async function conditionOf(client: pg.ClientBase): Promise<Condition> {
  const { rows } = await client.query<{ ours: boolean; tables: boolean }>(
    `select to_regclass('public.guatu_migration') is not null and to_regclass('public.region') is not null as ours,
      exists (select 1 from pg_class c where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace
        and c.relname <> 'guatu_migration') as tables`,
  )
  if (!rows[0]?.ours) return rows[0]?.tables ? 'foreign' : 'empty'
  const { rows: found } = await client.query<{ filled: boolean }>(
    `select exists (select 1 from account a where a.username <> 'console') or exists (select 1 from region) as filled`,
  )
  return found[0]?.filled ? 'filled' : 'empty'
}
