import pg from 'pg'
import { reasonOf, StartError } from './start-error.ts'

/** One short session as the owner of the database at `ownerUrl`; the connection is closed whatever happens. */
export async function asOwner<T>(ownerUrl: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: ownerUrl, application_name: 'guatu start' })
  client.on('error', () => {})
  try {
    await client.connect()
  } catch (error) {
    throw new StartError(
      `连接不上数据库 ${withoutPassword(ownerUrl)}：${reasonOf(error)}。请确认数据库已启动，地址、用户和密码正确。`,
      { cause: error },
    )
  }
  try {
    return await work(client)
  } finally {
    await client.end().catch(() => {})
  }
}

/** The same server and database, signed in as someone else or in another database. */
export function urlWith(url: string, change: { user?: string; password?: string; database?: string }): string {
  const changed = new URL(url)
  if (change.user !== undefined) changed.username = change.user
  if (change.password !== undefined) changed.password = change.password
  if (change.database !== undefined) changed.pathname = `/${change.database}`
  return changed.href
}

/** The SQLSTATE of a PostgreSQL error, or the code of a system error. */
export function codeOf(error: unknown): string | undefined {
  return (error as { code?: string } | undefined)?.code
}

function withoutPassword(url: string): string {
  return URL.canParse(url) ? urlWith(url, { password: '' }) : '（地址写法有误）'
}
