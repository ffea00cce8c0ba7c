import { describe, expect, test } from 'vitest'
import { checkDates, defaultTitle, weekOfPlan } from './opening.ts'
import { commonPath, isOwnWork } from './own-work.ts'

const NOW = new Date('2026-10-20T02:00:00Z')
const MONTH = { kind: 'month', month: '2026-10', cutoffOn: '2026-10-25', deadline: '2026-10-28T10:00:00Z' } as const
const WEEK = {
  kind: 'week',
  month: '2026-11',
  week: '2026-W47',
  cutoffOn: '2026-11-20',
  deadline: '2026-11-20T10:00:00Z',
} as const

describe('the dates of a round', () => {
  test('within the period, before the deadline, not in the past', () => {
    expect(() => checkDates(MONTH, NOW)).not.toThrow()
    expect(() => checkDates(WEEK, NOW)).not.toThrow()
    // the deadline falls on the cut-off day itself, in China's date: 28 October 00:30 there
    expect(() => checkDates({ ...MONTH, cutoffOn: '2026-10-28', deadline: '2026-10-27T16:30:00Z' }, NOW)).not.toThrow()
  })

  test.each([
    ['deadline_in_past', { ...MONTH, deadline: '2026-10-20T01:59:59Z' }],
    ['cutoff_outside_period', { ...MONTH, cutoffOn: '2026-09-25' }],
    ['cutoff_outside_period', { ...MONTH, month: '2026-02', cutoffOn: '2026-02-30' }],
    ['cutoff_outside_period', { ...WEEK, cutoffOn: '2026-11-23' }],
    ['cutoff_after_deadline', { ...MONTH, cutoffOn: '2026-10-29' }],
  ])('%s', (code, plan) => {
    expect(() => checkDates(plan, NOW)).toThrow(expect.objectContaining({ code, status: 400 }))
  })
})

describe('the week of a round', () => {
  test('a monthly round has none', () => {
    expect(weekOfPlan({ kind: 'month', month: '2026-10', week: '2026-W47' })).toBeNull()
  })

  test.each([
    ['week_missing', null],
    ['week_unknown', '2026-W54'],
    ['week_outside_month', '2026-W47'],
  ])('%s', (code, week) => {
    expect(() => weekOfPlan({ kind: 'week', month: '2026-10', week })).toThrow(expect.objectContaining({ code }))
  })
})

test('titles as offices write them', () => {
  expect(defaultTitle('2026-10', null)).toBe('2026年10月项目进展调度')
  expect(defaultTitle('2026-10', null, true)).toBe('2026年10月项目进展调度（部分项目）')
  expect(defaultTitle('2026-11', '2026-W47')).toBe('2026年第47周调度')
  expect(defaultTitle('2026-02', '2026-W06')).toBe('2026年第6周调度')
})

describe('whose work it is', () => {
  const person = (role: 'reporter' | 'dispatchOffice', path: string) => ({
    accountId: 7,
    username: 'w',
    displayName: '王某',
    organisationId: 2,
    grants: [{ role, organisationId: 2, path }],
  })
  const town = { isAssigned: false, orgId: 5, orgPath: 'o1.o2.o5' }

  test.each([
    ['a reporter below whose organisation it lies', person('reporter', 'o1.o2'), town, true],
    ['a reporter of the neighbour o1.o20', person('reporter', 'o1.o20'), town, false],
    ['the office of the county fills in for its town', person('dispatchOffice', 'o1.o2'), town, false],
    [
      'the office for a project of its own',
      person('dispatchOffice', 'o1.o2'),
      { ...town, orgId: 2, orgPath: 'o1.o2' },
      true,
    ],
    ['whoever was assigned it', person('dispatchOffice', 'o1.o9'), { ...town, isAssigned: true }, true],
  ])('%s', (_, who, report, expected) => {
    expect(isOwnWork(who, report)).toBe(expected)
  })

  test.each([
    [['o1.o2.o5', 'o1.o2.o6'], 'o1.o2'],
    [['o1.o2', 'o1.o20'], 'o1'],
    [['o1.o2', 'o1.o2.o5'], 'o1.o2'],
    [['o1.o2.o5'], 'o1.o2.o5'],
  ])('an entry about %j stands at %s', (paths, expected) => {
    expect(commonPath(paths)).toBe(expected)
  })
})
