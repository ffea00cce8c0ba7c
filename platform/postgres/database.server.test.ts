import { afterAll, beforeAll, expect, it } from 'vitest'
import { freshDatabase, type TestDatabase } from '#tests/harness/cluster.ts'
import { openDatabase } from './database.ts'
import { asOwner, urlWith } from './owner.ts'
import { ensureRoles } from './roles.ts'

let database: TestDatabase

beforeAll(async () => {
  database = await freshDatabase()
})

afterAll(() => database.drop())

it('opens a given database for an application that owns nothing', async () => {
  const opened = await open({ DATABASE_URL: database.ownerUrl })
  expect(opened.appUrl).toBe(database.appUrl)
  const owned = await one(
    opened.appUrl,
    `select current_user as name, count(*)::int as owned from pg_class c where c.relowner = current_user::regrole`,
  )
  expect(owned).toEqual({ name: 'guatu_app', owned: 0 })
})

it('inherits nothing from the roles it may become', async () => {
  const may = await one(
    database.appUrl,
    `select pg_has_role('guatu_all', 'member') and pg_has_role('guatu_scoped', 'member')
      and pg_has_role('guatu_public', 'member') as becomes, pg_has_role('guatu_all', 'usage') as inherits`,
  )
  expect(may).toEqual({ becomes: true, inherits: false })
  const mask = await asOwner(database.appUrl, async (app) => {
    await app.query('begin; set local role guatu_scoped')
    const { rows } = await app.query('select current_user as name')
    await app.query('rollback')
    return rows[0]
  })
  expect(mask).toEqual({ name: 'guatu_scoped' })
})

it('makes the roles once, however many processes ask at the same moment', async () => {
  const prepare = () => ensureRoles(database.ownerUrl, database.appUrl)
  await Promise.all([prepare(), prepare(), prepare(), prepare()])
  expect(await one(database.appUrl, 'select 1 as one')).toEqual({ one: 1 })
})

it('tells an owner who may not make roles what the administrator has to run', async () => {
  await asOwner(database.ownerUrl, (owner) => owner.query(`create role test_limited login password 'limited'`))
  const limited = urlWith(database.ownerUrl, { user: 'test_limited', password: 'limited' })
  try {
    // Its derived password differs from the one in force, and it may not set another.
    await expect(open({ DATABASE_URL: limited })).rejects.toThrow(
      /create role guatu_app login.*GUATU_APP_DATABASE_URL=/s,
    )
  } finally {
    await asOwner(database.ownerUrl, (owner) => owner.query('drop role test_limited'))
  }
})

it('refuses a database in which Chinese cannot be searched', async () => {
  const name = `${database.name}_c`
  await asOwner(database.ownerUrl, (owner) => owner.query(`create database ${name} locale 'C' template template0`))
  try {
    const ascii = urlWith(database.ownerUrl, { database: name })
    await expect(open({ DATABASE_URL: ascii })).rejects.toThrow(
      /LC_CTYPE）是 C.*create database guatu encoding 'UTF8'/s,
    )
  } finally {
    await asOwner(database.ownerUrl, (owner) => owner.query(`drop database ${name} with (force)`))
  }
})

it('says what is wrong with an address, without repeating the password', async () => {
  await expect(open({ DATABASE_URL: 'guatu' })).rejects.toThrow('DATABASE_URL 的写法应为')
  const wrong = urlWith(database.ownerUrl, { password: 'not-the-one' })
  const refused = await open({ DATABASE_URL: wrong }).catch((error: Error) => error)
  expect(refused).toMatchObject({ name: 'StartError', message: expect.stringContaining('连接不上数据库') })
  expect(String(refused)).not.toContain('not-the-one')
})

function open(env: NodeJS.ProcessEnv) {
  return openDatabase({ env, log: () => {} })
}

async function one(url: string, sql: string): Promise<unknown> {
  return asOwner(url, async (client) => (await client.query(sql)).rows[0])
}
