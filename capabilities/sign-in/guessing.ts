import { foldUsername } from '#capabilities/people/public.ts'
import { Problem } from '#kernel/problem.ts'
import { digestOf } from '#platform/access/secret.ts'
import type { SecuritySettings } from '#platform/access/security-settings.ts'
import { readSecuritySettings } from '#platform/access/security-settings-store.ts'
import type { Preparation, Transaction } from '#platform/http/context.ts'
import { networkOf } from '#platform/http/network.ts'
import { attempt } from './attempts.ts'
import { DEVICE_COOKIE, secretIn } from './cookies.ts'
import { STRANGERS_FACTOR, TRUST_LASTS } from './rules.ts'
import { readHome } from './store.ts'
import { addressesOf, type Client, countFailures, findDevice, noteFailure } from './trust-store.ts'

/** Whose password is tried; a name nobody has is number 0, and the same statements run for it. */
export type Tried = { username: string; accountId: number }
/** Counts the attempt as failed and records why, although the request is refused. */
export type Fail = (action: 'session.refused' | 'session.passwordRefused', because: string) => Promise<void>

/**
 * Runs one try of a password, refused beforehand when too many have failed. Wrong ones are counted so that nobody can lock out somebody
 * else (OWASP, “Slow down online guessing attacks with device cookies”): a browser the account has signed in from, and a network it has,
 * each have a count of their own and are refused for that alone; all strangers together are allowed five times as much as one client.
 *
 * Every failure stands in the record (GB/T 22239-2019, 8.1.4.3 b), of an unknown name too: its refusal must take as long. What was typed
 * as the name is not kept then; people type passwords there.
 */
export async function tryPassword<T>(
  preparation: Preparation,
  tried: Tried,
  work: (fail: Fail) => Promise<T>,
): Promise<T> {
  const { now, read, write } = preparation
  const { client, settings } = await read(async (db) => ({
    client: await clientOf(db, preparation, tried.accountId),
    settings: await readSecuritySettings(db),
  }))
  const name = foldUsername(tried.username)
  const counts = [`${name} ${client.deviceId ?? client.network}`, ...(client.isStranger ? [`${name} strangers`] : [])]
  return await attempt(counts, async (others) => {
    const since = new Date(now.getTime() - settings.failureMinutes * 60_000)
    const failures = await read(async (db) => await countFailures(db, tried.username, client, since))
    refuseTooMany(failures, others, settings)
    return await work(async (action, because) => {
      await write(async (db, record) => {
        await noteFailure(db, tried.username, client, now)
        const home = await readHome(db, tried.accountId)
        const after = tried.accountId ? { username: tried.username, because } : { because }
        if (home) record({ action, subject: { type: 'account', id: tried.accountId }, orgPath: home, after })
      })
    })
  })
}

async function clientOf(db: Transaction, { request, now }: Preparation, accountId: number): Promise<Client> {
  const since = new Date(now.getTime() - TRUST_LASTS)
  const secret = secretIn(request, DEVICE_COOKIE)
  const deviceId = await findDevice(db, accountId, digestOf(secret ?? ''), since)
  const network = networkOf(request.address)
  const known = (await addressesOf(db, accountId, since)).some((address) => networkOf(address) === network)
  return { deviceId, network, isStranger: !deviceId && !known }
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
