import { expect, test } from 'vitest'
import { groupOf, type Org, paceOf, planBasisOf, type RaceRow, race } from './rules.ts'

/** 云州市 with 青原县, 东湖区, 南陵县 and a zone; 发改委 is a department of the city; 城关镇 lies in 青原县. */
const ORGS: Org[] = [
  { id: 1, parentId: null, kind: 'city', name: '云州市', path: 'yz' },
  { id: 2, parentId: 1, kind: 'department', name: '市发改委', path: 'yz.fgw' },
  { id: 11, parentId: 1, kind: 'county', name: '青原县', path: 'yz.qy' },
  { id: 12, parentId: 1, kind: 'county', name: '东湖区', path: 'yz.dh' },
  { id: 13, parentId: 1, kind: 'county', name: '南陵县', path: 'yz.nl' },
  { id: 14, parentId: 1, kind: 'zone', name: '经开区', path: 'yz.jk' },
  { id: 21, parentId: 11, kind: 'town', name: '城关镇', path: 'yz.qy.cg' },
  { id: 22, parentId: 11, kind: 'park', name: '青原工业园', path: 'yz.qy.park' },
]

let nextId = 0
function aRow(given: Partial<RaceRow> = {}): RaceRow {
  nextId += 1
  const amounts = { annualPlan: '100', annualPlanInitial: '100', completedCurrent: '0', completedYtd: '0', pace: '50' }
  const report = { isReported: true, isLate: false }
  return { projectId: nextId, countyId: null, orgId: 1, light: 'green', ...amounts, ...report, ...given }
}

/** One row a county: what its plan is and what is done, and which place follows. */
const CASES: {
  name: string
  counties: [id: number, plan: string, done: string, place: number | null, tied: boolean][]
}[] = [
  {
    name: 'higher rate first',
    counties: [
      [12, '200', '150', 1, false],
      [11, '100', '60', 2, false],
      [13, '50', '5', 3, false],
    ],
  },
  {
    name: 'equal rates share, the next place is skipped',
    counties: [
      [11, '100', '60', 1, true],
      [12, '200', '120', 1, true],
      [13, '50', '5', 3, false],
    ],
  },
  {
    name: '1, 2, 2, 4',
    counties: [
      [14, '10', '9', 1, false],
      [11, '100', '60', 2, true],
      [12, '50', '30', 2, true],
      [13, '50', '5', 4, false],
    ],
  },
  {
    name: 'a zero denominator takes no part',
    counties: [
      [12, '200', '20', 1, false],
      [11, '0', '60', null, false],
    ],
  },
  {
    name: 'a tie is exact, not rounded',
    counties: [
      [12, '3000', '1001', 1, false],
      [11, '3000', '1000.9999', 2, false],
    ],
  },
  {
    name: 'a negative cumulative after 核减 ranks below zero',
    counties: [
      [12, '100', '0', 1, false],
      [11, '100', '-1', 2, false],
    ],
  },
]

test.each(CASES)('places: $name', ({ counties }) => {
  const rows = counties.map(([countyId, annualPlan, completedYtd]) => aRow({ countyId, annualPlan, completedYtd }))
  const { places } = race(groupOf(1, ORGS), ORGS, rows, new Map())
  expect(places.map(({ orgId, place, isTied }) => [orgId, place, isTied])).toEqual(
    counties.map(([id, , , place, tied]) => [id, place, tied]),
  )
})

test('no rate and no gap are printed for a zero denominator', () => {
  const { places } = race(
    groupOf(1, ORGS),
    ORGS,
    [aRow({ countyId: 11, annualPlan: null, completedYtd: '60', pace: null })],
    new Map(),
  )
  expect(places[0]).toMatchObject({ completionRate: null, pace: null, gap: null, completedYtd: '60', annualPlan: '0' })
})

test('rate, pace and gap: 60 + 15.5 of 100 + 300; pace 80 and 40 weigh 100 and 300', () => {
  const rows = [
    aRow({ countyId: 11, annualPlan: '100', completedYtd: '60', pace: '80' }),
    aRow({ countyId: 11, annualPlan: '300', completedYtd: '15.5', pace: '40' }),
  ]
  const { places } = race(groupOf(1, ORGS), ORGS, rows, new Map())
  // 75.5 / 400 = 18.875 %, (80 × 100 + 40 × 300) / 400 = 50 %
  expect(places[0]).toMatchObject({ completionRate: '18.875', pace: '50', gap: '-31.125', projects: 2 })
})

test('sums are exact decimals: 0.1 + 0.2 is 0.3', () => {
  const rows = [aRow({ countyId: 11, completedYtd: '0.1' }), aRow({ countyId: 11, completedYtd: '0.2' })]
  expect(race(groupOf(1, ORGS), ORGS, rows, new Map()).places[0]?.completedYtd).toBe('0.3')
})

test('a project counts for its county, else for the one its home stands under, else it is unplaced; the parts make the total', () => {
  const rows = [
    aRow({ countyId: 12, orgId: 21, completedYtd: '1' }),
    aRow({ countyId: null, orgId: 21, completedYtd: '10' }),
    aRow({ countyId: null, orgId: 2, completedYtd: '100' }),
    aRow({ countyId: 99, orgId: 1, completedYtd: '1000' }),
  ]
  const { places, totals, rows: placed } = race(groupOf(1, ORGS), ORGS, rows, new Map())
  expect(placed.map((row) => row.placeOrgId)).toEqual([12, 11, null, null])
  expect(places.map(({ orgId, completedYtd }) => [orgId, completedYtd])).toEqual([
    [11, '10'],
    [12, '1'],
  ])
  expect(totals).toMatchObject({
    projects: 4,
    completedYtd: '1111',
    unplacedProjects: 2,
    unplacedCompletedYtd: '1100',
    annualPlan: '400',
  })
})

test('the place of the ranking before stands beside', () => {
  const { places } = race(groupOf(1, ORGS), ORGS, [aRow({ countyId: 11 }), aRow({ countyId: 12 })], new Map([[11, 3]]))
  expect(places.map(({ orgId, previousPlace }) => [orgId, previousPlace])).toEqual([
    [11, 3],
    [12, null],
  ])
})

test('the group is named for whom it holds', () => {
  expect(groupOf(1, ORGS)).toMatchObject({ name: '县（市、区）、功能区' })
  expect(groupOf(1, ORGS).participants.map(({ id }) => id)).toEqual([11, 12, 13, 14])
  expect(
    groupOf(
      1,
      ORGS.filter(({ kind }) => kind !== 'zone'),
    ).name,
  ).toBe('县（市、区）')
  expect(groupOf(11, ORGS)).toMatchObject({ name: '乡镇（街道）、园区' })
  expect(groupOf(11, ORGS).participants.map(({ id }) => id)).toEqual([21, 22])
  expect(groupOf(21, ORGS).participants).toEqual([])
})

test('in a county’s own round its towns race, and what the county holds itself is unplaced', () => {
  const rows = [aRow({ countyId: 11, orgId: 21 }), aRow({ countyId: 11, orgId: 11 })]
  const { places, totals } = race(groupOf(11, ORGS), ORGS, rows, new Map())
  expect(places.map(({ orgName, projects }) => [orgName, projects])).toEqual([['城关镇', 1]])
  expect(totals.unplacedProjects).toBe(1)
})

test('what came and what came late is counted beside', () => {
  const rows = [aRow({ countyId: 11 }), aRow({ countyId: 11, isReported: false }), aRow({ countyId: 11, isLate: true })]
  expect(race(groupOf(1, ORGS), ORGS, rows, new Map()).places[0]).toMatchObject({ reported: 2, late: 1 })
})

test('pace leaves out what has no plan or no pace', () => {
  expect(
    paceOf([
      { annualPlan: '100', pace: '60' },
      { annualPlan: null, pace: '10' },
      { annualPlan: '900', pace: null },
    ]),
  ).toBe('60')
  expect(paceOf([{ annualPlan: '0', pace: '60' }])).toBeNull()
})

test('one adjusted plan makes the basis 调整后计划', () => {
  const same = { annualPlan: '100', annualPlanInitial: '100.0000' }
  expect(planBasisOf([same, { annualPlan: null, annualPlanInitial: null }])).toBe('年初计划')
  expect(planBasisOf([same, { annualPlan: '90', annualPlanInitial: '100' }])).toBe('调整后计划')
})
