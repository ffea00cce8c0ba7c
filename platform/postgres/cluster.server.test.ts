import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { RECKLESS, scratchFolder } from '#tests/harness/cluster.ts'
import { type Cluster, openCluster, stopAbandoned } from './cluster.ts'
import { asOwner } from './owner.ts'

/** A kill must not lose what was acknowledged: commits reach the kernel, only the disk is not waited for. */
const SETTINGS = { ...RECKLESS, synchronous_commit: 'on' }

let dataDir: string
const opened: Cluster[] = []
const children: ChildProcess[] = []

beforeEach(() => {
  dataDir = scratchFolder()
})

afterEach(async () => {
  for (const child of children.splice(0)) if (child.exitCode === null && child.signalCode === null) await killed(child)
  for (const cluster of opened.splice(0)) await cluster.close()
  await stopAbandoned(dataDir).catch(() => {})
  rmSync(dataDir, { recursive: true, force: true })
})

it('makes a cluster with checksums, scram and a locale that knows Chinese letters', async () => {
  const cluster = await openHere()
  const settings = await ask(
    cluster,
    `select current_setting('data_checksums') as checksums, d.datctype as ctype, '项目' ~ '^[[:alpha:]]+$' as letters
    from pg_database d where d.datname = current_database()`,
  )
  expect(settings).toEqual({ checksums: 'on', ctype: 'C.UTF-8', letters: true })
  expect(statSync(join(dataDir, 'owner-password')).mode & 0o777).toBe(0o600)
  expect(readFileSync(join(dataDir, 'postgres/pg_hba.conf'), 'utf8')).not.toMatch(/^(local|host).*trust/m)
  const stranger = cluster.ownerUrl.replace(/:[0-9a-f]+@/, ':wrong@')
  await expect(asOwner(stranger, async () => {})).rejects.toThrow('连接不上数据库')
  await cluster.close()
})

it('is shared by those who open it, and the last to leave stops it', async () => {
  const [first, second] = await Promise.all([openHere(), openHere()])
  expect(second.ownerUrl).toBe(first.ownerUrl)
  const pid = postmasterPid()
  await first.close()
  await first.close()
  expect(await ask(second, 'select 1 as one')).toEqual({ one: 1 })
  await second.close()
  expect(isRunning(pid)).toBe(false)
})

it('lets two processes start at the same moment on an empty directory', async () => {
  const urls = await Promise.all([openElsewhere(), openElsewhere()])
  expect(urls[0]).toBe(urls[1])
  expect(readdirSync(dataDir).filter((name) => name.startsWith('postgres.new'))).toEqual([])
})

it('keeps what was committed when the process using it is killed, and leaves no second PostgreSQL', async () => {
  const url = await openElsewhere()
  await asOwner(url, (owner) => owner.query('create table kept as select 42 as answer'))
  const orphan = postmasterPid()
  await killed(children[0]!)
  expect(isRunning(orphan)).toBe(true)
  const cluster = await openHere()
  expect(await ask(cluster, 'select k.answer from kept k')).toEqual({ answer: 42 })
  const current = postmasterPid()
  await cluster.close()
  expect([orphan, current].map(isRunning)).toEqual([false, false])
})

it('starts after a kill -9 of everything, though a stranger has got the old process number', async () => {
  const url = await openElsewhere()
  await asOwner(url, (owner) => owner.query('create table kept as select 42 as answer'))
  const orphan = postmasterPid()
  await killed(children[0]!)
  process.kill(orphan, 'SIGKILL')
  await until(() => !isRunning(orphan))
  const file = join(dataDir, 'postgres/postmaster.pid')
  writeFileSync(file, readFileSync(file, 'utf8').replace(/^\d+/, String(process.pid)))
  const cluster = await openHere()
  expect(await ask(cluster, 'select k.answer from kept k')).toEqual({ answer: 42 })
  await cluster.close()
})

it('starts PostgreSQL again at the same address when it dies in use', async () => {
  const said: string[] = []
  const cluster = await openHere((sentence) => said.push(sentence))
  process.kill(postmasterPid(), 'SIGKILL')
  await until(() => said.includes('数据库已恢复。'))
  expect(await ask(cluster, 'select 1 as one')).toEqual({ one: 1 })
  await cluster.close()
  expect(isRunning(postmasterPid())).toBe(false)
})

it('is not taken in by an initialisation that was cut off', async () => {
  mkdirSync(join(dataDir, 'postgres.new-1'))
  writeFileSync(join(dataDir, 'postgres.new-1/PG_VERSION'), '18\n')
  const cluster = await openHere()
  expect(existsSync(join(dataDir, 'postgres.new-1'))).toBe(false)
  await cluster.close()
})

it('refuses the data of another PostgreSQL, saying what to do', async () => {
  const cluster = await openHere()
  await cluster.close()
  writeFileSync(join(dataDir, 'postgres/PG_VERSION'), '14\n')
  await expect(openHere()).rejects.toThrow(/PostgreSQL 14 的数据.*DATABASE_URL/)
})

async function openHere(log?: (sentence: string) => void): Promise<Cluster> {
  const cluster = await openCluster({ dataDir, settings: SETTINGS, log })
  opened.push(cluster)
  return cluster
}

/** Opens the cluster in a process of its own, which holds it until it is killed. */
async function openElsewhere(): Promise<string> {
  const program = `import { openCluster } from ${JSON.stringify(join(import.meta.dirname, 'cluster.ts'))}
    const cluster = await openCluster(${JSON.stringify({ dataDir, settings: SETTINGS })})
    console.log(cluster.ownerUrl)
    setInterval(() => {}, 1000)`
  const child = spawn(process.execPath, ['--input-type=module', '-e', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  children.push(child)
  const ended = once(child, 'exit').then(() => Promise.reject(new Error('the other process ended')))
  const [line] = await Promise.race([once(child.stdout!, 'data'), ended])
  ended.catch(() => {})
  return String(line).trim()
}

async function killed(child: ChildProcess): Promise<void> {
  const gone = once(child, 'exit')
  child.kill('SIGKILL')
  await gone
}

async function ask(cluster: Cluster, sql: string): Promise<unknown> {
  return asOwner(cluster.ownerUrl, async (owner) => (await owner.query(sql)).rows[0])
}

let lastPid = 0

/** Of the running PostgreSQL; the last one seen when its file is gone. */
function postmasterPid(): number {
  const file = join(dataDir, 'postgres/postmaster.pid')
  if (existsSync(file)) lastPid = Number(readFileSync(file, 'utf8').split('\n')[0])
  return lastPid
}

/** A defunct process has no command line any more. */
function isRunning(pid: number): boolean {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8') !== ''
  } catch {
    return false
  }
}

async function until(done: () => boolean): Promise<void> {
  while (!done()) await sleep(20)
}
