import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { openProduct } from '#app/product.ts'
import { urlWith } from '#platform/postgres/owner.ts'
import type { TestDatabase } from '#tests/harness/cluster.ts'
import { expectRefusal, guatu, startGuatu } from '#tests/harness/command-line.ts'
import { demoDatabase, SECRETS } from '#tests/harness/product.ts'
import { ask, digests, dropFamily, family, temporaryFolder } from './databases.ts'

// Whatever goes wrong while a backup is made or brought back: nothing half done stays, and the present database is as it was.

// each command is a process of its own: slow where the machine has other work
vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 })
const folder = temporaryFolder()
let database: TestDatabase
let env: Record<string, string>
beforeAll(async () => {
  database = await demoDatabase()
  env = { DATABASE_URL: database.ownerUrl, GUATU_DATA: folder.in('data') }
  expect((await guatu(['backup', '--out', folder.in('good.backup')], { env })).status).toBe(0)
})
afterAll(async () => {
  await dropFamily(database)
  folder.remove()
})

const maintenance = () => urlWith(database.ownerUrl, { database: 'postgres' })

/** Holds a table so that a backup waits in the middle; answers how to let go. */
async function holdTable(table: string): Promise<() => Promise<void>> {
  const client = new pg.Client({ connectionString: database.ownerUrl })
  client.on('error', () => undefined)
  await client.connect()
  await client.query(`begin; lock table ${table} in access exclusive mode`)
  return async () => await client.end()
}

async function until<T>(look: () => Promise<T | undefined>): Promise<T> {
  for (let tries = 0; tries < 6000; tries += 1) {
    const found = await look()
    if (found !== undefined) return found
    await sleep(10)
  }
  throw new Error('it did not come to that')
}

/** Ends the connection that copies rows into a database, which takes milliseconds: the server itself looks for it, a thousand times a second. */
async function breakCopying(name: string): Promise<void> {
  await ask(
    maintenance(),
    `do $$
    begin
      for tries in 1..60000 loop
        perform pg_stat_clear_snapshot();
        perform pg_terminate_backend(pid) from pg_stat_activity
          where datname = '${name}' and state = 'active' and query like 'copy "%';
        exit when found;
        perform pg_sleep(0.001);
      end loop;
    end $$`,
    [],
  )
}

async function waitingBackup(): Promise<{ pid: number }> {
  return await until(async () => {
    const rows = await ask(
      maintenance(),
      `select pid from pg_stat_activity where datname = $1 and wait_event_type = 'Lock'`,
      [database.name],
    )
    return rows[0]
  })
}

function begin(args: string[]) {
  const child = startGuatu(args, { env })
  let said = ''
  child.stderr.setEncoding('utf8').on('data', (text) => {
    said += text
  })
  const ended = once(child, 'close').then(([status]) => ({
    status: status as number | null,
    stdout: '',
    stderr: said,
    json: null,
  }))
  return { child, ended }
}

const left = () => readdirSync(folder.path).filter((name) => name.includes('cut.backup'))

describe('a backup', () => {
  test('told to stop removes what it has written', async () => {
    const letGo = await holdTable('report_step')
    const { child, ended } = begin(['backup', '--out', folder.in('cut.backup')])
    await waitingBackup()
    expect(left()).toHaveLength(1)
    child.kill('SIGTERM')
    expectRefusal(await ended, /备份被中断/)
    await letGo()
    expect(left()).toEqual([])
  })

  test('whose connection breaks says so and removes what it has written', async () => {
    const letGo = await holdTable('report_step')
    const { ended } = begin(['backup', '--out', folder.in('cut.backup')])
    const { pid } = await waitingBackup()
    await ask(maintenance(), 'select pg_terminate_backend($1)', [pid])
    expectRefusal(await ended, /与数据库的连接在备份中途断开/)
    await letGo()
    expect(left()).toEqual([])
  })

  test('that was killed leaves no backup, and the next one clears up', async () => {
    const letGo = await holdTable('report_step')
    const { child, ended } = begin(['backup', '--out', folder.in('cut.backup')])
    await waitingBackup()
    child.kill('SIGKILL')
    await ended
    await letGo()
    expect(left()).toEqual([expect.stringMatching(/\.part$/)])
    expect((await guatu(['backup', '--out', folder.in('cut.backup')], { env })).status).toBe(0)
    expect(left()).toEqual(['cut.backup'])
  })

  test('onto a full disk fails with a sentence', async () => {
    const script = `"${process.execPath}" app/cli.ts backup --out - > /dev/full`
    const root = new URL('../../', import.meta.url).pathname
    const ended = await new Promise<{ code: number; stderr: string }>((done) => {
      execFile('/bin/sh', ['-c', script], { cwd: root, env: { PATH: process.env.PATH, ...env } }, (error, _, stderr) =>
        done({ code: Number(error?.code ?? 0), stderr }),
      )
    })
    expect([ended.code, ended.stderr]).toEqual([1, expect.stringMatching(/^磁盘空间不足，备份没有完成.*。\n$/)])
  })

  test('into a pipe whose reader leaves fails with a sentence; a reader who stays gets the whole', async () => {
    const { child, ended } = begin(['backup', '--out', '-'])
    child.stdout.once('data', () => child.stdout.destroy())
    expectRefusal(await ended, /接收备份的程序提前退出/)
    const whole = startGuatu(['backup', '--out', '-'], { env })
    const parts: Buffer[] = []
    whole.stdout.on('data', (bytes) => parts.push(bytes))
    expect(await once(whole, 'close')).toEqual([0, null])
    writeFileSync(folder.in('piped.backup'), Buffer.concat(parts))
    const refused = await guatu(['restore', folder.in('piped.backup')], { env })
    expectRefusal(refused, /现有数据库中有数据，没有改动/)
  })
})

describe('a restore', () => {
  let before: Record<string, string>
  let identity: unknown
  beforeAll(async () => {
    before = await digests(database.ownerUrl)
    identity = await identityOf()
  })
  /** The same database, and nothing recorded in it since. */
  const identityOf = async () => [
    await ask(maintenance(), 'select oid from pg_database where datname = $1', [database.name]),
    await ask(database.ownerUrl, 'select name, length, head from record_chain order by name'),
  ]
  const restore = (name: string, ...more: string[]) => guatu(['restore', folder.in(name), ...more], { env })
  const untouched = async () => {
    expect(await identityOf()).toEqual(identity)
    expect(await family(database)).toEqual([database.name])
  }

  test.each([
    ['cut short', (bytes: Buffer) => bytes.subarray(0, bytes.length - 5_000)],
    ['without its last byte', (bytes: Buffer) => bytes.subarray(0, bytes.length - 1)],
    [
      'with one byte changed',
      (bytes: Buffer) =>
        Buffer.concat([bytes.subarray(0, 400_000), Buffer.from([bytes[400_000]! ^ 1]), bytes.subarray(400_001)]),
    ],
    ['that is something else', () => Buffer.from('PK not a backup at all')],
    ['that is empty', () => Buffer.alloc(0)],
  ])('refuses a file %s', async (_, damage) => {
    writeFileSync(folder.in('bad.backup'), damage(readFileSync(folder.in('good.backup'))))
    expectRefusal(await restore('bad.backup', '--replace'), /已损坏或不完整/)
    await untouched()
  })

  test('refuses what is not there, and a database with data', async () => {
    expectRefusal(await restore('none.backup', '--replace'), /没有这个文件/)
    expectRefusal(await restore('good.backup'), /--replace/)
    await untouched()
  })

  test('refuses while the product runs', async () => {
    const product = await openProduct({ appUrl: database.appUrl, secrets: SECRETS, connections: 2 })
    await product.http.inject({ method: 'GET', url: '/healthz' })
    expectRefusal(await restore('good.backup', '--replace'), /系统正在运行.*请先停止服务/)
    await product.close()
    await untouched()
  })

  test('whose connection breaks leaves the present database as it was', async () => {
    const { ended } = begin(['restore', folder.in('good.backup'), '--replace'])
    await breakCopying(`${database.name}_restoring`)
    expectRefusal(await ended, /与数据库的连接断开.*现有数据没有改动/)
    expect(await digests(database.ownerUrl)).toEqual(before)
    await untouched()
  })

  test('killed in the middle leaves the present database as it was; done again it succeeds, and can be undone', async () => {
    const { child, ended } = begin(['restore', folder.in('good.backup'), '--replace'])
    await until(async () => {
      const rows = await ask(
        maintenance(),
        `select 1 from pg_stat_activity where datname = $1 and query like 'copy "%'`,
        [`${database.name}_restoring`],
      )
      return rows[0]
    })
    child.kill('SIGKILL')
    await ended
    expect(await digests(database.ownerUrl)).toEqual(before)
    const again = await restore('good.backup', '--replace', '--json')
    expect(again.status, again.stderr).toBe(0)
    expect(await family(database)).toEqual([database.name, again.json.keptAs])
    expect(await digests(urlWith(database.ownerUrl, { database: again.json.keptAs }))).toEqual(before)

    const undone = await guatu(['restore', '--undo', '--json'], { env })
    expect([undone.status, undone.json.back]).toEqual([0, again.json.keptAs])
    const after = await digests(database.ownerUrl)
    expect(Object.keys(before).filter((table) => after[table] !== before[table])).toEqual([
      'record_chain',
      'record_entry',
    ])
    const discarded = await guatu(['restore', '--discard-kept', '--json'], { env })
    expect([discarded.status, discarded.json.discarded]).toEqual([0, [undone.json.keptAs]])
    expect(await family(database)).toEqual([database.name])
    const actions = await ask(database.ownerUrl, `select action from record_entry order by id desc limit 2`)
    expect(actions.map(({ action }) => action)).toEqual(['restore.discarded', 'restore.undone'])
    expectRefusal(await guatu(['restore', '--undo'], { env }), /没有恢复之前保留的数据库/)
  })

  test('wants to know which', async () => {
    for (const args of [['restore'], ['restore', 'x', '--undo'], ['restore', 'x', 'y']]) {
      const { status, stderr } = await guatu(args, { env })
      expect([status, stderr.includes('用法')]).toEqual([2, true])
    }
  })
})
