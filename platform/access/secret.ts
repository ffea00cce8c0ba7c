import { createHash, randomBytes } from 'node:crypto'

/** A secret for a cookie or a bearer token, and the digest under which it is kept. */
export function newSecret(prefix = ''): { secret: string; digest: Buffer } {
  const secret = prefix + randomBytes(32).toString('base64url')
  return { secret, digest: digestOf(secret) }
}

export function digestOf(secret: string): Buffer {
  return createHash('sha256').update(secret).digest()
}
