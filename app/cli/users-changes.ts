import {
  createAccount,
  endGrant,
  findAccount,
  grantRole,
  listOrganisations,
  newPassword,
  readTimeline,
  resetPassword,
  setAccountDisabled,
} from '#capabilities/people/public.ts'
import { foldName } from '#kernel/fold.ts'
import { isCalendarDay } from '#kernel/period.ts'
import { invalid } from '#kernel/problem.ts'
import { ROLES, type Role } from '#platform/access/permissions.ts'
import type { Outcome } from './command.ts'
import { type Invocation, textFlag, Usage } from './invocation.ts'
import type { ConsoleContext, Session } from './session.ts'

type Change = (session: Session, invocation: Invocation, username: string) => Promise<Outcome>

/** What `guatu users VERB USERNAME` does: as the screens would, recorded, in the console's name or that of --as. */
export const CHANGES: Record<string, Change> = {
  create,
  grant,
  'end-grant': endGranted,
  disable: (session, invocation, username) => setDisabled(session, username, true, reasonOf(invocation)),
  enable: (session, invocation, username) => setDisabled(session, username, false, reasonOf(invocation)),
  'reset-password': reset,
}

async function create(session: Session, invocation: Invocation, username: string): Promise<Outcome> {
  const displayName = needed(invocation, 'name', '姓名')
  const organisation = needed(invocation, 'organisation', '单位名称')
  const phone = textFlag(invocation, 'phone') ?? null
  // argon2id takes its time: before the transaction
  const password = await newPassword()
  const account = await session.write('account.manage', async (context) => {
    const organisationId = await organisationNamed(context, organisation)
    return await createAccount(context, { username, displayName, phone, organisationId }, password)
  })
  return secretOutcome({ id: account.id, username, displayName }, password.password, '已建立账号')
}

async function grant(session: Session, invocation: Invocation, username: string): Promise<Outcome> {
  const role = roleOf(invocation)
  const given = { role, validFrom: dayOf(invocation, 'from'), validTo: dayOf(invocation, 'to') }
  const reason = reasonOf(invocation)
  const over = textFlag(invocation, 'organisation')
  const account = await session.write('role.grant', async (context) => {
    const found = await accountNamed(context, username)
    const organisationId = over ? await organisationNamed(context, over) : found.organisationId
    return await grantRole(context, found.id, { ...given, organisationId, reason })
  })
  return { json: { id: account.id, username, role }, lines: [`已授予 ${username} 岗位 ${role}。`] }
}

/** The role by its name, and where it is held over several units, the unit. */
async function endGranted(session: Session, invocation: Invocation, username: string): Promise<Outcome> {
  const role = roleOf(invocation)
  const reason = reasonOf(invocation)
  const over = textFlag(invocation, 'organisation')
  const account = await session.write('role.grant', async (context) => {
    const found = await accountNamed(context, username)
    const organisationId = over ? await organisationNamed(context, over) : null
    const standing = (await readTimeline(context.db, found.id)).filter(
      (held) =>
        held.state !== 'over' && held.role === role && (!organisationId || held.organisationId === organisationId),
    )
    if (standing.length === 0)
      throw invalid('grant_unknown', `${username} 没有这个岗位：${role}。可用 guatu users 查看。`)
    if (standing.length > 1)
      throw invalid(
        'grant_ambiguous',
        `${username} 在${standing.map((held) => held.organisationName).join('、')}都有这个岗位，请用 --organisation 写明单位。`,
      )
    return await endGrant(context, standing[0]!.id, reason)
  })
  return { json: { id: account.id, username, role }, lines: [`已终止 ${username} 的岗位 ${role}。`] }
}

async function setDisabled(session: Session, username: string, disabled: boolean, reason: string): Promise<Outcome> {
  const account = await session.write('account.manage', async (context) => {
    const { id } = await accountNamed(context, username)
    return await setAccountDisabled(context, id, { disabled, reason })
  })
  return { json: { id: account.id, username, disabled }, lines: [`已${disabled ? '停用' : '恢复'}账号 ${username}。`] }
}

/** Of anybody, the administrators too: who runs this already holds the database. */
async function reset(session: Session, invocation: Invocation, username: string): Promise<Outcome> {
  const reason = reasonOf(invocation)
  const password = await newPassword()
  const { id, displayName } = await session.write('account.manage', async (context) => {
    const found = await accountNamed(context, username)
    await resetPassword(context, found.id, { ...password, reason })
    return found
  })
  return secretOutcome({ id, username, displayName }, password.password, '已重置密码')
}

function secretOutcome(
  who: { id: number; username: string; displayName: string },
  password: string,
  done: string,
): Outcome {
  const lines = [`${done}：${who.username}（${who.displayName}）。初始密码只显示这一次，首次登录须修改：`, password]
  return { json: { ...who, initialPassword: password }, lines }
}

async function accountNamed(context: ConsoleContext, username: string) {
  const found = await findAccount(context.db, username)
  if (!found || username === 'console')
    throw invalid('account_unknown', `没有“${username}”这个账号。可用 guatu users 查看。`)
  return found
}

async function organisationNamed({ db }: ConsoleContext, name: string): Promise<number> {
  const wanted = foldName(name)
  const found = (await listOrganisations(db)).filter(
    (unit) =>
      foldName(unit.name) === wanted ||
      unit.aliases.some((alias) => foldName(alias) === wanted) ||
      String(unit.id) === wanted,
  )
  if (found.length === 0) throw invalid('organisation_unknown', `没有“${name}”这个单位，请写明全称。`)
  if (found.length > 1)
    throw invalid(
      'organisation_ambiguous',
      `“${name}”有${found.length}个，请改用编号：${found.map(({ id }) => id).join('、')}。`,
    )
  return found[0]!.id
}

function roleOf(invocation: Invocation): Role {
  const role = needed(invocation, 'role', ROLES.join('、'))
  if (!ROLES.includes(role as Role)) throw new Usage(`--role 应为：${ROLES.join('、')}。`)
  return role as Role
}

function dayOf(invocation: Invocation, flag: 'from' | 'to'): string | null {
  const day = textFlag(invocation, flag)
  if (day === undefined) return null
  if (!isCalendarDay(day)) throw new Usage(`--${flag} 应为日期，如 2026-12-31。`)
  return day
}

function reasonOf(invocation: Invocation): string {
  const reason = needed(invocation, 'reason', '原因').trim()
  if (reason.length < 2 || reason.length > 200) throw new Usage('--reason 请写明原因（2到200字）。')
  return reason
}

function needed(invocation: Invocation, flag: string, what: string): string {
  const value = textFlag(invocation, flag)
  if (!value?.trim()) throw new Usage(`请写明 --${flag}（${what}）。`)
  return value
}
