import { expect, test } from 'vitest'
import { examplesOf } from './examples.ts'

const RULES = {
  greenWithin: 10,
  redBeyond: 30,
  notStartedRedAfterMonths: 3,
  redRecoversThroughYellow: true,
  paceBasis: 'plan',
} as const
const lights = (rules: Parameters<typeof examplesOf>[0], kind: string) =>
  Object.fromEntries(
    examplesOf(rules)
      .filter((entry) => entry.kind === kind)
      .map(({ value, judged }) => [value, judged.light]),
  )

test('both sides of each threshold', () => {
  expect(lights(RULES, 'pace')).toEqual({
    '-5': 'green',
    '0': 'green',
    '9': 'green',
    '10': 'yellow',
    '20': 'yellow',
    '30': 'yellow',
    '31': 'red',
  })
})

test('a late start turns from yellow to red in the month the rule says', () => {
  expect(lights(RULES, 'start')).toEqual({ '1': 'yellow', '2': 'yellow', '3': 'red' })
})

test('after a red month yellow, unless the rule is off', () => {
  expect(lights(RULES, 'recovery')).toEqual({ '0': 'yellow' })
  expect(lights({ ...RULES, redRecoversThroughYellow: false }, 'recovery')).toEqual({ '0': 'green' })
})
