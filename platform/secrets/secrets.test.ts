import { describe, expect, test } from 'vitest'
import { openSecrets } from './secrets.ts'

const secrets = openSecrets(Buffer.alloc(32, 1))
const refusal = (work: () => unknown) => {
  try {
    return work()
  } catch (error) {
    return (error as { code?: string }).code
  }
}

describe('sealed text', () => {
  test('opens for its own use, and differs each time', () => {
    const [once, again] = [secrets.seal('totp:12', '密钥'), secrets.seal('totp:12', '密钥')]
    expect(once).not.toBe(again)
    expect([secrets.open('totp:12', once), secrets.open('totp:12', again)]).toEqual(['密钥', '密钥'])
    expect(secrets.open('totp:12', secrets.seal('totp:12', ''))).toBe('')
  })

  test('opens for no other row or use', () => {
    const sealed = secrets.seal('totp:12', 'secret')
    for (const purpose of ['totp:1', 'totp:121', 'webhook:12', ''])
      expect(refusal(() => secrets.open(purpose, sealed))).toBe('secret_unreadable')
  })

  test('opens under no other key, nor by an equal key id', () => {
    const sealed = secrets.seal('totp:12', 'secret')
    const other = openSecrets(Buffer.alloc(32, 2))
    expect(other.keyId).not.toBe(secrets.keyId)
    expect(refusal(() => other.open('totp:12', sealed))).toBe('secret_unreadable')
    expect(refusal(() => other.open('totp:12', sealed.replace(secrets.keyId, other.keyId)))).toBe('secret_unreadable')
    expect(openSecrets(Buffer.alloc(32, 1)).open('totp:12', sealed)).toBe('secret')
  })

  test('any bit altered, anything cut off or made up: refused, no crash', () => {
    const sealed = secrets.seal('totp:12', 'secret')
    const at = sealed.lastIndexOf('.') + 1
    const bytes = Buffer.from(sealed.slice(at), 'base64url')
    for (let bit = 0; bit < bytes.length * 8; bit += 1) {
      const altered = Buffer.from(bytes)
      altered[bit >> 3]! ^= 1 << (bit & 7)
      expect(refusal(() => secrets.open('totp:12', sealed.slice(0, at) + altered.toString('base64url')))).toBe(
        'secret_unreadable',
      )
    }
    const head = sealed.slice(0, at)
    for (const wrong of ['', 'g1', sealed.slice(0, -3), `${sealed}AA`, `${head}AAAA`, head, '{}', 'JBSWY3DPEHPK3PXP'])
      expect(refusal(() => secrets.open('totp:12', wrong))).toBe('secret_unreadable')
  })

  test('a key has 32 bytes', () => {
    expect(() => openSecrets(Buffer.alloc(16))).toThrow('32 bytes')
  })

  test('signs for one purpose under one key; any other text, purpose, key or signature is told', () => {
    const signature = secrets.sign('ledger base', 'digest')
    expect(signature).toMatch(/^[0-9a-f]{64}$/)
    expect(secrets.isSigned('ledger base', 'digest', signature)).toBe(true)
    expect(secrets.isSigned('ledger base', 'digest2', signature)).toBe(false)
    expect(secrets.isSigned('other', 'digest', signature)).toBe(false)
    expect(openSecrets(Buffer.alloc(32, 2)).isSigned('ledger base', 'digest', signature)).toBe(false)
    for (const wrong of ['', '0', signature.slice(1), `${signature}0`, signature.toUpperCase()])
      expect(secrets.isSigned('ledger base', 'digest', wrong)).toBe(false)
  })
})
