import { createHash } from 'node:crypto'
import type pg from 'pg'
import { CompiledQuery, sql } from 'kysely'
import { loadDemo } from '#database/demo/load.ts'
import { addMonths, type Month, monthInChina } from '#kernel/period.ts'
import { FIRST_PRESET, recomputeStandings } from '#capabilities/ledger/public.ts'
import { hashPassword } from '#capabilities/people/public.ts'
import { openKysely, openPool, type Transaction } from '#platform/database/pool.ts'
import { appendEntries } from '#platform/record/append.ts'

/** Everybody's password in the demonstration region; printed at start, never used elsewhere. */
export const DEMO_PASSWORD = 'guatu-demo-2026'

/** A new installation gets the light rules, and, unless told otherwise, the demonstration region. Answers lines worth printing. */
export async function prepareRegion(ownerUrl: string, options: { demo: boolean; now: Date; anchor?: Month }): Promise<string[]> {
  const pool = openPool(ownerUrl, { max: 1, name: 'guatu start', onError: () => undefined })
  const db = openKysely(pool)
  try {
    return await db.transaction().execute(async (tx) => {
      // two processes starting on one empty database: the second waits and then finds it filled
      await sql`select pg_advisory_xact_lock(7145001)`.execute(tx)
      await ensurePreset(tx)
      const { rows } = await sql<{ accounts: number; isDemo: boolean | null }>`
        select (select count(*)::int from account where username <> 'console') as accounts, (select is_demo from region) as "isDemo"`.execute(tx)
      const empty = rows[0]!.accounts === 0 && rows[0]!.isDemo === null
      if (empty && options.demo) await fillDemo(tx, { anchor: options.anchor ?? addMonths(monthInChina(options.now), -1), now: options.now })
      return (empty && options.demo) || rows[0]!.isDemo ? await demoLines(tx) : empty ? ['空白地区：请在浏览器中打开上面的地址，创建管理员。'] : []
    })
  } finally {
    await db.destroy()
  }
}

async function ensurePreset(tx: Transaction): Promise<void> {
  const { name, version, rules, source } = FIRST_PRESET
  await sql`insert into light_preset (name, version, rules, source, valid_from, is_current)
    select ${name}, ${version}, ${JSON.stringify(rules)}::jsonb, ${source}, date '2024-01-01', true
    where not exists (select 1 from light_preset)`.execute(tx)
}

/** Generates and loads the fictitious region, judges it as of its last locked month, and records the load as one entry. */
async function fillDemo(tx: Transaction, options: { anchor: Month; now: Date }): Promise<void> {
  const passwordHash = await hashPassword(DEMO_PASSWORD)
  const summary = await loadDemo(clientOf(tx), { ...options, passwordHash })
  await sql`update region set as_of_month = ${options.anchor}`.execute(tx)
  await recomputeStandings(tx)
  const { rows } = await sql<{ path: string }>`select path::text as path from organisation where parent_id is null`.execute(tx)
  const digest = createHash('sha256').update(JSON.stringify(summary)).digest('hex')
  const entry = { action: 'demo.loaded', subject: { type: 'region', id: 1 }, orgPath: rows[0]!.path, after: { anchor: options.anchor, digest } }
  await appendEntries(tx, { accountId: null, actor: 'console', origin: 'console', at: options.now }, [entry])
}

/** The loader speaks plain pg; kysely's transaction lends it its connection. */
function clientOf(tx: Transaction): pg.ClientBase {
  return {
    query: async (text: string, values: unknown[] = []) => {
      const result = await tx.executeQuery(CompiledQuery.raw(text, values))
      return { rows: result.rows, rowCount: result.rows.length }
    },
  } as unknown as pg.ClientBase
}

async function demoLines(tx: Transaction): Promise<string[]> {
  const { rows } = await sql<{ username: string; displayName: string; roles: string }>`
    select a.username, a.display_name as "displayName", string_agg(distinct g.role, '、') as roles
    from account a join role_grant g on g.account_id = a.id
    where a.username in ('admin', 'leader', 'office', 'auditor', 'reporter1') group by a.id order by a.id`.execute(tx)
  const accounts = rows.map((row) => `  ${row.username.padEnd(10)} ${row.displayName}（${roleText(row.roles)}）`)
  return ['演示地区（数据均为虚构）。演示账号，密码均为 ' + DEMO_PASSWORD + '：', ...accounts]
}

const ROLE_TEXTS: Record<string, string> = { leader: '领导', dispatchOffice: '项目办', reporter: '填报员', auditor: '审计员', administrator: '管理员' }

function roleText(roles: string): string {
  return roles.split('、').map((role) => ROLE_TEXTS[role] ?? role).join('、')
}
