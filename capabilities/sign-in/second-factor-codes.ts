import { randomBytes, randomInt } from 'node:crypto'
import { type Algorithm, hashRaw } from '@node-rs/argon2'
import { generateSecret } from 'otplib/functional'
import { RECOVERY_CODES } from './rules/second-factor.ts'

/** Digits and letters that nobody mistakes for one another on paper; as `readCode` takes them. */
const ALPHABET = '23456789abcdefghjkmnpqrstuvwxyz'

/** 160 bits in base32, as long as what the code is computed with (RFC 4226, 4). */
export function newFactorSecret(): string {
  return generateSecret({ length: 20 })
}

export type NewCodes = { codes: string[]; salt: Buffer; digests: Buffer[] }

/** Ten recovery codes of about 49 bits, such as `k7mpq-4tw9x`, and the digests under which they are kept. */
export async function newRecoveryCodes(): Promise<NewCodes> {
  const salt = randomBytes(16)
  const codes = Array.from({ length: RECOVERY_CODES }, () =>
    Array.from({ length: 10 }, () => ALPHABET[randomInt(ALPHABET.length)]).join(''),
  )
  const digests = await Promise.all(codes.map(async (code) => await recoveryDigest(code, salt)))
  return { codes: codes.map((code) => `${code.slice(0, 5)}-${code.slice(5)}`), salt, digests }
}

/** argon2id as passwords have it: a code is short enough to be guessed from a stolen digest (NIST SP 800-63B-4, 3.1.2.2). */
export async function recoveryDigest(code: string, salt: Buffer): Promise<Buffer> {
  return await hashRaw(code, { algorithm: 2 as Algorithm, memoryCost: 19_456, timeCost: 2, parallelism: 1, salt })
}
