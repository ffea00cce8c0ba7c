import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { workbookBytes } from '#platform/excel/write-workbook.ts'
import { openStage, type Stage } from '#tests/harness/product.ts'

let stage: Stage
beforeAll(async () => {
  stage = await openStage()
})
afterAll(async () => {
  await stage?.close()
})

type Line = (string | number | null)[]
const HEADINGS = ['序号', '县区', '项目名称', '谁来承担', '总投资', '2026年计划投资', '阶段']

/** A ledger whose columns and rows are partly called what nobody calls them. */
async function messy(sheet: string, lines: Line[]): Promise<Uint8Array> {
  return await workbookBytes([
    {
      name: sheet,
      columns: HEADINGS.map(() => ({ kind: 'auto' as const })),
      headerRows: [],
      rows: [['测试市重点项目'], ['单位：万元'], HEADINGS, ...lines],
      merges: [{ top: 0, left: 0, bottom: 0, right: 6 }],
    },
    { name: '说明', columns: [{ kind: 'auto' as const }], headerRows: [], rows: [['请按月填报']] },
  ])
}
const LINES: Line[] = [
  [1, '东县', '甲厂房项目', '甲公司', 12000, 6000, '在建'],
  [2, '西县', '乙码头项目', '乙公司', 8000, 4000, '在建'],
  [null, null, '全市情况', null, 20000, 10000, null],
]

async function uploaded(sheet: string, lines: Line[] = LINES, who: 'office' | 'countyOffice' = 'office') {
  return await stage.as(who).upload('/api/imports', `${sheet}.xlsx`, await messy(sheet, lines))
}
const answer = async (id: number, body: object) => await stage.as('office').put(`/api/imports/${id}/answers`, body)
const columnOf = (body: any, letters: string) => body.sheets[0].columns.find(({ col }: any) => col === letters)

describe('the sheet itself', () => {
  let id: number
  beforeAll(async () => {
    id = (await uploaded('8月')).body.id
  })

  test('is given window by window: texts as written, merged cells, its size', async () => {
    const { status, body } = await stage.as('office').get(`/api/imports/${id}/cells`)
    expect(status).toBe(200)
    expect(body).toMatchObject({ sheet: 0, from: 0, rowCount: 6, columnCount: 7 })
    expect(body.rows[2]).toEqual(HEADINGS)
    expect(body.rows[3]).toEqual(['1', '东县', '甲厂房项目', '甲公司', '12000', '6000', '在建'])
    expect(body.merges).toEqual([{ top: 0, left: 0, bottom: 0, right: 6 }])
    const later = await stage.as('office').get(`/api/imports/${id}/cells?from=4&count=1`)
    expect(later.body.rows).toEqual([['2', '西县', '乙码头项目', '乙公司', '8000', '4000', '在建']])
    const second = await stage.as('office').get(`/api/imports/${id}/cells?sheet=1`)
    expect(second.body.rows).toEqual([['请按月填报']])
  })

  test('beyond its end there is nothing; a sheet it does not have is not found; windows are bounded', async () => {
    expect((await stage.as('office').get(`/api/imports/${id}/cells?from=100000`)).body.rows).toEqual([])
    expect((await stage.as('office').get(`/api/imports/${id}/cells?sheet=9`)).status).toBe(404)
    expect((await stage.as('office').get(`/api/imports/${id}/cells?count=401`)).status).toBe(400)
  })

  test('is nobody’s who may not import, nor another county’s', async () => {
    expect((await stage.as('reporter').get(`/api/imports/${id}/cells`)).status).toBe(403)
    expect((await stage.as('countyOffice').get(`/api/imports/${id}/cells`)).status).toBe(404)
  })
})

describe('corrections on the sheet', () => {
  let id: number
  beforeAll(async () => {
    id = (await uploaded('9月')).body.id
  })

  test('a column’s field, its unit and its year are read anew at once', async () => {
    expect(columnOf((await stage.as('office').get(`/api/imports/${id}`)).body, 'D').field).toBeNull()
    const { body } = await answer(id, {
      columns: { '9月!D': 'owner' },
      columnUnits: { '9月!E': '亿元' },
      periods: { '9月!F': '2025' },
    })
    expect(columnOf(body, 'D').field).toBe('owner')
    expect(columnOf(body, 'E').unit).toBe('亿元')
    expect(columnOf(body, 'F')).toMatchObject({ unit: '万元', year: 2025 })
    expect(body.difference.added[0]).toMatchObject({ owner: '甲公司', totalInvestment: '120000000' })
  })

  test('a row said to be a total is none of the projects, and says so', async () => {
    const { body } = await answer(id, { rows: { '9月!6': 'total' } })
    expect(body.summary.added).toBe(2)
    expect(body.sheets[0].marks).toContainEqual({ row: 6, kind: 'total', text: '全市情况' })
  })

  test('the projects begin where one says', async () => {
    const { body } = await answer(id, { firstRows: { '9月': 5 } })
    expect(body.difference.added.map(({ name }: any) => name)).toEqual(['乙码头项目'])
  })

  test('a wrong unit, period or role is refused, and nothing is changed', async () => {
    for (const wrong of [
      { columnUnits: { '9月!E': '吨' } },
      { periods: { '9月!F': '去年' } },
      { rows: { '9月!6': 'party' } },
    ])
      expect((await answer(id, wrong)).status).toBe(400)
    expect((await stage.as('office').get(`/api/imports/${id}`)).body.summary.added).toBe(1)
  })

  test('corrections are taken back one by one, until there are none', async () => {
    const undo = async () => await stage.as('office').post(`/api/imports/${id}/answers/undoing`)
    expect((await undo()).body).toMatchObject({ corrections: 2, summary: { added: 2 } })
    expect((await undo()).body).toMatchObject({ corrections: 1, summary: { added: 3 } })
    const { body } = await undo()
    expect(body.corrections).toBe(0)
    expect(columnOf(body, 'D').field).toBeNull()
    const none = await undo()
    expect([none.status, none.body.code]).toEqual([409, 'nothing_to_undo'])
    const { body: record } = await stage.as('auditor').get(`/api/record?subjectType=import&subjectId=${id}`)
    expect(record.items.filter(({ action }: any) => action === 'ledger.importAnswered')).toHaveLength(6)
  })
})

describe('what was corrected is remembered by the file’s layout', () => {
  test('next month’s file takes it over, whatever its sheet’s month and wherever its total stands', async () => {
    const { body: first } = await uploaded('10月')
    await answer(first.id, { columns: { '10月!D': 'owner' }, rows: { '10月!6': 'total' }, sheets: { 说明: false } })
    expect((await stage.as('office').post(`/api/imports/${first.id}/writing`, {})).status).toBe(200)
    const { body } = await uploaded('11月', [
      ...LINES.slice(0, 2),
      [3, '东县', '丙仓库项目', '丙公司', 500, 200, '在建'],
      LINES[2]!,
    ])
    expect(body.recalled).toMatchObject({ fileName: '10月.xlsx', count: 3 })
    expect(columnOf(body, 'D').field).toBe('owner')
    expect(body.summary).toMatchObject({ added: 1, changed: 0, unchanged: 2 })
    expect(body.sheets[0].marks).toContainEqual({ row: 7, kind: 'total', text: '全市情况' })
  })

  test('it can be forgotten: this file is read as it is, and so is the next', async () => {
    const { body: before } = await uploaded('12月')
    const { status, body } = await stage.as('office').delete(`/api/imports/${before.id}/memory`)
    expect(status).toBe(200)
    expect(body.recalled).toBeNull()
    expect(columnOf(body, 'D').field).toBeNull()
    expect((await stage.as('office').delete(`/api/imports/${before.id}/memory`)).body.code).toBe('nothing_remembered')
    expect((await uploaded('1月')).body.recalled).toBeNull()
  })
})
