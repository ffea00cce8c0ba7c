import { expect, test } from 'vitest'
import { levelWord } from '#capabilities/figures/public.ts'
import { addresseesOf, bulletinFileName, issuerOf } from './naming.ts'

test('the file name says region, period, which document and whether it is a draft', () => {
  const name = (orgName: string, month: string, isDraft: boolean, week: string | null = null) =>
    bulletinFileName(orgName, { round: { month, week }, templateName: '月度项目建设通报', isDraft })
  expect(name('云川市', '2026-10', true)).toBe('云川市2026年1—10月月度项目建设通报（草稿）')
  expect(name('云川市', '2026-01', false)).toBe('云川市2026年1月月度项目建设通报')
  expect(name('云川市', '2026-10', false, '2026-W43')).toBe('云川市2026年第43周月度项目建设通报')
  expect(name('a/b\\c:"', '2026-01', false)).toBe('abc2026年1月月度项目建设通报')
})

test('the level is the one of the organisation', () => {
  expect(['云川市', '青原县', '东湖区', '开发中心'].map(levelWord)).toEqual(['市', '县', '区', '市'])
})

test('the region’s office issues for the region, a county’s own office for the county', () => {
  const region = { name: '云川市', issuer: '云川市项目办' }
  expect(issuerOf({ name: '云川市' }, region)).toBe('云川市项目办')
  expect(issuerOf({ name: '青原县' }, region)).toBe('青原县重点项目建设指挥部办公室')
})

test('addressees follow the group', () => {
  expect(addresseesOf('县（市、区）、功能区', '云川市')).toEqual([
    '各县（市、区）人民政府',
    '各功能区管委会',
    '市直有关部门',
  ])
  expect(addresseesOf('乡镇（街道）', '青原县')).toEqual(['各乡镇人民政府（街道办事处）', '县直有关部门'])
})
