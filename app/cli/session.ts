import { ensureConsole, findPerson } from '#capabilities/people/public.ts'
import { queueDeliveries } from '#capabilities/settings/public.ts'
import { invalid } from '#kernel/problem.ts'
import type { Permission } from '#platform/access/permissions.ts'
import { type Person, type Scope, scopeFor } from '#platform/access/scope.ts'
import { type Database, openKysely, openPool, type Transaction } from '#platform/database/pool.ts'
import { runTransaction, wholeRegion } from '#platform/database/transaction.ts'
import { openDatabase } from '#platform/postgres/database.ts'
import { appendEntries } from '#platform/record/append.ts'
import type { Entry } from '#platform/record/chain.ts'
import { findInstallationSecrets } from '#platform/secrets/key.ts'
import { keyIdsInUse } from '#platform/secrets/sealed-store.ts'
import type { Secrets } from '#platform/secrets/secrets.ts'
import { prepareRegion } from '../region.ts'
import { type Invocation, textFlag } from './invocation.ts'

/** What a command works with: the handlers' context without a web request. */
export type ConsoleContext = {
  db: Transaction
  person: Person
  scope: Scope
  now: Date
  record: (entry: Entry) => void
}
export type Session = {
  /** In whose name: the user name given with --as, or console. */
  username: string
  ownerUrl: string
  /** The application's own role, for what runs in nobody's name (digests). */
  db: Database
  /** One transaction with the person's scope for this permission; what is recorded is appended last. */
  write: <T>(permission: Permission, work: (context: ConsoleContext) => Promise<T>) => Promise<T>
  read: <T>(permission: Permission, work: (context: ConsoleContext) => Promise<T>) => Promise<T>
  /** The installation's key, with which exported workbooks are signed; null where it is not at hand. */
  secrets: () => Promise<Secrets | null>
  close: () => Promise<void>
}

/** Opens the database as the server does and acts as `--as USER`, by default the console. */
export async function openSession(invocation: Invocation): Promise<Session> {
  const toStderr = (line: string) => void process.stderr.write(`${line}\n`)
  const database = await openDatabase({ env: process.env, log: toStderr })
  let pool: ReturnType<typeof openPool> | null = null
  try {
    await prepareRegion(database.ownerUrl, { demo: false, now: new Date() })
    pool = openPool(database.appUrl, { max: 4, name: 'guatu console', onError: () => undefined })
    const db = openKysely(pool)
    const username = textFlag(invocation, 'as') ?? CONSOLE
    const close = async () => {
      await db.destroy()
      await database.close()
    }
    const { ownerUrl } = database
    const secrets = async () =>
      findInstallationSecrets({ env: process.env, inUse: await keyIdsInUse(ownerUrl), log: toStderr })
    return { username, ownerUrl, db, write: writer(db, username), read: reader(db, username), secrets, close }
  } catch (error) {
    await pool?.end()
    await database.close()
    throw error
  }
}

const CONSOLE = 'console'

function writer(db: Database, username: string): Session['write'] {
  return async (permission, work) => {
    const person =
      username === CONSOLE
        ? await runTransaction(db, { scope: wholeRegion() }, ensureConsole)
        : await personNamed(db, username)
    return await runTransaction(db, { scope: scopeOf(person, permission) }, async (tx) => {
      const now = new Date()
      const entries: Entry[] = []
      const scope = scopeOf(person, permission)
      const result = await work({ db: tx, person, scope, now, record: (entry) => entries.push(entry) })
      const author = { accountId: person.accountId, actor: person.username, origin: 'console', at: now }
      // sent by the server when it runs next
      await queueDeliveries(tx, entries, now)
      if (entries.length > 0) await appendEntries(tx, author, entries)
      return result
    })
  }
}

/** Reading as the console needs no account: a look into an empty database leaves it empty. */
function reader(db: Database, username: string): Session['read'] {
  return async (permission, work) => {
    const person = username === CONSOLE ? NOBODY : await personNamed(db, username)
    const scope = username === CONSOLE ? wholeRegion() : scopeOf(person, permission)
    const record = () => {
      throw new Error('a read recorded something')
    }
    return await runTransaction(
      db,
      { scope, readOnly: true },
      async (tx) => await work({ db: tx, person, scope, now: new Date(), record }),
    )
  }
}

const NOBODY: Person = { accountId: 0, username: CONSOLE, displayName: '命令行', organisationId: 0, grants: [] }

async function personNamed(db: Database, username: string): Promise<Person> {
  const person = await runTransaction(db, { scope: wholeRegion() }, async (tx) => await findPerson(tx, username))
  if (!person) throw invalid('account_unknown', `没有“${username}”这个可用账号。可用 guatu users 查看。`)
  return person
}

function scopeOf(person: Person, permission: Permission): Scope {
  const scope = scopeFor(person, permission)
  if (!scope)
    throw invalid('not_permitted', `账号 ${person.username} 没有这项权限（${permission}），请换用有权限的账号。`)
  return scope
}
