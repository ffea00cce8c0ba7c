import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openWorkbook } from '#platform/excel/open-workbook.ts'
import { cellAt } from '#platform/excel/workbook.ts'
import { workbookBytes } from '#platform/excel/write-workbook.ts'
import { openStage, type Stage } from '#tests/harness/product.ts'

let stage: Stage
beforeAll(async () => {
  stage = await openStage()
  await sql`update region set as_of_month = '2026-10'`.execute(stage.owner)
  for (const [name, orgId, total, plan] of [
    ['东部小项目', stage.orgs.east, '5000', '1000.5'],
    ['东部大项目', stage.orgs.east, '12000', '3000'],
    ['西部项目', stage.orgs.west, '8000', '2000'],
  ] as const) {
    const { body } = await stage.as('office').post('/api/projects', {
      name,
      orgId,
      totalInvestment: total,
      planState: name === '西部项目' ? 'continuing' : 'new',
    })
    await stage.as('office').put(`/api/projects/${body.id}/plans/2026`, { amount: plan, reason: '云政发〔2026〕3号' })
  }
})
afterAll(async () => await stage.close())

/** A form as a city sends it: title, unit and date line, heading, three numbered blank rows, a total without formulas, who filled it in. */
async function blankForm(
  headings = ['序号', '项目名称', '所属县区', '总投资（亿元）', '2026年计划投资（万元）', '上报文号'],
): Promise<Uint8Array> {
  const columns = headings.map(() => ({ kind: 'auto' as const, width: 16 }))
  return await workbookBytes([
    {
      name: '调度表',
      columns,
      headerRows: [['重点项目调度表'], ['截至    年  月  日', null, null, null, '填报单位：'], headings],
      rows: [[1], [2], [3], ['合计'], ['填表人：']],
    },
  ])
}
async function add(bytes: Uint8Array, who: 'office' | 'countyOffice' = 'office', fileName = '市发改委调度表.xlsx') {
  return await stage.as(who).upload('/api/ledger-forms', fileName, bytes)
}
async function filledOf(id: number, query = '', who: 'office' | 'countyOffice' = 'office') {
  const answer = await stage.as(who).get(`/api/ledger-forms/${id}/filled${query}`)
  expect(answer.status).toBe(200)
  const sheet = (await openWorkbook(answer.bytes)).sheets[0]!
  return (row: number) => sheet.rows[row - 1]?.map((_, column) => cellAt(sheet, row - 1, column).text) ?? []
}

describe('a form of a higher level', () => {
  test('is understood, filled in the office’s order, in the units of its columns, with its total; all else stays', async () => {
    const added = await add(await blankForm())
    expect(added.status).toBe(200)
    expect(added.body).toMatchObject({ name: '市发改委调度表', takenFrom: null, mayChange: true })
    const [sheet] = added.body.sheets
    expect(sheet).toMatchObject({ sheet: '调度表', firstRow: 4, blankRows: 3, totalRow: 7 })
    expect(sheet.columns.map(({ content }: { content: string }) => content)).toEqual([
      'serial',
      'name',
      'county',
      'totalInvestment',
      'annualPlan',
      null,
    ])
    expect(sheet.words).toMatchObject([
      { cell: 'A2', template: '截至{截止日}' },
      { cell: 'E2', template: '填报单位：{单位}' },
    ])
    const row = await filledOf(added.body.id)
    const county = async (id: number) =>
      (await stage.as('office').get('/api/organisations')).body.items.find((one: { id: number }) => one.id === id).name
    const [east, west] = [await county(stage.orgs.east), await county(stage.orgs.west)]
    expect(row(1)[0]).toBe('重点项目调度表')
    expect(row(2)[0]).toBe('截至2026年10月31日')
    expect(row(4).slice(0, 5)).toEqual(['1', '东部大项目', east, '1.2', '3000'])
    expect(row(5).slice(0, 5)).toEqual(['2', '东部小项目', east, '0.5', '1000.5'])
    expect(row(6).slice(0, 5)).toEqual(['3', '西部项目', west, '0.8', '2000'])
    expect([row(7)[0], row(7)[3], row(7)[4]]).toEqual(['合计', '2.5', '6000.5'])
    expect(row(8)[0]).toBe('填表人：')
    const { rows } =
      await sql`select actor, after ->> 'projects' as projects from record_entry where action = 'form.filled'`.execute(
        stage.owner,
      )
    expect(rows).toEqual([{ actor: 'office', projects: '3' }])
  })

  test('a column is given what it is to hold; the next form of the same shape takes that over', async () => {
    const { body: form } = await add(await blankForm(['序号', '项目名称', '总投资（万元）', '10月完成情况简述']))
    const sheets = structuredClone(form.sheets)
    sheets[0].columns[3].content = 'text.详见附件'
    sheets[0].only = { planState: 'continuing', library: null }
    const changed = await stage.as('office').put(`/api/ledger-forms/${form.id}`, { version: 1, name: '月报', sheets })
    expect(changed.body).toMatchObject({ version: 2, name: '月报' })
    expect((await filledOf(form.id))(4)).toEqual(['1', '西部项目', '8000', '详见附件'])
    expect(
      (await stage.as('office').put(`/api/ledger-forms/${form.id}`, { version: 1, name: '月报', sheets })).body.code,
    ).toBe('edit_conflict')
    const next = await add(await blankForm(['序号', '项目名称', '总投资（万元）', '11月完成情况简述']))
    expect(next.body.takenFrom).toBe('月报')
    expect(next.body.sheets[0].columns[3].content).toBe('text.详见附件')
    const preview = await stage.as('office').get(`/api/ledger-forms/${form.id}/preview`)
    expect(preview.body.sheets).toMatchObject([
      { sheet: '调度表', projects: 1, rows: [{ B: '西部项目', D: '详见附件' }] },
    ])
  })

  test('a county fills the city’s form with its own projects and does not change it; another county’s it does not see', async () => {
    const { body: city } = await add(await blankForm())
    const { body: own } = await add(await blankForm(), 'countyOffice', '县里的表.xlsx')
    expect((await filledOf(city.id, '', 'countyOffice'))(5)[1]).toBe('东部小项目')
    expect((await filledOf(city.id, '', 'countyOffice'))(6)).toEqual(['3'])
    const change = { version: 1, name: '改名', sheets: city.sheets }
    expect((await stage.as('countyOffice').put(`/api/ledger-forms/${city.id}`, change)).status).toBe(404)
    expect(
      (await stage.as('countyOffice').get('/api/ledger-forms')).body.items.find(
        ({ id }: { id: number }) => id === city.id,
      ).mayChange,
    ).toBe(false)
    await sql`update ledger_form set org_id = ${stage.orgs.west} where id = ${own.id}`.execute(stage.owner)
    expect((await stage.as('countyOffice').get(`/api/ledger-forms/${own.id}`)).status).toBe(404)
    expect((await stage.as('reporter').upload('/api/ledger-forms', 'x.xlsx', await blankForm())).status).toBe(403)
  })

  test('what is no form is refused with a sentence, and nothing is kept', async () => {
    const before = (await stage.as('office').get('/api/ledger-forms')).body.items.length
    expect((await add(new TextEncoder().encode('项目名称,总投资'))).body.code).toBe('form_format')
    expect(
      (
        await add(
          await workbookBytes([{ name: '表', columns: [{ kind: 'auto' }], headerRows: [['通讯录']], rows: [] }]),
        )
      ).body.code,
    ).toBe('form_not_understood')
    expect((await add(new Uint8Array([0x50, 0x4b, 3, 4, 9, 9]))).status).toBe(422)
    expect((await stage.as('office').get('/api/ledger-forms')).body.items.length).toBe(before)
  })

  test('taken off the list it is gone; the blank is byte for byte what was sent', async () => {
    const bytes = await blankForm()
    const { body } = await add(bytes)
    expect(
      Buffer.compare((await stage.as('office').get(`/api/ledger-forms/${body.id}/blank`)).bytes, Buffer.from(bytes)),
    ).toBe(0)
    expect((await stage.as('office').delete(`/api/ledger-forms/${body.id}`)).status).toBe(204)
    expect((await stage.as('office').get(`/api/ledger-forms/${body.id}`)).status).toBe(404)
    const { rows } =
      await sql`select action from record_entry where subject_type = 'form' and subject_id = ${String(body.id)} order by id`.execute(
        stage.owner,
      )
    expect(rows).toEqual([{ action: 'form.added' }, { action: 'form.retired' }])
  })
})
