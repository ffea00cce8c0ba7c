import { expect, test } from 'vitest'
import { FIRST_PRESET } from './light.ts'
import { type ProjectFacts, standingOf } from './standing.ts'

const RULES = FIRST_PRESET.rules
const month = (name: string, ytd: string | null, current: string | null = null) => ({
  month: name,
  planned: null,
  current,
  ytd,
  light: null,
})

function project(change: Partial<ProjectFacts>): ProjectFacts {
  return {
    stage: 'underConstruction',
    plannedStart: null,
    startDate: null,
    completedToLastYearEnd: null,
    plans: {},
    months: [],
    ...change,
  }
}

test('stands at the as-of month with its own figure of it', () => {
  const standing = standingOf(
    project({ plans: { 2026: '1200' }, months: [month('2026-09', '800', '100'), month('2026-10', '900', '100')] }),
    '2026-10',
    RULES,
  )
  expect(standing).toMatchObject({
    standingMonth: '2026-10',
    annualPlan: '1200',
    completedCurrent: '100',
    completedYtd: '900',
    completionRate: '75',
  })
})

test('who did not report keeps the last figure, judged by this month’s pace', () => {
  const standing = standingOf(
    project({ plans: { 2026: '1200' }, months: [month('2026-06', '600', '100')] }),
    '2026-10',
    RULES,
  )
  // 50 % against 83.3 %: red, although it was on pace in June
  expect(standing).toMatchObject({
    standingMonth: '2026-06',
    completedCurrent: null,
    completedYtd: '600',
    light: 'red',
  })
})

test('figures of the round still open are not yet counted', () => {
  const standing = standingOf(
    project({ plans: { 2026: '1200' }, months: [month('2026-10', '900'), month('2026-11', '1000')] }),
    '2026-10',
    RULES,
  )
  expect(standing.completedYtd).toBe('900')
})

test('a ledger of another year stands at its own month', () => {
  const standing = standingOf(project({ plans: { 2022: '1000' }, months: [month('2022-07', '612')] }), '2026-10', RULES)
  expect(standing).toMatchObject({
    standingMonth: '2022-07',
    annualPlan: '1000',
    completedYtd: '612',
    completionRate: '61.2',
    pace: '58.33333333',
  })
})

test('last year’s cumulative never counts for this year', () => {
  const standing = standingOf(
    project({ plans: { 2026: '1200' }, months: [month('2025-12', '5000')] }),
    '2026-01',
    RULES,
  )
  expect(standing).toMatchObject({ completedYtd: null, completionRate: null, light: 'grey', standingMonth: '2026-01' })
})

test('nothing known at all', () => {
  expect(standingOf(project({ stage: null }), null, RULES)).toMatchObject({ standingMonth: null, light: 'grey' })
})

test('a month whose round was locked counts although the region still reports it', () => {
  const months = [month('2026-10', '900'), { ...month('2026-11', '1000', '100'), light: 'grey' as const }]
  const standing = standingOf(project({ plans: { 2026: '1200' }, months }), '2026-10', RULES)
  // 1000 of 1200 = 83.3 % against 11/12 = 91.7 %
  expect(standing).toMatchObject({
    standingMonth: '2026-11',
    completedYtd: '1000',
    completedCurrent: '100',
    light: 'green',
  })
})
