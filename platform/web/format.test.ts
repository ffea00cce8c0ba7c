import { describe, expect, it } from 'vitest'
import { decimalsOf, instantText, moneyIn, partsOf, rateIn, rateText, signed, thin, untilText } from './format.ts'

describe('figures of a column', () => {
  it('sets thousands apart and uses a true minus', () => {
    expect(thin('1234567.8')).toBe('1\u2009234\u2009567.8')
    expect(thin('-12345')).toBe('\u221212\u2009345')
    expect(thin('999')).toBe('999')
    expect(thin('—')).toBe('—')
    expect(partsOf('-1234.50')).toEqual({ sign: '\u2212', groups: ['1', '234'], fraction: '.50' })
  })

  it('keeps one decimal rule per column, half up', () => {
    expect(moneyIn('12345', 'yi', 2)).toBe('1.23')
    expect(moneyIn('12350', 'yi', 2)).toBe('1.24')
    expect(moneyIn('12000', 'yi', 2)).toBe('1.20')
    expect(moneyIn('12.3456', 'wan', 1)).toBe('12.3')
    expect(moneyIn('-0.04', 'wan', 1)).toBe('0.0')
    expect(moneyIn(null, 'wan', 1)).toBe('—')
    expect(moneyIn('1057000', 'yi')).toBe('105.7')
  })

  it('finds the places a column needs, up to its limit', () => {
    expect(decimalsOf(['12', '3.5', null], 'wan')).toBe(1)
    expect(decimalsOf(['12', '3'], 'wan')).toBe(0)
    expect(decimalsOf(['12.3456'], 'wan')).toBe(2)
    expect(decimalsOf(['12.3456'], 'wan', 4)).toBe(4)
    expect(decimalsOf([], 'yi')).toBe(0)
  })

  it('prints rates with one decimal in columns, without a trailing zero in sentences', () => {
    expect(rateIn('47')).toBe('47.0')
    expect(rateIn('88.55')).toBe('88.6')
    expect(rateText('47.04')).toBe('47%')
    expect(rateText(null)).toBe('—')
  })

  it('gives differences their sign, and none to what rounds to nothing', () => {
    expect(signed('2.94')).toBe('+2.9')
    expect(signed('-2.96')).toBe('\u22123.0')
    expect(signed('0.04')).toBe('0.0')
    expect(signed('-0.04')).toBe('0.0')
    expect(signed(null)).toBe('—')
  })
})

describe('times', () => {
  it('tells instants in China’s time', () => {
    const now = new Date('2026-11-20T00:00:00Z')
    expect(instantText('2026-11-20T16:05:00Z', now)).toBe('11月21日 00:05')
    expect(instantText('2025-12-31T16:00:00Z', now)).toBe('1月1日 00:00')
    expect(instantText('2025-12-31T15:59:00Z', now)).toBe('2025年12月31日 23:59')
    expect(instantText(null)).toBe('—')
  })

  it('says how long there is, or how long ago it ended', () => {
    const now = new Date('2026-11-20T09:00:00Z')
    expect(untilText('2026-11-22T12:00:00Z', now)).toBe('还有2天3小时')
    expect(untilText('2026-11-20T09:35:00Z', now)).toBe('还有35分钟')
    expect(untilText('2026-11-19T07:00:00Z', now)).toBe('已过1天2小时')
    expect(untilText('2026-11-21T09:00:00Z', now)).toBe('还有1天')
  })
})
