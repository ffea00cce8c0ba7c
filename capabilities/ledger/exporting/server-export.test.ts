import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openWorkbook } from '#platform/excel/open-workbook.ts'
import { cellAt, type Sheet } from '#platform/excel/workbook.ts'
import { openStage, type Stage } from '#tests/harness/product.ts'

let stage: Stage
beforeAll(async () => {
  stage = await openStage()
  const add = async (name: string, orgId: number, fields: object) => {
    const { status, text } = await stage.as('office').post('/api/projects', { name, orgId, ...fields })
    expect(status, text).toBe(200)
  }
  await add('甲项目', stage.orgs.east, {
    totalInvestment: '100.5',
    plannedStart: '2026-03',
    stage: 'started',
    owner: '=1+1',
  })
  await add('乙项目', stage.orgs.west, { totalInvestment: '0.0001', plannedStart: '2026-03-28' })
  await add('丙项目', stage.orgs.east, { totalInvestment: '200', stage: 'completed' })
})
afterAll(async () => await stage?.close())

const sheetOf = async (query: string): Promise<Sheet> => {
  const { status, bytes, text } = await stage.as('office').get(`/api/ledger-export?${query}`)
  expect(status, text).toBe(200)
  return (await openWorkbook(bytes)).sheets[0]!
}
const textsOf = (sheet: Sheet, from = 0) =>
  sheet.rows.slice(from).map((row, at) => row.map((_, column) => cellAt(sheet, from + at, column).text))

describe('the workbook', () => {
  test('holds the columns asked for in their order, the number and the name first', async () => {
    const sheet = await sheetOf('columns=totalInvestment,owner,plannedStart,light')
    expect(textsOf(sheet, 2)).toEqual([
      ['系统编号', '项目名称', '总投资（万元）', '建设单位', '计划开工时间', '亮灯'],
      [expect.any(String), '甲项目', '100.5', '=1+1', '2026-03', '灰灯'],
      [expect.any(String), '乙项目', '0.0001', '', '2026-03-28', '灰灯'],
      [expect.any(String), '丙项目', '200', '', '', '灰灯'],
      ['合计', '3个', '300.5001'],
    ])
    expect([cellAt(sheet, 3, 4).kind, cellAt(sheet, 4, 4).kind, cellAt(sheet, 3, 2).kind]).toEqual([
      'text',
      'date',
      'number',
    ])
    expect(cellAt(sheet, 6, 2).formula).toBe('SUBTOTAL(109,C4:C6)')
  })

  test('in groups, with subtotals that the total passes over', async () => {
    const sheet = await sheetOf('columns=name,totalInvestment&group=county')
    expect(textsOf(sheet, 3).map((row) => row.slice(0, 3))).toEqual([
      [expect.any(String), '甲项目', '100.5'],
      [expect.any(String), '丙项目', '200'],
      ['东县小计', '2个', '300.5'],
      [expect.any(String), '乙项目', '0.0001'],
      ['西县小计', '1个', '0.0001'],
      ['合计', '3个', '300.5001'],
    ])
    expect(cellAt(sheet, 8, 2).formula).toBe('SUBTOTAL(109,C4:C8)')
    const byStage = textsOf(await sheetOf('columns=name&group=stage'), 3).map(([first, name]) =>
      first!.includes('计') ? first : name,
    )
    expect(byStage).toEqual(['甲项目', '开工小计', '丙项目', '竣工小计', '乙项目', '未写明阶段小计', '合计'])
  })

  test('of nothing is a header without totals', async () => {
    expect(textsOf(await sheetOf('q=没有这个项目'), 3)).toEqual([])
  })

  test('refuses columns it does not know, and says which', async () => {
    const { status, body } = await stage.as('office').get('/api/ledger-export?columns=name,没有')
    expect([status, body.code]).toEqual([400, 'column_unknown'])
    expect(body.message).toContain('“没有”')
    expect((await stage.as('office').get('/api/ledger-export?group=owner')).status).toBe(400)
  })

  test('is recorded with the columns asked for and the number that its base carries', async () => {
    await sheetOf('columns=name,owner&q=甲')
    const { body } = await stage.as('auditor').get('/api/record?subjectType=ledger')
    expect(body.items[0].after).toMatchObject({
      columns: ['name', 'owner'],
      filter: { q: '甲' },
      exportId: expect.any(String),
    })
  })
})

describe('CSV', () => {
  test('has the same columns, no totals, and dangerous text guarded', async () => {
    const { text } = await stage.as('office').get('/api/ledger-export?format=csv&columns=owner,totalInvestment&q=甲')
    expect(text.replace(/^\ufeff/, '').split('\r\n')).toEqual([
      '系统编号,项目名称,建设单位,总投资（万元）',
      expect.stringMatching(/^\d+,甲项目,'=1\+1,100\.5$/),
      '',
    ])
  })
})
