import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { foldName } from './fold.ts'
import { addWan, formatMoney, formatWan, formatYi, parseWan, subtractWan, sumWan, wanNumber } from './money.ts'
import { addMonths, isCalendarDay, lastDayOf, monthInChina, monthSpanText, monthsBetween, weekOf } from './period.ts'
import { rankWithTies } from './ranking.ts'
import { formatPercent, growthOver, percentOf, pointsBetween } from './ratio.ts'

describe('money', () => {
  test.each([
    ['0', '0'],
    ['0.0000', '0'],
    ['-0.0000', '0'],
    ['100', '100'],
    ['1200.5000', '1200.5'],
    ['1200.0000', '1200'],
    ['-30.1000', '-30.1'],
    ['-0.5', '-0.5'],
    ['12.34565', '12.3457'],
    ['0.00004', '0'],
    ['1e3', '1000'],
  ])('%s 万元 is written %s', (wan, text) => {
    expect(wanNumber(wan)).toBe(text)
  })

  test.each([
    ['1057000', '105.7亿元'],
    ['9374', '9374万元'],
    ['10000', '1亿元'],
    ['12345.6789', '1.23亿元'],
    ['12350', '1.24亿元'], // half up
    ['0.0001', '0.0001万元'],
    ['-20000', '-2亿元'],
  ])('%s is printed %s', (wan, text) => expect(formatMoney(wan)).toBe(text))

  test('trailing zeros are dropped', () => {
    expect(formatYi('1050000')).toBe('105亿元')
    expect(formatWan('12.3400')).toBe('12.34万元')
  })

  test.each([
    ['12.34567', null],
    ['1e3', null],
    ['', null],
    ['007.50', '7.5'],
    ['-3', '-3'],
  ])('parse %s', (text, wan) => expect(parseWan(text)).toBe(wan))

  test('sums are exact in every order', () => {
    const amount = fc.integer({ min: -9_999_999_999, max: 9_999_999_999 }).map((units) => (units / 10_000).toFixed(4))
    fc.assert(
      fc.property(fc.array(amount, { maxLength: 30 }), amount, (list, extra) => {
        const units = list.reduce(
          (sum, text) => sum + BigInt(text.replace('.', '').replace('-', '')) * (text.startsWith('-') ? -1n : 1n),
          0n,
        )
        const sum = sumWan(list)
        expect(BigInt(Math.round(Number(sum) * 10_000))).toBe(units)
        expect(sumWan([...list].reverse())).toBe(sum)
        expect(Number(subtractWan(addWan(sum, extra), extra))).toBe(Number(sum))
      }),
    )
  })

  test('unknown amounts add nothing', () => expect(sumWan(['1.5', null, '2.5'])).toBe('4'))
})

describe('ratio', () => {
  test('eight exact decimals, printed with one, half up', () => {
    expect(percentOf('2031000', '3319000')).toBe('61.19313046')
    expect(formatPercent('61.19313046')).toBe('61.2%')
    expect(formatPercent('47.04')).toBe('47%')
    expect(formatPercent('88.55')).toBe('88.6%')
  })
  test('no rate over nothing, no growth from zero or below', () => {
    expect(percentOf('5', '0')).toBeNull()
    expect(growthOver('5', '0')).toBeNull()
    expect(growthOver('5', '-3')).toBeNull()
    expect(growthOver('115', '100')).toBe('15')
  })
  test('difference of percentages is in points', () => expect(pointsBetween('61.2', '58.3')).toBe('2.9'))
})

describe('period', () => {
  test.each([
    ['2026-01', 1, '2026-02'],
    ['2026-12', 1, '2027-01'],
    ['2026-01', -1, '2025-12'],
    ['2026-05', -17, '2024-12'],
  ])('%s plus %i months is %s', (month, count, expected) => {
    expect(addMonths(month, count)).toBe(expected)
    expect(monthsBetween(month, expected)).toBe(count)
  })
  test('year to date', () => {
    expect(monthSpanText('2026-01')).toBe('1月')
    expect(monthSpanText('2026-10')).toBe('1—10月')
  })
  test('the month in China begins at 16:00 UTC', () => {
    expect(monthInChina(new Date('2026-10-31T15:59:59Z'))).toBe('2026-10')
    expect(monthInChina(new Date('2026-10-31T16:00:00Z'))).toBe('2026-11')
  })
  test.each([
    ['2026-02-28', true],
    ['2026-02-30', false],
    ['2028-02-29', true],
    ['2026-13-01', false],
  ])('%s is a day: %s', (date, exists) => expect(isCalendarDay(date)).toBe(exists))
  test('leap February', () => expect(lastDayOf('2028-02')).toBe('2028-02-29'))
  test.each([
    ['2026-01-01', '2026-W01'],
    ['2027-01-01', '2026-W53'],
    ['2026-11-20', '2026-W47'],
    ['2024-12-30', '2025-W01'],
  ])('%s lies in week %s', (date, week) => expect(weekOf(date)).toBe(week))
})

describe('ranking', () => {
  test('ties share a place and the next is skipped', () => {
    const ranked = rankWithTies([
      { item: 'a', value: '61.2' },
      { item: 'b', value: '70' },
      { item: 'c', value: '61.20' },
      { item: 'd', value: '12' },
    ])
    expect(ranked.map(({ item, rank, tied }) => [item, rank, tied])).toEqual([
      ['b', 1, false],
      ['a', 2, true],
      ['c', 2, true],
      ['d', 4, false],
    ])
  })
  test('energy intensity ranks low to high', () => {
    const ranked = rankWithTies(
      [
        { item: 'a', value: '0.5' },
        { item: 'b', value: '0.4' },
      ],
      'lowFirst',
    )
    expect(ranked.map(({ item }) => item)).toEqual(['b', 'a'])
  })
})

test('names fold over width, brackets and white space', () => {
  expect(foldName('３ＧＷｈ 全钒\n（一期）')).toBe(foldName('3gwh全钒(一期)'))
})
