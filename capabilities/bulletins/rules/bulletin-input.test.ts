import { expect, test } from 'vitest'
import { type PlacedRow, summarise } from '#capabilities/race/public.ts'
import { composeMonthlyBulletin } from '../compose/monthly-bulletin.ts'
import { reconcile } from '../compose/reconcile.ts'
import { bulletinInput, LISTED_AT_MOST, type Material } from './bulletin-input.ts'
import { aRow } from './sample-rows.ts'

/** 青原县 (11) first, 东湖区 (12) second; 市本级 stands outside. */
function aMaterial(rows: PlacedRow[], given: Partial<Material> = {}): Material {
  const place = (orgId: number, orgName: string, at: number | null) => ({
    orgId,
    orgName,
    place: at,
    isTied: false,
    previousPlace: null,
    ...summarise(rows.filter((row) => row.placeOrgId === orgId)),
  })
  return {
    round: { orgId: 1, month: '2026-10', cutoffOn: '2026-10-25', lockedAt: '2026-10-31T08:00:00.000Z' },
    org: { id: 1, name: '云州市' },
    region: { name: '云州市', issuer: '云州市重点项目建设指挥部办公室' },
    ranking: { group: '县（市、区）', places: [place(12, '东湖区', 1), place(11, '青原县', 2)] },
    rows,
    planBasis: '年初计划',
    before: null,
    kind: 'separate',
    isEstimate: false,
    now: { instant: '2026-11-02T01:00:00.000Z', date: '2026-11-02' },
    fixedOrder: [1, 11, 12],
    ...given,
  }
}

const EAST = { placeOrgId: 12, countyId: 12, countyName: '东湖区' }
const OWN = { placeOrgId: null, countyId: null, countyName: null, orgId: 1 }

test('organisations and 市本级 stand in the fixed order and make the total', () => {
  const rows = [
    aRow(),
    aRow({ ...EAST, annualPlan: '50.5', completedYtd: '45' }),
    aRow({ ...OWN, completedYtd: '7.0001' }),
  ]
  const input = bulletinInput(aMaterial(rows))
  expect(input.counties.map(({ name, rank, participates }) => [name, rank, participates])).toEqual([
    ['青原县', 2, true],
    ['东湖区', 1, true],
    ['市本级', null, false],
  ])
  expect(input.overall).toMatchObject({ projectCount: 3, annualPlan: '250.5', completedYtd: '112.0001' })
  expect(reconcile(composeMonthlyBulletin(input).figures)).toEqual([])
})

test('a ranking that was computed from other figures does not close', () => {
  const rows = [aRow(), aRow({ ...EAST, completedYtd: '45' })]
  const material = aMaterial(rows)
  const corrected = rows.map((row) => ({ ...row, completedYtd: '46' }))
  const problems = reconcile(composeMonthlyBulletin(bulletinInput({ ...material, rows: corrected })).figures)
  // 46 + 46 against 60 + 45: the total is 13 short of its parts
  expect(problems.find(({ figureId }) => figureId === 'region.completedYtd')?.sentence).toContain('总数少13万元')
})

test('lagging: red before yellow, the furthest behind first, and not more than the paper can bear', () => {
  const rows = [
    aRow({ projectName: '黄', light: 'yellow', completedYtd: '10' }),
    aRow({ projectName: '红近', light: 'red', completedYtd: '30' }),
    aRow({ projectName: '红远', light: 'red', completedYtd: '20', problems: ' 用地\n未批 ' }),
    aRow({ projectName: '红无计划', light: 'red', annualPlan: null, pace: null }),
    aRow({ light: 'green' }),
  ]
  const { lagging } = bulletinInput(aMaterial(rows))
  expect(lagging.map(({ name }) => name)).toEqual(['红远', '红近', '红无计划', '黄'])
  expect(lagging[0]).toMatchObject({ problem: '用地 未批', completionRate: '20', pace: '70' })
  const many = Array.from({ length: LISTED_AT_MOST + 5 }, () => aRow({ light: 'red' }))
  expect(bulletinInput(aMaterial(many)).lagging).toHaveLength(LISTED_AT_MOST)
})

test('who did not report is named with what was due', () => {
  const rows = [
    aRow(),
    aRow({ isReported: false }),
    aRow({ isLate: true }),
    aRow({ ...EAST }),
    aRow({ ...OWN, isReported: false }),
  ]
  expect(bulletinInput(aMaterial(rows)).unpunctual).toEqual([
    { orgId: 11, name: '青原县', due: 3, missing: 1, late: 1 },
    { orgId: 1, name: '市本级', due: 1, missing: 1, late: 0 },
  ])
})

test('the month before is compared with under its own name', () => {
  const before = {
    completionRate: '50',
    lights: { green: 1, yellow: 0, red: 0, grey: 0 },
    planBasis: '年初计划' as const,
  }
  expect(bulletinInput(aMaterial([aRow()], { before })).previous).toEqual({ month: '2026-09', ...before })
  expect(bulletinInput(aMaterial([aRow()])).previous).toBeUndefined()
})

test('a county that runs its own round speaks of 全县 and 县本级 and issues in its own name', () => {
  const input = bulletinInput(
    aMaterial([aRow(OWN)], { org: { id: 11, name: '青原县' }, ranking: { group: '乡镇（街道）', places: [] } }),
  )
  expect([input.scope, input.counties[0]?.name, input.publication.issuer]).toEqual([
    '全县',
    '县本级',
    '青原县重点项目建设指挥部办公室',
  ])
})
