import { describe, expect, it, test } from 'vitest'
import { factorAddress, mustHaveFactor, readCode, stepOfCode } from './second-factor.ts'

// RFC 6238, appendix B, SHA-1: the secret is the ASCII text 12345678901234567890; of its eight digits the last six are those of a six-digit code
const SECRET = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ'
const at = (seconds: number) => new Date(seconds * 1000)

describe('codes of RFC 6238', () => {
  it.each([
    [59, '287082', 1],
    [1111111109, '081804', 37037036],
    [1111111111, '050471', 37037037],
    [1234567890, '005924', 41152263],
    [2000000000, '279037', 66666666],
    [20000000000, '353130', 666666666],
  ])('at %i s: %s', (seconds, code, step) => {
    expect(stepOfCode(SECRET, code, at(seconds))).toBe(step)
  })

  test('hold one step before and after, not two', () => {
    // 1111111109 lies in the last second but one of step 37037036, which ends at 1111111110
    expect(stepOfCode(SECRET, '081804', at(1111111139))).toBe(37037036)
    expect(stepOfCode(SECRET, '081804', at(1111111140))).toBeNull()
    expect(stepOfCode(SECRET, '081804', at(1111111050))).toBe(37037036)
    expect(stepOfCode(SECRET, '081804', at(1111111049))).toBeNull()
  })

  test('another code is none', () => {
    expect(stepOfCode(SECRET, '287083', at(59))).toBeNull()
  })
})

describe('what was typed', () => {
  it.each([
    ['287082', { digits: '287082' }],
    [' 287 082 ', { digits: '287082' }],
    ['２８７０８２', { digits: '287082' }],
    ['abcde-23456', { recovery: 'abcde23456' }],
    ['ABCDE 23456', { recovery: 'abcde23456' }],
    ['28708', null],
    ['2870821', null],
    ['abcde-2345l', null],
    ['', null],
  ])('%s', (typed, read) => {
    expect(readCode(typed)).toEqual(read)
  })
})

test('the address of the picture names region and person', () => {
  const url = new URL(factorAddress({ issuer: '云川市', username: '张三', secret: SECRET }))
  expect([url.protocol, decodeURIComponent(url.pathname)]).toEqual(['otpauth:', expect.stringMatching(/云川市:张三$/)])
  expect([url.searchParams.get('secret'), url.searchParams.get('issuer')]).toEqual([SECRET, '云川市'])
})

describe('who must have one', () => {
  it.each([
    ['nobody', ['securityAdministrator'], false],
    ['administrators', ['securityAdministrator'], true],
    ['administrators', ['reporter', 'auditor'], true],
    ['administrators', ['leader', 'reporter'], false],
    ['everybody', [], true],
  ] as const)('%s, %j: %s', (secondFactorFor, roles, must) => {
    expect(mustHaveFactor({ secondFactorFor }, roles)).toBe(must)
  })
})
