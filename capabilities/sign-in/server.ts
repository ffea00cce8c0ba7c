import {
  findPersonById,
  foldUsername,
  insertAccount,
  insertGrant,
  insertOrganisation,
  insertRegion,
  listOrganisations,
  readRegion,
  renameOrganisation,
  setPassword,
} from '#capabilities/people/public.ts'
import { conflict, forbidden, invalid, Problem } from '#kernel/problem.ts'
import { initialPassword } from '#platform/access/initial-password.ts'
import { hashPassword, passwordFits } from '#platform/access/password.ts'
import { PERMISSIONS, PERMISSIONS_OF_ROLE, type Role } from '#platform/access/permissions.ts'
import { digestOf, newSecret } from '#platform/access/secret.ts'
import { type Context, capability, type Preparation } from '#platform/http/context.ts'
import type { Input } from '#platform/http/contract.ts'
import { attempt } from './attempts.ts'
import { type Me, signInRoutes } from './contract.ts'
import { SESSION_COOKIE } from './recognise.ts'
import { FAILURE_WINDOW, FAILURES_ALLOWED, isLoopback, SESSION_LASTS } from './rules.ts'
import * as store from './store.ts'
import { tokenHandlers } from './token-server.ts'

/** Built with the version it reports. */
export function signInCapability(version: string) {
  return capability(signInRoutes, {
    readState: async ({ db }) => {
      const region = await store.readPublicRegion(db)
      return {
        needsFirstRun: !region?.hasPeople,
        regionName: region?.name ?? null,
        isDemo: region?.isDemo ?? false,
        version,
      }
    },
    firstRun: { prepare: async (_, { body }) => await firstPasswords(body.password), handle: firstRun },
    signIn: { prepare: checkPassword, handle: signIn },
    signOut,
    readMe: async ({ db, person }) => await meOf(db, person.accountId),
    changeOwnPassword: { prepare: checkOwnPassword, handle: changeOwnPassword },
    ...tokenHandlers,
  })
}

type Routes = typeof signInRoutes

/** Who works beside the system administrator from the first day; their passwords are shown once, to be handed over. */
const FIRST_OTHERS = [
  { username: 'security', displayName: '安全管理员', role: 'securityAdministrator' },
  { username: 'auditor', displayName: '审计员', role: 'auditor' },
  { username: 'office', displayName: '项目办', role: 'dispatchOffice' },
] as const
type FirstPasswords = {
  own: string
  others: ((typeof FIRST_OTHERS)[number] & { password: string; passwordHash: string })[]
}

async function firstPasswords(own: string): Promise<FirstPasswords> {
  const others = FIRST_OTHERS.map(async (other) => {
    const password = initialPassword()
    return { ...other, password, passwordHash: await hashPassword(password) }
  })
  return { own: await hashPassword(own), others: await Promise.all(others) }
}

async function grantOver(
  db: Context['db'],
  given: { accountId: number; role: Role; organisationId: number },
): Promise<void> {
  await insertGrant(db, { ...given, reason: '系统初始化', grantedBy: null })
}

async function firstRun(context: Context, { body }: Input<Routes['firstRun']>, { own, others }: FirstPasswords) {
  const { db } = context
  await store.holdFirstRun(db)
  const region = await readRegion(db)
  if (region?.hasPeople) throw conflict('already_set_up', '系统已经初始化，请直接登录。')
  await insertRegion(db, body.regionName, false)
  const organisations = await listOrganisations(db)
  const root =
    organisations[0] ??
    (await insertOrganisation(db, { parentId: null, kind: 'city', name: body.regionName, divisionCode: null }))
  await renameOrganisation(db, root.id, body.regionName)
  const account = { username: body.username, displayName: body.displayName, organisationId: root.id }
  const accountId = await insertAccount(db, { ...account, passwordHash: own, mustChangePassword: false })
  await grantOver(db, { accountId, role: 'systemAdministrator', organisationId: root.id })
  for (const { passwordHash, username, displayName, role } of others) {
    const other = { username, displayName, organisationId: root.id, passwordHash, mustChangePassword: true }
    await grantOver(db, { accountId: await insertAccount(db, other), role, organisationId: root.id })
  }
  context.record({
    action: 'region.setUp',
    subject: { type: 'region', id: root.id },
    orgPath: root.path,
    after: { ...account, name: body.regionName },
  })
  const me = await startSession(context, accountId)
  const handover = others.map(({ username, displayName, role, password }) => ({
    username,
    displayName,
    role,
    password,
  }))
  return { me, handover }
}

async function checkPassword(preparation: Preparation, { body }: Input<Routes['signIn']>): Promise<number> {
  const who = `${foldUsername(body.username)} ${preparation.request.address}`
  return await attempt(who, async (others) => await checkAttempt(preparation, body, others))
}

type Credentials = Input<Routes['signIn']>['body']

async function checkAttempt(
  { request, now, read, write }: Preparation,
  body: Credentials,
  others: number,
): Promise<number> {
  const since = new Date(now.getTime() - FAILURE_WINDOW)
  const [found, failures] = await read(async (db) => [
    await store.findCredentials(db, body.username),
    await store.countFailures(db, body.username, request.address, since),
  ])
  // counted by name and address together: nobody can lock another person out from elsewhere
  if (failures + others >= FAILURES_ALLOWED && !isLoopback(request.address))
    throw new Problem(429, 'too_many_failures', '密码错误次数过多，请15分钟后再试，或联系管理员重置密码。')
  const fits = await passwordFits(found?.passwordHash ?? null, body.password)
  if (found && fits && !found.disabledAt) return found.id
  await write(async (db) => await store.noteFailure(db, body.username, request.address))
  throw new Problem(401, 'sign_in_refused', '用户名或密码不正确。')
}

async function signIn(context: Context, _: Input<Routes['signIn']>, accountId: number): Promise<Me> {
  const card = await store.readAccountCard(context.db, accountId)
  context.record({
    action: 'session.started',
    subject: { type: 'account', id: accountId },
    orgPath: card.organisation.path,
    after: { username: card.username },
  })
  return await startSession(context, accountId)
}

async function startSession(context: Context, accountId: number): Promise<Me> {
  const { secret, digest } = newSecret()
  const expiresAt = new Date(context.now.getTime() + SESSION_LASTS)
  const { address, userAgent } = context.request
  const person = await findPersonById(context.db, accountId)
  if (person) context.person = person
  await store.insertSession(context.db, {
    tokenHash: digest,
    accountId,
    startedAt: context.now,
    expiresAt,
    address,
    userAgent,
  })
  context.setCookie(SESSION_COOKIE, secret, SESSION_LASTS / 1000)
  return await meOf(context.db, accountId)
}

async function signOut(context: Context): Promise<undefined> {
  const { sessionToken } = context.request
  if (sessionToken) await store.revokeSession(context.db, digestOf(sessionToken))
  context.setCookie(SESSION_COOKIE, null, 0)
  await recordOwn(context, 'session.ended')
  return undefined
}

async function checkOwnPassword(
  preparation: Preparation,
  { body }: Input<Routes['changeOwnPassword']>,
): Promise<string> {
  const found = await preparation.read(async (db) => await store.findCredentials(db, preparation.person.username))
  if (!(await passwordFits(found?.passwordHash ?? null, body.current)))
    throw forbidden('password_wrong', '原密码不正确，请重新输入。')
  if (body.current === body.next) throw invalid('password_unchanged', '新密码不能与原密码相同。')
  return await hashPassword(body.next)
}

async function changeOwnPassword(context: Context, _: unknown, passwordHash: string): Promise<undefined> {
  const { sessionToken } = context.request
  await setPassword(context.db, {
    accountId: context.person.accountId,
    hash: passwordHash,
    setBy: context.person.accountId,
    mustChange: false,
  })
  await store.revokeOtherSessions(context.db, context.person.accountId, sessionToken ? digestOf(sessionToken) : null)
  await recordOwn(context, 'account.passwordChanged')
  return undefined
}

async function meOf(db: Context['db'], accountId: number): Promise<Me> {
  const card = await store.readAccountCard(db, accountId)
  const held = new Set(card.grants.flatMap((grant) => PERMISSIONS_OF_ROLE[grant.role]))
  return { ...card, permissions: PERMISSIONS.filter((permission) => held.has(permission)) }
}

async function recordOwn(context: Context, action: string): Promise<void> {
  const card = await store.readAccountCard(context.db, context.person.accountId)
  context.record({ action, subject: { type: 'account', id: card.id }, orgPath: card.organisation.path })
}
