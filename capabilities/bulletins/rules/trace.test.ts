import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type PlacedRow, summarise } from '#capabilities/race/public.ts'
import { rankWithTies } from '#kernel/ranking.ts'
import { composeMonthlyBulletin } from '../compose/monthly-bulletin.ts'
import { reconcile } from '../compose/reconcile.ts'
import { bulletinInput } from './bulletin-input.ts'
import { aRow } from './sample-rows.ts'
import { type Source, traceFigure } from './trace.ts'

const ROUND = { orgId: 1, month: '2026-10', cutoffOn: '2026-10-25' }
const COUNTIES = [11, 12, 13]

/** Figures of the bulletin composed from these rows, with the rows: counties 11, 12 and 13 ranked, the rest 市本级. */
function aSource(rows: PlacedRow[]): Source {
  const standings = COUNTIES.map((orgId) => ({ orgId, ...summarise(rows.filter((row) => row.placeOrgId === orgId)) }))
  const rated = standings.flatMap((item) =>
    item.completionRate === null ? [] : [{ item, value: item.completionRate }],
  )
  const ranks = new Map(rankWithTies(rated).map(({ item, rank, tied }) => [item.orgId, { rank, tied }]))
  const places = standings.map((standing) => ({
    ...standing,
    orgName: `县${standing.orgId}`,
    place: ranks.get(standing.orgId)?.rank ?? null,
    isTied: ranks.get(standing.orgId)?.tied ?? false,
    previousPlace: null,
  }))
  const input = bulletinInput({
    round: { ...ROUND, lockedAt: '2026-10-31T08:00:00.000Z' },
    org: { id: 1, name: '云州市' },
    region: { name: '云州市', issuer: '云州市项目办' },
    ranking: { group: '县（市、区）', places },
    rows,
    planBasis: '年初计划',
    before: { completionRate: '50', lights: { green: 9, yellow: 1, red: 1, grey: 0 }, planBasis: '年初计划' },
    kind: 'separate',
    isEstimate: false,
    now: { instant: '2026-11-02T01:00:00.000Z', date: '2026-11-02' },
    fixedOrder: [1, ...COUNTIES],
  })
  return { round: ROUND, rows, figures: composeMonthlyBulletin(input).figures }
}

function traced(rows: PlacedRow[], id: string) {
  const source = aSource(rows)
  const figure = source.figures.find((one) => one.id === id)
  if (!figure) throw new Error(`no figure ${id} among ${source.figures.map((one) => one.id).join(' ')}`)
  return { ...traceFigure(figure, source), figure, source }
}

const EAST = { placeOrgId: 12, countyId: 12 }

test('a sum opens its rows and adds up to them', () => {
  const { rows, recomputed, agrees } = traced(
    [aRow({ completedYtd: '60.0001' }), aRow({ completedYtd: null }), aRow({ ...EAST, completedYtd: '5' })],
    'org.11.completedYtd',
  )
  expect(rows.map(({ counted }) => counted)).toEqual(['60.0001', '—'])
  expect([recomputed, agrees]).toEqual(['60.0001', true])
})

test('a rate is computed anew from its rows: 60 + 15.5 of 100 + 300', () => {
  const { rows, recomputed } = traced(
    [aRow(), aRow({ annualPlan: '300', completedYtd: '15.5' })],
    'org.11.completionRate',
  )
  expect(recomputed).toBe('18.875')
  expect(rows.map(({ counted }) => counted)).toEqual(['60÷100', '15.5÷300'])
})

test('overdue starts are the projects that are due and not begun', () => {
  const late = aRow({ stage: 'preparation' })
  const rows = [
    aRow(),
    late,
    aRow({ stage: 'preparation', plannedStart: '2026-12' }),
    aRow({ planState: 'continuing' }),
  ]
  const { rows: behind, recomputed } = traced(rows, 'region.startOverdue')
  expect(behind.map(({ row }) => row.projectId)).toEqual([late.projectId])
  expect(recomputed).toBe('1')
})

test('a row counted as 新开工 because of its dates says so', () => {
  const { rows } = traced([aRow(), aRow({ planState: null })], 'region.startPlanned')
  expect(rows.map(({ counted }) => counted)).toEqual(['计1个', '计1个（按开工时间判定）'])
})

test('市本级 opens the rows that no county stands for', () => {
  const own = aRow({ placeOrgId: null, countyId: null, countyName: null, orgId: 1 })
  expect(traced([aRow(), own], 'org.1.annualPlan').rows.map(({ row }) => row.projectId)).toEqual([own.projectId])
})

test('a printed figure that the rows do not give is found out', () => {
  const source = aSource([aRow(), aRow(EAST)])
  const figure = source.figures.find(({ id }) => id === 'region.completedYtd')!
  expect(traceFigure({ ...figure, value: '121' }, source)).toMatchObject({ recomputed: '120', agrees: false })
  const rate = source.figures.find(({ id }) => id === 'org.11.completionRate')!
  expect(traceFigure({ ...rate, value: '60.001' }, source).agrees).toBe(false)
  const place = source.figures.find(({ id }) => id === 'org.12.rank')!
  expect(traceFigure({ ...place, value: '2' }, source)).toMatchObject({ recomputed: '1', agrees: false })
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

test('every figure of any bulletin is found again in its rows, and the bulletin closes', () => {
  fc.assert(
    fc.property(fc.array(anyRow, { minLength: 1, maxLength: 40 }), (rows) => {
      const source = aSource(rows)
      const wrong = source.figures.filter((figure) => !traceFigure(figure, source).agrees)
      expect(wrong.map(({ id, value }) => [id, value])).toEqual([])
      expect(reconcile(source.figures)).toEqual([])
    }),
    { numRuns: 60 },
  )
})
