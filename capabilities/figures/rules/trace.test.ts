import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { PlacedRow } from '#capabilities/race/public.ts'
import type { Ask } from './ask.ts'
import { reconcile } from './reconcile.ts'
import { aMaterial, figureIn, fullBook, someBooks, sourceOf } from './sample-material.ts'
import { aRow } from './sample-rows.ts'
import type { SubjectCode } from './subjects.ts'
import { traceFigure } from './trace.ts'
import type { Whose } from './whose.ts'

const REGION: Whose = { kind: 'region' }
const QINGYUAN: Whose = { kind: 'member', orgId: 11 }
const EAST = { placeOrgId: 12, countyId: 12 }

function traced(rows: PlacedRow[], subject: SubjectCode, whose: Whose = REGION, more: Partial<Ask> = {}) {
  const book = fullBook(aMaterial(rows, { earlier: { before: someBooks(EARLIER, SEPTEMBER) } }))
  const figure = figureIn(book, { subject, whose, ...more })
  const source = sourceOf(book)
  return { ...traceFigure(figure, source), figure, source }
}

const SEPTEMBER = { month: '2026-09', period: '2026-09', cutoffOn: '2026-09-25' }
const EARLIER = [aRow({ completedYtd: '50', light: 'red' }), aRow({ completedYtd: '30', light: 'red' })]

test('a sum opens its rows and adds up to them', () => {
  const rows = [aRow({ completedYtd: '60.0001' }), aRow({ completedYtd: null }), aRow({ ...EAST, completedYtd: '5' })]
  const trace = traced(rows, 'completedYtd', QINGYUAN)
  expect(trace.rows.map(({ counted }) => counted)).toEqual(['60.0001', '—'])
  expect([trace.recomputed, trace.agrees]).toEqual(['60.0001', true])
})

test('a rate is computed anew from its rows: 60 + 15.5 of 100 + 300', () => {
  const rows = [aRow(), aRow({ annualPlan: '300', completedYtd: '15.5' })]
  const trace = traced(rows, 'completionRate', QINGYUAN)
  expect(trace.recomputed).toBe('18.875')
  expect(trace.rows.map(({ counted }) => counted)).toEqual(['60÷100', '15.5÷300'])
})

test('overdue starts are the projects that are due and not begun', () => {
  const late = aRow({ stage: 'preparation' })
  const rows = [
    aRow(),
    late,
    aRow({ stage: 'preparation', plannedStart: '2026-12' }),
    aRow({ planState: 'continuing' }),
  ]
  const { rows: behind, recomputed } = traced(rows, 'startOverdue')
  expect(behind.map(({ row }) => row.projectId)).toEqual([late.projectId])
  expect(recomputed).toBe('1')
})

test('a row counted as 新开工 because of its dates says so', () => {
  const { rows } = traced([aRow(), aRow({ planState: null })], 'startPlanned')
  expect(rows.map(({ counted }) => counted)).toEqual(['计1个', '计1个（按开工时间判定）'])
})

test('市本级 opens the rows that no county stands for', () => {
  const own = aRow({ placeOrgId: null, countyId: null, countyName: null, orgId: 1 })
  const { rows } = traced([aRow(), own], 'annualPlan', { kind: 'own', orgId: 1 })
  expect(rows.map(({ row }) => row.projectId)).toEqual([own.projectId])
})

test('a figure of the month before opens that month’s rows, and the change follows from both', () => {
  const before = traced([aRow({ light: 'red' })], 'light.red', REGION, { at: 'before' })
  expect([before.figure.id, before.recomputed, before.rows.length]).toEqual(['region.light.red@2026-09', '2', 2])
  const against = { kind: 'change', against: 'before' } as const
  expect(traced([aRow({ light: 'red' })], 'light.red', REGION, { compared: against }).recomputed).toBe('-1')
  // 60 of 100 now, 80 of 200 in September: 20 points
  expect(traced([aRow()], 'completionRate', REGION, { compared: against }).recomputed).toBe('20')
})

test('a printed figure that the rows do not give is found out', () => {
  const book = fullBook(aMaterial([aRow(), aRow(EAST)]))
  const source = sourceOf(book)
  const completed = figureIn(book, { subject: 'completedYtd', whose: REGION })
  expect(traceFigure({ ...completed, value: '121' }, source)).toMatchObject({ recomputed: '120', agrees: false })
  const rate = figureIn(book, { subject: 'completionRate', whose: QINGYUAN })
  expect(traceFigure({ ...rate, value: '60.001' }, source).agrees).toBe(false)
  const place = figureIn(book, { subject: 'rank', whose: { kind: 'member', orgId: 12 } })
  expect(traceFigure({ ...place, value: '2' }, source)).toMatchObject({ recomputed: '1', agrees: false })
})

test('figures frozen by an earlier release are traced as they were', () => {
  const book = fullBook(aMaterial([aRow({ light: 'red' }), aRow(EAST)]))
  const source = sourceOf(book)
  const red = figureIn(book, { subject: 'light.red', whose: REGION })
  const change = {
    ...red,
    id: 'region.lightChange.red',
    value: '-2',
    rule: 'difference' as const,
    inputs: [{ figure: red.id }, { name: '上期红灯项目数', value: '3', unit: '个' as const }],
    partitions: [],
  }
  expect(traceFigure(change, source)).toMatchObject({ recomputed: '-2', agrees: true })
  expect(reconcile([...source.figures, change])).toEqual([])
  const rank = figureIn(book, { subject: 'rank', whose: QINGYUAN })
  expect(traceFigure({ ...rank, id: `${rank.id}.said` }, source).agrees).toBe(true)
})

const amount = fc.integer({ min: -50_000, max: 5_000_000 }).map((yuan) => String(yuan / 10_000))
const plan = fc.option(fc.integer({ min: 0, max: 5_000_000 }).map((yuan) => String(yuan / 10_000)))
const month = fc.option(fc.constantFrom('2024', '2025-12', '2026', '2026-03', '2026-10-25', '2026-10-26', '2026-11'))

const anyRow = fc
  .record({
    placeOrgId: fc.constantFrom(11, 12, 13, null),
    planState: fc.constantFrom('new', 'continuing', null),
    stage: fc.constantFrom('preparation', 'started', 'underConstruction', 'completed', null),
    plannedStart: month,
    startDate: month,
    annualPlan: plan,
    completedYtd: fc.option(amount),
    completedCurrent: fc.option(amount),
    pace: fc.option(fc.constantFrom('0', '58.3333', '83.3333', '100')),
    light: fc.constantFrom('green', 'yellow', 'red', 'grey'),
    isReported: fc.boolean(),
    isLate: fc.boolean(),
  })
  .map((given) => aRow(given as Partial<PlacedRow>))

test('every figure there can be is found again in its rows, and all of them together close', () => {
  fc.assert(
    fc.property(
      fc.array(anyRow, { minLength: 1, maxLength: 30 }),
      fc.array(anyRow, { maxLength: 20 }),
      (rows, earlier) => {
        const yearBefore = someBooks(earlier, { month: '2025-10', period: '2025-10', cutoffOn: '2025-10-25' })
        const book = fullBook(aMaterial(rows, { earlier: { before: someBooks(earlier, SEPTEMBER), yearBefore } }))
        const source = sourceOf(book)
        const wrong = source.figures.filter((figure) => !traceFigure(figure, source).agrees)
        expect(wrong.map(({ id, value }) => [id, value])).toEqual([])
        expect(reconcile(source.figures)).toEqual([])
      },
    ),
    { numRuns: 30 },
  )
})
