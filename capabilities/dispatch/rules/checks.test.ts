import { describe, expect, test } from 'vitest'
import type { CheckFacts } from '../shapes.ts'
import { type CheckedFigures, checkFigures } from './checks.ts'

const FACTS: CheckFacts = {
  base: '6000',
  usualCurrent: '600',
  plannedCurrent: '1000',
  annualPlan: '12000',
  totalInvestment: '50000',
  completedToLastYearEnd: '10000',
  previousPhysical: '45',
}
const given = (figures: Partial<CheckedFigures>): CheckedFigures => ({
  completedCurrent: null,
  completedYtd: null,
  physicalProgress: null,
  ...figures,
})
const found = (figures: Partial<CheckedFigures>, facts: Partial<CheckFacts> = {}) =>
  checkFigures(given(figures), { ...FACTS, ...facts }).map(({ code, weight, field }) => `${code} ${weight} ${field}`)

describe('what a check finds', () => {
  const cases: [string, Partial<CheckedFigures>, Partial<CheckFacts>, string[]][] = [
    ['an ordinary month', { completedCurrent: '800' }, {}, []],
    ['a month without progress', { completedCurrent: '0' }, {}, []],
    ['no figure at all', {}, {}, ['figureMissing block completedYtd']],
    ['a cumulative below the last accepted', { completedYtd: '5999.9999' }, {}, ['cumulativeFalls block completedYtd']],
    ['the same cumulative again', { completedYtd: '6000' }, {}, []],
    // a posted 核减 of 1000 has lowered the base: what would have been a fall is none
    ['a fall that a correction explains', { completedYtd: '5400' }, { base: '5000' }, []],
    ['a negative month', { completedCurrent: '-50' }, {}, ['negative block completedCurrent']],
    ['a negative cumulative', { completedYtd: '-1' }, {}, ['negative block completedYtd']],
    [
      'one unit above the annual plan',
      { completedYtd: '12000.0001' },
      { usualCurrent: null, plannedCurrent: null },
      ['overPlan explain completedYtd'],
    ],
    ['exactly the annual plan', { completedYtd: '12000' }, { usualCurrent: null, plannedCurrent: null }, []],
    ['no annual plan', { completedYtd: '13000' }, { annualPlan: null, usualCurrent: null, plannedCurrent: null }, []],
    [
      'more than the total since the start',
      { completedYtd: '6500' },
      { totalInvestment: '16499' },
      ['overTotal explain completedYtd'],
    ],
    ['exactly the total since the start', { completedYtd: '6500' }, { totalInvestment: '16500' }, []],
    ['three times the usual', { completedCurrent: '1800' }, {}, []],
    ['more than three times the usual', { completedCurrent: '1800.1' }, {}, ['jump explain completedCurrent']],
    // 3.1 times a usual 100, but below 500: small projects move in steps
    ['a jump of a small project', { completedCurrent: '310' }, { usualCurrent: '100', plannedCurrent: null }, []],
    ['five times the plan', { completedCurrent: '500' }, { usualCurrent: null, plannedCurrent: '100' }, []],
    [
      'more than five times the plan',
      { completedCurrent: '501' },
      { usualCurrent: null, plannedCurrent: '100' },
      ['jump explain completedCurrent'],
    ],
    ['a usual of zero', { completedCurrent: '900' }, { usualCurrent: '0', plannedCurrent: null }, []],
    [
      'physical progress below the last',
      { completedCurrent: '1', physicalProgress: '44.99' },
      {},
      ['progressFalls explain physicalProgress'],
    ],
    ['physical progress as before', { completedCurrent: '1', physicalProgress: '45.00' }, {}, []],
    ['the first physical progress', { completedCurrent: '1', physicalProgress: '3' }, { previousPhysical: null }, []],
  ]
  test.each(cases)('%s', (_, figures, facts, expected) => {
    expect(found(figures, facts)).toEqual(expected)
  })

  test('worst first, and several at once', () => {
    const all = found({ completedYtd: '13000', physicalProgress: '40' }, { totalInvestment: '20000' })
    expect(all.map((one) => one.split(' ')[0])).toEqual(['overPlan', 'overTotal', 'jump', 'progressFalls'])
  })
})

describe('what the sentence says', () => {
  test('ten times the usual asks about one digit too many, four times does not', () => {
    const sentence = (current: string) =>
      checkFigures(given({ completedCurrent: current }), { ...FACTS, annualPlan: null })[0]!.text
    expect(sentence('6000')).toContain('10倍')
    expect(sentence('6000')).toContain('是否多写一位')
    expect(sentence('2400')).toContain('4倍')
    expect(sentence('2400')).not.toContain('多写一位')
  })

  test('a fall names both figures and the way out', () => {
    const [finding] = checkFigures(given({ completedYtd: '5900' }), FACTS)
    expect(finding!.text).toContain('5900万元')
    expect(finding!.text).toContain('6000万元')
    expect(finding!.text).toContain('核减')
  })
})
