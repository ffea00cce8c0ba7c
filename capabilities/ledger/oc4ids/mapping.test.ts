import { describe, expect, test } from 'vitest'
import { STAGES } from '../vocabulary.ts'
import { type PublishedProject, periodOf, toOc4ids } from './mapping.ts'

const BARE: PublishedProject = {
  id: 7,
  code: null,
  name: '某项目',
  owner: null,
  org: '云川市',
  county: null,
  countyOrder: 0,
  park: null,
  site: null,
  longitude: null,
  latitude: null,
  industry: null,
  field: null,
  constructionNature: null,
  planState: null,
  approvalKind: null,
  fundKind: null,
  scale: null,
  library: 'construction',
  stage: null,
  totalInvestment: null,
  totalInvestmentBasis: null,
  fundsInPlace: null,
  completedToLastYearEnd: null,
  completedSinceStart: null,
  plannedStart: null,
  startDate: null,
  finishDate: null,
  responsibleOrg: null,
  leadOrg: null,
  competentOrg: null,
  annualContent: null,
  progressText: null,
  problems: null,
  nextStep: null,
  remark: null,
  statisticalEntry: null,
  terms: null,
  extra: {},
  updatedAt: '2026-11-01T02:00:00Z',
  plans: [],
  months: [],
}
const asPublished = (given: Partial<PublishedProject>) =>
  toOc4ids({ ...BARE, ...given }, { prefix: 'oc4ids-test', region: '云川市' }) as Record<string, unknown>

describe('a project in the words of OC4IDS', () => {
  test('what the ledger does not know is absent: no empty text, list or object', () => {
    expect(asPublished({})).toEqual({
      id: 'oc4ids-test-7',
      updated: '2026-11-01T02:00:00Z',
      language: 'zh',
      title: '某项目',
    })
  })

  test('amounts are whole yuan, to the last one', () => {
    const { budget, forecasts } = asPublished({
      totalInvestment: '123456789.0001',
      plans: [{ year: 2026, amount: '0.5' }],
    })
    expect(budget).toEqual({ amount: { amount: 1234567890001, currency: 'CNY' } })
    expect(forecasts).toEqual([
      {
        id: 'financialProgress',
        title: '年度计划投资',
        observations: [
          {
            id: '2026',
            period: { startDate: '2026-01-01T00:00:00+08:00', endDate: '2026-12-31T23:59:59+08:00' },
            value: { amount: 5000, currency: 'CNY' },
          },
        ],
      },
    ])
  })

  test('a negative correction stays negative', () => {
    const months = [{ month: '2026-03', planned: null, current: null, completedYtd: '-12.5', physicalProgress: null }]
    expect(asPublished({ months }).metrics).toMatchObject([{ observations: [{ value: { amount: -125000 } }] }])
  })

  test.each([
    ['2026', '2027', '2026-01-01T00:00:00+08:00', '2027-12-31T23:59:59+08:00'],
    ['2026-02', '2028-02', '2026-02-01T00:00:00+08:00', '2028-02-29T23:59:59+08:00'],
    ['2026-03-15', '2026-11-30', '2026-03-15T00:00:00+08:00', '2026-11-30T23:59:59+08:00'],
  ])('the period from %s to %s covers what was written', (start, end, startDate, endDate) => {
    expect(periodOf(start, end)).toEqual({ startDate, endDate })
  })

  test('an organisation in two roles stands once, and answers for the project', () => {
    const { parties, publicAuthority } = asPublished({
      owner: '县水务局',
      responsibleOrg: '县水务局',
      competentOrg: '市水利局',
    })
    expect(parties).toEqual([
      { id: '1', name: '县水务局', roles: ['publicAuthority', 'procuringEntity'] },
      { id: '2', name: '市水利局', roles: ['reviewBody'] },
    ])
    expect(publicAuthority).toEqual({ id: '1', name: '县水务局' })
  })

  // projectStatus.csv of OC4IDS 0.9.5
  const codes = [
    'identification',
    'preparation',
    'implementation',
    'completion',
    'maintenance',
    'decommissioning',
    'decommissioned',
    'cancelled',
  ]
  test.each(STAGES)('stage %s has a status of the closed codelist', (stage) => {
    expect(codes).toContain(asPublished({ stage }).status)
  })

  test('names of people do not leave', () => {
    const withPeople = { ...BARE, sponsor: '张三', contact: '李四 13800000000', steward: '王五' }
    expect(JSON.stringify(toOc4ids(withPeople, { prefix: 'x', region: '' }))).not.toMatch(/张三|李四|王五|1380/)
  })
})
