import { conflict, forbidden, invalid, notFound, Problem } from '#kernel/problem.ts'
import { PERMISSIONS, PERMISSIONS_OF_ROLE } from '#platform/access/permissions.ts'
import { covers } from '#platform/access/scope.ts'
import { type Context, capability, type Preparation } from '#platform/http/context.ts'
import type { Input } from '#platform/http/contract.ts'
import { attempt } from './attempts.ts'
import { type Me, peopleRoutes } from './contract.ts'
import { recordHandlers } from './record-server.ts'
import { FAILURE_WINDOW, FAILURES_ALLOWED, foldUsername, isLoopback, mayStandBelow, SESSION_LASTS } from './rules.ts'
import { digestOf, hashPassword, newSecret, passwordFits, SESSION_COOKIE } from './sign-in.ts'
import * as store from './store.ts'
import { tokenHandlers } from './token-server.ts'

/** Built with the version it reports and the database pool that sign-in's preparation writes failures to. */
export function peopleCapability(version: string) {
  return capability(peopleRoutes, {
    readState: async ({ db }) => {
      const region = await store.readRegion(db)
      return {
        needsFirstRun: !region?.hasPeople,
        regionName: region?.name ?? null,
        isDemo: region?.isDemo ?? false,
        version,
      }
    },
    firstRun: { prepare: async (_, { body }) => await hashPassword(body.password), handle: firstRun },
    signIn: { prepare: checkPassword, handle: signIn },
    signOut,
    readMe: async ({ db, person }) => await meOf(db, person.accountId),
    changeOwnPassword: { prepare: checkOwnPassword, handle: changeOwnPassword },
    listOrganisations: async ({ db }) => ({ items: await store.listOrganisations(db) }),
    createOrganisation,
    listAccounts: async ({ db, scope }, { query }) => ({
      items: await store.listAccounts(db, {
        paths: scope.all ? null : scope.paths,
        ...(query.role ? { role: query.role } : {}),
      }),
    }),
    createAccount: { prepare: async (_, { body }) => await hashPassword(body.password), handle: createAccount },
    setAccountDisabled,
    grantRole,
    ...tokenHandlers,
    ...recordHandlers,
  })
}

type Routes = typeof peopleRoutes

async function firstRun(context: Context, { body }: Input<Routes['firstRun']>, passwordHash: string): Promise<Me> {
  const { db } = context
  await store.holdFirstRun(db)
  const region = await store.readRegion(db)
  if (region?.hasPeople) throw conflict('already_set_up', '系统已经初始化，请直接登录。')
  await store.insertRegion(db, body.regionName, false)
  const organisations = await store.listOrganisations(db)
  const root =
    organisations[0] ??
    (await store.insertOrganisation(db, { parentId: null, kind: 'city', name: body.regionName, divisionCode: null }))
  await store.renameOrganisation(db, root.id, body.regionName)
  const account = { username: body.username, displayName: body.displayName, organisationId: root.id }
  const accountId = await store.insertAccount(db, { ...account, passwordHash, mustChangePassword: false })
  for (const role of ['administrator', 'dispatchOffice'] as const) {
    await store.insertGrant(db, { accountId, role, organisationId: root.id, reason: '系统初始化', grantedBy: null })
  }
  context.record({
    action: 'region.setUp',
    subject: { type: 'region', id: root.id },
    orgPath: root.path,
    after: { ...account, name: body.regionName },
  })
  return await startSession(context, accountId)
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
  const person = await store.findPersonById(context.db, accountId)
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
  await store.setPassword(context.db, context.person.accountId, passwordHash)
  await store.revokeOtherSessions(context.db, context.person.accountId, sessionToken ? digestOf(sessionToken) : null)
  await recordOwn(context, 'account.passwordChanged')
  return undefined
}

async function createOrganisation(context: Context, { body }: Input<Routes['createOrganisation']>) {
  const parent = await organisationInScope(context, body.parentId)
  if (!mayStandBelow(parent.kind, body.kind)) {
    throw invalid('organisation_misplaced', '上级单位不能下设这一类单位：县区、功能区设在市下，乡镇、园区设在县区下。')
  }
  const created = await store.insertOrganisation(context.db, {
    ...body,
    parentId: parent.id,
    divisionCode: body.divisionCode ?? null,
  })
  context.record({
    action: 'organisation.created',
    subject: { type: 'organisation', id: created.id },
    orgPath: created.path,
    after: created,
  })
  return created
}

async function createAccount(context: Context, { body }: Input<Routes['createAccount']>, passwordHash: string) {
  const organisation = await organisationInScope(context, body.organisationId)
  const { username, displayName, organisationId, role } = body
  const id = await store.insertAccount(context.db, {
    username,
    displayName,
    organisationId,
    passwordHash,
    mustChangePassword: true,
  })
  await store.insertGrant(context.db, {
    accountId: id,
    role,
    organisationId,
    reason: '新建账号',
    grantedBy: context.person.accountId,
  })
  const after = { username, displayName, organisationId, role }
  context.record({ action: 'account.created', subject: { type: 'account', id }, orgPath: organisation.path, after })
  return await accountInScope(context, id)
}

async function setAccountDisabled(context: Context, { params, body }: Input<Routes['setAccountDisabled']>) {
  const before = await accountInScope(context, params.id)
  if (params.id === context.person.accountId)
    throw conflict('own_account', '不能停用自己的账号，请由另一位管理员办理。')
  await store.setDisabled(context.db, params.id, body.disabled)
  await recordAccount(context, body.disabled ? 'account.disabled' : 'account.enabled', before.id, body.reason)
  return await accountInScope(context, params.id)
}

async function grantRole(context: Context, { params, body }: Input<Routes['grantRole']>) {
  await accountInScope(context, params.id)
  await organisationInScope(context, body.organisationId)
  // whoever keeps accounts does not hand themselves the figures: a second administrator sees it (separate administrators)
  if (params.id === context.person.accountId)
    throw conflict('own_account', '不能给自己的账号授权，请由另一位管理员办理。')
  await store.insertGrant(context.db, { accountId: params.id, ...body, grantedBy: context.person.accountId })
  await recordAccount(context, 'account.granted', params.id, body.reason, {
    role: body.role,
    organisationId: body.organisationId,
  })
  return await accountInScope(context, params.id)
}

async function meOf(db: Context['db'], accountId: number): Promise<Me> {
  const card = await store.readAccountCard(db, accountId)
  const held = new Set(card.grants.flatMap((grant) => PERMISSIONS_OF_ROLE[grant.role]))
  return { ...card, permissions: PERMISSIONS.filter((permission) => held.has(permission)) }
}

async function organisationInScope({ db, scope }: Context, id: number) {
  const found = (await store.listOrganisations(db)).find((organisation) => organisation.id === id)
  if (!found || !covers(scope, found.path)) throw notFound('这个单位')
  return found
}

async function accountInScope({ db, scope }: Context, id: number) {
  const [found] = await store.listAccounts(db, { paths: scope.all ? null : scope.paths, id })
  if (!found) throw notFound('这个账号')
  return found
}

async function recordAccount(
  context: Context,
  action: string,
  id: number,
  reason: string,
  after?: unknown,
): Promise<void> {
  const card = await store.readAccountCard(context.db, id)
  context.record({ action, subject: { type: 'account', id }, orgPath: card.organisation.path, reason, after })
}

async function recordOwn(context: Context, action: string): Promise<void> {
  const card = await store.readAccountCard(context.db, context.person.accountId)
  context.record({ action, subject: { type: 'account', id: card.id }, orgPath: card.organisation.path })
}
