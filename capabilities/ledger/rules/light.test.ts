import { describe, expect, test } from 'vitest'
import { FIRST_PRESET, judge, type LightFacts } from './light.ts'

const RULES = FIRST_PRESET.rules
const NO_PLAN = Array(12).fill(null)

function facts(change: Partial<LightFacts>): LightFacts {
  return {
    month: '2026-10',
    annualPlan: '12000',
    plannedByMonth: NO_PLAN,
    completedYtd: '10000',
    stage: 'underConstruction',
    plannedStart: null,
    startDate: null,
    previousLights: [],
    ...change,
  }
}

describe('points behind pace', () => {
  // pace by calendar in October: 10/12 = 83.3333 %
  test.each([
    ['10000', 'green'], // 83.3333 %: on pace
    ['12500', 'green'], // ahead, over plan
    ['8801', 'green'], // 73.3417 %: 9.99 behind
    ['8800', 'yellow'], // 73.3333 %: 10 behind exactly
    ['6400', 'yellow'], // 53.3333 %: 30 behind exactly
    ['6399', 'red'], // 53.325 %: 30.008 behind
    ['0', 'red'],
  ])('%s of 12000 in October is %s', (completedYtd, light) => {
    expect(judge(facts({ completedYtd }), RULES).light).toBe(light)
  })

  test('says the rule, the inputs and what would turn it', () => {
    const { reason, completionRate, pace } = judge(facts({ completedYtd: '6000' }), RULES)
    expect(completionRate).toBe('50')
    expect(pace).toBe('83.33333333')
    expect(reason.text).toBe('完成年度计划的50%，序时进度83.3%，落后33.3个百分点；超过30个百分点为红灯')
    // 12000 × (83.3333 − 10) % − 6000 = 2799.996 → 2800
    expect(reason.toGreen).toBe('按本月序时，再完成2800万元转绿灯')
  })

  test('at the very threshold it asks for a touch, never for nothing', () => {
    expect(judge(facts({ completedYtd: '8800' }), RULES).reason.toGreen).toBe('按本月序时，再完成1万元转绿灯')
  })

  test('follows the plan’s own monthly curve where one exists', () => {
    const plannedByMonth = ['0', '0', '500', '500', '1000', '1000', '1000', '1000', '1000', '1000', '2500', '2500']
    const { pace, light } = judge(facts({ plannedByMonth, completedYtd: '6500' }), RULES)
    // 7000 of 12000 due by October = 58.3333 %; done 54.1667 %
    expect(pace).toBe('58.33333333')
    expect(light).toBe('green')
  })

  test('a preset may insist on the calendar', () => {
    const plannedByMonth = ['0', '0', '0', '0', '0', '0', '0', '0', '0', '0', '6000', '6000']
    expect(judge(facts({ plannedByMonth }), { ...RULES, paceBasis: 'calendar' }).pace).toBe('83.33333333')
  })
})

describe('start', () => {
  const waiting = { stage: 'preparation', completedYtd: null }
  test.each([
    ['2026-11', 'grey'], // not due
    ['2026-10', 'yellow'], // its month, not started
    ['2026-09', 'yellow'],
    ['2026-08', 'red'], // August, September, October: three running
  ])('planned for %s, not started in October: %s', (plannedStart, light) => {
    expect(judge(facts({ ...waiting, plannedStart }), RULES).light).toBe(light)
  })

  test('a start date in the month counts as started', () => {
    const judged = judge(facts({ stage: 'preparation', plannedStart: '2026-08', startDate: '2026-10-08' }), RULES)
    expect(judged.reason.rule).toBe('onPace')
  })

  test('a date that names only the year is no planned month', () => {
    expect(judge(facts({ ...waiting, plannedStart: '2026' }), RULES).reason.rule).toBe('noFigure')
  })
})

describe('grey', () => {
  test.each([
    [{ annualPlan: null }, 'noPlan'],
    [{ annualPlan: '0' }, 'noPlan'],
    [{ completedYtd: null }, 'noFigure'],
    [{ stage: 'withdrawn' }, 'withdrawn'],
  ])('%o', (change, rule) => {
    const judged = judge(facts(change), RULES)
    expect(judged.light).toBe('grey')
    expect(judged.reason.rule).toBe(rule)
  })
})

describe('recovery', () => {
  test('red last month and caught up: yellow, green only next month', () => {
    expect(judge(facts({ previousLights: ['red'] }), RULES).light).toBe('yellow')
    expect(judge(facts({ previousLights: ['yellow', 'red'] }), RULES).light).toBe('green')
  })
  test('a preset without the rule turns green at once', () => {
    expect(judge(facts({ previousLights: ['red'] }), { ...RULES, redRecoversThroughYellow: false }).light).toBe('green')
  })
})
