import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { generateX25519Identity, identityToRecipient } from 'age-encryption'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { inspectBackup } from '#platform/backup/inspect-backup.ts'
import { LEFT_OUT } from '#platform/backup/left-out.ts'
import { freshDatabase, type TestDatabase } from '#tests/harness/cluster.ts'
import { expectRefusal, guatu } from '#tests/harness/command-line.ts'
import { openStage, type Stage } from '#tests/harness/product.ts'
import { ask, digests, dropFamily, family, temporaryFolder, verdictOf } from './databases.ts'

// A backup taken while people work, brought back into an empty database. What the command line says and answers is part of the promise.

// each command is a process of its own: slow where the machine has other work
vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 })
const folder = temporaryFolder()
let stage: Stage
const targets: TestDatabase[] = []
beforeAll(async () => {
  stage = await openStage()
})
afterAll(async () => {
  for (const target of targets) await dropFamily(target)
  await stage?.close()
  folder.remove()
})

const quiet = () => undefined
const siteOf = (ownerUrl: string, data = 'data') => ({ DATABASE_URL: ownerUrl, GUATU_DATA: folder.in(data) })
const backup = (args: string[], env = {}) => guatu(['backup', ...args], { env: { ...siteOf(stage.ownerUrl), ...env } })

async function emptyTarget(): Promise<TestDatabase> {
  const target = await freshDatabase()
  targets.push(target)
  return target
}

async function aProject(name: string): Promise<void> {
  const made = await stage
    .as('office')
    .post('/api/projects', { name, orgId: stage.orgs.east, owner: '甲公司', totalInvestment: '1000.5' })
  expect(made.status, made.text).toBe(200)
}

describe('what was backed up comes back', () => {
  test('every table that is not left out, byte for byte, and the numbers go on', async () => {
    await aProject('备份\t前\\的项目')
    const before = await digests(stage.ownerUrl)
    const made = await backup(['--out', folder.in('whole.backup'), '--json'])
    expect([made.status, made.stderr]).toEqual([0, ''])
    expect(made.json).toMatchObject({
      file: folder.in('whole.backup'),
      encrypted: false,
      holdsKey: false,
      recorded: true,
    })
    const target = await emptyTarget()
    const restored = await guatu(['restore', folder.in('whole.backup'), '--json'], { env: siteOf(target.ownerUrl) })
    expect([restored.status, restored.json.rows, restored.json.recordBreak]).toEqual([0, made.json.rows, null])
    const after = await digests(target.ownerUrl)
    const moved = Object.keys(before).filter((table) => after[table] !== before[table])
    // the restore stands in the record; people sign in anew; today's other left-out tables are empty here
    expect(moved.filter((table) => !(table in LEFT_OUT))).toEqual(['record_chain', 'record_entry'])
    for (const table of ['session', 'idempotency_key', 'sign_in_failure']) expect(after[table], table).toBe('0 ')
    const next = `select nextval(pg_get_serial_sequence('project', 'id'))::int as id`
    const [[mine], [theirs]] = [await ask(target.ownerUrl, next), await ask(stage.ownerUrl, next)]
    expect(mine).toEqual(theirs)
  })

  test('the restored record goes on where the backup stood, and says so', async () => {
    const target = targets[0]!
    expect((await verdictOf(target.ownerUrl)).firstBreak).toBeNull()
    const [entry] = await ask(target.ownerUrl, `select action, actor, after from record_entry order by id desc limit 1`)
    const [made] = await ask(
      stage.ownerUrl,
      `select action, actor, after from record_entry where action = 'backup.made'`,
    )
    expect([entry.action, entry.actor, made.actor]).toEqual(['backup.restored', 'console', 'console'])
    const { takenAt, rows, sha256 } = made.after
    expect(entry.after).toEqual({ takenAt, rows, sha256, release: expect.stringMatching(/^\d+\.\d+/) })
  })

  test('triggers, foreign keys and row level security stand as in a migrated database', async () => {
    const shape = `select 'key ' || conname || ' ' || pg_get_constraintdef(oid) as what from pg_constraint where connamespace = 'public'::regnamespace
      union all select 'trigger ' || tgname || tgenabled::text from pg_trigger where not tgisinternal
      union all select 'table ' || relname || relrowsecurity from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace
      order by 1`
    expect(await ask(targets[0]!.ownerUrl, shape)).toEqual(await ask(stage.ownerUrl, shape))
  })

  test('the digest in the answer is that of the file; nobody else may read it', async () => {
    const { sha256 } = await inspectBackup(folder.in('whole.backup'), null, quiet)
    const [entry] = await ask(stage.ownerUrl, `select after from record_entry where action = 'backup.made'`)
    expect(entry.after.sha256).toBe(sha256)
    expect(statSync(folder.in('whole.backup')).mode & 0o777).toBe(0o600)
    expect(readdirSync(folder.path).filter((name) => name.endsWith('.part'))).toEqual([])
  })

  test('no table of a backup refers to one that is left out', async () => {
    const rows = await ask(
      stage.ownerUrl,
      `select conrelid::regclass::text as source, confrelid::regclass::text as target from pg_constraint
      where contype = 'f' and connamespace = 'public'::regnamespace`,
    )
    expect(rows.filter(({ source, target }) => target in LEFT_OUT && !(source in LEFT_OUT))).toEqual([])
  })
})

test('taken while others write, it shows one moment', async () => {
  let writing = true
  let written = 0
  const writer = (async () => {
    for (; writing; written += 1) await aProject(`同时写入 ${written}`)
  })()
  const made = await backup(['--out', folder.in('busy.backup'), '--json'])
  const during = written
  await aProject('备份之后')
  writing = false
  await writer
  expect([made.status, during > 3]).toEqual([0, true])
  const target = await emptyTarget()
  const restored = await guatu(['restore', folder.in('busy.backup')], { env: siteOf(target.ownerUrl) })
  expect([restored.status, restored.stdout]).toEqual([0, expect.stringContaining('恢复完成：测试市')])
  expect((await verdictOf(target.ownerUrl)).firstBreak).toBeNull()
  // each project and its entry were one transaction: a backup of one moment has both or neither
  const [apart] = await ask(
    target.ownerUrl,
    `select count(*) filter (where p.id is null or e.id is null)::int as count, count(*)::int as pairs from project p
    full join (select id, subject_id::int as project from record_entry where action = 'project.created') e on e.project = p.id`,
  )
  expect([apart.count, apart.pairs > 1]).toEqual([0, true])
  const [sums] = await ask(
    target.ownerUrl,
    `select (select sum(projects) from project_rollup) = count(*) and (select sum(total_investment) from project_rollup) = sum(total_investment) as agree
    from project`,
  )
  expect(sums.agree).toBe(true)
  expect(await ask(target.ownerUrl, `select 1 from project where name = '备份之后'`)).toEqual([])
})

describe('where a backup goes', () => {
  test('a folder gets a file named after region and minute; the same name twice is refused', async () => {
    const made = await backup(['--out', folder.path, '--json'])
    expect(made.json.file).toMatch(/\/guatu-测试市-20\d{6}-\d{4}\.backup$/)
    const bytes = readFileSync(made.json.file)
    expectRefusal(await backup(['--out', made.json.file]), /已经存在，没有覆盖/)
    expect(readFileSync(made.json.file).equals(bytes)).toBe(true)
  })

  test('without --out it goes below the data folder', async () => {
    const made = await backup(['--json'])
    expect(made.json.file.startsWith(`${folder.in('data')}/backups/guatu-`)).toBe(true)
    expect(statSync(folder.in('data/backups')).mode & 0o777).toBe(0o700)
  })

  test('a folder that is not there is refused', async () => {
    expectRefusal(await backup(['--out', folder.in('nowhere/x.backup')]), /没有目录/)
  })

  test('in the name of somebody; of nobody it is refused', async () => {
    const made = await backup(['--out', folder.in('named.backup'), '--as', 'admin'])
    const [entry] = await ask(stage.ownerUrl, `select actor, account_id from record_entry order by id desc limit 1`)
    expect([made.status, entry]).toEqual([0, { actor: 'admin', account_id: stage.accounts.admin }])
    expectRefusal(await backup(['--out', folder.in('unnamed.backup'), '--as', 'nobody']), /没有“nobody”这个账号/)
    expect(readdirSync(folder.path)).not.toContain('unnamed.backup')
  })

  test('an empty database has nothing to back up', async () => {
    const target = await emptyTarget()
    expectRefusal(await guatu(['backup'], { env: siteOf(target.ownerUrl) }), /没有可备份的内容/)
  })
})

describe('encrypted', () => {
  const KEY = Buffer.alloc(32, 7).toString('base64')
  const PASSPHRASE = '挂图作战的备份口令，只此一句'

  test('by a passphrase: the key goes with it and is laid where it belongs', async () => {
    writeFileSync(folder.in('passphrase'), `${PASSPHRASE}\n`, { mode: 0o600 })
    const path = folder.in('locked.backup.age')
    const made = await backup(['--out', path, '--passphrase-file', folder.in('passphrase'), '--json'], {
      GUATU_KEY: KEY,
    })
    expect([made.status, made.json.encrypted, made.json.holdsKey]).toEqual([0, true, true])
    const bytes = readFileSync(path)
    expect(bytes.subarray(0, 21).toString()).toBe('age-encryption.org/v1')
    expect(bytes.toString('latin1')).toMatch(/\n-> scrypt /)
    const target = await emptyTarget()
    const env = { ...siteOf(target.ownerUrl, 'other-machine'), GUATU_BACKUP_PASSPHRASE: PASSPHRASE }
    const restored = await guatu(['restore', path, '--json'], { env })
    expect(restored.status, restored.stderr).toBe(0)
    expect(restored.json.key.written).toBe(folder.in('other-machine/guatu.key'))
    expect(readFileSync(folder.in('other-machine/guatu.key'), 'utf8')).toBe(`${KEY}\n`)
    expect(statSync(folder.in('other-machine/guatu.key')).mode & 0o777).toBe(0o600)
  })

  test('another passphrase opens nothing, and none is asked of a script', async () => {
    const target = await emptyTarget()
    const before = await digests(target.ownerUrl)
    const path = folder.in('locked.backup.age')
    const env = siteOf(target.ownerUrl)
    const wrong = { ...env, GUATU_BACKUP_PASSPHRASE: `${PASSPHRASE}。` }
    expectRefusal(await guatu(['restore', path], { env: wrong }), /口令与这份备份不符/)
    expectRefusal(await guatu(['restore', path], { env }), /需要备份口令/)
    expect([await digests(target.ownerUrl), await family(target)]).toEqual([before, [target.name]])
  })

  test('for a recipient: only the identity opens it', async () => {
    const identity = await generateX25519Identity()
    const path = folder.in('for-recipient.backup.age')
    const made = await backup(['--out', path, '--recipient', await identityToRecipient(identity), '--json'])
    expect([made.status, made.json.encrypted, made.json.holdsKey]).toEqual([0, true, false])
    writeFileSync(folder.in('identity'), `# created: 2026-11-21\n${identity}\n`)
    writeFileSync(folder.in('stranger'), `${await generateX25519Identity()}\n`)
    const target = await emptyTarget()
    const restore = (file: string) =>
      guatu(['restore', path, '--identity-file', folder.in(file)], { env: siteOf(target.ownerUrl) })
    expectRefusal(await restore('stranger'), /私钥与这份备份不符/)
    expectRefusal(await restore('passphrase'), /没有可用的 age 私钥/)
    expect((await restore('identity')).status).toBe(0)
  })

  test('a key never goes into a backup that is not encrypted', async () => {
    const path = folder.in('open.backup')
    const made = await backup(['--out', path, '--json'], { GUATU_KEY: KEY })
    const { header } = await inspectBackup(path, null, quiet)
    expect([made.json.holdsKey, header.key]).toEqual([false, undefined])
    const spoken = await backup(['--out', folder.in('open-2.backup')])
    expect(spoken.stdout).toContain('密钥文件 guatu.key 另行保管')
  })

  test('a short passphrase, and what is no recipient, are refused', async () => {
    expectRefusal(
      await backup(['--out', folder.in('s')], { GUATU_BACKUP_PASSPHRASE: '11个字符的口令，不' }),
      /口令太短/,
    )
    expectRefusal(await backup(['--out', folder.in('r'), '--recipient', 'age1nonsense']), /不是 age 公钥/)
    const both = await backup(['--recipient', 'age1x', '--passphrase-file', folder.in('passphrase')])
    expect([both.status, both.stderr.includes('只能选一种')]).toEqual([2, true])
  })
})
