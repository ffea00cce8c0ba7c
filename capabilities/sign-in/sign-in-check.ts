import { foldUsername } from '#capabilities/people/public.ts'
import { Problem } from '#kernel/problem.ts'
import { hashPassword, needsRehash, passwordFits } from '#platform/access/password.ts'
import { digestOf } from '#platform/access/secret.ts'
import type { SecuritySettings } from '#platform/access/security-settings.ts'
import { readSecuritySettings } from '#platform/access/security-settings-store.ts'
import type { Preparation, Transaction } from '#platform/http/context.ts'
import { attempt } from './attempts.ts'
import { DEVICE_COOKIE, secretIn } from './cookies.ts'
import { type Credentials, findCredentials } from './password-store.ts'
import { networkOf, STRANGERS_FACTOR, TRUST_LASTS } from './rules.ts'
import type { Proof } from './second-factor-check.ts'
import { addressesOf, type Client, countFailures, findDevice, noteFailure } from './trust-store.ts'

export type SignInBody = { username: string; password: string; code?: string | undefined }
export type Passed = { accountId: number; rehash: { old: string; renewed: string } | null; proof: Proof | null }
/** Asked once the password fits. Its 401 `second_factor_wrong` counts like a wrong password. */
type FurtherCheck = (
  preparation: Preparation,
  asked: { accountId: number; code: string | undefined },
) => Promise<Proof | null>

/**
 * Whether name and password belong together, and what `further` asks besides. Every refusal costs the same work and says the same,
 * whether the name exists or not.
 *
 * Wrong passwords are counted so that nobody can lock out somebody else (OWASP, “Slow down online guessing attacks with device cookies”):
 * a browser the account has signed in from, and a network it has, each have a count of their own and are refused for that alone; all
 * strangers together are allowed five times as much as one client.
 */
export async function checkSignIn(preparation: Preparation, body: SignInBody, further: FurtherCheck): Promise<Passed> {
  const asked = await preparation.read(async (db) => await whoAsks(db, preparation, body.username))
  const { client, name } = asked
  const counts = [`${name} ${client.deviceId ?? client.network}`, ...(client.isStranger ? [`${name} strangers`] : [])]
  return await attempt(counts, async (others) => await checkAttempt(preparation, body, { ...asked, others, further }))
}

type Asked = { found: Credentials | null; settings: SecuritySettings; client: Client; name: string }

async function whoAsks(db: Transaction, preparation: Preparation, username: string): Promise<Asked> {
  const found = await findCredentials(db, username)
  const settings = await readSecuritySettings(db)
  // an unknown name is asked for as number 0: the same statements run
  const client = await clientOf(db, preparation, found?.id ?? 0)
  return { found, settings, client, name: foldUsername(username) }
}

async function clientOf(db: Transaction, { request, now }: Preparation, accountId: number): Promise<Client> {
  const since = new Date(now.getTime() - TRUST_LASTS)
  const secret = secretIn(request, DEVICE_COOKIE)
  const deviceId = await findDevice(db, accountId, digestOf(secret ?? ''), since)
  const network = networkOf(request.address)
  const known = (await addressesOf(db, accountId, since)).some((address) => networkOf(address) === network)
  return { deviceId, network, isStranger: !deviceId && !known }
}

async function checkAttempt(
  preparation: Preparation,
  body: SignInBody,
  { found, settings, client, others, further }: Asked & { others: number[]; further: FurtherCheck },
): Promise<Passed> {
  const { now, read, write } = preparation
  const since = new Date(now.getTime() - settings.failureMinutes * 60_000)
  const failures = await read(async (db) => await countFailures(db, body.username, client, since))
  refuseTooMany(failures, others, settings)
  const note = async () => await write(async (db) => await noteFailure(db, body.username, client, now))
  const fits = await passwordFits(found?.passwordHash ?? null, body.password)
  if (!found || !fits || found.disabledAt) {
    await note()
    throw new Problem(401, 'sign_in_refused', '用户名或密码不正确。')
  }
  const proof = await further(preparation, { accountId: found.id, code: body.code }).catch(async (error) => {
    if (error instanceof Problem && error.code === 'second_factor_wrong') await note()
    throw error
  })
  return { accountId: found.id, proof, rehash: await rehashOf(found.passwordHash!, body.password) }
}

/** `others` has a second figure only for strangers: what is being checked for all of them. */
function refuseTooMany(
  failures: { own: number; strangers: number },
  [own = 0, strangers]: number[],
  { failuresAllowed, failureMinutes }: SecuritySettings,
): void {
  const tooManyOwn = failures.own + own >= failuresAllowed
  const tooManyStrangers =
    strangers !== undefined && failures.strangers + strangers >= failuresAllowed * STRANGERS_FACTOR
  if (!tooManyOwn && !tooManyStrangers) return
  throw new Problem(
    429,
    'too_many_failures',
    `密码错误次数过多，请${failureMinutes}分钟后再试，或换用平时登录的电脑；忘记密码请联系管理员重置。`,
    { retryAfterSeconds: failureMinutes * 60 },
  )
}

async function rehashOf(old: string, password: string): Promise<Passed['rehash']> {
  return needsRehash(old) ? { old, renewed: await hashPassword(password) } : null
}
