import { describe, expect, it } from 'vitest'
import { hashesIn, historyKindOf, inGroups } from './rules.ts'
import { filterOf } from './web/filter.ts'
import { typedNumber } from './web/subject-link.ts'

const HASH = '0123456789abcdef'.repeat(4)

describe('digests as people hand them over', () => {
  it('are read in groups, in capitals from a scanned code, from a file or from several', () => {
    expect(inGroups(HASH)).toBe(Array(4).fill('0123 4567 89ab cdef').join(' '))
    expect(hashesIn(inGroups(HASH))).toEqual([HASH])
    expect(hashesIn(`  ${HASH.toUpperCase()}\n`)).toEqual([HASH])
    const other = 'f'.repeat(64)
    const line = (hash: string) =>
      `{"digest":{"chains":[{"head":"${'e'.repeat(64)}"}],"previous":"${'d'.repeat(64)}"},"hash":"${hash}"}`
    expect(hashesIn(`${line(HASH)}\n${line(other)}\n`)).toEqual([HASH, other])
    expect(hashesIn(`{\n "hash": "${other}"\n}`)).toEqual([other])
  })

  it('anything else holds none', () => {
    for (const text of ['', HASH.slice(1), `${HASH}0`, '没有摘要', '{"hash":"abc"}']) expect(hashesIn(text)).toEqual([])
  })
})

describe('the filter', () => {
  it('goes from the address to what the server is asked', () => {
    expect(filterOf({ by: '7', subject: 'project', id: '12', unit: '3', q: '核增' })).toEqual({
      account: 7,
      subjectType: 'project',
      subjectId: '12',
      unit: 3,
      reason: '核增',
    })
    expect(filterOf({ by: 'public' })).toEqual({ actor: 'public' })
    expect(filterOf({})).toEqual({})
  })

  it('an object may be typed with its word or without', () => {
    expect([typedNumber('project 123'), typedNumber('项目123 '), typedNumber('9'), typedNumber('项目')]).toEqual([
      '123',
      '123',
      '9',
      undefined,
    ])
  })
})

describe('whose history', () => {
  it('belongs to one list each', () => {
    expect([historyKindOf('round'), historyKindOf('import'), historyKindOf('organisation')]).toEqual([
      'work',
      'imports',
      'people',
    ])
  })
})
