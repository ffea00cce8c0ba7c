import { describe, expect, it } from 'vitest'
import { readDate, readDateTime } from './date-text.ts'

describe('dates as people write them', () => {
  it.each([
    ['2026-11-25', '2026-11-25'],
    ['2026.1.5', '2026-01-05'],
    ['2026/11/25', '2026-11-25'],
    ['20261125', '2026-11-25'],
    ['2026年11月25日', '2026-11-25'],
    ['２０２６－１１－２５', '2026-11-25'],
    [' 11-25 ', '2026-11-25'],
    ['11月25日', '2026-11-25'],
  ])('%s', (text, date) => {
    expect(readDate(text, 2026)).toBe(date)
  })

  it.each(['', '2026-02-30', '25/11/2026', '2026-13-01', '2026-11', '十一月', '2026-11-25 18:00'])('not %s', (text) => {
    expect(readDate(text, 2026)).toBeNull()
  })
})

describe('moments as people write them', () => {
  it.each([
    ['2026-11-28 18:00', '2026-11-28T18:00'],
    ['2026-11-28T18:00', '2026-11-28T18:00'],
    ['2026年11月28日 9：05', '2026-11-28T09:05'],
    ['2026年11月28日18时', '2026-11-28T18:00'],
    ['11月28日 18时30分', '2026-11-28T18:30'],
  ])('%s', (text, moment) => {
    expect(readDateTime(text, 2026)).toBe(moment)
  })

  it.each(['2026-11-28', '18:00', '2026-11-28 24:00', '2026-11-28 18:60', '2026-02-30 18:00'])('not %s', (text) => {
    expect(readDateTime(text, 2026)).toBeNull()
  })
})
