import { randomBytes } from 'node:crypto'
import { hash, verify } from '@node-rs/argon2'

/** argon2id with OWASP's minimum for interactive sign-in (19 MiB, two passes). */
export async function hashPassword(password: string): Promise<string> {
  return await hash(password, { memoryCost: 19_456, timeCost: 2, parallelism: 1 })
}

// somebody else's hash, checked when the name is unknown: an attacker must not learn from the time which names exist
const NOBODYS_HASH = hashPassword(randomBytes(16).toString('hex'))

export async function passwordFits(passwordHash: string | null, password: string): Promise<boolean> {
  const fits = await verify(passwordHash ?? (await NOBODYS_HASH), password)
  return passwordHash !== null && fits
}
