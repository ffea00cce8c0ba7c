import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readMoney } from './money-text.ts'

describe('what a person types as money', () => {
  it.each([
    ['', null],
    ['   ', null],
    ['1234.5', '1234.5'],
    ['１２．５', '12.5'],
    ['12,345,678.9', '12345678.9'],
    ['12，345', '12345'],
    ['12 345', '12345'],
    ['12\u2009345', '12345'],
    ['1.2亿元', '12000'],
    ['1.2亿', '12000'],
    ['1亿2000万', '12000'],
    ['3万5000元', '3.5'],
    ['9374万元', '9374'],
    ['12345元', '1.2345'],
    ['.5', '0.5'],
    ['007', '7'],
    ['0.1000', '0.1'],
  ])('%j is %j 万元', (text, wan) => {
    expect(readMoney(text)).toEqual({ wan, problem: null })
  })

  it.each([
    ['约3亿', 'form'],
    ['5000万美元', 'form'],
    ['1亿2000', 'form'],
    ['2000万1亿', 'form'],
    ['1.2.3', 'form'],
    ['—', 'form'],
    ['1,2', 'commas'],
    ['12,34,567', 'commas'],
    ['0.12345', 'decimals'],
    ['1.5元', 'decimals'],
    ['-3', 'negative'],
    ['1000000000000', 'tooLong'],
  ])('%j is refused: %s', (text, problem) => {
    expect(readMoney(text)).toEqual({ wan: null, problem })
  })

  it('takes a negative where a correction may be one', () => {
    expect(readMoney('−1,200.5', { allowNegative: true }).wan).toBe('-1200.5')
    expect(readMoney('-0', { allowNegative: true }).wan).toBe('0')
  })

  it('reads back every amount the database can hold', () => {
    const amount = fc.tuple(fc.integer({ min: 0, max: 999_999_999 }), fc.integer({ min: 0, max: 9999 }))
    fc.assert(
      fc.property(amount, ([whole, part]) => {
        const decimals = String(part).padStart(4, '0').replace(/0+$/, '')
        const text = decimals ? `${whole}.${decimals}` : String(whole)
        expect(readMoney(text).wan).toBe(text)
        expect(readMoney(`${text}万元`).wan).toBe(text)
      }),
    )
  })
})
