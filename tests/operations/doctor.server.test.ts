import { once } from 'node:events'
import { chmodSync, existsSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { examine } from '#platform/doctor/examine.ts'
import type { Finding } from '#platform/doctor/finding.ts'
import { urlWith } from '#platform/postgres/owner.ts'
import { guatu } from '#tests/harness/command-line.ts'
import { openStage, type Stage } from '#tests/harness/product.ts'
import { ask, temporaryFolder } from './databases.ts'

// What doctor finds, one thing put wrong after the other; each finding is a sentence that says what to do.

// each command is a process of its own: slow where the machine has other work
vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 })
const folder = temporaryFolder()
let stage: Stage
beforeAll(async () => {
  stage = await openStage()
  await stage.signInEverybody()
})
afterAll(async () => {
  await stage?.close()
  folder.remove()
})

async function doctor(more: Record<string, string> = {}) {
  const findings = await examine({ DATABASE_URL: stage.ownerUrl, GUATU_DATA: folder.in('data'), PORT: '0', ...more })
  for (const { says } of findings) expect(says).toMatch(/[\u4e00-\u9fff]/)
  return { all: findings, of: (check: string) => findings.filter((found) => found.check === check) }
}

async function change(sql: string): Promise<void> {
  await ask(stage.ownerUrl, sql)
}

describe('on a given database', () => {
  test('says what is in order, and fails for a server that loses data (the tests’ own does)', async () => {
    const env = { DATABASE_URL: stage.ownerUrl, GUATU_DATA: folder.in('data'), PORT: '0' }
    const { status, json } = await guatu(['doctor', '--json'], { env })
    const found = await doctor()
    expect(json.findings.map(({ check, state }: Finding) => [check, state])).toEqual(
      found.all.map(({ check, state }) => [check, state]),
    )
    const states = (...checks: string[]) => checks.map((check) => found.of(check)[0]?.state)
    expect(
      states('node', 'timezone', 'clock', 'dataFolder', 'diskSpace', 'database', 'postgresql', 'locale', 'extensions'),
    ).toEqual(Array(9).fill('ok'))
    expect(
      states('checksums', 'databaseClock', 'migrations', 'roles', 'rowSecurity', 'recordGuard', 'record', 'key'),
    ).toEqual(Array(8).fill('ok'))
    expect(found.of('durability')).toEqual([
      { check: 'durability', state: 'failure', says: expect.stringContaining('fsync、full_page_writes 已关闭') },
    ])
    expect([status, json.ok]).toEqual([1, false])
  })

  test('three administrators are there; missing and mixed ones are named', async () => {
    expect((await doctor()).of('administrators')).toEqual([expect.objectContaining({ state: 'ok' })])
    await change(`update role_grant set valid_to = now() + interval '1 millisecond' where role = 'auditor'`)
    await change(`alter table role_grant disable trigger user`)
    await change(
      `insert into role_grant (account_id, role, organisation_id, reason) select account_id, 'systemAdministrator', organisation_id, '升级'
      from role_grant where role = 'securityAdministrator'`,
    )
    const found = (await doctor()).of('administrators')
    expect(found.map(({ state }) => state)).toEqual(['warning', 'warning'])
    expect(found[0]!.says).toMatch(/^security 兼任/)
    expect(found[1]!.says).toContain('没有审计员')
  })

  test('row level security switched off is found by the table’s name', async () => {
    await change('alter table project disable row level security')
    expect((await doctor()).of('rowSecurity')).toEqual([
      {
        check: 'rowSecurity',
        state: 'failure',
        says: expect.stringContaining('alter table project enable row level security;'),
      },
    ])
    await change('alter table project enable row level security')
  })

  test('a role that may rewrite the record, and a chain that does not end with its last entry', async () => {
    await change('grant update on record_entry to guatu_scoped')
    await change(
      `set session_replication_role = replica; alter table record_chain disable trigger user; update record_chain set length = length + 1`,
    )
    const found = await doctor()
    expect(found.of('recordGuard')[0]).toMatchObject({
      state: 'failure',
      says: expect.stringContaining('guatu_scoped 能修改或删除操作记录'),
    })
    expect(found.of('record')[0]).toMatchObject({
      state: 'failure',
      says: expect.stringContaining('链尾与最后一条不符'),
    })
  })

  test('a migration this program does not know', async () => {
    await change(`insert into guatu_migration (number, name, sha256) values (9998, '9998_later.sql', 'x')`)
    expect((await doctor()).of('migrations')[0]).toMatchObject({
      state: 'failure',
      says: expect.stringContaining('9998_later.sql'),
    })
    await change('delete from guatu_migration where number = 9998')
    const [last] = await ask(
      stage.ownerUrl,
      'delete from guatu_migration where number = (select max(number) from guatu_migration) returning number, name, sha256',
    )
    expect((await doctor()).of('migrations')[0]).toMatchObject({
      state: 'warning',
      says: expect.stringContaining('有 1 步数据库升级待执行'),
    })
    await ask(stage.ownerUrl, 'insert into guatu_migration (number, name, sha256) values ($1, $2, $3)', [
      last.number,
      last.name,
      last.sha256,
    ])
  })

  test('a key that others may read, or that is none', async () => {
    const data = folder.in('data-key')
    await doctor({ GUATU_DATA: data })
    writeFileSync(`${data}/guatu.key`, Buffer.alloc(32, 1).toString('base64'))
    chmodSync(`${data}/guatu.key`, 0o644)
    expect((await doctor({ GUATU_DATA: data })).of('key')[0]).toMatchObject({
      state: 'failure',
      says: expect.stringContaining('chmod 600'),
    })
    chmodSync(`${data}/guatu.key`, 0o600)
    expect((await doctor({ GUATU_DATA: data })).of('key')[0]!.state).toBe('ok')
    expect((await doctor({ GUATU_DATA: data, GUATU_KEY: 'short' })).of('key')[0]!.state).toBe('failure')
  })

  test('a port somebody else holds, and one of our own', async () => {
    const other = createServer((socket) => socket.destroy()).listen(0, '127.0.0.1')
    await once(other, 'listening')
    const { port } = other.address() as { port: number }
    expect((await doctor({ PORT: String(port) })).of('port')[0]).toMatchObject({
      state: 'failure',
      says: expect.stringContaining(`PORT=${port + 1}`),
    })
    other.close()
    await stage.product.http.listen({ port: 0, host: '127.0.0.1' })
    const { port: ours } = stage.product.http.server.address() as { port: number }
    expect((await doctor({ PORT: String(ours) })).of('port')[0]).toMatchObject({
      state: 'ok',
      says: expect.stringContaining('正在运行本系统'),
    })
  })

  test('open to other machines without a proxy', async () => {
    expect((await doctor({ HOST: '0.0.0.0' })).of('exposure')[0]).toMatchObject({
      state: 'warning',
      says: expect.stringContaining('TLS 反向代理'),
    })
    expect((await doctor({ HOST: '0.0.0.0', GUATU_TRUST_PROXY: '10.0.0.2' })).of('exposure')[0]!.state).toBe('ok')
  })
})

describe('on a database that is not there', () => {
  test('says so and goes on with the rest', async () => {
    const away = new URL(stage.ownerUrl)
    away.port = '1'
    const found = await doctor({ DATABASE_URL: away.href })
    expect(found.of('node')[0]!.state).toBe('ok')
    expect(found.of('database')[0]).toMatchObject({ state: 'failure', says: expect.stringContaining('连接不上数据库') })
    expect(found.of('database')[0]!.says).not.toContain(away.password)
    const absent = await doctor({ DATABASE_URL: urlWith(stage.ownerUrl, { database: 'no_such_database' }) })
    expect(absent.of('database').at(-1)!.state).toBe('failure')
  })

  test('a folder without a database is left without one', async () => {
    const found = await doctor({ DATABASE_URL: '', GUATU_DATA: folder.in('nothing-yet') })
    expect(found.of('database')[0]!.state).toBe('warning')
    expect(existsSync(folder.in('nothing-yet/postgres'))).toBe(false)
  })
})

test('a small office from its first day: demonstration, doctor, backup, a new machine', async () => {
  const first = { GUATU_DATA: folder.in('first'), PORT: '0' }
  expect((await guatu(['demo'], { env: first })).status).toBe(0)
  const before = await guatu(['doctor'], { env: first })
  expect([before.status, before.stdout]).toEqual([0, expect.stringContaining('[注意] 还没有备份过')])
  const made = await guatu(['backup', '--json'], { env: first })
  expect(made.status).toBe(0)
  const after = await guatu(['doctor'], { env: first })
  expect([after.status, after.stdout]).toEqual([0, expect.stringContaining('[正常] 最近一次备份在 0 小时前。')])
  const second = { GUATU_DATA: folder.in('second'), PORT: '0' }
  const restored = await guatu(['restore', made.json.file, '--json'], { env: second })
  expect([restored.status, restored.json?.rows], restored.stderr).toEqual([0, made.json.rows])
  const verified = await guatu(['verify'], { env: second })
  expect(verified.status, verified.stderr).toBe(0)
})
