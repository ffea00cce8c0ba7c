import { createHmac } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { EVENTS, payloadsOf } from './events.ts'
import { isToPause, MAX_ATTEMPTS, waitAfter } from './retry.ts'
import { newSigningSecret, signedHeaders } from './signature.ts'

const AT = new Date('2026-11-10T02:00:00.500Z')
const entry = (action: string) => ({
  action,
  subject: { type: 'round', id: 7 },
  orgPath: 'o1.o2',
  after: { amount: '9876.5432' },
})

describe('which events a request raises', () => {
  test('those an office may ask for, in order; the rest is nobody’s', () => {
    const entries = [
      'round.opened',
      'report.saved',
      'session.started',
      'organisation.renamed',
      'organisation.created',
    ].map(entry)
    expect(payloadsOf(entries, AT).map(({ type }) => type)).toEqual([
      'round.opened',
      'organisation.changed',
      'organisation.changed',
    ])
  })

  test('they carry what it is about, where and when, and no figure', () => {
    expect(payloadsOf([entry('round.locked')], AT)).toEqual([
      {
        type: 'round.locked',
        timestamp: '2026-11-10T02:00:00.500Z',
        data: { subject: 'round', id: '7', organisation: 'o1.o2' },
      },
    ])
  })

  test.each(EVENTS.filter((event) => event !== 'organisation.changed'))(
    '%s is raised by the entry of its name',
    (event) => {
      expect(payloadsOf([entry(event)], AT)).toHaveLength(1)
    },
  )
})

describe('the signature', () => {
  // the example of the Standard Webhooks specification
  const example = {
    id: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
    sentAt: new Date(1614265330 * 1000),
    body: '{"test": 2432232314}',
  }
  const key = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'

  test('is the one the specification gives for its example', () => {
    expect(signedHeaders(example, [key])).toEqual({
      'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
      'webhook-timestamp': '1614265330',
      'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
    })
  })

  test('stands there for each secret that holds', () => {
    const [one, other] = signedHeaders(example, [key, newSigningSecret()])['webhook-signature']!.split(' ')
    expect(one).toBe('v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=')
    expect(other).toMatch(/^v1,[A-Za-z0-9+/]{43}=$/)
    expect(other).not.toBe(one)
  })

  test('is over id, time and the very bytes of the body', () => {
    const secret = newSigningSecret()
    expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/)
    const mac = createHmac('sha256', Buffer.from(secret.slice(6), 'base64'))
      .update('m.1614265330.“项目”')
      .digest('base64')
    expect(signedHeaders({ ...example, id: 'm', body: '“项目”' }, [secret])['webhook-signature']).toBe(`v1,${mac}`)
  })
})

describe('trying again', () => {
  test('waits 15 seconds, then four times as long each time, and gives up after the eighth', () => {
    const waits = Array.from({ length: MAX_ATTEMPTS }, (_, index) => waitAfter(index + 1, 0.5))
    expect(waits).toEqual([15, 60, 240, 960, 3840, 15360, 61440, null].map((s) => s && s * 1000))
  })

  test('is spread by a fifth either way and never longer than a day and a fifth', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 7 }), fc.double({ min: 0, max: 1, noNaN: true }), (attempts, chance) => {
        const [wait, middle] = [waitAfter(attempts, chance)!, waitAfter(attempts, 0.5)!]
        expect(wait).toBeGreaterThanOrEqual(middle * 0.8 - 1)
        expect(wait).toBeLessThanOrEqual(middle * 1.2 + 1)
      }),
    )
  })

  test.each([
    [20, 60, true],
    [19, 600, false],
    [500, 59, false],
  ])('%i failures on end over %i minutes: paused %s', (failures, minutes, paused) => {
    expect(isToPause(failures, new Date(AT.getTime() - minutes * 60_000), AT)).toBe(paused)
  })
})
