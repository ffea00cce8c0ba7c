import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  contradicts,
  type FigureTexts,
  figuresOf,
  findingsOf,
  problemsOf,
  readField,
  readinessOf,
  withWritten,
} from './figure-texts.ts'
import { aRow } from './sample-rows.ts'

const NOTHING: FigureTexts = {
  completedCurrent: '',
  completedYtd: '',
  physicalProgress: '',
  progressText: '',
  problems: '',
  nextStep: '',
  explanation: '',
}
const { facts } = aRow(1)

describe('本期 and 年初累计', () => {
  test.each([
    ['the cumulative follows the period', { completedCurrent: '700.5' }, '700.5', '6700.5'],
    ['the period follows the cumulative', { completedYtd: '6700.5' }, '700.5', '6700.5'],
    ['an amount in 亿元', { completedCurrent: '0.12亿元' }, '1200', '7200'],
    ['full-width and thousands', { completedCurrent: '１，２００．５' }, '1200.5', '7200.5'],
    ['both given, as a block gives them', { completedCurrent: '700', completedYtd: '6800' }, '700', '6800'],
    ['a block that leaves the cumulative blank', { completedCurrent: '700', completedYtd: '' }, '700', '6700'],
    ['a block that leaves the period blank', { completedCurrent: ' ', completedYtd: '6700' }, '700', '6700'],
    ['a fall', { completedYtd: '5900' }, '-100', '5900'],
    ['an unreadable text stays, and its counterpart goes', { completedCurrent: '约七百' }, '约七百', ''],
    ['one cleared clears the other', { completedCurrent: ' ' }, '', ''],
  ])('%s', (_, written, current, ytd) => {
    const next = withWritten({ ...NOTHING, completedCurrent: '1', completedYtd: '6001' }, written, '6000')
    expect([next.completedCurrent, next.completedYtd]).toEqual([current, ytd])
  })

  test('writing what was computed back changes nothing', () => {
    const units = fc.integer({ min: 0, max: 10 ** 10 }).map((yuan) => (yuan / 10 ** 4).toFixed(4))
    fc.assert(
      fc.property(units, units, (current, base) => {
        const once = withWritten(NOTHING, { completedCurrent: current }, base)
        expect(withWritten(once, { completedYtd: once.completedYtd }, base)).toEqual(once)
      }),
    )
  })

  test('only a block can contradict itself', () => {
    expect(contradicts(withWritten(NOTHING, { completedCurrent: '700', completedYtd: '6800' }, '6000'), '6000')).toBe(
      true,
    )
    expect(contradicts(withWritten(NOTHING, { completedCurrent: '700', completedYtd: '6700.0' }, '6000'), '6000')).toBe(
      false,
    )
  })
})

describe('one cell', () => {
  test.each([
    ['physicalProgress', '45％', '45', null],
    ['physicalProgress', '100.00', '100.00', null],
    ['physicalProgress', '100.5', null, 'percent'],
    ['physicalProgress', '过半', null, 'percent'],
    ['completedCurrent', '1.23456', null, 'decimals'],
    ['completedCurrent', '', null, null],
    ['progressText', '  主体封顶\n', '主体封顶', null],
    ['explanation', '说'.repeat(1001), null, 'tooLong'],
  ] as const)('%s %s', (field, text, value, problem) => {
    expect(readField(field, text)).toEqual({ value, problem })
  })

  test('an unreadable cell keeps the row from travelling', () => {
    const texts = { ...NOTHING, completedCurrent: '约七百', physicalProgress: '50' }
    expect(figuresOf(texts)).toBeNull()
    expect(problemsOf(texts)).toEqual({ completedCurrent: 'form' })
  })
})

describe('how far a row is', () => {
  test.each([
    ['empty', {}],
    ['empty', { progressText: '主体施工' }],
    ['unreadable', { completedCurrent: '约七百' }],
    ['contradiction', { completedCurrent: '700', completedYtd: '6800' }],
    ['blocked', { completedYtd: '5900' }],
    // ten times the usual 600
    ['explanation', { completedCurrent: '6000' }],
    ['explanation', { completedCurrent: '6000', explanation: '是' }],
    ['ready', { completedCurrent: '6000', explanation: '设备集中到货' }],
    ['ready', { completedCurrent: '0' }],
  ] as const)('%s', (expected, written) => {
    expect(readinessOf(withWritten(NOTHING, written, '6000'), facts)).toBe(expected)
  })

  test('nothing is said about a figure that was not written', () => {
    expect(findingsOf({ ...NOTHING, progressText: '主体施工' }, facts)).toEqual([])
    expect(findingsOf({ ...NOTHING, physicalProgress: '40' }, facts).map(({ code }) => code)).toEqual(['progressFalls'])
  })
})
