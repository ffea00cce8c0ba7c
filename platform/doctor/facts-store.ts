import type pg from 'pg'
import { APP, MASKS } from '../postgres/roles.ts'

/** What doctor asks of the server and of the database as its owner. Nothing is written. */
export type ServerFacts = {
  version: number
  encoding: string
  ctype: string
  at: Date
  settings: Record<string, string>
  extensions: string[]
  knowsChina: boolean
}

export async function readServer(client: pg.ClientBase): Promise<ServerFacts> {
  const { rows } = await client.query<ServerFacts>(
    `select current_setting('server_version_num')::int as version, pg_encoding_to_char(d.encoding) as encoding, d.datctype as ctype,
      clock_timestamp() as at,
      (select jsonb_object_agg(s.name, s.setting) from pg_settings s
        where s.name in ('fsync', 'full_page_writes', 'synchronous_commit', 'data_checksums')) as settings,
      (select coalesce(array_agg(e.extname::text), '{}') from pg_extension e) as extensions,
      exists (select 1 from pg_timezone_names z where z.name = 'Asia/Shanghai') as "knowsChina"
    from pg_database d where d.datname = current_database()`,
  )
  return rows[0]!
}

export type RoleFacts = { name: string; superuser: boolean; bypass: boolean; login: boolean; owned: number }

/** The roles the product uses, those that exist, with how many relations of this database each owns. */
export async function readRoles(client: pg.ClientBase): Promise<RoleFacts[]> {
  const { rows } = await client.query<RoleFacts>(
    `select r.rolname as name, r.rolsuper as superuser, r.rolbypassrls as bypass, r.rolcanlogin as login,
      (select count(*)::int from pg_class c where c.relowner = r.oid) as owned
    from pg_roles r where r.rolname = any ($1) order by 1`,
    [[APP, ...MASKS]],
  )
  return rows
}

/** Tables whose policies are asleep, and those that must have row level security and do not. */
export async function readUnguarded(client: pg.ClientBase, needed: string[]): Promise<string[]> {
  const { rows } = await client.query<{ table: string }>(
    `select c.relname as table from pg_class c
    where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace and not c.relrowsecurity
      and (c.relname = any ($1) or exists (select 1 from pg_policy p where p.polrelid = c.oid)) order by 1`,
    [needed],
  )
  return rows.map(({ table }) => table)
}

/** Roles that may change or remove entries of the record, and its guarding triggers that are switched off. */
export async function readRecordHoles(client: pg.ClientBase): Promise<{ writers: string[]; asleep: string[] }> {
  const { rows: writers } = await client.query<{ name: string }>(
    `select r.rolname as name from pg_roles r
    where r.rolname = any ($1) and (has_table_privilege(r.oid, 'record_entry', 'update')
      or has_table_privilege(r.oid, 'record_entry', 'delete') or has_table_privilege(r.oid, 'record_entry', 'truncate'))`,
    [[APP, ...MASKS]],
  )
  const { rows: asleep } = await client.query<{ name: string }>(
    `select t.tgname as name from pg_trigger t join pg_class c on c.oid = t.tgrelid
    where c.relnamespace = 'public'::regnamespace and c.relname like 'record\\_%' and not t.tgisinternal and t.tgenabled in ('D', 'R')`,
  )
  return { writers: writers.map(({ name }) => name), asleep: asleep.map(({ name }) => name) }
}

/** People who hold one of the three administrators' roles now, with all their roles. Needs migration 0007. */
export async function readAdministrators(client: pg.ClientBase): Promise<{ username: string; roles: string[] }[]> {
  const { rows } = await client.query<{ username: string; roles: string[] }>(
    `select a.username, array_agg(distinct g.role order by g.role) as roles
    from account a join role_grant g on g.account_id = a.id
    where a.username <> 'console' and a.disabled_at is null and g.valid_from <= now() and (g.valid_to is null or g.valid_to > now())
    group by a.id having bool_or(g.role in ('systemAdministrator', 'securityAdministrator', 'auditor')) order by a.username`,
  )
  return rows
}

/** The moment the newest backup shows that was made here or restored here; null: never. */
export async function readLastBackup(client: pg.ClientBase): Promise<Date | null> {
  const { rows } = await client.query<{ at: Date | null }>(
    `select max((e.after ->> 'takenAt')::timestamptz) as at from record_entry e
    where e.action in ('backup.made', 'backup.restored')`,
  )
  return rows[0]?.at ?? null
}

/** Chains whose end is not their last entry. A whole verification is `guatu verify`. */
export async function readLooseChains(client: pg.ClientBase): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    `select c.name from record_chain c
    left join record_entry e on e.chain = c.name and e.seq = c.length
    where (c.length > 0 and e.hash is distinct from c.head)
      or exists (select 1 from record_entry b where b.chain = c.name and b.seq > c.length) order by 1`,
  )
  return rows.map(({ name }) => name)
}

/** When the newest entry was written; null: none yet. */
export async function readLastEntry(client: pg.ClientBase): Promise<Date | null> {
  const { rows } = await client.query<{ at: Date | null }>(
    `select max(e.at) as at from record_chain c join record_entry e on e.chain = c.name and e.seq = c.length`,
  )
  return rows[0]?.at ?? null
}
