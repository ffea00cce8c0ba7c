import { expect, test } from 'vitest'
import { readPartialDate } from './partial-date.ts'

test.each([
  ['2026', '2026'],
  ['2026年', '2026'],
  ['2026.3', '2026-03'],
  ['2026年10月', '2026-10'],
  ['2026-3-8', '2026-03-08'],
  ['２０２６／３／２８', '2026-03-28'],
  ['2024年2月29日', '2024-02-29'],
])('%s is %s', (text, date) => {
  expect(readPartialDate(text)).toBe(date)
})

test.each(['', '3月底', '2026-13', '2026-02-30', '2026-00', '26.3', '2023-2025'])('%s is no date', (text) => {
  expect(readPartialDate(text)).toBeNull()
})
