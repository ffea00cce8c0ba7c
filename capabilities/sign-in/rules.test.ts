import { expect, test } from 'vitest'
import { isLoopback, needsTouch, type SessionRow, sessionHolds } from './rules.ts'

const NOW = new Date('2026-11-10T02:00:00Z')

function session(change: Partial<SessionRow> = {}): SessionRow {
  return {
    createdAt: '2026-11-10T00:00:00Z',
    lastSeenAt: '2026-11-10T01:59:30Z',
    expiresAt: '2026-11-10T12:00:00Z',
    revokedAt: null,
    disabledAt: null,
    ...change,
  }
}

test.each([
  [{}, true],
  [{ revokedAt: '2026-11-10T01:00:00Z' }, false],
  [{ disabledAt: '2026-11-10T01:00:00Z' }, false],
  [{ expiresAt: '2026-11-10T02:00:00Z' }, false],
  [{ lastSeenAt: '2026-11-09T22:00:00Z' }, false], // four hours idle
  [{ lastSeenAt: '2026-11-09T22:00:01Z' }, true],
])('a session with %o holds: %s', (change, holds) => {
  expect(sessionHolds(session(change), NOW)).toBe(holds)
})

test('its last use is written at most once a minute', () => {
  expect(needsTouch(session(), NOW)).toBe(false)
  expect(needsTouch(session({ lastSeenAt: '2026-11-10T01:58:59Z' }), NOW)).toBe(true)
})

test.each([
  ['127.0.0.1', true],
  ['::1', true],
  ['::ffff:127.0.0.1', true],
  ['10.0.0.1', false],
  ['1270.0.1', false],
])('%s is the machine itself: %s', (address, own) => {
  expect(isLoopback(address)).toBe(own)
})
