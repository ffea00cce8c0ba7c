import { Problem } from '#kernel/problem.ts'
import type { Preparation, Transaction } from '#platform/http/context.ts'
import type { Secrets } from '#platform/secrets/secrets.ts'
import { readCode, stepOfCode, TRIES_ALLOWED, TRIES_WINDOW } from './rules/second-factor.ts'
import { recoveryDigest } from './second-factor-codes.ts'
import { countTry, type Factor, hasUnusedCode, readFactor, takeCode, takeStep } from './second-factor-store.ts'
import { readHome } from './store.ts'

/** For the record. */
export const WRONG_CODE = '验证码或恢复码不正确'

/** A code that fits and is not used up yet; `spendProof` does so in the transaction it is good for. */
export type Proof = { step: number } | { recovery: Buffer }

/** The use of a sealed secret, by account: sealed for one, it opens for no other. */
export function factorPurpose(accountId: number): string {
  return `totp:${accountId}`
}

/**
 * What an account shows besides its password: null where it has no second factor. Throws 401 `second_factor_needed` without a code,
 * 401 `second_factor_wrong` for a code that does not fit or was used, and 429 after ten attempts in a quarter of an hour, wherever they
 * come from: who gets here already has the password.
 */
export async function proveFactor(
  secrets: Secrets,
  preparation: Preparation,
  { accountId, code }: { accountId: number; code: string | undefined },
): Promise<Proof | null> {
  const factor = await preparation.read(async (db) => await readFactor(db, accountId))
  if (!factor?.confirmedAt) return null
  if (!code) throw new Problem(401, 'second_factor_needed', '请填写手机动态口令上的6位验证码，或一个恢复码。')
  await countAttempt(preparation, accountId)
  const typed = readCode(code)
  if (typed && 'digits' in typed) {
    const secret = secrets.open(factorPurpose(accountId), factor.secretSealed)
    const step = stepOfCode(secret, typed.digits, preparation.now)
    if (step !== null && step > factor.lastStep) return { step }
  }
  const recovery =
    typed && 'recovery' in typed ? await findRecovery(preparation, accountId, typed.recovery, factor) : null
  if (recovery) return { recovery }
  throw wrongCode()
}

/** As `proveFactor`; a code that does not fit stands in the record as `action`. */
export async function proveFactorOnRecord(
  secrets: Secrets,
  preparation: Preparation,
  asked: { accountId: number; code: string; action: 'session.refused' | 'session.passwordRefused' },
): Promise<Proof | null> {
  return await proveFactor(secrets, preparation, asked).catch(async (error) => {
    if (error instanceof Problem && error.code === 'second_factor_wrong') await recordWrongCode(preparation, asked)
    throw error
  })
}

async function recordWrongCode(
  { write }: Preparation,
  { accountId, action }: { accountId: number; action: string },
): Promise<void> {
  await write(async (db, record) => {
    const orgPath = (await readHome(db, accountId))!
    record({ action, subject: { type: 'account', id: accountId }, orgPath, after: { because: WRONG_CODE } })
  })
}

/** Uses the code up. Of two requests with the same code at the same moment the second is refused. */
export async function spendProof(db: Transaction, accountId: number, proof: Proof, now: Date): Promise<void> {
  const isTaken =
    'step' in proof ? await takeStep(db, accountId, proof.step) : await takeCode(db, accountId, proof.recovery, now)
  if (!isTaken) throw wrongCode()
}

async function countAttempt({ write, now }: Preparation, accountId: number): Promise<void> {
  const since = new Date(now.getTime() - TRIES_WINDOW)
  let tries = 0
  await write(async (db) => {
    tries = await countTry(db, accountId, { now, since })
  })
  if (tries > TRIES_ALLOWED)
    throw new Problem(429, 'too_many_codes', '验证码错误次数过多，请15分钟后再试；手机丢失请联系安全管理员。')
}

async function findRecovery(
  { read }: Preparation,
  accountId: number,
  code: string,
  { recoverySalt }: Factor,
): Promise<Buffer | null> {
  if (!recoverySalt) return null
  const digest = await recoveryDigest(code, recoverySalt)
  return (await read(async (db) => await hasUnusedCode(db, accountId, digest))) ? digest : null
}

function wrongCode(): Problem {
  return new Problem(
    401,
    'second_factor_wrong',
    '验证码不正确，或已经用过。请等手机上出现新的验证码后再填；恢复码每个只能用一次。',
  )
}
