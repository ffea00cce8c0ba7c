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
  type Over,
  ofWhichText,
  paceText,
  planText,
  rankText,
  respectivelyText,
  shareText,
} from '#kernel/wording.ts'
import { charactersOf } from './reading/characters.ts'
import type { Comparison } from './reading/comparing.ts'
import type { ReadFigure } from './reading/figure.ts'
import { readFigures } from './reading/read-figures.ts'

// What the product writes it reads: wording → reading → wording gives the text it began with. Each sentence is worded from values, read, and worded
// again from nothing but what was read.

const read = (sentence: string) => readFigures(charactersOf(sentence).text)
const only = (sentence: string): ReadFigure => {
  const figures = read(sentence)
  expect(figures.map(({ printed }) => printed)).toHaveLength(1)
  return figures[0]!
}
const comparison = (figure: ReadFigure, kind: Comparison['kind']): string => {
  const found = figure.comparisons.filter((one) => one.kind === kind)
  expect(found).toHaveLength(1)
  return String(found[0]!.value)
}

const decimal = (most: number, places: number, least = 0) =>
  fc.integer({ min: least, max: most }).map((parts) => String(parts / 10 ** places))
/** 万元 around the border of 亿元, small ones, large ones, and below nothing. */
const wan = fc.oneof(
  decimal(99_999_999, 4, -9_999_999),
  decimal(2_000_000, 2),
  decimal(9_999_999, 0),
  decimal(10_005_000, 3, 9_995_000),
)
const percent = fc.oneof(
  decimal(3_000, 1, -1_000),
  decimal(20_000, 2, -5_000),
  fc.constantFrom('0', '0.04', '-0.04', '100', '-100'),
)
const share = decimal(2_000, 1, 1)
const count = fc.integer({ min: 1, max: 99_999 })
const measure = fc.constantFrom('个', '项', '户', '家', '件', '人次')

/** 亿元 and 万元 as read, in 万元. */
const wanOf = ({ value, unit }: { value: number; unit: string }): string => {
  const yi = String(value)
  if (unit === '万元') return yi
  if (unit === '元') return String(Math.round(value) / 10_000)
  expect(unit).toBe('亿元')
  return String(Math.round(value * 10_000_000) / 1_000)
}

describe('wording → reading → wording is the identity', () => {
  test('money, in whichever unit, above and below nothing', () => {
    const form = fc.constantFrom({}, { unit: '亿元' as const }, { unit: '万元' as const }, { unit: '元' as const })
    fc.assert(
      fc.property(wan, form, (amount, unit) => {
        const text = moneyText(amount, unit)
        expect(moneyText(wanOf(only(`全市完成投资${text}。`)), unit)).toBe(text)
      }),
    )
  })

  test('counts and their changes', () => {
    fc.assert(
      fc.property(count, fc.integer({ min: -500, max: 500 }), measure, (number, change, unit) => {
        const text = countText(number, unit)
        const moved = change === 0 ? `与上月${changeCountText(0)}` : `比上月${changeCountText(change, unit)}`
        const [figure] = read(`全市共有项目${text}，${moved}。`)
        expect(countText(figure!.value, figure!.unit)).toBe(text)
        const by = figure!.links.find(({ kind }) => kind === 'difference')
        const again = by ? changeCountText(by.isLess ? -by.other.value : by.other.value, by.other.unit) : null
        expect(again ?? changeCountText(figure!.comparisons[0]!.value)).toBe(changeCountText(change, unit))
      }),
    )
  })

  test('growth, decline and no change, over each base', () => {
    const KIND = { 同比: 'yoy', 比上年: 'yoy', 环比: 'mom', 比上月: 'mom', 比年初: 'change_pct' } as const
    fc.assert(
      fc.property(
        percent,
        fc.constantFrom(...(Object.keys(KIND) as Over[])),
        fc.boolean(),
        (growth, over, keepsDecimal) => {
          const text = growthText(growth, over, { keepsDecimal })!
          const figure = only(`全市完成投资53.06亿元，${text}。`)
          const value = comparison(figure, KIND[over])
          expect(growthText(value, over, { keepsDecimal })).toBe(text)
          expect(Math.sign(Number(value))).toBe(text.includes('下降') ? -1 : text.includes('增长') ? 1 : 0)
        },
      ),
    )
  })

  test('growth of two amounts', () => {
    fc.assert(
      fc.property(decimal(99_999, 1), decimal(99_999, 1, 1), (now, old) => {
        const text = growthOfAmounts(now, old)!
        expect(growthText(comparison(only(`实现产值1.5亿元，${text}。`), 'yoy'))).toBe(text)
      }),
    )
  })

  test('percentage points: changes, a county against its city, pace', () => {
    fc.assert(
      fc.property(share, share, fc.constantFrom('rate', 'level'), (one, other, words) => {
        const changed = changeText(String((Number(one) * 10 - Number(other) * 10) / 10), '上月', words as 'rate')
        const points = comparison(only(`开工率${one}%，${changed}。`), 'pp_change')
        expect(changeText(points, '上月', words as 'rate')).toBe(changed)
        const against = againstText(one, other, '全市')
        const apart = comparison(only(`开工率${one}%，${against}。`), 'pp_change')
        expect(againstText(one, String(Math.round(Number(one) * 10 - Number(apart) * 10) / 10), '全市')).toBe(against)
      }),
    )
  })

  test('the plan and the pace behind or ahead of it, the pace printed or not', () => {
    fc.assert(
      fc.property(share, share, fc.boolean(), (rate, pace, withPace) => {
        const [plan, at] = [planText(rate), paceText(rate, pace, { withPace })]
        const [figure] = read(`全市完成投资53.06亿元，${plan}，${at}。`)
        const done = comparison(figure!, 'target_pct')
        const points = comparison(figure!, 'pp_change')
        expect(planText(done)).toBe(plan)
        expect(paceText(done, String(Math.round(Number(done) * 10 - Number(points) * 10) / 10), { withPace })).toBe(at)
      }),
    )
  })

  test('ranks: alone, in a named group, in one of a size, shared', () => {
    const group = fc.constantFrom('', '全市', '全省', '县（市、区）', '乡镇')
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 30 }),
        group,
        fc.integer({ min: 30, max: 99 }),
        fc.boolean(),
        (rank, whom, most, tied) => {
          const size = whom === '' || whom.startsWith('全') ? undefined : most
          const text = rankText({ rank, group: whom, ...(size && { size }), tied })
          const [figure] = read(`全市完成投资53.06亿元，${text}。`)
          const place = Number(comparison(figure!, 'rank'))
          const among = figure!.links.find(({ kind }) => kind === 'group')?.other
          expect(among?.value).toBe(size)
          expect(rankText({ rank: place, group: whom, ...(among && { size: among.value }), tied })).toBe(text)
        },
      ),
    )
  })

  test('the last place has no number, and none is read into it', () => {
    const text = rankText({ rank: 11, group: '县', size: 11, last: true })
    expect(only(`${text}。`)).toMatchObject({ value: 11, unit: '个', class: 'count', comparisons: [] })
    expect(read(`完成投资1亿元，${rankText({ rank: 11, last: true })}。`).flatMap((one) => one.comparisons)).toEqual([])
  })

  test('shares, with and without the whole', () => {
    fc.assert(
      fc.property(share, fc.constantFrom('', '全市', '全省同类项目'), (percentage, whole) => {
        const text = shareText(percentage, whole)
        const figure = only(`完成投资53.06亿元，${text}。`)
        const scope = figure.comparisons[0]!.scope ?? ''
        expect(shareText(comparison(figure, 'share'), scope)).toBe(text)
      }),
    )
  })

  test('parts: each with its name and amount', () => {
    const part = fc.tuple(fc.constantFrom('城关镇', '东岭镇', '柳河镇', '开发区'), decimal(99_999, 2, 1))
    fc.assert(
      fc.property(fc.uniqueArray(part, { minLength: 1, maxLength: 4, selector: ([name]) => name }), (parts) => {
        const text = ofWhichText(parts.map(([name, amount]) => `${name}${amount}亿元`))
        const [, ...figures] = read(`全市完成投资5000亿元。${text}。`)
        expect(ofWhichText(figures.map(({ subject, value, unit }) => `${subject}${value}${unit}`))).toBe(text)
      }),
    )
  })

  test('names and their values in one order', () => {
    const part = fc.tuple(fc.constantFrom('城关镇', '东岭镇', '柳河镇', '开发区'), fc.integer({ min: 2, max: 5 }))
    fc.assert(
      fc.property(fc.uniqueArray(part, { minLength: 1, maxLength: 4, selector: ([name]) => name }), (parts) => {
        const names = parts.map(([name]) => name)
        const text = respectivelyText(
          names,
          parts.map(([, number]) => countText(number)),
        )
        const figures = read(`${text}。`)
        const values = figures.map(({ value, unit }) => countText(value, unit))
        // 均为 prints its value once
        const all = values.length === 1 ? names.map(() => values[0]!) : values
        const told = values.length === names.length ? figures.map(({ subject }) => subject!) : names
        expect(respectivelyText(told, all)).toBe(text)
      }),
    )
  })

  test('approximations: the number printed and the word that softens it', () => {
    fc.assert(
      fc.property(
        decimal(99_999_999, 2, 1),
        fc.integer({ min: 1, max: 4 }),
        fc.constantFrom(undefined, '超', '以上'),
        (value, digits, above) => {
          const { text, printed, word } = approximateText(value, '亿元', digits, above as '超')
          const figure = only(`全市完成投资${text}。`)
          expect([figure.value, figure.unit, figure.qualifier ?? '']).toEqual([Number(printed), '亿元', word])
          // the number alone is exact, and has no word
          expect(approximateText(String(figure.value), figure.unit, 16).text).toBe(`${printed}亿元`)
        },
      ),
    )
  })

  test('from one value to another', () => {
    const unit = fc.constantFrom('万吨', '家', '%', '元/平方米')
    fc.assert(
      fc.property(decimal(9_999, 1), decimal(9_999, 1), unit, (from, to, of) => {
        const text = fromToText(from, to, of)
        const figures = read(`规模${text}。`)
        const now = figures.at(-1)!
        const old = now.links.find(({ kind }) => kind === 'from')?.other ?? now
        expect(fromToText(String(old.value), String(now.value), now.unit)).toBe(text)
      }),
    )
  })

  test('a whole sentence of a bulletin', () => {
    fc.assert(
      fc.property(
        decimal(99_999_999, 2, 1),
        percent,
        share,
        fc.integer({ min: 1, max: 30 }),
        (amount, growth, part, rank) => {
          const words = (a: string, g: string, p: string, r: number) =>
            `全市完成投资${moneyText(a)}，${growthText(g)}，${shareText(p, '全省')}，${rankText({ rank: r })}。`
          const text = words(amount, growth, part, rank)
          const figure = only(text)
          const place = Number(comparison(figure, 'rank'))
          expect(words(wanOf(figure), comparison(figure, 'yoy'), comparison(figure, 'share'), place)).toBe(text)
        },
      ),
    )
  })
})
