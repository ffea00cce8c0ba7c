import { describe, expect, test } from 'vitest'
import type { CheckFacts, Figures } from '../shapes.ts'
import { differences, drafted, figuresOf, submitted } from './filling.ts'

const FACTS: CheckFacts = {
  base: '6000',
  usualCurrent: '600',
  plannedCurrent: '1000',
  annualPlan: '12000',
  totalInvestment: '50000',
  completedToLastYearEnd: '0',
  previousPhysical: '45',
}
const DEADLINE = '2026-10-28T10:00:00.000Z'
const EMPTY: Figures = {
  completedCurrent: null,
  completedYtd: null,
  physicalProgress: null,
  progressText: null,
  problems: null,
  nextStep: null,
  explanation: null,
}
const draft = { state: 'draft', facts: FACTS } as const
const at = (now: string, acceptLate = false) => ({ deadline: DEADLINE, acceptLate, now: new Date(now) })
const IN_TIME = at('2026-10-28T10:00:00Z')

describe('submitting', () => {
  test('computes the cumulative and keeps both', () => {
    const { figures, state, isLate, findings } = submitted({ ...EMPTY, completedCurrent: '800' }, draft, IN_TIME)
    expect([figures.completedCurrent, figures.completedYtd, state, isLate, findings]).toEqual([
      '800',
      '6800',
      'submitted',
      false,
      [],
    ])
  })

  test('a millisecond after the deadline it must say so, and then counts as late', () => {
    const late = '2026-10-28T10:00:00.001Z'
    const figures = { ...EMPTY, completedCurrent: '800' }
    expect(() => submitted(figures, draft, at(late))).toThrow(
      expect.objectContaining({ code: 'deadline_passed', status: 409 }),
    )
    expect(() => submitted(figures, draft, at(late))).toThrow(/2026年10月28日18:00.*迟报/)
    expect(submitted(figures, draft, at(late, true)).isLate).toBe(true)
  })

  test('saying so in time does not make it late', () => {
    expect(submitted({ ...EMPTY, completedCurrent: '800' }, draft, at('2026-10-28T09:00:00Z', true)).isLate).toBe(false)
  })

  test.each([
    ['figures_disagree', { completedCurrent: '800', completedYtd: '7000' }],
    ['figures_blocked', { completedYtd: '5000' }],
    ['figures_blocked', {}],
    ['explanation_missing', { completedCurrent: '7000' }],
    ['explanation_missing', { completedCurrent: '7000', explanation: '是' }],
  ])('%s', (code, given) => {
    expect(() => submitted({ ...EMPTY, ...given }, draft, IN_TIME)).toThrow(
      expect.objectContaining({ code, status: 400 }),
    )
  })

  test('an explanation lets what needs one through and keeps the finding', () => {
    const given = { ...EMPTY, completedCurrent: '2000', explanation: '设备集中到货' }
    expect(submitted(given, draft, IN_TIME).findings.map((finding) => finding.code)).toEqual(['jump'])
  })

  test('an explanation does not let a fall through', () => {
    const given = { ...EMPTY, completedYtd: '5000', explanation: '设备集中到货' }
    expect(() => submitted(given, draft, IN_TIME)).toThrow(expect.objectContaining({ code: 'figures_blocked' }))
  })
})

describe('a draft', () => {
  test('keeps a contradiction, to be settled before submitting', () => {
    const { figures, state } = drafted({ ...EMPTY, completedCurrent: '1', completedYtd: '2' }, draft)
    expect([figures.completedCurrent, figures.completedYtd, state]).toEqual(['1', '2', 'draft'])
  })

  test('without any figure says nothing about figures', () => {
    expect(drafted({ ...EMPTY, progressText: '基础施工' }, draft).findings).toEqual([])
  })

  test('of a returned report stays returned', () => {
    expect(drafted({ ...EMPTY, completedYtd: '6100' }, { state: 'returned', facts: FACTS }).state).toBe('returned')
  })
})

test('two people differ by value, not by writing', () => {
  const theirs = { ...EMPTY, completedYtd: '6800.0000', progressText: '' as string | null, problems: '缺地' }
  const yours = { ...EMPTY, completedYtd: '6800', progressText: null, problems: '缺钱' }
  expect(differences(yours, theirs)).toEqual([{ field: 'problems', yours: '缺钱', theirs: '缺地' }])
})

test('empty text is no text', () => {
  expect(figuresOf({ ...EMPTY, problems: '', nextStep: '封顶' })).toEqual({ ...EMPTY, nextStep: '封顶' })
})
