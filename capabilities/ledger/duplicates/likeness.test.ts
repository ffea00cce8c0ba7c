import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Comparable, core, likenessOf, nameLikeness, SHOWN_FROM, STRONG_FROM } from './likeness.ts'

const project = (name: string, more: Partial<Comparable> = {}): Comparable => ({
  name,
  owner: null,
  site: null,
  code: null,
  totalInvestment: null,
  countyId: 1,
  ...more,
})
const ELSEWHERE = { countyId: 2 }

describe('held to be one project', () => {
  test.each<[string, Comparable, Comparable]>([
    [
      'the same under two spellings in two counties',
      project('年产30万吨聚苯乙烯项目（一期）', { owner: '恒力石化有限公司', totalInvestment: '350000' }),
      project('30万吨聚苯乙烯建设项目', {
        owner: '恒力石化有限责任公司',
        totalInvestment: '350000.0000',
        ...ELSEWHERE,
      }),
    ],
    [
      'the shorter name inside the longer',
      project('云川高铁站前广场综合开发', { owner: '云川城投集团', totalInvestment: '82000' }),
      project('高铁站前广场综合开发项目', { owner: '云川城投有限公司', totalInvestment: '82000', ...ELSEWHERE }),
    ],
    [
      'brackets, blanks and widths apart',
      project('粮食仓储物流（园）项目', { owner: '甲粮业' }),
      project('粮食仓储物流(园) 项目', { owner: '甲粮业' }),
    ],
    [
      'the same code, whatever it is called',
      project('智慧物流港', { code: '2404-210921-04-01-123456' }),
      project('现代供应链枢纽', { code: '2404-210921-04-01-123456', ...ELSEWHERE }),
    ],
    [
      'a first phase, said once and not the other time',
      project('锂电池材料产业园一期', { owner: '国锂新材', totalInvestment: '50000' }),
      project('锂电池材料产业园', { owner: '国锂新材', totalInvestment: '50000' }),
    ],
    [
      'one sign of the code mistyped',
      project('东湖污水处理厂提标', { code: '2404-210921-04-01-123456', owner: '东湖水务' }),
      project('东湖污水处理厂提标改造', {
        code: '2404-210922-04-01-123456',
        owner: '东湖水务',
      }),
    ],
  ])('%s', (_, a, b) => {
    expect(likenessOf(a, b)?.score).toBeGreaterThanOrEqual(SHOWN_FROM)
  })
})

describe('told apart', () => {
  const same = { owner: '甲公司', totalInvestment: '1000' }
  test.each<[string, Comparable, Comparable]>([
    ['two phases', project('产业园一期', same), project('产业园二期', same)],
    ['a later phase and none', project('锂电产业园', same), project('锂电产业园二期', same)],
    ['phases in figures', project('产业园（1期）', same), project('产业园第2期', same)],
    ['two sections', project('南环路一标段', same), project('南环路二标段', same)],
    ['two years', project('2025年农村公路', same), project('2026年农村公路', same)],
    ['two numbers', project('3号标准厂房', same), project('4号标准厂房', same)],
    ['two districts', project('标准厂房A区', same), project('标准厂房B区', same)],
    ['two directions', project('东湖公园建设', same), project('西湖公园建设', same)],
    ['two capacities', project('年产10万吨饲料', same), project('年产20万吨饲料', same)],
    [
      'two codes',
      project('同名项目', { ...same, code: '2404-210921-04-01-123456' }),
      project('同名项目', { ...same, code: '2404-210921-04-01-654321' }),
    ],
    [
      'the same kind of work of two counties’ offices',
      project('城区老旧小区改造项目', { owner: '南屏县住建局', totalInvestment: '5000' }),
      project('城区老旧小区改造项目', { owner: '北屏县住建局', totalInvestment: '8000', ...ELSEWHERE }),
    ],
    ['nothing but generic words in common', project('粮食仓储建设项目'), project('汽车配件建设项目')],
  ])('%s', (_, a, b) => {
    expect(likenessOf(a, b)).toBeNull()
  })
})

test('it says why, the weightiest first', () => {
  const found = likenessOf(
    project('30万吨聚苯乙烯', { owner: '恒力公司', totalInvestment: '350000', site: '经开区' }),
    project('30万吨聚苯乙烯项目', { owner: '恒力公司', totalInvestment: '350000', site: '云川经开区', ...ELSEWHERE }),
  )
  expect(found?.reasons).toEqual([
    { kind: 'name', percent: 97 },
    { kind: 'owner' },
    { kind: 'total' },
    { kind: 'siteAlike' },
  ])
  expect(found?.score).toBeGreaterThanOrEqual(STRONG_FROM)
})

test('of a name that is all generic words the name itself is left', () => {
  expect(core('基础设施建设项目')).toBe('基础设施建设项目')
})

const names = fc.string({
  unit: fc.constantFrom(...'云川南屏粮食仓储锂电产业园一二期东西12项目工程（）'),
  minLength: 1,
  maxLength: 14,
})
const projects = fc.record({
  name: names,
  owner: fc.option(fc.constantFrom('甲公司', '甲有限公司', '乙局', '丙局')),
  site: fc.option(fc.constantFrom('经开区', '云川经开区', '南村')),
  code: fc.option(fc.constantFrom('2404-210921-04-01-123456', '2404-210921-04-01-654321')),
  totalInvestment: fc.option(fc.constantFrom('0', '1000', '1020', '90000')),
  countyId: fc.option(fc.constantFrom(1, 2)),
})

test('it does not matter which of the two comes first', () => {
  fc.assert(
    fc.property(projects, projects, (a, b) => {
      expect(likenessOf(a, b)?.score).toBe(likenessOf(b, a)?.score)
    }),
  )
})

test('a name is like itself, and never more than wholly like another', () => {
  fc.assert(
    fc.property(names, names, (a, b) => {
      expect(nameLikeness(a, a)).toBe(1)
      expect(nameLikeness(a, b)).toBeLessThanOrEqual(1)
    }),
  )
})
