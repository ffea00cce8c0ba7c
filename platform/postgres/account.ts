import { chmodSync, existsSync, mkdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { reasonOf, StartError } from './start-error.ts'

/** Numeric user and group that PostgreSQL runs as. */
export interface Account {
  uid: number
  gid: number
}

type Log = (sentence: string) => void

/** Where root keeps what a checkout in a closed home cannot hold: PostgreSQL refuses to run as root. */
export const SHARED_HOME = '/var/lib/guatu'

const PROJECT = resolve(import.meta.dirname, '../..')

/**
 * The account for a cluster directory. PostgreSQL refuses root: root runs it as whoever already owns the cluster,
 * else as `nobody`; everybody else runs it as themselves.
 */
export function accountFor(clusterDir: string): Account {
  const uid = process.getuid?.() ?? 0
  const owner = statIfThere(clusterDir)
  if (uid !== 0) {
    if (owner && owner.uid !== uid) throw new StartError(ownedByAnother(clusterDir, owner.uid))
    return { uid, gid: process.getgid?.() ?? 0 }
  }
  return owner && owner.uid !== 0 ? { uid: owner.uid, gid: owner.gid } : nobody()
}

/** Whether `account` may walk down to `path`; directories that do not exist yet are ours to make. */
export function mayReach(account: Account, path: string): boolean {
  if (account.uid === process.getuid?.()) return true
  for (let folder = path; ; folder = dirname(folder)) {
    const stat = statIfThere(folder)
    if (stat) {
      const bit = stat.uid === account.uid ? 0o100 : stat.gid === account.gid ? 0o010 : 0o001
      if ((stat.mode & bit) === 0) return false
    }
    if (folder === dirname(folder)) return true
  }
}

/**
 * The folder that holds the cluster and the uploaded files, made if missing: GUATU_DATA, else ./data of the
 * checkout; for root in a home that `nobody` may not enter, /var/lib/guatu/data (said through `log`).
 */
export function dataDirectory(env: NodeJS.ProcessEnv, log: Log): string {
  const wanted = resolve(env.GUATU_DATA || resolve(PROJECT, 'data'))
  const account = accountFor(resolve(wanted, 'postgres'))
  if (mayReach(account, dirname(wanted))) return makeFolder(wanted)
  // Data that is there must not be left behind for an empty region elsewhere.
  if (env.GUATU_DATA || existsSync(resolve(wanted, 'postgres'))) {
    throw new StartError(
      `数据目录 ${wanted} 的上级目录不允许其他用户进入，而 PostgreSQL 不能以 root 身份运行。` +
        `请放开上级目录的进入权限（chmod o+x），或把数据移到 ${SHARED_HOME}/data 一类的目录并设置 GUATU_DATA，或改用普通用户启动。`,
    )
  }
  const shared = `${SHARED_HOME}/data`
  makeFolder(SHARED_HOME)
  log(`项目所在目录不允许其他用户进入，而 PostgreSQL 不能以 root 身份运行：数据改存 ${shared}。`)
  return makeFolder(shared)
}

/** Makes `folder`; root's so that another account may pass through it, whatever the umask is. */
export function makeFolder(folder: string): string {
  try {
    mkdirSync(folder, { recursive: true })
    const stat = statSync(folder)
    if (process.getuid?.() === 0 && stat.uid === 0) chmodSync(folder, (stat.mode & 0o777) | 0o111)
    return folder
  } catch (error) {
    throw new StartError(
      `无法建立数据目录 ${folder}（${reasonOf(error)}）。请检查权限和磁盘，或用 GUATU_DATA 指定其他目录。`,
      { cause: error },
    )
  }
}

function nobody(): Account {
  const line = existsSync('/etc/passwd')
    ? /^nobody:[^:]*:(\d+):(\d+):/m.exec(readFileSync('/etc/passwd', 'utf8'))
    : null
  if (!line) {
    throw new StartError(
      '系统中没有 nobody 用户，PostgreSQL 又不能以 root 身份运行。请改用普通用户启动，或设置 DATABASE_URL。',
    )
  }
  return { uid: Number(line[1]), gid: Number(line[2]) }
}

function ownedByAnother(folder: string, uid: number): string {
  return `${folder} 属于另一个用户（uid ${uid}）。请用原来的用户启动，或用 GUATU_DATA 指定其他目录。`
}

function statIfThere(path: string) {
  try {
    return statSync(path)
  } catch {
    return undefined
  }
}
