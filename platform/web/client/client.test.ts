import { describe, expect, it } from 'vitest'
import { addressOf } from './address.ts'
import { KeyRing, newKey } from './key-ring.ts'

function counted(): KeyRing {
  let last = 0
  return new KeyRing(() => {
    last += 1
    return `key-${last}`
  })
}

describe('idempotency keys', () => {
  it('keep the key of a write whose answer was lost', () => {
    const ring = counted()
    const first = ring.take('POST /api/rounds {"month":"2026-10"}')
    expect(ring.take('POST /api/rounds {"month":"2026-10"}')).toBe(first)
  })

  it('give the same write made anew after an answer a new key', () => {
    const ring = counted()
    const first = ring.take('POST /api/rounds {}')
    ring.drop('POST /api/rounds {}')
    expect(ring.take('POST /api/rounds {}')).not.toBe(first)
  })

  it('tell writes apart by what they carry', () => {
    const ring = counted()
    expect(ring.take('POST /api/rounds {"a":1}')).not.toBe(ring.take('POST /api/rounds {"a":2}'))
  })

  it('have the form the server asks for, also where the context is not secure', () => {
    const original = crypto.randomUUID
    try {
      Object.defineProperty(crypto, 'randomUUID', { value: undefined, configurable: true })
      expect(newKey()).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/)
    } finally {
      Object.defineProperty(crypto, 'randomUUID', { value: original, configurable: true })
    }
    expect(newKey()).toMatch(/^[\w-]{8,80}$/)
  })
})

describe('addresses', () => {
  it('fill parameters and leave out what is absent', () => {
    expect(
      addressOf('/api/rounds/:id/reports', {
        params: { id: 7 },
        query: { state: 'toReview', county: undefined, q: '', limit: 50 },
      }),
    ).toBe('/api/rounds/7/reports?state=toReview&limit=50')
  })

  it('write lists with commas and escape the rest', () => {
    expect(addressOf('/api/projects', { query: { light: ['red', 'yellow'], q: '苯 & 乙烯' } })).toBe(
      '/api/projects?light=red%2Cyellow&q=%E8%8B%AF+%26+%E4%B9%99%E7%83%AF',
    )
    expect(addressOf('/api/files/:name', { params: { name: 'a/b' } })).toBe('/api/files/a%2Fb')
  })
})
