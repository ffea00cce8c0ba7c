import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readdirSync, rmSync, statfsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openCluster } from '#platform/postgres/cluster.ts'
import { migrate } from '#platform/postgres/migrate.ts'
import { asOwner, urlWith } from '#platform/postgres/owner.ts'
import { appUrlOf, ensureRoles } from '#platform/postgres/roles.ts'

/** A database of one test file: its two addresses, and its end. */
export interface TestDatabase {
  name: string
  ownerUrl: string
  appUrl: string
  drop(): Promise<void>
}

/** Where test processes find the cluster. Set by hand it names a server to test against, such as PostgreSQL 15. */
const ADDRESS = 'GUATU_TEST_DATABASE_URL'
const FOLDER = 'GUATU_TEST_FOLDER'

/** Speed over safety; dynamic shared memory as files of the folder, so that nothing else has to be removed. */
export const RECKLESS = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  max_connections: '200',
  // statistics of a fresh table are guesses: PostgreSQL would start workers to read thirty rows
  max_parallel_workers_per_gather: '0',
  dynamic_shared_memory_type: 'mmap',
}

/** Migrated and otherwise empty. */
const EMPTY_TEMPLATE = 'guatu_template'

/** A copy of `template`, about 20 ms; drop it when the file is done. */
export async function freshDatabase(template = EMPTY_TEMPLATE): Promise<TestDatabase> {
  const name = `test_${process.pid}_${Date.now().toString(36)}_${Math.random().toString(36).slice(2, 8)}`
  await asOwner(maintenanceUrl(), (owner) =>
    owner.query(`create database ${name} template ${template} strategy file_copy`),
  )
  return { ...addressesOf(name), name, drop: () => dropDatabase(name) }
}

/**
 * Makes the template `name` once per run: an empty migrated database that `fill` fills (and closes its connections
 * to). Test files asking at the same moment wait for the first. Answers `name`.
 */
export async function ensureTemplate(
  name: string,
  fill: (database: { ownerUrl: string; appUrl: string }) => Promise<void>,
): Promise<string> {
  await asOwner(maintenanceUrl(), async (owner) => {
    await owner.query('select pg_advisory_lock($1)', [createHash('sha256').update(name).digest().readInt32BE()])
    const { rowCount } = await owner.query('select 1 from pg_database d where d.datname = $1', [name])
    if (rowCount) return
    const growing = `${name}_growing`
    await owner.query(`drop database if exists ${growing} with (force)`)
    await owner.query(`create database ${growing} template ${EMPTY_TEMPLATE} strategy file_copy`)
    await fill(addressesOf(growing))
    await owner.query(`alter database ${growing} rename to ${name}`)
  })
  return name
}

/** An empty folder of this run, in shared memory where there is enough: a cluster started in it ends with the run. */
export function scratchFolder(): string {
  return mkdtempSync(join(runFolder(), 'scratch-'))
}

/**
 * Starts the test cluster (in shared memory, nothing fsynced) and its empty template; sets the address for the
 * processes of the test files. Answers how to end it. Its folder and processes go away with this process, however
 * that ends.
 */
export async function startTestCluster(): Promise<() => Promise<void>> {
  sweepAbandoned()
  const folder = mkdtempSync(join(roomyFolder(), `guatu-test-${process.pid}-`))
  const release = guard(folder)
  process.env[FOLDER] = folder
  const given = process.env[ADDRESS]
  const cluster = given ? undefined : await openCluster({ dataDir: folder, settings: RECKLESS })
  if (cluster) process.env[ADDRESS] = cluster.ownerUrl
  await makeEmptyTemplate()
  return async () => {
    if (!given) delete process.env[ADDRESS]
    await cluster?.close()
    await release()
  }
}

async function makeEmptyTemplate(): Promise<void> {
  await asOwner(maintenanceUrl(), async (owner) => {
    const { rows } = await owner.query<{ datname: string }>(
      `select d.datname from pg_database d where d.datname ~ '^guatu_.*template'`,
    )
    for (const { datname } of rows) await owner.query(`drop database ${datname} with (force)`)
    await owner.query(`create database ${EMPTY_TEMPLATE} template template0 encoding 'UTF8' locale 'C.UTF-8'`)
  })
  const { ownerUrl, appUrl } = addressesOf(EMPTY_TEMPLATE)
  await ensureRoles(ownerUrl, appUrl)
  await migrate(ownerUrl)
}

function addressesOf(database: string): { ownerUrl: string; appUrl: string } {
  const ownerUrl = urlWith(maintenanceUrl(), { database })
  return { ownerUrl, appUrl: appUrlOf(ownerUrl) }
}

async function dropDatabase(name: string): Promise<void> {
  await asOwner(maintenanceUrl(), (owner) => owner.query(`drop database if exists ${name} with (force)`))
}

function maintenanceUrl(): string {
  return setByGlobalSetup(ADDRESS)
}

function runFolder(): string {
  return setByGlobalSetup(FOLDER)
}

function setByGlobalSetup(name: string): string {
  const value = process.env[name]
  if (!value) throw new Error('no test cluster: the vitest project needs tests/harness/global-setup.ts')
  return value
}

function roomyFolder(): string {
  if (!existsSync('/dev/shm')) return tmpdir()
  const { bavail, bsize } = statfsSync('/dev/shm')
  return bavail * bsize > 1024 ** 3 ? '/dev/shm' : tmpdir()
}

/**
 * A shell that waits for our end of its pipe to close: also when this process is killed it stops every PostgreSQL in
 * `folder` and removes the folder. In a session of its own, so that Ctrl-C does not end it first.
 */
function guard(folder: string): () => Promise<void> {
  const script = `cat >/dev/null
    for file in "$1"/postgres/postmaster.pid "$1"/*/postgres/postmaster.pid; do
      pid=$(head -n 1 "$file" 2>/dev/null) && kill -QUIT "$pid" 2>/dev/null
    done
    for turn in 1 2 3 4 5 6 7 8 9 10; do rm -rf "$1" 2>/dev/null; [ -e "$1" ] || exit 0; sleep 0.2; done`
  const shell = spawn('/bin/sh', ['-c', script, 'guatu-test-guard', folder], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  })
  shell.unref()
  return async () => {
    const ended = once(shell, 'exit')
    shell.stdin.end()
    await ended
  }
}

/** Folders of runs whose guard was killed as well. */
function sweepAbandoned(): void {
  for (const name of readdirSync(roomyFolder())) {
    const pid = /^guatu-test-(\d+)-/.exec(name)?.[1]
    if (pid && !existsSync(`/proc/${pid}`)) rmSync(join(roomyFolder(), name), { recursive: true, force: true })
  }
}
