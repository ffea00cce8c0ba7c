import { describe, expect, test } from 'vitest'
import { readLedger } from './read-ledger.ts'
import { shapeKey } from './shape-key.ts'
import { type TestSheet, workbookOf } from './test-workbook.ts'

type Change = { above?: string[][]; headings?: Record<number, string>; rows?: number; name?: string }

/** The form of one office in one month; `change` is what differs in another. */
function form({ above = [], headings = {}, rows = 1, name = '3月' }: Change = {}): TestSheet {
  const head = ['序号', '项目名称', '县区', '总投资（万元）', '2024年1-3月完成', '备注'].map(
    (heading, index) => headings[index] ?? heading,
  )
  if (headings[6]) head.push(headings[6])
  const lines = Array.from({ length: rows }, (_, index) => [index + 1, `项目${index}`, '南乐县', 100, 30, ''])
  return [name, [...above, ['2024年重点项目台账'], head, ...lines]]
}
const keyOf = async (...sheets: TestSheet[]) => shapeKey(await workbookOf(...sheets))

describe('the same form of another month', () => {
  test.each<[string, Change]>([
    ['more rows', { rows: 40 }],
    ['the month in the name of the sheet', { name: '12月' }],
    ['the month in a heading', { headings: { 4: '2024年1-11月完成' } }],
    ['another dash', { headings: { 4: '2024年1—7月完成' } }],
    ['the half year', { headings: { 4: '2024年上半年完成' } }],
    ['three quarters, and the next year', { headings: { 4: '2025年前三季度完成' } }],
    ['blanks and full-width signs', { headings: { 3: '总投资 (万元)', 5: '备　注' } }],
    ['a line of unit and date above', { above: [['附件2'], ['截至2024年3月底', '', '', '单位：万元']] }],
  ])('%s', async (_, change) => expect(await keyOf(form(change))).toBe(await keyOf(form())))

  test('another sheet that is not read', async () =>
    expect(await keyOf(form(), ['字典', [['新建'], ['续建']]])).toBe(await keyOf(form())))
})

describe('another form', () => {
  test.each<[string, Change]>([
    ['a heading', { headings: { 3: '年度计划投资（万元）' } }],
    ['a unit', { headings: { 3: '总投资（亿元）' } }],
    ['a column more', { headings: { 6: '牵头单位' } }],
    ['a sheet of another name', { name: '产业项目' }],
  ])('%s', async (_, change) => expect(await keyOf(form(change))).not.toBe(await keyOf(form())))
})

test('corrections do not change it: the next file comes without them', async () => {
  const workbook = await workbookOf(form())
  const answers = { sheets: { '3月': { headerRows: [3], import: false } } }
  const before = shapeKey(workbook)
  readLedger(workbook, '台账.xlsx', { answers })
  expect(shapeKey(workbook)).toBe(before)
})
