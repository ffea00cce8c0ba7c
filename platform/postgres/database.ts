import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { dataDirectory } from './account.ts'
import { openCluster } from './cluster.ts'
import { migrate } from './migrate.ts'
import { asOwner, codeOf, urlWith } from './owner.ts'
import { appUrlOf, ensureRoles } from './roles.ts'
import { StartError } from './start-error.ts'

/** An open, migrated database. */
export interface Database {
  /** Owner of every table: migrations and backups only. */
  ownerUrl: string
  /** Signed in as `guatu_app`, which owns nothing: everything else. */
  appUrl: string
  /** Call when the last connection of this process is closed. Safe to call twice. */
  close(): Promise<void>
}

export interface DatabaseOptions {
  /** DATABASE_URL, GUATU_APP_DATABASE_URL, GUATU_DATA are read. */
  env: NodeJS.ProcessEnv
  /** Where the embedded cluster lives; without it GUATU_DATA decides. */
  dataDir?: string
  /** Receives Chinese sentences worth showing at the start. */
  log: (sentence: string) => void
}

/**
 * The database of this site: DATABASE_URL, else the embedded PostgreSQL. Throws StartError with what to do when
 * the server is too old, cannot sort Chinese, or may not be prepared.
 */
export async function openDatabase({ env, dataDir, log }: DatabaseOptions): Promise<Database> {
  const source = env.DATABASE_URL
    ? await external(env.DATABASE_URL)
    : await embedded(dataDir ?? dataDirectory(env, log), log)
  try {
    const appUrl = env.GUATU_APP_DATABASE_URL || appUrlOf(source.ownerUrl)
    await ensureRoles(source.ownerUrl, env.GUATU_APP_DATABASE_URL ? undefined : appUrl)
    const applied = await migrate(source.ownerUrl)
    if (applied.length > 0) log(`数据库结构已更新（${applied.length} 步）。`)
    return { ...source, appUrl }
  } catch (error) {
    await source.close()
    throw error
  }
}

/** Whether there is a database already: reading alone does not make one. */
export function hasDatabase(env: NodeJS.ProcessEnv): boolean {
  return (
    Boolean(env.DATABASE_URL) ||
    existsSync(
      join(
        dataDirectory(env, () => undefined),
        'postgres',
        'PG_VERSION',
      ),
    )
  )
}

async function embedded(dataDir: string, log: (sentence: string) => void) {
  const cluster = await openCluster({ dataDir, log })
  await asOwner(cluster.ownerUrl, async (owner) => {
    const { rowCount } = await owner.query(`select 1 from pg_database d where d.datname = 'guatu'`)
    if (rowCount) return
    await owner.query('create database guatu').catch((error: unknown) => {
      // Another process made it in the same moment.
      if (!['42P04', '23505'].includes(codeOf(error) ?? '')) throw error
    })
  })
  return { ownerUrl: urlWith(cluster.ownerUrl, { database: 'guatu' }), close: cluster.close }
}

async function external(ownerUrl: string) {
  if (!URL.canParse(ownerUrl) || !new URL(ownerUrl).hostname) {
    throw new StartError('DATABASE_URL 的写法应为 postgres://用户:密码@主机:5432/数据库，请改正后再启动。')
  }
  await asOwner(ownerUrl, async (owner) => {
    const { rows } = await owner.query<{ version: number; ctype: string; encoding: string }>(
      `select current_setting('server_version_num')::int as version, d.datctype as ctype,
        pg_encoding_to_char(d.encoding) as encoding
      from pg_database d where d.datname = current_database()`,
    )
    const { version, ctype, encoding } = rows[0]!
    if (version < 150000) {
      throw new StartError(
        `数据库服务器是 PostgreSQL ${Math.floor(version / 10000)}，需要 15 或更新的版本。请升级后再启动。`,
      )
    }
    if (encoding !== 'UTF8' || ['C', 'POSIX'].includes(ctype)) {
      throw new StartError(unsuitableLocale(owner.database ?? '', encoding, ctype))
    }
  })
  return { ownerUrl, close: async () => {} }
}

/** In such a database pg_trgm and ltree do not take Chinese characters for letters: searches find nothing. */
function unsuitableLocale(database: string, encoding: string, ctype: string): string {
  return (
    `数据库 ${database} 的编码是 ${encoding}、字符分类（LC_CTYPE）是 ${ctype}，在其中检索不到中文。请新建一个库并改用它：\n` +
    `  create database guatu encoding 'UTF8' locale 'C.UTF-8' template template0;`
  )
}
