import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes, timingSafeEqual } from 'node:crypto'
import { Problem } from '#kernel/problem.ts'

/** Small secrets that the product must be able to read again: TOTP keys, webhook keys. Passwords and tokens are hashed instead. */
export type Secrets = {
  /** AES-256-GCM. `purpose` names use and row, such as `totp:12`: sealed text moved to another row or use no longer opens. */
  seal(purpose: string, text: string): string
  /** Throws `Problem` 503 `secret_unreadable` when the text was sealed under another key or purpose, or was altered. */
  open(purpose: string, sealed: string): string
  /** HMAC-SHA256 in hex, under a key of its own for each purpose: for what leaves the house and must be known again when it comes back. */
  sign(purpose: string, text: string): string
  isSigned(purpose: string, text: string, signature: string): boolean
  /** Eight letters that tell keys apart and reveal nothing of them; sealed text starts with `g1.<keyId>.`. */
  keyId: string
}

const FORM = /^g1\.([0-9a-f]{8})\.([\w-]{16})\.([\w-]{22,})$/
const NONCE = 12
const TAG = 16

/** Seals and opens under one key of 32 bytes. */
export function openSecrets(key: Buffer): Secrets {
  if (key.length !== 32) throw new Error('a key has 32 bytes')
  const sealing = derived(key, 'guatu sealing', 32)
  const keyId = derived(key, 'guatu key id', 4).toString('hex')
  const sign = (purpose: string, text: string) =>
    createHmac('sha256', derived(key, `guatu signing ${purpose}`, 32))
      .update(text)
      .digest('hex')
  return {
    keyId,
    seal: (purpose, text) => {
      const nonce = randomBytes(NONCE)
      const cipher = createCipheriv('aes-256-gcm', sealing, nonce).setAAD(Buffer.from(purpose))
      const content = Buffer.concat([cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()])
      return `g1.${keyId}.${nonce.toString('base64url')}.${content.toString('base64url')}`
    },
    open: (purpose, sealed) => {
      const [, sealedUnder, nonce, content] = FORM.exec(sealed) ?? []
      if (sealedUnder !== keyId) throw unreadable()
      return decipher(sealing, purpose, { nonce: fromText(nonce!), content: fromText(content!) })
    },
    sign,
    isSigned: (purpose, text, signature) => {
      const [given, expected] = [Buffer.from(signature), Buffer.from(sign(purpose, text))]
      return given.length === expected.length && timingSafeEqual(given, expected)
    },
  }
}

function decipher(sealing: Buffer, purpose: string, { nonce, content }: { nonce: Buffer; content: Buffer }): string {
  try {
    const opener = createDecipheriv('aes-256-gcm', sealing, nonce, { authTagLength: TAG })
    opener.setAAD(Buffer.from(purpose)).setAuthTag(content.subarray(-TAG))
    return Buffer.concat([opener.update(content.subarray(0, -TAG)), opener.final()]).toString('utf8')
  } catch {
    throw unreadable()
  }
}

/** One key for sealing and one for its name: the name is written beside what it sealed. */
function derived(key: Buffer, use: string, length: number): Buffer {
  return Buffer.from(hkdfSync('sha256', key, Buffer.alloc(0), use, length))
}

function fromText(text: string): Buffer {
  return Buffer.from(text, 'base64url')
}

function unreadable(): Problem {
  return new Problem(
    503,
    'secret_unreadable',
    '系统密钥与加密时不一致，无法读取这项内容。请系统管理员检查 GUATU_KEY 或密钥文件，或重新设置这项内容。',
  )
}
