import { readFileSync, writeFileSync } from 'node:fs'
import { gunzipSync, gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { openProduct, type Product } from '#app/product.ts'
import { fillDatabase } from '#platform/backup/fill-database.ts'
import { inspectBackup } from '#platform/backup/inspect-backup.ts'
import { loadRows } from '#platform/backup/load-rows.ts'
import { throughFile } from '#platform/backup/sealing.ts'
import { migrate, migrationFiles } from '#platform/postgres/migrate.ts'
import { asOwner } from '#platform/postgres/owner.ts'
import { appUrlOf } from '#platform/postgres/roles.ts'
import { freshDatabase, type TestDatabase } from '#tests/harness/cluster.ts'
import { guatu } from '#tests/harness/command-line.ts'
import { type Caller, callerOf, NOW, PASSWORD, SECRETS, signIn } from '#tests/harness/product.ts'
import { ask, dropFamily, temporaryFolder, verdictOf } from './databases.ts'

// A database of release 0.1.0 (migrations 0001—0006) as that release wrote it, and today's program. What is in it was done through the
// front door of 0.1.0 (tests/operations/fixtures/README.md); every expected figure is worked out there by hand.

const FIXTURE = new URL('fixtures/release-0.1.0.backup', import.meta.url).pathname
const LAST = 6
/** A token the office of the fixture made in its own name. */
const TOKEN = 'gt_y2FX55okyl7pD-C67NcP1A29tEdo0CHPO19-ulHMEt0'

const quiet = () => undefined
// each command is a process of its own: slow where the machine has other work
vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 })
const folder = temporaryFolder()
const databases: TestDatabase[] = []
afterAll(async () => {
  for (const database of databases) await dropFamily(database)
  folder.remove()
})

async function bareDatabase(): Promise<TestDatabase> {
  const database = await freshDatabase('template1')
  databases.push(database)
  return database
}

/** A database as the server of release 0.1.0 left it when it was stopped: with its sessions. */
async function oldDatabase(): Promise<TestDatabase> {
  const database = await bareDatabase()
  await migrate(database.ownerUrl, undefined, LAST)
  await throughFile(FIXTURE, null, async (frames) => {
    await frames.next()
    await asOwner(database.ownerUrl, async (client) => await loadRows(client, frames, quiet))
  })
  await ask(
    database.ownerUrl,
    `insert into session (token_hash, account_id, expires_at) select sha256('old'), min(id), now() + interval '1 day' from account`,
  )
  return database
}

async function rowCounts(ownerUrl: string): Promise<Record<string, number>> {
  const tables = [
    'organisation',
    'project',
    'project_month',
    'annual_plan',
    'progress_report',
    'report_step',
    'stored_file',
    'report_photo',
  ]
  const more = [
    'round',
    'ranking',
    'ranking_place',
    'bulletin',
    'ledger_import',
    'api_token',
    'figure_correction',
    'field_change',
  ]
  const counts: Record<string, number> = {}
  for (const table of [...tables, ...more]) {
    const [row] = await ask(ownerUrl, `select count(*)::int as rows from ${table}`)
    counts[table] = row.rows
  }
  return counts
}

describe.each(['restored by today’s program', 'migrated in place'])('a database of release 0.1.0, %s', (way) => {
  let database: TestDatabase
  let product: Product
  let before: Record<string, number>
  beforeAll(async () => {
    const old = await oldDatabase()
    before = await rowCounts(old.ownerUrl)
    if (way === 'migrated in place') {
      database = old
      const applied = await migrate(database.ownerUrl)
      expect(applied).toEqual(
        migrationFiles()
          .filter(({ number }) => number > LAST)
          .map(({ name }) => name),
      )
    } else {
      database = await bareDatabase()
      const env = { DATABASE_URL: database.ownerUrl, GUATU_DATA: folder.in('data') }
      const { status, json, stderr } = await guatu(['restore', FIXTURE, '--json'], { env })
      expect([status, json?.rows, json?.recordBreak], stderr).toEqual([0, 152, null])
      expect(json.applied).toEqual(
        migrationFiles()
          .filter(({ number }) => number > LAST)
          .map(({ name }) => name),
      )
    }
    product = await openProduct({ appUrl: database.appUrl, secrets: SECRETS, now: () => NOW, connections: 3 })
  })
  afterAll(async () => await product?.close())

  const as = async (username: string, password = PASSWORD): Promise<Caller> =>
    callerOf(product, await signIn(product, username, password))

  test('keeps every row', async () => {
    expect(before).toMatchObject({
      project: 4,
      round: 2,
      ranking: 1,
      ranking_place: 3,
      bulletin: 1,
      stored_file: 1,
      report_photo: 1,
      api_token: 2,
    })
    expect(await rowCounts(database.ownerUrl)).toEqual(before)
  })

  test('keeps the record: 40 entries in four chains, verified from the first', async () => {
    const verdict = await verdictOf(database.ownerUrl)
    const entries = way === 'migrated in place' ? 40 : 41
    expect([verdict.firstBreak, verdict.entries, verdict.chains.length]).toEqual([null, entries, 4])
  })

  test('lets people in with their passwords, also the one that was changed', async () => {
    expect((await (await as('office')).get('/api/me')).body.username).toBe('office')
    expect((await (await as('south', `${PASSWORD}-own`)).get('/api/me')).body.username).toBe('south')
    const disabled = await product.http.inject({
      method: 'POST',
      url: '/api/session',
      payload: { username: 'gone', password: PASSWORD },
    })
    expect(disabled.statusCode).not.toBe(200)
    const wrong = await product.http.inject({
      method: 'POST',
      url: '/api/session',
      payload: { username: 'office', password: `${PASSWORD}.` },
    })
    expect(wrong.statusCode).toBe(401)
  })

  test('makes two roles of the administrator, and leaves whoever was office as well in both', async () => {
    const rolesOf = async (username: string) => {
      const rows = await ask(
        database.ownerUrl,
        `select role from role_grant g join account a on a.id = g.account_id where a.username = $1 and valid_to is null order by 1`,
        [username],
      )
      return rows.map(({ role }) => role)
    }
    expect(await rolesOf('admin')).toEqual(['securityAdministrator', 'systemAdministrator'])
    expect(await rolesOf('first')).toEqual(['dispatchOffice', 'securityAdministrator', 'systemAdministrator'])
    expect(await rolesOf('office')).toEqual(['dispatchOffice'])
  })

  test('lists and sums as before: 23000 of 31000 after the correction', async () => {
    const office = await as('office')
    const { items } = (await office.get('/api/projects?limit=200')).body
    const rows = items.map(({ name, countyName, completedYtd }: any) => [name, countyName, completedYtd]).sort()
    expect(rows).toEqual([
      ['东县机床项目', '东县', '3000'],
      ['东县粮仓项目', '东县', '9000'],
      ['南县陶瓷项目', '南县', '3200'],
      ['西县风电项目', '西县', '7800'],
    ])
    const { total } = (await office.get('/api/roll-ups?by=county')).body
    expect([total.projects, total.annualPlan, total.completedYtd]).toEqual([4, '31000', '23000'])
    expect((await (await as('reporter')).get('/api/projects')).body.items).toHaveLength(2)
  })

  test('leaves what was published: places 1, 2, 2, and 26000 in the bulletin', async () => {
    const office = await as('office')
    const rounds = (await office.get('/api/rounds')).body.items
    const october = rounds.find(({ month }: any) => month === '2026-10')
    const { places, state } = (await office.get(`/api/rounds/${october.id}/ranking`)).body
    expect([state, places.map(({ orgName, place, isTied }: any) => [orgName, place, isTied])]).toEqual([
      'published',
      [
        ['西县', 1, false],
        ['东县', 2, true],
        ['南县', 2, true],
      ],
    ])
    const bulletin = (await office.get(`/api/rounds/${october.id}/bulletin`)).body
    const text = (id: string) => bulletin.figures.find((figure: any) => figure.id === id)?.text
    expect([
      bulletin.number,
      text('region.annualPlan'),
      text('region.completedYtd'),
      text('region.completionRate'),
    ]).toEqual(['测政办〔2026〕5号', '3.1亿元', '2.6亿元', '83.9%'])
    expect(rounds.find(({ month }: any) => month === '2026-11').lockedAt).toBeNull()
  })

  test('keeps interface tokens that hold, and no session is revived', async () => {
    const headers = { authorization: `Bearer ${TOKEN}` }
    const asked = await product.http.inject({ method: 'GET', url: '/api/projects', headers })
    expect([asked.statusCode, asked.json().items.length]).toEqual([200, 4])
    const [row] = await ask(
      database.ownerUrl,
      `select count(*)::int as old from session where token_hash = sha256('old')`,
    )
    expect(row.old).toBe(way === 'migrated in place' ? 1 : 0)
  })
})

describe('what cannot be restored', () => {
  test('a backup of a newer program is refused with a sentence, before any database is touched', async () => {
    const inspected = await inspectBackup(FIXTURE, null, quiet)
    expect(inspected.header.migrations.map(({ number }) => number)).toEqual([1, 2, 3, 4, 5, 6])
    const text = gunzipSync(readFileSync(FIXTURE)).toString('latin1')
    const newer = text.replace(/"0006_access\.sql","sha256":"../, '"0006_access.sql","sha256":"zz')
    writeFileSync(folder.in('newer.backup'), gzipSync(Buffer.from(newer, 'latin1')))
    await expect(inspectBackup(folder.in('newer.backup'), null, quiet)).rejects.toThrow(
      /更新的程序版本.*0006_access\.sql.*请先升级程序/,
    )
    writeFileSync(
      folder.in('next.backup'),
      gzipSync(Buffer.from(text.replace('{"guatuBackup":1', '{"guatuBackup":2'), 'latin1')),
    )
    await expect(inspectBackup(folder.in('next.backup'), null, quiet)).rejects.toThrow(/更新的程序版本/)
  })

  test('a record that was altered before the backup is refused, unless it is accepted, and then said', async () => {
    const old = await oldDatabase()
    await ask(old.ownerUrl, `update record_entry set actor = 'somebody' where chain = 'o1' and seq = 2`)
    const env = { DATABASE_URL: old.ownerUrl, GUATU_DATA: folder.in('data') }
    const made = await guatu(['backup', '--out', folder.in('altered.backup'), '--json'], { env })
    // an upgrade still waits for this database: its record is left alone
    expect([made.status, made.json.recorded]).toEqual([0, false])
    const inspected = await inspectBackup(folder.in('altered.backup'), null, quiet)
    const filling = {
      file: folder.in('altered.backup'),
      keys: null,
      appUrl: undefined,
      inspected,
      actor: 'console',
      progress: quiet,
    }
    const refused = await bareDatabase()
    await expect(fillDatabase(refused.ownerUrl, { ...filling, acceptBrokenRecord: false })).rejects.toThrow(
      /操作记录不完整.*o1 第 2 条/,
    )
    const taken = await bareDatabase()
    const filled = await fillDatabase(taken.ownerUrl, { ...filling, acceptBrokenRecord: true })
    expect(filled.recordBreak).toMatch(/o1 第 2 条/)
    const [entry] = await ask(taken.ownerUrl, `select after from record_entry where action = 'backup.restored'`)
    expect(entry.after.recordBreak).toMatch(/o1 第 2 条/)
  })

  test('an account that may not make databases restores into an empty one, and only there', async () => {
    const database = await bareDatabase()
    const owner = `restorer_${process.pid}`
    await ask(database.ownerUrl, `create role ${owner} login password 'restorer'`)
    try {
      await ask(database.ownerUrl, `alter database ${database.name} owner to ${owner}`)
      await ask(database.ownerUrl, `alter schema public owner to ${owner}`)
      const url = new URL(database.ownerUrl)
      url.username = owner
      url.password = 'restorer'
      const env = {
        DATABASE_URL: url.href,
        GUATU_APP_DATABASE_URL: appUrlOf(database.ownerUrl),
        GUATU_DATA: folder.in('data'),
      }
      const restored = await guatu(['restore', FIXTURE, '--json'], { env })
      expect([restored.status, restored.json?.keptAs], restored.stderr).toEqual([0, null])
      const again = await guatu(['restore', FIXTURE, '--replace'], { env })
      expect([again.status, again.stderr]).toEqual([
        1,
        expect.stringMatching(/无权新建数据库.*create database guatu_new/s),
      ])
      expect((await verdictOf(database.ownerUrl)).entries).toBe(41)
    } finally {
      await ask(database.ownerUrl, `reassign owned by ${owner} to current_user`)
      await ask(database.ownerUrl, `drop owned by ${owner}`)
      await ask(database.ownerUrl, `drop role ${owner}`)
    }
  })
})
