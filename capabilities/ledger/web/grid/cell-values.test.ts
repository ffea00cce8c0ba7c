import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { cellText, readCell } from './cell-values.ts'
import type { FieldKind } from './fields.ts'

const choices = [
  { value: 'started', label: '开工' },
  { value: 'underConstruction', label: '在建' },
]
const context = (kind: FieldKind, unit: 'wan' | 'yi' = 'wan') => ({
  kind,
  unit,
  choices: kind === 'choice' ? choices : [],
})

describe('what is typed or pasted', () => {
  test.each<[FieldKind, 'wan' | 'yi', string, string | null]>([
    ['amount', 'wan', '12,345.6', '12345.6'],
    ['amount', 'wan', '1.2亿', '12000'],
    ['amount', 'wan', '１２００', '1200'],
    ['amount', 'yi', '1.2', '12000'],
    ['amount', 'yi', '5000万', '5000'],
    ['amount', 'yi', '1亿2000万', '12000'],
    ['amount', 'wan', '—', null],
    ['number', 'wan', '1 200', '1200'],
    ['number', 'wan', '-3.50', '-3.5'],
    ['date', 'wan', '2026/3/28', '2026-03-28'],
    ['date', 'wan', '2026年3月', '2026-03'],
    ['date', 'wan', '2026-03-28 00:00:00', '2026-03-28'],
    ['date', 'wan', '/', null],
    ['yesNo', 'wan', '√', 'true'],
    ['yesNo', 'wan', '否', 'false'],
    ['choice', 'wan', '在建', 'underConstruction'],
    ['choice', 'wan', 'started', 'started'],
    ['choice', 'wan', '开', 'started'],
    ['text', 'wan', ' 甲\n公司 ', '甲 公司'],
    ['longText', 'wan', '一\r\n二', '一\n二'],
  ])('%s in %s: %s', (kind, unit, text, value) => {
    expect(readCell(text, context(kind, unit))).toEqual({ value })
  })

  test.each<[FieldKind, string]>([
    ['amount', '约3亿'],
    ['amount', '1亿2000'],
    ['number', '三'],
    ['date', '三月'],
    ['date', '2026-02-30'],
    ['yesNo', '可能'],
    ['choice', '已竣工'],
  ])('%s refuses what it would have to guess: %s', (kind, text) => {
    expect(readCell(text, context(kind))).toHaveProperty('problem')
  })

  test('an amount that is copied comes back as the same amount, in either unit', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 9_999_999_999 }),
        fc.constantFrom('wan' as const, 'yi' as const),
        (yuan, unit) => {
          const wan = (BigInt(yuan) * 1n).toString()
          const value = readCell(`${wan}元`, context('amount'))
          if (!('value' in value) || value.value === null) throw new Error('no amount')
          expect(readCell(cellText(value.value, context('amount', unit)), context('amount', unit))).toEqual(value)
        },
      ),
    )
  })
})

describe('what is shown', () => {
  test.each<[FieldKind, string | null, string]>([
    ['organisation', '12|云川市', '云川市'],
    ['choice', 'started', '开工'],
    ['choice', 'gone', 'gone'],
    ['yesNo', 'true', '是'],
    ['percent', '61.24', '61.2'],
    ['amount', '12345.6000', '12345.6'],
    ['text', null, ''],
  ])('%s %s', (kind, value, text) => expect(cellText(value, context(kind))).toBe(text))
})
