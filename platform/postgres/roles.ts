import { createHash, createHmac, pbkdf2Sync, randomBytes } from 'node:crypto'
import pg from 'pg'
import { asOwner, codeOf, urlWith } from './owner.ts'
import { StartError } from './start-error.ts'

/** The role the application signs in as; it owns nothing. */
export const APP = 'guatu_app'

/** What the application becomes by `set local role`: all-seeing users, scoped users, whoever signs in, visitors. */
export const MASKS = ['guatu_all', 'guatu_scoped', 'guatu_doorway', 'guatu_public'] as const

/**
 * The database of `ownerUrl` signed in as `guatu_app`. Its password is derived from the owner's, so that every
 * process that may sign in as the owner finds the same one and nothing has to be stored.
 */
export function appUrlOf(ownerUrl: string): string {
  const ownerPassword = decodeURIComponent(new URL(ownerUrl).password)
  if (!ownerPassword) {
    throw new StartError(
      'DATABASE_URL 里没有密码，无法推算应用账号 guatu_app 的密码。' +
        '请在 DATABASE_URL 中写明密码，或另外设置 GUATU_APP_DATABASE_URL=postgres://guatu_app:密码@主机:5432/数据库。',
    )
  }
  return urlWith(ownerUrl, { user: APP, password: createHmac('sha256', ownerPassword).update(APP).digest('hex') })
}

/**
 * Makes the roles and memberships that are missing. Roles belong to the whole server: several databases, and
 * processes starting at the same moment, share them. With `appUrl` the password of `guatu_app` is set if that
 * address does not let it in.
 */
export async function ensureRoles(ownerUrl: string, appUrl?: string): Promise<void> {
  await asOwner(ownerUrl, async (owner) => {
    const { rows } = await owner.query<{ version: number }>(
      `select current_setting('server_version_num')::int as version`,
    )
    // PostgreSQL 15 knows inheritance only per role (`noinherit`), later ones per membership.
    const terms = (rows[0]?.version ?? 0) >= 160000 ? ' with inherit false, set true' : ''
    try {
      for (const statement of await missing(owner, terms)) await run(owner, statement)
      if (appUrl) await ensurePassword(owner, appUrl)
    } catch (error) {
      if (codeOf(error) !== '42501') throw error
      throw new StartError(forTheAdministrator(owner, terms), { cause: error })
    }
  })
}

async function missing(owner: pg.Client, terms: string): Promise<string[]> {
  const { rows: roles } = await owner.query<{ rolname: string }>(
    'select r.rolname from pg_roles r where r.rolname = any($1)',
    [[APP, ...MASKS]],
  )
  const { rows: members } = await owner.query<{ mask: string }>(
    `select m.roleid::regrole::text as mask from pg_auth_members m where m.member = to_regrole($1)`,
    [APP],
  )
  const { rows } = await owner.query<{ may: boolean }>(
    `select coalesce(has_database_privilege(to_regrole($1), current_database(), 'connect'), false) as may`,
    [APP],
  )
  const known = new Set(roles.map((role) => role.rolname))
  const granted = new Set(members.map((member) => member.mask))
  return [
    ...MASKS.filter((mask) => !known.has(mask)).map((mask) => `create role ${mask} nologin`),
    ...(known.has(APP) ? [] : [`create role ${APP} login noinherit`]),
    ...MASKS.filter((mask) => !granted.has(mask)).map((mask) => `grant ${mask} to ${APP}${terms}`),
    ...(rows[0]?.may ? [] : [`grant connect on database ${databaseOf(owner)} to ${APP}`]),
  ]
}

/** Another process may make the same role in the same moment: that it exists is all we want. */
async function run(owner: pg.Client, statement: string): Promise<void> {
  for (let tries = 1; ; tries++) {
    try {
      await owner.query(statement)
      return
    } catch (error) {
      const code = codeOf(error) ?? ''
      if (['42710', '23505'].includes(code) && statement.startsWith('create role')) return
      // XX000 is "tuple concurrently updated": role changes take no row lock.
      if (!['XX000', '23505', '40001'].includes(code) || tries === 5) throw error
    }
  }
}

async function ensurePassword(owner: pg.Client, appUrl: string): Promise<void> {
  if (await letsIn(appUrl)) return
  await run(owner, `alter role ${APP} login password '${scramVerifier(passwordIn(appUrl))}'`)
  if (await letsIn(appUrl)) return
  throw new StartError(
    `数据库不允许应用账号 ${APP} 登录。请在 pg_hba.conf 中放行该账号（scram-sha-256）后再启动，` +
      '或设置 GUATU_APP_DATABASE_URL。',
  )
}

async function letsIn(appUrl: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: appUrl, application_name: 'guatu start' })
  client.on('error', () => {})
  try {
    await client.connect()
    return true
  } catch (error) {
    if (['28P01', '28000'].includes(codeOf(error) ?? '')) return false
    throw error
  } finally {
    await client.end().catch(() => {})
  }
}

/** What PostgreSQL keeps instead of a password (RFC 5803): sent in this form the password never leaves this process. */
function scramVerifier(password: string): string {
  const salt = randomBytes(16)
  const salted = pbkdf2Sync(password, salt, 4096, 32, 'sha256')
  const key = (text: string) => createHmac('sha256', salted).update(text).digest()
  const stored = createHash('sha256').update(key('Client Key')).digest('base64')
  return `SCRAM-SHA-256$4096:${salt.toString('base64')}$${stored}:${key('Server Key').toString('base64')}`
}

function forTheAdministrator(owner: pg.Client, terms: string): string {
  const password = '另定一个密码'
  return [
    `数据库用户 ${owner.user} 无权建立应用所需的角色。请数据库管理员执行：`,
    ...MASKS.map((mask) => `  create role ${mask} nologin;`),
    `  create role ${APP} login noinherit password '${password}';`,
    ...MASKS.map((mask) => `  grant ${mask} to ${APP}${terms};`),
    `  grant connect on database ${databaseOf(owner)} to ${APP};`,
    `然后设置 GUATU_APP_DATABASE_URL=postgres://${APP}:${password}@${owner.host}:${owner.port}/${owner.database} 再启动。`,
  ].join('\n')
}

function passwordIn(url: string): string {
  return decodeURIComponent(new URL(url).password)
}

function databaseOf(owner: pg.Client): string {
  return pg.escapeIdentifier(owner.database ?? 'guatu')
}
