import { randomBytes } from 'node:crypto'
import { type Algorithm, hash, verify } from '@node-rs/argon2'

/**
 * argon2id with OWASP's minimum for interactive sign-in: 19 MiB, two passes, one lane (Password Storage Cheat Sheet). `algorithm` 2 is
 * argon2id; the library's own name for it is an enum that type stripping cannot read.
 */
const PARAMETERS = { algorithm: 2 as Algorithm, memoryCost: 19_456, timeCost: 2, parallelism: 1 }

export async function hashPassword(password: string): Promise<string> {
  return await hash(normalised(password), PARAMETERS)
}

/** Whether a stored hash was made with other parameters than today's, so that it is renewed when the password is at hand. */
export function needsRehash(passwordHash: string): boolean {
  const { memoryCost, timeCost, parallelism } = PARAMETERS
  return !passwordHash.startsWith(`$argon2id$v=19$m=${memoryCost},t=${timeCost},p=${parallelism}$`)
}

// somebody else's hash, checked when the name is unknown: an attacker must not learn from the time which names exist
const NOBODYS_HASH = hashPassword(randomBytes(16).toString('hex'))

/** Whether the password belongs to the hash; as typed too, for hashes made before passwords were normalised. */
export async function passwordFits(passwordHash: string | null, password: string): Promise<boolean> {
  const against = passwordHash ?? (await NOBODYS_HASH)
  const same = normalised(password)
  let fits = await verify(against, same)
  if (!fits && same !== password) fits = await verify(against, password)
  return passwordHash !== null && fits
}

/**
 * NFKC (NIST SP 800-63B-4, 3.1.1.2): a keyboard in full-width mode types the same password. Length is counted in characters of this form.
 */
export function normalised(password: string): string {
  return password.normalize('NFKC')
}
