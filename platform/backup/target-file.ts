import { existsSync, readdirSync, rmSync, statSync } from 'node:fs'
import { link, mkdir, open, rename, unlink } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import { conflict, invalid } from '#kernel/problem.ts'

const MINUTES_AHEAD_OF_UTC = 480

/** Where a backup goes, under which name it grows, and how it becomes final. */
export type Target = {
  path: string
  growing: string
  /** Puts the complete file under its final name, on the disk; never over another file. */
  finish: () => Promise<void>
  /** Removes what is not finished. */
  abandon: () => void
}

/**
 * The file of a backup. `out` is a folder that exists, or the name of a file that does not; without it the folder `fallback` is made.
 * Half a backup never stands under the final name.
 */
export async function targetFile(
  out: string | undefined,
  { fallback, name }: { fallback: string; name: string },
): Promise<Target> {
  if (!out) await mkdir(fallback, { recursive: true, mode: 0o700 })
  const wanted = resolve(out ?? fallback)
  const path =
    statSync(wanted, { throwIfNoEntry: false })?.isDirectory() || out?.endsWith('/') ? join(wanted, name) : wanted
  const folder = dirname(path)
  if (!existsSync(folder)) throw invalid('folder_missing', `没有目录 ${folder}。请先建立目录，或更正路径。`)
  refuseExisting(path)
  sweepAbandoned(folder)
  const growing = join(folder, `.${basename(path)}.${process.pid}.part`)
  return {
    path,
    growing,
    finish: async () => {
      await syncFile(growing)
      await place(growing, path)
      await syncFile(folder)
    },
    abandon: () => rmSync(growing, { force: true }),
  }
}

/** `guatu-云山县-20261121-0310.backup`, the time as in China; `.age` after it when encrypted. */
export function backupName(region: string, at: Date, encrypted: boolean): string {
  const china = new Date(at.getTime() + MINUTES_AHEAD_OF_UTC * 60_000).toISOString()
  const minute = china.slice(0, 16).replaceAll('-', '').replace('T', '-').replace(':', '')
  const safe = region.replace(/[^\p{L}\p{N}]+/gu, '').slice(0, 40)
  return `guatu-${safe || 'region'}-${minute}.backup${encrypted ? '.age' : ''}`
}

function refuseExisting(path: string): void {
  if (existsSync(path))
    throw conflict('file_exists', `${path} 已经存在，没有覆盖。请换一个文件名，或先移走原来的文件。`)
}

/** A link fails where the name is taken, also by somebody in the same moment; a file system without links gets a renaming. */
async function place(growing: string, path: string): Promise<void> {
  try {
    await link(growing, path)
    await unlink(growing)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    refuseExisting(path)
    if (!['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK'].includes(code ?? '')) throw error
    await rename(growing, path)
  }
}

async function syncFile(path: string): Promise<void> {
  const file = await open(path, 'r')
  try {
    await file.sync()
  } finally {
    await file.close()
  }
}

/** What backups left that were killed. */
function sweepAbandoned(folder: string): void {
  for (const name of readdirSync(folder)) {
    const pid = /^\..*\.backup.*\.(\d+)\.part$/.exec(name)?.[1]
    if (pid && !existsSync(`/proc/${pid}`)) rmSync(join(folder, name), { force: true })
  }
}
