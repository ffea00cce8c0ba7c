import { describe, expect, test } from 'vitest'
import { DEFAULT_SECURITY } from '#platform/access/security-settings.ts'
import { networkOf } from '#platform/http/network.ts'
import { browserInWords } from './browser-words.ts'
import { needsTouch, passwordDueAt, passwordDueBecause, patienceFor, type SessionRow, sessionHolds } from './rules.ts'

const NOW = new Date('2026-11-10T02:00:00Z')
const REPORTER = patienceFor(DEFAULT_SECURITY, [{ role: 'reporter' }])
const AUDITOR = patienceFor(DEFAULT_SECURITY, [{ role: 'auditor' }])

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
  [{ createdAt: '2026-11-09T14:00:00Z' }, false], // twelve hours old, whatever its own end says
  [{ createdAt: '2026-11-09T14:00:01Z' }, true],
  [{ lastSeenAt: '2026-11-09T22:00:00Z' }, false], // four hours idle
  [{ lastSeenAt: '2026-11-09T22:00:01Z' }, true],
])('a session with %o holds: %s', (change, holds) => {
  expect(sessionHolds(session(change), NOW, REPORTER)).toBe(holds)
})

test('an administrator’s session ends after half an hour without use', () => {
  expect(sessionHolds(session({ lastSeenAt: '2026-11-10T01:30:00Z' }), NOW, AUDITOR)).toBe(false)
  expect(sessionHolds(session({ lastSeenAt: '2026-11-10T01:30:01Z' }), NOW, AUDITOR)).toBe(true)
})

test('one administrator’s role among others is enough for the shorter time', () => {
  const both = patienceFor(DEFAULT_SECURITY, [{ role: 'reporter' }, { role: 'systemAdministrator' }])
  expect(both).toEqual({ idle: 30 * 60_000, absolute: 12 * 3_600_000 })
})

test('its last use is written at most once a minute', () => {
  expect(needsTouch(session(), NOW)).toBe(false)
  expect(needsTouch(session({ lastSeenAt: '2026-11-10T01:58:59Z' }), NOW)).toBe(true)
})

describe('the age of a password', () => {
  const setAt = '2026-05-14T02:00:00Z'

  test('makes it due 180 days later, at the moment and not before', () => {
    expect(passwordDueAt(setAt, DEFAULT_SECURITY)?.toISOString()).toBe('2026-11-10T02:00:00.000Z')
    const due = (now: Date) => passwordDueBecause({ mustChange: false, setAt }, DEFAULT_SECURITY, now)
    expect(due(NOW)).toBe('age')
    expect(due(new Date(NOW.getTime() - 1))).toBeNull()
  })

  test('does not matter where the rule is switched off; a password given by somebody else is due at once', () => {
    const never = { ...DEFAULT_SECURITY, passwordMaximumDays: 0 }
    expect(passwordDueBecause({ mustChange: false, setAt }, never, NOW)).toBeNull()
    expect(passwordDueBecause({ mustChange: true, setAt }, never, NOW)).toBe('given')
  })
})

test.each([
  ['10.1.2.3', '10.1.2.3'],
  ['::ffff:10.1.2.3', '10.1.2.3'],
  ['2001:db8:0:12::5', '2001:db8:0:12::/64'],
  ['2001:0db8:0000:0012:ffff:1:2:3', '2001:db8:0:12::/64'],
  ['2001:db8::1', '2001:db8:0:0::/64'],
  ['::1', '0:0:0:0::/64'],
  ['fe80::1%eth0', 'fe80:0:0:0::/64'],
])('failures from %s are counted by %s', (address, network) => {
  expect(networkOf(address)).toBe(network)
})

test.each([
  [
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36 Edg/131.0.0.0',
    'Edge 浏览器，Windows',
  ],
  [
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/108.0 Safari/537.36 360SE',
    '360浏览器，Windows',
  ],
  [
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1',
    'Safari 浏览器，iPhone',
  ],
  [
    'Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/116 Mobile Safari/537.36 MicroMessenger/8.0.50',
    '微信，安卓',
  ],
  ['Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0', '火狐浏览器，Linux'],
  ['curl/8.5.0', '未知浏览器'],
  ['', '未知浏览器'],
])('%s is called %s', (userAgent, words) => {
  expect(browserInWords(userAgent)).toBe(words)
})
