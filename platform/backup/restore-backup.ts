import { existsSync } from 'node:fs'
import type pg from 'pg'
import { conflict, invalid, Problem } from '#kernel/problem.ts'
import { asOwner, urlWith } from '../postgres/owner.ts'
import {
  conditionOf,
  createDatabase,
  databaseExists,
  dropDatabase,
  holdRestore,
  mayCreateDatabases,
  othersOn,
} from './databases-store.ts'
import { fillDatabase } from './fill-database.ts'
import { type Inspected, inspectBackup } from './inspect-backup.ts'
import { restoreInPlace } from './restore-in-place.ts'
import type { Keys } from './sealing.ts'
import type { Site } from './site.ts'
import { inUse, putInPlace } from './swap.ts'
import type { Progress } from './write-frames.ts'

export type RestoreOptions = {
  file: string
  keys: Keys | null
  /** Take the place of a database that holds data; that one is kept beside it. */
  replace: boolean
  /** Also when the record in the backup does not verify; the entry about the restore says so. */
  acceptBrokenRecord: boolean
  actor: string
  progress: Progress
}
export type Restored = {
  inspected: Inspected
  /** Under which name the database is kept that was there before; null where there was none. */
  keptAs: string | null
  applied: string[]
  recordEntries: number
  recordBreak: string | null
}

/**
 * Puts a backup in the place of the present database. The file is read to its end first; then it is loaded into a database of its own
 * beside the present one, upgraded and verified; only then the two change names, in one transaction. Whatever fails before that,
 * be it a kill, leaves the present database as it was.
 */
export async function restoreBackup(site: Site, options: RestoreOptions): Promise<Restored> {
  if (!existsSync(options.file)) throw invalid('file_missing', `没有这个文件：${options.file}。请核对路径。`)
  const inspected = await inspectBackup(options.file, options.keys, (table, rows) =>
    options.progress(`核对 ${table}`, rows),
  )
  const fill = (ownerUrl: string) => fillDatabase(ownerUrl, { ...options, appUrl: site.appUrl, inspected })
  return await besides(site, async (maintenance) => {
    if (!maintenance) return { ...(await restoreInPlace(site, inspected.header, fill)), inspected }
    await refuseUnfit(maintenance, site, options.replace)
    const next = `${site.database.slice(0, 40)}_restoring`
    await dropDatabase(maintenance, next)
    await createDatabase(maintenance, next, site.database)
    try {
      const filled = await fill(urlWith(site.ownerUrl, { database: next }))
      const keptAs = await putInPlace(maintenance, site, next)
      return { ...filled, inspected, keptAs }
    } catch (error) {
      await dropDatabase(maintenance, next).catch(() => undefined)
      throw databaseProblem(error as Error & { code?: string })
    }
  })
}

/** Work on the server's databases as wholes, one restore at a time; null where this account may not make databases. */
async function besides<T>(site: Site, work: (maintenance: pg.Client | null) => Promise<T>): Promise<T> {
  let entered = false
  try {
    return await asOwner(site.maintenanceUrl, async (client) => {
      entered = true
      if (!(await mayCreateDatabases(client))) return await work(null)
      if (await holdRestore(client, site.database)) return await work(client)
      throw conflict('restoring_already', '另一个恢复正在进行。请等它结束后再试。')
    })
  } catch (error) {
    if (entered || site.isEmbedded) throw error
    // an account that may not enter the maintenance database cannot make databases either
    return await work(null)
  }
}

async function refuseUnfit(maintenance: pg.Client, site: Site, replace: boolean): Promise<void> {
  const others = await othersOn(maintenance, site.database, site.isEmbedded)
  if (others.length > 0) throw inUse(others)
  if (!(await databaseExists(maintenance, site.database))) return
  const condition = await asOwner(site.ownerUrl, conditionOf)
  if (condition === 'foreign') {
    throw conflict(
      'not_ours',
      `数据库 ${site.database} 里有其他程序的表，没有改动。请新建一个空库，让 DATABASE_URL 指向它，再恢复。`,
    )
  }
  if (condition === 'filled' && !replace) {
    throw conflict(
      'not_empty',
      '现有数据库中有数据，没有改动。确认要用备份取代时，请加 --replace（现有数据库会改名保留，可以换回）。',
    )
  }
}

function databaseProblem(error: Error & { code?: string }): Error {
  if (error instanceof Problem) return error
  if (error.code === '53100')
    return conflict('disk_full', '数据库所在磁盘空间不足，没有恢复；现有数据没有改动。请清理磁盘后重试。')
  if (/Connection terminated|connection was closed/i.test(error.message) || /^(57P|08)/.test(error.code ?? '')) {
    return conflict('database_away', '恢复中途与数据库的连接断开，没有恢复；现有数据没有改动。请在数据库正常后重试。')
  }
  return error
}
