import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Database, openKysely, openPool } from '#platform/database/pool.ts'
import { freshDatabase, type TestDatabase } from '#tests/harness/cluster.ts'
import { DATABASE_ROLES, type DatabaseRole, type Granted, readColumns, readGranted, type Verb } from './granted.ts'
import { expectKept } from './kept-document.ts'
import { privilegesDocument } from './privileges-document.ts'

// What each database role may do with every table, as the catalogue has it: a new table or column is here without anybody listing it.

let database: TestDatabase
let owner: Database
let granted: Granted[]
let columns: Map<string, string[]>
beforeAll(async () => {
  database = await freshDatabase()
  owner = openKysely(openPool(database.ownerUrl, { max: 1, name: 'test', onError: () => undefined }))
  granted = await readGranted(owner)
  columns = await readColumns(owner)
})
afterAll(async () => {
  await owner?.destroy()
  await database?.drop()
})

const of = (role: DatabaseRole, ...verbs: Verb[]) =>
  granted.filter((one) => one.role === role && verbs.includes(one.verb))
const tablesOf = (some: Granted[]) => [...new Set(some.map(({ table }) => table))].sort()
const DENIED = '42501'

test('docs/database-privileges.md is what PostgreSQL says', () => {
  expectKept('docs/database-privileges.md', privilegesDocument(granted, columns))
})

describe('nobody of ours', () => {
  test('empties, references or puts triggers on a table, or makes one', async () => {
    const { rows } = await sql<{ what: string }>`
      select role.name || ' ' || verb.name || ' ' || c.relname as what
      from unnest(${[...DATABASE_ROLES]}::text[]) role (name), (values ('truncate'), ('references'), ('trigger')) verb (name), pg_class c
      where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p', 'v', 'm') and has_table_privilege(role.name, c.oid, verb.name)
      union all
      select role.name || ' creates in the schema' from unnest(${[...DATABASE_ROLES]}::text[]) role (name)
      where has_schema_privilege(role.name, 'public', 'create') or has_database_privilege(role.name, current_database(), 'create')
      union all
      select r.rolname || ' is more than a role' from pg_roles r where r.rolname = any (${[...DATABASE_ROLES]}::text[])
        and (r.rolsuper or r.rolbypassrls or r.rolcreaterole or r.rolcreatedb or r.rolreplication or r.rolinherit and r.rolcanlogin)
      union all
      select r.rolname || ' owns ' || c.relname from pg_class c join pg_roles r on r.oid = c.relowner
      where r.rolname = any (${[...DATABASE_ROLES]}::text[])`.execute(owner)
    expect(rows).toEqual([])
  })

  test('changes or removes what is only ever added to', () => {
    const kept = [
      'record_entry',
      'record_digest',
      'field_change',
      'figure_correction',
      'report_step',
      'guatu_migration',
    ]
    const broken = granted.filter(({ table, verb }) => kept.includes(table) && (verb === 'update' || verb === 'delete'))
    expect(broken).toEqual([])
    expect(tablesOf(granted.filter(({ verb }) => verb === 'delete'))).not.toContain('record_chain')
    const rewritable = granted.filter(({ table, verb }) => table === 'record_chain' && verb === 'update')
    expect([...new Set(rewritable.map(({ column }) => column))].sort()).toEqual(['head', 'length'])
  })

  test('removes accounts, grants, organisations or passwords: their history stays', () => {
    const lasting = [
      'account',
      'role_grant',
      'organisation',
      'password',
      'session',
      'api_token',
      'deputyship',
      'grant_request',
    ]
    expect(
      tablesOf(granted.filter(({ verb }) => verb === 'delete')).filter((table) => lasting.includes(table)),
    ).toEqual([])
  })
})

describe('secrets', () => {
  /** Columns named like a secret that hold none. */
  const NO_SECRET: Record<string, string> = {
    'idempotency_key.request_hash': 'of a request, under a key that is kept nowhere',
    'record_entry.hash': 'of the record, for everybody to compare',
    'record_entry.previous_hash': 'of the record, for everybody to compare',
    'record_digest.hash': 'of the record, for everybody to compare',
    'record_digest.previous_hash': 'of the record, for everybody to compare',
  }
  /** Secrets that the whole region's mask reads, and why. */
  const REGIONS: Record<string, string> = {
    'webhook.secret_sealed': 'who sends to a webhook has to sign',
    'webhook.former_secret_sealed': 'who sends to a webhook has to sign, with the former secret too for a while',
    'trusted_device.digest': 'setting the region up signs its first person in; a digest of 256 random bits',
  }
  const named = () =>
    [...columns].flatMap(([table, list]) =>
      list
        .filter((column) => /hash$|secret|sealed|digest$|verifier|nonce|salt$/.test(column))
        .map((column) => `${table}.${column}`)
        .filter((name) => !(name in NO_SECRET)),
    )

  test('are read by nobody who works for a person: only at the doorway, and webhooks’ by the region', () => {
    const read = [...of('guatu_all', 'select'), ...of('guatu_scoped', 'select'), ...of('guatu_public', 'select')]
    const seen = read.filter(({ table, column }) => named().includes(`${table}.${column}`))
    const bad = seen.filter(({ role, table, column }) => role !== 'guatu_all' || !(`${table}.${column}` in REGIONS))
    expect(bad).toEqual([])
    expect(tablesOf(read)).not.toContain('oidc_flow')
    for (const secret of [
      'session.token_hash',
      'api_token.token_hash',
      'password.hash',
      'second_factor.secret_sealed',
      'recovery_code.digest',
    ])
      expect(named()).toContain(secret)
  })

  test.each(['guatu_all', 'guatu_scoped', 'guatu_public', 'guatu_app'] as const)(
    '%s is told so when it asks',
    async (role) => {
      const asked =
        role === 'guatu_app'
          ? ['select hash from password', 'select secret_sealed from second_factor']
          : [
              'select hash from password',
              'select * from password',
              'select token_hash from session',
              'select token_hash from api_token',
              'select secret_sealed from second_factor',
              'select digest from recovery_code',
              "select 1 from session where token_hash = '\\x00'",
            ]
      const codes = []
      for (const statement of asked) codes.push([statement, await codeOf(role, statement)])
      expect(codes).toEqual(asked.map((statement) => [statement, DENIED]))
    },
  )
})

describe('guatu_app, before it becomes anybody', () => {
  test.each([
    'create table mine (id int)',
    'alter table project add column mine int',
    'drop table project',
    'alter table project disable row level security',
    'create function mine() returns int language sql as $$ select 1 $$',
    'grant select on project to public',
    'alter role guatu_app superuser',
    'set local role guatu_owner',
    'copy account to program $$cat$$',
    'select pg_read_file($$/etc/passwd$$)',
    'select * from project',
    'select * from record_entry',
    'insert into role_grant (account_id, role, organisation_id) values (1, $$auditor$$, 1)',
  ])('may not: %s', async (statement) => expect(await codeOf('guatu_app', statement)).toBe(DENIED))
})

describe('guatu_public', () => {
  test('reads views made for it and nothing else, and writes nothing', () => {
    expect(tablesOf(of('guatu_public', 'select')).filter((name) => !name.startsWith('public_'))).toEqual([])
    expect(of('guatu_public', 'select').every(({ isView }) => isView)).toBe(true)
    expect(of('guatu_public', 'insert', 'update', 'delete')).toEqual([])
  })

  test('runs no function past the policies', async () => {
    const { rows } = await sql<{ name: string }>`select p.proname as name from pg_proc p
      where p.pronamespace = 'public'::regnamespace and p.prosecdef and has_function_privilege('guatu_public', p.oid, 'execute')`.execute(
      owner,
    )
    expect(rows.filter(({ name }) => !/^public_|_trigger$/.test(name) && !TRIGGERS.has(name))).toEqual([])
  })
})

/** Security definer functions that are triggers: calling one directly is refused by PostgreSQL itself. */
const TRIGGERS = new Set<string>()
beforeAll(async () => {
  const { rows } = await sql<{ name: string }>`select p.proname as name from pg_proc p
    where p.pronamespace = 'public'::regnamespace and p.prorettype = 'trigger'::regtype`.execute(owner)
  for (const { name } of rows) TRIGGERS.add(name)
})

describe('guatu_scoped, where no policy limits it', () => {
  /** What a person limited to an organisation writes although no row of it belongs to anybody: by verb, with the reason. */
  const BUSINESS: Record<string, { columns: string[]; verbs: Verb[]; because: string }> = {
    idempotency_key: {
      verbs: ['insert'],
      columns: [],
      because: 'the answer kept for a repetition of one’s own request',
    },
    record_chain: {
      verbs: ['insert', 'update'],
      columns: ['head', 'length'],
      because: 'the head moves with every entry; the entries stay',
    },
    region: { verbs: ['update'], columns: ['as_of_month'], because: 'the month moves on when a round is locked' },
  }

  test('it writes under a policy, under the trigger that asks for the scope, or for one of these reasons', async () => {
    const { rows } = await sql<{ name: string }>`select c.relname as name from pg_class c
      where c.relnamespace = 'public'::regnamespace and (c.relrowsecurity or exists (
        select 1 from pg_trigger t join pg_proc p on p.oid = t.tgfoid where t.tgrelid = c.oid and p.proname = 'write_in_scope' and t.tgenabled = 'O'
      ))`.execute(owner)
    const held = new Set(rows.map(({ name }) => name))
    const free = of('guatu_scoped', 'insert', 'update', 'delete').filter(({ table }) => !held.has(table))
    const found = tablesOf(free).map((table) => {
      const mine = free.filter((one) => one.table === table)
      const columns = mine.filter(({ verb }) => verb === 'update').map(({ column }) => column)
      return { table, verbs: [...new Set(mine.map(({ verb }) => verb))].sort(), columns: columns.sort() }
    })
    expect(found).toEqual(Object.entries(BUSINESS).map(([table, { verbs, columns }]) => ({ table, verbs, columns })))
  })
})

/** The code with which PostgreSQL refuses a statement of a role; 'done' when it does not. Rolled back. */
async function codeOf(role: DatabaseRole, statement: string): Promise<string> {
  try {
    await owner.transaction().execute(async (tx) => {
      // as a session of that role, not only as somebody who became it: nothing of the owner is left to fall back to
      await sql.raw(`set local session authorization ${role}`).execute(tx)
      await sql.raw(statement).execute(tx)
      throw new Error('undo')
    })
  } catch (error) {
    return (error as { code?: string }).code ?? 'done'
  }
  return 'done'
}
