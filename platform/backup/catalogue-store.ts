import type pg from 'pg'
import type { Header, Sequence, Standing } from './format.ts'
import { LEFT_OUT } from './left-out.ts'

export type TableColumns = { table: string; columns: string[] }

/** The tables a backup holds, with the columns that are not computed, in the order of their names. */
export async function readTables(client: pg.ClientBase): Promise<TableColumns[]> {
  const { rows } = await client.query<TableColumns>(
    `select c.relname as table, array_agg(a.attname::text order by a.attnum) as columns
    from pg_class c
    join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
    where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and c.relname <> all ($1)
    group by c.oid, c.relname order by c.relname collate "C"`,
    [Object.keys(LEFT_OUT)],
  )
  return rows
}

/** Where the numbers of every table stand, also of those that are left out: the record names their rows by number. */
export async function readSequences(client: pg.ClientBase): Promise<Sequence[]> {
  const { rows: owned } = await client.query<{ sequence: string; table: string; column: string }>(
    `select s.oid::regclass::text as sequence, t.relname as table, a.attname as column
    from pg_class s
    join pg_depend d on d.objid = s.oid and d.classid = 'pg_class'::regclass and d.deptype in ('i', 'a')
    join pg_class t on t.oid = d.refobjid
    join pg_attribute a on a.attrelid = t.oid and a.attnum = d.refobjsubid
    where s.relkind = 'S' and s.relnamespace = 'public'::regnamespace order by 1`,
  )
  const sequences: Sequence[] = []
  for (const { sequence, table, column } of owned) {
    const { rows } = await client.query<{ value: string; called: boolean }>(
      `select last_value::text as value, is_called as called from ${sequence}`,
    )
    sequences.push({ table, column, ...rows[0]! })
  }
  return sequences
}

/** Where the record stands: the end of every chain and the newest day's digest, which databases before migration 0011 do not have. */
export async function readStanding(client: pg.ClientBase): Promise<Standing> {
  const { rows: chains } = await client.query<Standing['chains'][number]>(
    `select c.name, c.length, encode(c.head, 'hex') as head from record_chain c order by c.name collate "C"`,
  )
  const { rows: known } = await client.query(`select to_regclass('public.record_digest') is not null as known`)
  if (!known[0]?.known) return { chains, digest: null }
  const { rows } = await client.query<{ day: string; hash: string }>(
    `select d.day::text as day, encode(d.hash, 'hex') as hash from record_digest d order by d.day desc limit 1`,
  )
  return { chains, digest: rows[0] ?? null }
}

/** Migrations applied; null when the database is none of ours, or was never started. */
export async function readMigrations(client: pg.ClientBase): Promise<Header['migrations'] | null> {
  const { rows: known } = await client.query(`select to_regclass('public.guatu_migration') is not null as known`)
  if (!known[0]?.known) return null
  const { rows } = await client.query<Header['migrations'][number]>(
    'select m.number, m.name, m.sha256 from guatu_migration m order by m.number',
  )
  return rows.length > 0 ? rows : null
}

/** Whose region it is, and the path under which the record keeps what concerns the whole of it; null where nothing was set up. */
export async function readRegion(client: pg.ClientBase): Promise<{ name: string; orgPath: string } | null> {
  const { rows } = await client.query<{ name: string; orgPath: string }>(
    `select coalesce((select r.name from region r), o.name) as name, o.path::text as "orgPath"
    from organisation o where o.parent_id is null`,
  )
  return rows[0] ?? null
}
