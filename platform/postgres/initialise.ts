import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import {
  appendFileSync,
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { Place } from './place.ts'
import { reasonOf, StartError } from './start-error.ts'

export const OWNER = 'guatu_owner'

/**
 * Makes the cluster if there is none, and refuses one of another PostgreSQL. It grows beside its final name and is
 * renamed when complete, so a kill in the middle leaves nothing that looks like a cluster.
 */
export async function ensureInitialised(place: Place): Promise<void> {
  if (existsSync(join(place.cluster, 'PG_VERSION'))) return refuseOtherMajor(place)
  for (const name of readdirSync(place.dataDir)) {
    if (name.startsWith('postgres.new-')) rmSync(join(place.dataDir, name), { recursive: true, force: true })
  }
  const growing = join(place.dataDir, `postgres.new-${process.pid}`)
  const password = randomBytes(24).toString('hex')
  mkdirSync(growing, { mode: 0o700 })
  chownSync(growing, place.account.uid, place.account.gid)
  await runInitdb(place, growing, password)
  appendFileSync(join(growing, 'postgresql.conf'), "\ninclude_if_exists 'guatu.conf'\n")
  rmSync(place.passwordFile, { force: true })
  writeFileSync(place.passwordFile, password, { mode: 0o600 })
  renameSync(growing, place.cluster)
}

export function ownerPassword(place: Place): string {
  try {
    return readFileSync(place.passwordFile, 'utf8').trim()
  } catch (error) {
    throw new StartError(
      `读不到数据库所有者的密码文件 ${place.passwordFile}（${reasonOf(error)}）。请从备份中恢复该文件，或用原来的用户启动。`,
      { cause: error },
    )
  }
}

async function runInitdb(place: Place, growing: string, password: string): Promise<void> {
  const passwordFile = `${growing}.password`
  writeFileSync(passwordFile, password, { mode: 0o600, flag: 'wx' })
  chmodSync(passwordFile, 0o600)
  chownSync(passwordFile, place.account.uid, place.account.gid)
  const args = ['--pgdata', growing, '--username', OWNER, '--pwfile', passwordFile, '--auth', 'scram-sha-256']
  try {
    await promisify(execFile)(
      join(place.binaries.home, 'bin/initdb'),
      [...args, '--data-checksums', '--encoding', 'UTF8', '--locale', 'C.UTF-8', '--no-instructions'],
      { ...place.account, cwd: '/', env: place.environment },
    )
  } catch (error) {
    const { stderr } = error as { stderr?: string }
    throw new StartError(
      `无法在 ${place.dataDir} 建立数据库：${stderr?.trim() || reasonOf(error)}。请检查磁盘空间和权限后再启动。`,
      { cause: error },
    )
  } finally {
    rmSync(passwordFile, { force: true })
  }
}

function refuseOtherMajor(place: Place): void {
  const found = readFileSync(join(place.cluster, 'PG_VERSION'), 'utf8').trim()
  const ours = place.binaries.version.split('.')[0]
  if (found === ours) return
  throw new StartError(
    `${place.cluster} 是 PostgreSQL ${found} 的数据，而内置的是 PostgreSQL ${ours}。` +
      `请用原来的版本导出数据后再升级，或用 PostgreSQL ${found} 打开该目录并设置 DATABASE_URL。`,
  )
}
