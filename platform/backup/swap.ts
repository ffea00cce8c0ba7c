import type pg from 'pg'
import { conflict, type Problem } from '#kernel/problem.ts'
import { databaseExists, keptPrefix, othersOn, swapDatabases } from './databases-store.ts'
import type { Site } from './site.ts'

/** Gives `next` the name of the site's database; answers under which name the present one is kept, null where there was none. */
export async function putInPlace(maintenance: pg.Client, site: Site, next: string): Promise<string | null> {
  const keptAs = (await databaseExists(maintenance, site.database)) ? keptName(site.database, new Date()) : null
  const others = await othersOn(maintenance, site.database, site.isEmbedded)
  if (others.length > 0) throw inUse(others)
  if (!(await swapDatabases(maintenance, { present: site.database, next, keptAs }))) throw inUse(['guatu'])
  return keptAs
}

export function inUse(others: string[]): Problem {
  const who = [...new Set(others)].join('、')
  return conflict(
    'in_use',
    `系统正在运行，或有程序连着数据库（${who}），没有改动。请先停止服务（在运行它的窗口按 Ctrl+C，或 systemctl stop guatu），再重试。`,
  )
}

/** `guatu_before_20261121_031005`, in the time of China. */
function keptName(database: string, at: Date): string {
  const china = new Date(at.getTime() + 8 * 3_600_000).toISOString()
  return `${keptPrefix(database)}${china.slice(0, 19).replaceAll(/[-:]/g, '').replace('T', '_')}`
}
