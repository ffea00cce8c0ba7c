import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { COLUMN_OF } from '../fields.ts'
import {
  fallingMonths,
  type MergeSide,
  mergedFields,
  mergedMonths,
  mergedPlans,
  planOf,
  undecided,
} from './merge-plan.ts'

const NOTHING = Object.fromEntries(Object.keys(COLUMN_OF).map((field) => [field, null]))
const side = (more: Partial<MergeSide>): MergeSide =>
  ({
    ...NOTHING,
    name: '甲项目',
    library: 'construction',
    isPriority: false,
    annualPlans: [],
    months: [],
    extra: {},
    updatedAt: '2026-01-01',
    changedAt: {},
    ...more,
  }) as MergeSide
const month = (name: string, more: object = {}) => ({
  month: name,
  plannedCurrent: null,
  reportedCurrent: null,
  correction: '0',
  completedYtd: null,
  physicalProgress: null,
  light: null,
  source: 'import',
  ...more,
})
const plan = (year: number, initialAmount: string, adjustedAmount: string | null = null) => ({
  year,
  initialAmount,
  adjustedAmount,
  adjustedReason: null,
})

describe('fields', () => {
  test.each([
    ['the filled one before the empty one', { owner: null }, { owner: '乙' }, 'absorbed'],
    ['an empty one takes nothing away', { owner: '甲' }, { owner: null }, undefined],
    [
      'the newer before the older',
      { owner: '甲', changedAt: { owner: '2026-01' } },
      { owner: '乙', changedAt: { owner: '2026-02' } },
      'absorbed',
    ],
    [
      'the older stays behind',
      { owner: '甲', changedAt: { owner: '2026-03' } },
      { owner: '乙', changedAt: { owner: '2026-02' } },
      'survivor',
    ],
    ['nobody knows when: the survivor’s', { owner: '甲' }, { owner: '乙' }, 'survivor'],
  ])('%s', (_, own, other, expected) => {
    const { fields } = planOf(side(own as object), side(other as object))
    const choice = fields.find(({ field }) => field === 'owner')?.choice
    expect(choice === 'survivor' && expected === undefined ? undefined : choice).toBe(expected)
  })

  test('the same amount written otherwise is no difference', () => {
    expect(planOf(side({ totalInvestment: '100' }), side({ totalInvestment: '100.0000' })).fields).toEqual([])
  })

  test('the home of a project is not merged', () => {
    expect(planOf(side({ orgId: 1, parkId: 3 }), side({ orgId: 2, parkId: null })).fields).toEqual([])
  })

  test('a choice goes before the plan’s', () => {
    const [own, other] = [side({ owner: '甲', site: null }), side({ owner: '乙', site: '南村' })]
    const planned = planOf(own, other)
    expect(mergedFields(planned, other, { fields: { owner: 'absorbed', site: 'survivor' } })).toEqual({ owner: '乙' })
  })
})

describe('plans and months', () => {
  const own = side({
    annualPlans: [plan(2025, '100'), plan(2026, '500', '600')],
    months: [month('2026-01', { completedYtd: '10' }), month('2026-02', { completedYtd: '30', plannedCurrent: '20' })],
  })
  const other = side({
    annualPlans: [plan(2026, '550'), plan(2027, '80')],
    months: [
      month('2026-02', { completedYtd: '30.0000', reportedCurrent: '20' }),
      month('2026-03', { completedYtd: '25' }),
      month('2026-01', { completedYtd: '12', reportedCurrent: '10', correction: '2' }),
    ],
  })
  const planned = planOf(own, other)

  test('contradictions must be chosen, nothing else', () => {
    expect(undecided(planned, {})).toEqual(['2026', '2026-01'])
    expect(undecided(planned, { plans: { 2026: 'survivor' }, months: { '2026-01': 'absorbed' } })).toEqual([])
  })

  test('a plan that is lacking is taken over, one in force is chosen', () => {
    expect(mergedPlans(planned, other, { plans: { 2026: 'survivor' } }).map(({ year }) => year)).toEqual([2027])
    expect(mergedPlans(planned, other, { plans: { 2026: 'absorbed' } }).map(({ year }) => year)).toEqual([2026, 2027])
  })

  test('months fill each other where they agree; what was corrected is part of a chosen amount', () => {
    const written = mergedMonths(planned, { months: { '2026-01': 'absorbed' } })
    expect(written.map(({ month, completedYtd }) => [month, completedYtd])).toEqual([
      ['2026-01', '12'],
      ['2026-02', '30'],
      ['2026-03', '25'],
    ])
    expect(written[0]).toMatchObject({ reportedCurrent: '12', correction: '0' })
    expect(written[1]).toMatchObject({ plannedCurrent: '20', reportedCurrent: '20' })
  })

  test('a cumulative that falls is named', () => {
    expect(fallingMonths(planned, { months: { '2026-01': 'survivor' } })).toEqual(['2026-03'])
  })
})

const amount = fc.option(fc.integer({ min: 0, max: 5 }).map(String))
const months = fc.uniqueArray(
  fc
    .record({ month: fc.constantFrom('2026-01', '2026-02', '2026-03'), reportedCurrent: amount, completedYtd: amount })
    .map(({ month: name, ...rest }) => month(name, rest)),
  { selector: (one) => one.month },
)
test('merging loses no figure of the survivor unless the other’s was chosen, and invents none', () => {
  fc.assert(
    fc.property(months, months, fc.constantFrom('survivor' as const, 'absorbed' as const), (a, b, chosen) => {
      const planned = planOf(side({ months: a }), side({ months: b }))
      const choices = { months: Object.fromEntries(planned.months.map((one) => [one.month, chosen])) }
      for (const written of mergedMonths(planned, choices)) {
        const own = a.find((one) => one.month === written.month)
        const other = b.find((one) => one.month === written.month)
        for (const name of ['reportedCurrent', 'completedYtd'] as const) {
          expect([own?.[name] ?? null, other?.[name] ?? null]).toContain(written[name])
          if (chosen === 'survivor' && own && own[name] !== null) expect(written[name]).toBe(own[name])
          if (own?.[name] || other?.[name]) expect(written[name]).not.toBeNull()
        }
      }
    }),
  )
})
