import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { guatu } from '#tests/harness/command-line.ts'
import { callerOf, openStage, type Stage, signIn } from '#tests/harness/product.ts'

// Accounts on the command line, beside a running product. Status 0 done, 1 refused, 2 wrong usage.
let stage: Stage
beforeAll(async () => {
  stage = await openStage()
})
afterAll(async () => await stage?.close())

const users = async (...args: string[]) =>
  await guatu(['users', ...args, '--json'], { env: { DATABASE_URL: stage.ownerUrl, GUATU_DATA: '/nonexistent' } })
const latest = async (id: number) => {
  const { rows } = await sql<{ action: string; actor: string; reason: string | null; text: string }>`
    select e.action, e.actor, e.reason, concat(e.before, e.after) as text from record_entry e
    where e.subject_type = 'account' and e.subject_id = ${String(id)} and e.action not like 'session.%' order by e.id desc limit 1`.execute(
    stage.owner,
  )
  return rows[0]
}

test('an account is created, granted a role, ended, disabled and enabled, all in the console’s name', async () => {
  const created = await users('create', 'cli1', '--name', '命令行建', '--organisation', '东镇')
  expect(created.status).toBe(0)
  const { id, initialPassword } = created.json
  const caller = callerOf(stage.product, await signIn(stage.product, 'cli1', initialPassword))
  expect((await caller.get('/api/me')).body).toMatchObject({ mustChangePassword: true, organisation: { name: '东镇' } })
  expect(await latest(id)).toMatchObject({ action: 'account.created', actor: 'console' })

  const granted = await users('grant', 'cli1', '--role', 'reporter', '--to', '2099-12-31', '--reason', '任职')
  expect([granted.status, granted.json]).toEqual([0, { id, username: 'cli1', role: 'reporter' }])
  expect((await caller.get('/api/me')).body.grants).toMatchObject([{ role: 'reporter', organisationName: '东镇' }])
  expect((await users('grant', 'cli1', '--role', 'auditor', '--reason', '任职')).json.error.code).toBe(
    'separate_administrators',
  )

  expect((await users('end-grant', 'cli1', '--role', 'reporter', '--reason', '免职')).status).toBe(0)
  expect(await latest(id)).toMatchObject({ action: 'account.grantEnded', actor: 'console', reason: '免职' })

  expect((await users('disable', 'cli1', '--reason', '调离')).json).toEqual({ id, username: 'cli1', disabled: true })
  expect((await caller.get('/api/me')).status).toBe(401)
  expect((await users('enable', 'cli1', '--reason', '回任')).status).toBe(0)
}, 60_000)

test('an administrator’s password is reset here, and shown once', async () => {
  const { status, json, stdout } = await users('reset-password', 'security', '--reason', '本人忘记')
  expect([status, json.username, stdout.match(/initialPassword/g)?.length]).toEqual([0, 'security', 1])
  const caller = callerOf(stage.product, await signIn(stage.product, 'security', json.initialPassword))
  expect((await caller.get('/api/me')).body.mustChangePassword).toBe(true)
  const entry = await latest(stage.accounts.security)
  expect(entry).toMatchObject({ reason: '本人忘记' })
  const { rows } = await sql<{ found: boolean }>`
    select exists (select 1 from record_entry e where position(${json.initialPassword} in concat(e.before, e.after)) > 0) as found`.execute(
    stage.owner,
  )
  expect(rows[0]!.found).toBe(false)
}, 60_000)

test('the last administrator stays here too, and wrong usage changes nothing', async () => {
  expect((await users('disable', 'auditor', '--reason', '调离')).json.error.code).toBe('last_administrator')
  expect((await users('reset-password', 'console', '--reason', '试试')).json.error.code).toBe('account_unknown')
  expect((await users('create', 'cli2', '--name', '乙', '--organisation', '无此单位')).json.error.code).toBe(
    'organisation_unknown',
  )
  for (const args of [
    ['drop', 'cli1'],
    ['disable', 'cli1'],
  ])
    expect([args, (await users(...args)).status]).toEqual([args, 2])
}, 90_000)
