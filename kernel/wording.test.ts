import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  againstText,
  approximateText,
  changeCountText,
  changeText,
  countText,
  fromToText,
  growthOfAmounts,
  growthText,
  moneyText,
  ofWhichText,
  paceText,
  planText,
  rankText,
  respectivelyText,
  shareText,
} from './wording.ts'

describe('money', () => {
  test.each([
    ['1057000', {}, '105.7亿元'],
    ['9374', {}, '9374万元'],
    ['10000', {}, '1亿元'],
    ['9999.9999', {}, '9999.9999万元'],
    ['9999.6', { decimals: 0 }, '1亿元'], // and not 10000万元
    ['9999.4', { decimals: 0 }, '9999万元'],
    ['-9999.6', { decimals: 0 }, '-1亿元'],
    ['123456', { decimals: 1 }, '12.3亿元'],
    ['123500', { decimals: 1 }, '12.4亿元'], // half up
    ['525', { unit: '亿元' }, '0.05亿元'],
    ['1057000', { unit: '万元' }, '1057000万元'],
    ['12.3456', { unit: '万元', decimals: 2 }, '12.35万元'],
    ['16.7655', { unit: '元' }, '167655元'],
    ['0', {}, '0万元'],
    ['-0.00001', { unit: '元' }, '0元'],
  ] as const)('%s as %o is %s', (wan, form, text) => expect(moneyText(wan, form)).toBe(text))
})

test('counts carry the measure word of their noun', () => {
  expect(countText(12)).toBe('12个')
  expect(countText('0', '家')).toBe('0家')
  expect(countText('12.50', '万人次')).toBe('12.5万人次')
})

describe('growth', () => {
  test.each([
    ['12.34', undefined, '同比增长12.3%'],
    ['-3.4', undefined, '同比下降3.4%'],
    ['0', undefined, '同比持平'],
    ['0.04', undefined, '同比持平'], // what prints as nothing is said to be nothing
    ['-0.04', '比上月', '与上月持平'],
    ['0', '环比', '环比持平'],
    ['-100', '比年初', '比年初下降100%'],
    ['5', '比上年', '比上年增长5%'],
  ] as const)('%s over %s is %s', (percent, over, text) => expect(growthText(percent, over)).toBe(text))

  test('published growth keeps its decimal', () => {
    expect(growthText('5', '同比', { keepsDecimal: true })).toBe('同比增长5.0%')
    expect(growthText('-0.96', '同比', { keepsDecimal: true })).toBe('同比下降1.0%')
  })

  test('there is none over nothing', () => {
    expect(growthText(null)).toBeNull()
    expect(growthOfAmounts('12', '0')).toBeNull()
    expect(growthOfAmounts('12', '-3')).toBeNull()
    expect(growthOfAmounts('0', '12', '比上年')).toBe('比上年下降100%')
    expect(growthOfAmounts('105.7', '104.04')).toBe('同比增长1.6%')
  })
})

describe('differences in percentage points', () => {
  test.each([
    ['1.2', undefined, '比上月提高1.2个百分点'],
    ['-1.25', undefined, '比上月回落1.3个百分点'],
    ['-1.2', 'level', '比上月下降1.2个百分点'],
    ['0.04', undefined, '与上月持平'],
  ] as const)('%s (%s) is %s', (points, words, text) => expect(changeText(points, '上月', words)).toBe(text))

  test('pace is compared as printed', () => {
    expect(paceText('86.44', '83.3333')).toBe('高于序时进度3.1个百分点')
    expect(paceText('83.26', '83.3333')).toBe('与序时进度持平')
    // 47.06 prints 47.1 and 50.04 prints 50: 2.98 apart, 2.9 on paper
    expect(paceText('47.06', '50.04')).toBe('低于序时进度2.9个百分点')
    expect(paceText('86.4', '83.3333', { withPace: true })).toBe('高于序时进度（83.3%）3.1个百分点')
    expect(againstText('8.8', '7.9', '全市')).toBe('高于全市0.9个百分点')
  })

  test('of two printed percentages their difference is the one printed', () => {
    const percent = fc.integer({ min: 0, max: 2_000_000 }).map((parts) => (parts / 10_000).toFixed(4))
    fc.assert(
      fc.property(percent, percent, (rate, other) => {
        const tenths = (text: string) => Math.round(Math.round(Number(text) * 10_000) / 1000 + 1e-9)
        const apart = tenths(rate) - tenths(other)
        const said = againstText(rate, other, '全市')
        const number = Number(/\d[\d.]*/.exec(said)?.[0] ?? 0)
        expect(Math.round(number * 10)).toBe(Math.abs(apart))
        expect(said.slice(0, 2)).toBe(apart > 0 ? '高于' : apart < 0 ? '低于' : '与全')
      }),
    )
  })
})

test.each([
  [{ rank: 2 }, '居第2位'],
  [{ rank: 2, group: '全市' }, '居全市第2位'],
  [{ rank: 2, group: '县（市、区）', size: 11 }, '居11个县（市、区）第2位'],
  [{ rank: 2, size: 11 }, '居第2位'], // eleven of whom?
  [{ rank: 2, tied: true }, '并列第2位'],
  [{ rank: 2, group: '全市', tied: true }, '并列全市第2位'],
  [{ rank: 11, last: true }, '居末位'],
  [{ rank: 11, group: '县（市、区）', size: 11, last: true }, '居11个县（市、区）末位'],
])('%o is %s', (rank, text) => expect(rankText(rank)).toBe(text))

test('shares and plans', () => {
  expect(shareText('39.44', '全市')).toBe('占全市的39.4%')
  expect(shareText('39.44')).toBe('占39.4%')
  expect(planText('47')).toBe('完成年度计划的47%')
  expect(planText('108.5', '调整后计划')).toBe('完成调整后计划的108.5%')
})

test('parts are parted by what they do not contain', () => {
  expect(ofWhichText(['甲53.06亿元', '乙32.47亿元'])).toBe('其中，甲53.06亿元、乙32.47亿元')
  expect(ofWhichText(['甲2个'])).toBe('其中甲2个')
  expect(ofWhichText(['甲1亿元，增长3%', '乙2亿元'])).toBe('其中，甲1亿元，增长3%；乙2亿元')
  expect(ofWhichText([])).toBe('')
})

test('each name with its value', () => {
  expect(respectivelyText(['甲', '乙', '丙'], ['1个', '2个', '3个'])).toBe('甲、乙、丙分别为1个、2个、3个')
  expect(respectivelyText(['甲'], ['1个'])).toBe('甲为1个')
  expect(respectivelyText(['甲', '乙'], ['1个', '1个'])).toBe('甲、乙均为1个')
  expect(respectivelyText([], [])).toBe('')
  expect(() => respectivelyText(['甲', '乙'], ['1个'])).toThrow(RangeError)
})

describe('approximations', () => {
  test.each([
    ['396.2', '亿元', 2, '近400亿元'],
    ['384.27', '亿元', 2, '380余亿元'],
    ['384.27', '亿元', 3, '约384亿元'],
    ['384', '亿元', 3, '384亿元'],
    ['400', '亿元', 1, '400亿元'],
    ['386', '亿元', 2, '近390亿元'],
    ['384', '亿元', 1, '近400亿元'], // 4 % below
    ['376', '亿元', 1, '300余亿元'], // 6 % below 400 is not near it
    ['380.3', '亿元', 2, '约380亿元'], // 余 would be read as 381 to 389
    ['15.3', '亿元', 2, '约15亿元'], // 余 follows full tens only
    ['1.54', '亿元', 1, '约1.5亿元'], // 约2亿元 would be a third too much
    ['26', '家', 1, '20余家'],
    ['9.6', '亿元', 1, '近10亿元'],
    ['0', '个', 2, '0个'],
    ['-5.25', '亿元', 2, '-5.25亿元'],
  ] as const)('%s%s in %i digits is %s', (value, unit, digits, text) =>
    expect(approximateText(value, unit, digits).text).toBe(text),
  )

  test('above a number where that is wanted', () => {
    expect(approximateText('386', '亿元', 2, '超')).toEqual({ text: '超380亿元', printed: '380', word: '超' })
    expect(approximateText('386', '亿元', 2, '以上').text).toBe('380亿元以上')
    expect(approximateText('380', '亿元', 2, '超').text).toBe('380亿元')
  })

  test('the word is true of every value', () => {
    const value = fc.integer({ min: 1, max: 99_999_999 }).map((parts) => (parts / 100).toFixed(2))
    fc.assert(
      fc.property(value, fc.integer({ min: 1, max: 4 }), (exact, digits) => {
        const { printed, word, text } = approximateText(exact, '亿元', digits)
        const [said, is] = [Number(printed), Number(exact)]
        if (word === '') expect(said).toBe(is)
        if (word === '近') expect(is < said && is >= said * 0.95 - 1e-9).toBe(true)
        if (word === '余') expect(is > said && said % 10 === 0 && is < said + 10 ** (printed.length - 1)).toBe(true)
        if (word === '约') expect(is !== said && Math.abs(is - said) <= said * 0.05 + 1e-9).toBe(true)
        expect(text.match(/[近余约超]|以上/g)?.length ?? 0).toBe(word === '' ? 0 : 1)
      }),
    )
  })
})

test('changes of a count, and from one value to another', () => {
  expect(changeCountText(3)).toBe('增加3个')
  expect(changeCountText(-2, '户')).toBe('减少2户')
  expect(changeCountText(0)).toBe('持平')
  expect(fromToText('3.2', '4.50', '万吨')).toBe('由3.2万吨增加到4.5万吨')
  expect(fromToText('226', '140.61', '元/平方米')).toBe('由226元/平方米减少到140.61元/平方米')
  expect(fromToText('78', '82.5', '%')).toBe('由78%提高到82.5%')
  expect(fromToText('45', '45.0', '家')).toBe('保持在45家')
})
