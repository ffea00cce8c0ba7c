import { Problem } from '#kernel/problem.ts'
import { hashPassword, needsRehash, passwordFits } from '#platform/access/password.ts'
import type { Preparation } from '#platform/http/context.ts'
import { type Fail, tryPassword } from './guessing.ts'
import { type Credentials, findCredentials } from './password-store.ts'
import { type Proof, WRONG_CODE } from './second-factor-check.ts'

export type SignInBody = { username: string; password: string; code?: string | undefined }
/** `checked` is the hash the password fitted; it has to hold still when the session begins. */
export type Passed = { accountId: number; checked: string; renewed: string | null; proof: Proof | null }
/** Asked once the password fits. Its 401 `second_factor_wrong` counts like a wrong password. */
type FurtherCheck = (
  preparation: Preparation,
  asked: { accountId: number; code: string | undefined },
) => Promise<Proof | null>

/**
 * Whether name and password belong together, and what `further` asks besides. Every refusal costs the same work and says the same,
 * whether the name exists or not.
 */
export async function checkSignIn(preparation: Preparation, body: SignInBody, further: FurtherCheck): Promise<Passed> {
  const found = await preparation.read(async (db) => await findCredentials(db, body.username))
  const tried = { username: found?.username ?? body.username, accountId: found?.id ?? 0 }
  return await tryPassword(preparation, tried, async (fail) => {
    const fits = await passwordFits(found?.passwordHash ?? null, body.password)
    if (!found || !fits || found.disabledAt) {
      await fail('session.refused', hindranceOf(found, fits))
      throw signInRefused()
    }
    const proof = await prove(preparation, { accountId: found.id, code: body.code }, { further, fail })
    const checked = found.passwordHash!
    const renewed = needsRehash(checked) ? await hashPassword(body.password) : null
    return { accountId: found.id, checked, renewed, proof }
  })
}

/** The one answer to whatever does not fit together. */
export function signInRefused(): Problem {
  return new Problem(401, 'sign_in_refused', '用户名或密码不正确。')
}

/** For the record only: who asks is not told which of them it was. */
function hindranceOf(found: Credentials | null, fits: boolean): string {
  if (!found) return '没有这个用户名'
  return fits ? '账号已停用' : '密码不正确'
}

async function prove(
  preparation: Preparation,
  asked: { accountId: number; code: string | undefined },
  { further, fail }: { further: FurtherCheck; fail: Fail },
): Promise<Proof | null> {
  return await further(preparation, asked).catch(async (error) => {
    if (error instanceof Problem && error.code === 'second_factor_wrong') await fail('session.refused', WRONG_CODE)
    throw error
  })
}

/** The person's own password, once more before something weighty. Wrong ones count like those at sign-in. */
export async function proveOwnPassword(preparation: Preparation, password: string): Promise<void> {
  const { person, read } = preparation
  await tryPassword(preparation, person, async (fail) => {
    const found = await read(async (db) => await findCredentials(db, person.username))
    if (await passwordFits(found?.passwordHash ?? null, password)) return
    await fail('session.passwordRefused', '密码不正确')
    throw new Problem(403, 'password_wrong', '原来的密码不正确，请重新输入。')
  })
}
