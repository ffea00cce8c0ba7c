import { describe, expect, test } from 'vitest'
import { foldUsername, freeUsername, isNear, searchTextOf, spanOf, tooLong, usernameFrom } from './rules.ts'

test('user names are one whatever their case and width', () => {
  expect(foldUsername(' Ｏffice ')).toBe('office')
})

test('a person is found by name, user name, pinyin initials and the digits of the telephone', () => {
  const text = searchTextOf({ displayName: '王小明', username: 'WXM01', phone: '138-0000 1111' })
  expect(text.split(' ')).toEqual(['王小明', 'wxm01', 'wxm', '13800001111'])
})

describe('a user name made from a name', () => {
  test.each([
    ['王小明', 'wangxiaoming'],
    ['吕　布', 'lvbu'],
    ['单雄信', 'shanxiongxin'],
    ['Ｊohn 2', 'john2'],
    ['···', 'user'],
  ])('%s: %s', (name, expected) => expect(usernameFrom(name)).toBe(expected))

  test('takes the first digit that is free, and keeps it', () => {
    const taken = new Set(['zhangwei', 'zhangwei2'])
    expect([freeUsername('zhangwei', taken), freeUsername('zhangwei', taken), freeUsername('liu', taken)]).toEqual([
      'zhangwei3',
      'zhangwei4',
      'liu',
    ])
  })
})

describe('the span of a role', () => {
  // 10:00 on 10 November in China
  const now = new Date('2026-11-10T02:00:00Z')
  test('without days is from now on, for good', () => expect(spanOf({}, now)).toEqual({ from: null, to: null }))
  test('from today is from now; a later day begins at its midnight in China', () => {
    expect(spanOf({ validFrom: '2026-11-10' }, now)).toEqual({ from: null, to: null })
    expect(spanOf({ validFrom: '2026-11-12' }, now)).toEqual({ from: new Date('2026-11-11T16:00:00Z'), to: null })
  })
  test('holds all of its last day', () =>
    expect(spanOf({ validTo: '2026-11-30' }, now)).toEqual({ from: null, to: new Date('2026-11-30T16:00:00Z') }))
  test.each([
    [{ validFrom: '2026-11-09' }, 'backdated'],
    [{ validTo: '2026-11-09' }, 'empty'],
    [{ validFrom: '2026-12-02', validTo: '2026-12-01' }, 'empty'],
  ])('%j is refused: %s', (given, fault) => expect(spanOf(given, now)).toBe(fault))

  test('sixty days with today are not too long for a deputy, sixty-one are', () => {
    const until = (validTo: string) => tooLong(spanOf({ validFrom: '2026-12-01', validTo }, now) as never, now)
    expect([until('2027-01-29'), until('2027-01-30')]).toEqual([false, true])
    expect(tooLong({ from: null, to: null }, now)).toBe(true)
  })
})

test('a deputy is of the same unit, the one above or directly below', () => {
  expect(isNear('o1.o2', 'o1.o2')).toBe(true)
  expect(isNear('o1.o2', 'o1')).toBe(true)
  expect(isNear('o1.o2', 'o1.o2.o3')).toBe(true)
  expect(isNear('o1.o2', 'o1.o3')).toBe(false)
  expect(isNear('o1', 'o1.o2.o3')).toBe(false)
  // two roots are nobody's neighbours
  expect(isNear('o1', 'o2')).toBe(false)
})
