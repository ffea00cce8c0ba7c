import { type Kysely, sql, type Transaction } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { DB } from '#platform/database/tables.generated.ts'
import { LIMITED, type Limited, UNLIMITED } from './limited-tables.ts'
import { addRowsOfBoth } from './rows-of-both.ts'
import { type Counties, openTwoCounties } from './two-counties.ts'

// What stands behind every query: as the database role of a scoped request, without any predicate, only the scope is there.

let counties: Counties
let east: string
beforeAll(async () => {
  counties = await openTwoCounties()
  await addRowsOfBoth(counties)
  const { rows } = await sql<{
    path: string
  }>`select path::text as path from organisation where id = ${counties.east.orgId}`.execute(counties.stage.owner)
  east = rows[0]!.path
  await sql`insert into project_assignment (project_id, account_id) values (${counties.east.projectId}, ${counties.people.eastSpare.id})`.execute(
    counties.stage.owner,
  )
})
afterAll(async () => await counties?.stage.close())

type Tx = Transaction<DB>
class Undo extends Error {}

/** As a request limited to 东县 (and to what `accountId` was assigned); everything is rolled back. */
async function asScoped<T>(accountId: number, work: (tx: Tx) => Promise<T>): Promise<T> {
  let result: T | undefined
  const db: Kysely<DB> = counties.stage.owner
  await db
    .transaction()
    .execute(async (tx) => {
      await sql
        .raw(
          `set local role guatu_scoped; set local guatu.assignees = '${accountId}'; set local guatu.scope = '${east}'`,
        )
        .execute(tx)
      result = await work(tx)
      throw new Undo()
    })
    .catch((error) => {
      if (!(error instanceof Undo)) throw error
    })
  return result!
}

/** The keys a query returns, sorted; a refusal by the database answers its code. */
async function keysOf(tx: Tx, query: ReturnType<typeof sql<{ key: string }>>): Promise<string[] | string> {
  await sql`savepoint attempt`.execute(tx)
  try {
    const { rows } = await query.execute(tx)
    return rows.map(({ key }) => key).sort()
  } catch (error) {
    await sql`rollback to savepoint attempt`.execute(tx)
    return (error as { code: string }).code
  }
}

/** Which rows lie in scope, worked out as the owner from the organisation each row belongs to. */
async function keysInScope(table: string, { key, path }: Limited, lent: number | null): Promise<string[]> {
  const mine = lent === null ? sql`false` : sql`${sql.raw(LIMITED[table]!.project ?? 'null')} = ${lent}`
  const { rows } = await sql<{ key: string }>`select ${sql.raw(key)} as key from ${sql.table(table)} t
    where ${sql.raw(path)} <@ ${east}::ltree or coalesce(${mine}, false)`.execute(counties.stage.owner)
  return rows.map((row) => row.key).sort()
}

async function allKeys(table: string, { key }: Limited): Promise<string[]> {
  const { rows } = await sql<{ key: string }>`select ${sql.raw(key)} as key from ${sql.table(table)} t`.execute(
    counties.stage.owner,
  )
  return rows.map((row) => row.key).sort()
}

const tables = Object.entries(LIMITED)
const DENIED = '42501'

test('every table is limited by row, or stands here with the reason why not', async () => {
  const { rows } = await sql<{ name: string; limited: boolean }>`
    select c.relname as name, c.relrowsecurity as limited from pg_class c
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') order by 1`.execute(counties.stage.owner)
  const names = (limited: boolean) => rows.filter((row) => row.limited === limited).map(({ name }) => name)
  expect(names(true)).toEqual(Object.keys(LIMITED).sort())
  expect(names(false)).toEqual(Object.keys(UNLIMITED).sort())
})

test('the application’s own role owns nothing and bypasses nothing', async () => {
  const { rows } = await sql<{ name: string; owns: number; bypass: boolean }>`
    select r.rolname as name, r.rolbypassrls or r.rolsuper as bypass,
      (select count(*)::int from pg_class c where c.relowner = r.oid and c.relnamespace = 'public'::regnamespace) as owns
    from pg_roles r where r.rolname in ('guatu_app', 'guatu_all', 'guatu_scoped', 'guatu_doorway', 'guatu_public') order by 1`.execute(
    counties.stage.owner,
  )
  const nothing = { owns: 0, bypass: false }
  expect(rows).toEqual(
    ['guatu_all', 'guatu_app', 'guatu_doorway', 'guatu_public', 'guatu_scoped'].map((name) => ({ name, ...nothing })),
  )
})

describe.each(tables)('%s', (table, limited) => {
  const key = sql.raw(limited.key)
  const target = sql.table(table)

  test('shows what lies in scope, and there is more', async () => {
    const seen = await asScoped(0, (tx) => keysOf(tx, sql`select ${key} as key from ${target} t`))
    const expected = await keysInScope(table, limited, null)
    expect(seen).toEqual(limited.readsAnywhere ? await allKeys(table, limited) : expected)
    expect(expected.length, 'nothing in scope: the test proves nothing').toBeGreaterThan(0)
    expect((await allKeys(table, limited)).length, 'nothing beyond scope').toBeGreaterThan(expected.length)
  })

  test('shows what was assigned besides', async () => {
    const seen = await asScoped(counties.people.deskOfEast.id, (tx) =>
      keysOf(tx, sql`select ${key} as key from ${target} t`),
    )
    const expected = limited.readsAnywhere
      ? await allKeys(table, limited)
      : await keysInScope(table, limited, counties.lentProjectId)
    expect(seen).toEqual(expected)
  })

  test('changes and deletes nothing else', async () => {
    const inScope = await keysInScope(table, limited, null)
    const column = sql.ref(limited.column)
    const changed = await asScoped(0, (tx) =>
      keysOf(tx, sql`update ${target} t set ${column} = t.${column} returning ${key} as key`),
    )
    const beyond = sql`not (${sql.raw(limited.key)} = any (${inScope}::text[]))`
    const deleted = await asScoped(0, (tx) =>
      keysOf(tx, sql`delete from ${target} t where ${beyond} returning ${key} as key`),
    )
    expect([inScope, DENIED]).toContainEqual(changed)
    expect([[], DENIED]).toContainEqual(deleted)
    expect(limited.appendOnly ?? false).toBe(changed === DENIED && deleted === DENIED)
  })

  test('takes in no row of 西县', async () => {
    const inScope = await keysInScope(table, limited, null)
    const { rows } = await sql<{ row: object }>`select to_jsonb(t) as row from ${target} t
      where not (${key} = any (${inScope}::text[])) limit 1`.execute(counties.stage.owner)
    const { rows: columns } = await sql<{ name: string }>`select attname as name from pg_attribute
      where attrelid = ${table}::regclass and attnum > 0 and not attisdropped and attgenerated = '' and attidentity = ''`.execute(
      counties.stage.owner,
    )
    const list = sql.join(columns.map(({ name }) => sql.ref(name)))
    const insert = sql<{
      key: string
    }>`insert into ${target} (${list}) select ${list} from jsonb_populate_record(null::${target}, ${JSON.stringify(rows[0]!.row)}::jsonb)`
    const inserted = await asScoped(0, (tx) => keysOf(tx, insert))
    // 23505: the policy let the copy through, its key stood in the way
    expect(inserted).toEqual(limited.appendsAnywhere ? '23505' : DENIED)
  })
})

describe('what everybody reads and its own unit changes', () => {
  // one row of each county: how it is found, and a change that leaves it as it is
  const guarded = {
    round: { of: (orgId: number) => `org_id = ${orgId}`, set: 'deadline = deadline', steal: 'org_path' },
    ranking: {
      of: (orgId: number) => `round_id in (select id from round where org_id = ${orgId})`,
      set: 'withdrawn_reason = null',
      steal: 'org_path',
    },
    bulletin: {
      of: (orgId: number) => `round_id in (select id from round where org_id = ${orgId})`,
      set: 'number = null',
      steal: 'org_path',
    },
    organisation_alias: {
      of: (orgId: number) => `organisation_id = ${orgId}`,
      set: 'organisation_id = organisation_id',
      steal: 'organisation_id',
    },
    ledger_import_memory: { of: (orgId: number) => `org_id = ${orgId}`, set: 'updated_at = now()', steal: 'org_id' },
    cohort: { of: (orgId: number) => `org_id = ${orgId}`, set: 'version = version', steal: 'org_id' },
    joint_start: { of: (orgId: number) => `org_id = ${orgId}`, set: 'version = version', steal: 'org_id' },
  }
  const changed = async (statement: string) =>
    await asScoped(
      0,
      async (tx) => await keysOf(tx, sql<{ key: string }>`${sql.raw(`${statement} returning 'changed' as key`)}`),
    )

  test.each(Object.entries(guarded))('%s', async (table, { of, set, steal }) => {
    const mine = await changed(`update ${table} set ${set} where ${of(counties.east.orgId)}`)
    expect(new Set(mine), 'one’s own').toEqual(new Set(['changed']))
    expect(await changed(`update ${table} set ${set} where ${of(counties.west.orgId)}`), 'of 西县').toBe(DENIED)
    const here = steal === 'org_path' ? `'${east}'` : counties.east.orgId
    expect(await changed(`update ${table} set ${steal} = ${here} where ${of(counties.west.orgId)}`), 'taken over').toBe(
      DENIED,
    )
    expect(await changed(`delete from ${table} where ${of(counties.west.orgId)}`), 'deleted').toBe(DENIED)
  })

  test('rows are not added to another county’s', async () => {
    const west = counties.west
    const path = `(select o.path from organisation o where o.id = ${west.orgId})`
    const ranking = `(select k.id from ranking k where k.round_id = ${west.ownRoundId})`
    for (const insert of [
      `round (kind, month, title, org_id, org_path, cutoff_on, deadline, opened_by) select 'month', '2026-07', 'x', ${west.orgId}, ${path}, now(), now(), 1`,
      `ranking_place (ranking_id, org_id, inputs) select ${ranking}, ${counties.east.orgId}, '{}'`,
      `organisation_alias (organisation_id, alias, folded_alias, source) select ${west.orgId}, 'x', 'x', 'x'`,
      `ledger_import_memory (org_id, shape_key, answers) select ${west.orgId}, 'x', '{}'`,
      `cohort (org_id, number, starts_on, ends_on, created_by) select ${west.orgId}, 9, now(), now(), 1`,
      `joint_start (org_id, name, held_on, main_venue, required_items, created_by) select ${west.orgId}, 'x', now(), 'x', '{}', 1`,
    ])
      expect(await changed(`insert into ${insert}`), insert).toBe(DENIED)
  })
})

test('a project of one’s own cannot be moved into 西县', async () => {
  const moved = await asScoped(0, (tx) =>
    keysOf(
      tx,
      sql`update project t set org_id = ${counties.west.orgId}, org_path = (select path from organisation where id = ${counties.west.orgId})
        where t.id = ${counties.east.projectId} returning t.id::text as key`,
    ),
  )
  expect(moved).toBe(DENIED)
})

test('an assignment cannot be given to oneself by SQL', async () => {
  const reached = await asScoped(counties.people.eastSpare.id, async (tx) => {
    const given = await keysOf(
      tx,
      sql`insert into project_assignment (project_id, account_id) values (${counties.west.projectId}, ${counties.people.eastSpare.id}) returning project_id::text as key`,
    )
    return given === DENIED
      ? given
      : await keysOf(tx, sql`select t.id::text as key from project t where t.id = ${counties.west.projectId}`)
  })
  expect(reached).toBe(DENIED)
})

test('without a scope nothing is there', async () => {
  const limited = tables.filter(([, { readsAnywhere }]) => !readsAnywhere)
  const db: Kysely<DB> = counties.stage.owner
  const seen = await db.transaction().execute(async (tx) => {
    await sql`set local role guatu_scoped`.execute(tx)
    const counts: [string, number][] = []
    for (const [table] of limited) {
      const { rows } = await sql<{ count: number }>`select count(*)::int as count from ${sql.table(table)}`.execute(tx)
      counts.push([table, rows[0]!.count])
    }
    return counts
  })
  expect(seen).toEqual(limited.map(([table]) => [table, 0]))
})
