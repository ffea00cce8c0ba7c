import { conflict } from '#kernel/problem.ts'
import { asOwner } from '../postgres/owner.ts'
import { readMigrations } from './catalogue-store.ts'
import { conditionOf } from './databases-store.ts'
import type { Filled } from './fill-database.ts'
import type { Header } from './format.ts'
import type { Site } from './site.ts'

/**
 * Where the account may not make databases: the backup goes into the database of DATABASE_URL itself, which has to be empty, so that
 * a failure cannot cost anything. The rows come in one transaction.
 */
export async function restoreInPlace(
  site: Site,
  header: Header,
  fill: (ownerUrl: string) => Promise<Filled>,
): Promise<Filled & { keptAs: null }> {
  const fits = await asOwner(site.ownerUrl, async (client) => {
    if ((await conditionOf(client)) !== 'empty') return false
    const applied = (await readMigrations(client)) ?? []
    return (applied.at(-1)?.number ?? 0) <= header.migrations.at(-1)!.number
  })
  if (!fits) {
    throw conflict(
      'empty_database_needed',
      `数据库账号无权新建数据库，而 ${site.database} 不是空库，没有改动。请数据库管理员新建空库：` +
        `create database guatu_new encoding 'UTF8' locale 'C.UTF-8' template template0 owner 本账号; ` +
        '再让 DATABASE_URL 指向它，重新恢复。',
    )
  }
  return { ...(await fill(site.ownerUrl)), keptAs: null }
}
