import { describe, expect, it } from 'vitest'
import { words } from '#platform/web/words/use-words.ts'
import { heldText, lastDayOf, spanText } from './role-text.ts'

describe('what somebody holds, in words', () => {
  const own = { role: 'reporter', organisationName: '东县', deputyForName: null, until: null } as const

  it('names role and unit, the person stood in for, and the last day', () => {
    expect(heldText(words, own)).toBe('填报员（东县）')
    expect(heldText(words, { ...own, until: '2026-11-30T16:00:00.000Z' })).toBe('填报员（东县）　至 2026年11月30日')
    expect(heldText(words, { ...own, deputyForName: '张三', until: '2026-11-30T16:00:00.000Z' })).toBe(
      '填报员（东县）　代 张三（至 2026年11月30日）',
    )
  })

  it('an end at midnight in China is the day before; an end within a day is that day', () => {
    expect(lastDayOf('2026-11-30T16:00:00.000Z')).toBe('2026-11-30')
    expect(lastDayOf('2026-11-30T02:00:00.000Z')).toBe('2026-11-30')
  })

  it('a span without an end is from a day on', () => {
    expect(spanText(words, { validFrom: '2026-11-01T02:00:00.000Z', validTo: null })).toBe('2026年11月1日 起')
    expect(spanText(words, { validFrom: '2026-10-31T16:00:00.000Z', validTo: '2026-11-30T16:00:00.000Z' })).toBe(
      '2026年11月1日 至 2026年11月30日',
    )
  })
})
