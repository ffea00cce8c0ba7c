import { sql } from 'kysely'
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

const HEADINGS = [
  '序号',
  '县区',
  '项目名称',
  '建设单位',
  '总投资',
  '2026年计划投资',
  '2026年1-9月完成投资',
  '建设阶段',
  '备注',
]
type Line = (string | number | null)[]

async function aLedger(lines: Line[], title = '测试市2026年重点项目台账'): Promise<Uint8Array> {
  const columns = HEADINGS.map(() => ({ kind: 'auto' as const }))
  return await workbookBytes([
    { name: '台账', columns, headerRows: [[title], ['截至2026年9月30日　单位：万元'], HEADINGS], rows: lines },
  ])
}

async function previewed(lines: Line[], who: 'office' | 'countyOffice' = 'office') {
  return await stage.as(who).upload('/api/imports', '台账.xlsx', await aLedger(lines))
}

async function projects(): Promise<any[]> {
  return (await stage.as('office').get('/api/projects?limit=200&sort=name&order=asc')).body.items
}

describe('an import', () => {
  const LINES: Line[] = [
    [1, '东县', '粮食仓储项目', '甲公司', 12000, 6000, 3000.5, '在建', null],
    [2, '西县', '装备制造项目', '乙公司', 8000, 4000, 2000, '开工', '重点'],
    [3, '东县', '没有金额的项目', '丙公司', null, null, null, '签约', null],
  ]
  let id: number

  test('shows what it understood and what would change, and writes nothing', async () => {
    const { status, body } = await previewed(LINES)
    expect(status).toBe(200)
    id = body.id
    expect(body).toMatchObject({
      asOf: '2026-09-30',
      planYear: 2026,
      ready: true,
      summary: { added: 3, changed: 0, unchanged: 0, missing: 0, rejected: 0 },
    })
    expect(body.sheets[0].columns.map((column: any) => column.field)).toEqual([
      'rowNumber',
      'county',
      'name',
      'owner',
      'totalInvestment',
      'annualPlan',
      'completedYtd',
      'stage',
      'remark',
    ])
    expect(await projects()).toHaveLength(0)
  })

  test('is written with plans, figures, standing and one entry in the record', async () => {
    const { status, body } = await stage.as('office').post(`/api/imports/${id}/writing`, {})
    expect([status, body.state]).toEqual([200, 'written'])
    const [blank, grain, machines] = await projects()
    expect(blank).toMatchObject({
      name: '没有金额的项目',
      totalInvestment: null,
      completedYtd: null,
      library: 'reserve',
    })
    // 3000.5 of 6000 = 50.0083 %; nine months of twelve = 75 %: 25 points behind
    expect(grain).toMatchObject({
      name: '粮食仓储项目',
      countyName: '东县',
      annualPlan: '6000',
      completedYtd: '3000.5',
      completionRate: '50.0083',
      pace: '75',
      light: 'yellow',
      standingMonth: '2026-09',
    })
    expect(machines).toMatchObject({ stage: 'started', light: 'yellow' })
    const { body: record } = await stage.as('auditor').get(`/api/record?subjectType=import&subjectId=${id}`)
    expect(record.items[0]).toMatchObject({
      action: 'ledger.imported',
      actor: 'office',
      after: { summary: { added: 3 } },
    })
    expect(record.items[0].after.digest).toMatch(/^[0-9a-f]{64}$/)
  })

  test('writing twice is refused; nothing is doubled', async () => {
    const again = await stage.as('office').post(`/api/imports/${id}/writing`, {})
    expect([again.status, again.body.code]).toEqual([409, 'import_state'])
    expect(await projects()).toHaveLength(3)
  })

  test('the next month’s file: changed cell by cell, added, unchanged, missing', async () => {
    const next = await previewed([
      [1, '西县', '装备制造项目', '乙公司', 8000, 4000, 2500, '在建', '重点'],
      [2, '东县', '粮食仓储　项目', '甲公司', '１２０００', 6000, '3,000.5', '在建', null],
      [3, '东县', '新来的项目', '丁公司', 500, 100, 50, '在建', null],
    ])
    expect(next.body.summary).toEqual({ added: 1, changed: 1, unchanged: 1, missing: 1, rejected: 0 })
    expect(next.body.difference.missing.map((missing: any) => missing.name)).toEqual(['没有金额的项目'])
    expect(next.body.difference.changed[0].changes.map(({ field, old, new: now }: any) => [field, old, now])).toEqual([
      ['stage', 'started', 'underConstruction'],
      ['completedYtd', '2000', '2500'],
    ])
    const written = await stage.as('office').post(`/api/imports/${next.body.id}/writing`, {})
    expect(written.status, written.text).toBe(200)
    expect((await projects()).find((project) => project.name === '装备制造项目')).toMatchObject({
      completedYtd: '2500',
      stage: 'underConstruction',
    })
    const undone = await stage.as('office').post(`/api/imports/${next.body.id}/undoing`, { reason: '传错文件' })
    expect([undone.status, undone.body.state]).toEqual([200, 'undone'])
    expect((await projects()).find((project) => project.name === '装备制造项目')).toMatchObject({
      completedYtd: '2000',
      stage: 'started',
    })
    expect(await projects()).toHaveLength(3)
  })

  test('an undo that would lose later work is refused and says whose', async () => {
    const [project] = await projects()
    await stage.as('office').patch(`/api/projects/${project.id}`, { version: 1, fields: { site: '城东' } })
    const undone = await stage.as('office').post(`/api/imports/${id}/undoing`, { reason: '试试' })
    expect([undone.status, undone.body.code]).toEqual([409, 'import_worked_on'])
    expect(undone.body.message).toContain('没有金额的项目')
    expect(await projects()).toHaveLength(3)
  })
})

describe('questions', () => {
  test('a county the region lacks is asked; writing is refused until mapped; the name is kept as alias', async () => {
    const { body } = await previewed([[1, '北山县', '外来项目', null, 100, null, null, '在建', null]])
    expect(body.ready).toBe(false)
    expect(body.questions).toMatchObject([{ code: 'organisation-unknown', key: 'organisation-unknown|北山县' }])
    expect((await stage.as('office').post(`/api/imports/${body.id}/writing`, {})).body.code).toBe(
      'import_has_questions',
    )
    const answered = await stage.as('office').put(`/api/imports/${body.id}/answers`, {
      questions: { 'organisation-unknown|北山县': `org:${stage.orgs.west}` },
    })
    expect(answered.body.ready).toBe(true)
    await stage.as('office').post(`/api/imports/${body.id}/writing`, {})
    expect((await projects()).find((project) => project.name === '外来项目').countyName).toBe('西县')
    const again = await previewed([[1, '北山县', '又一外来项目', null, 100, null, null, '在建', null]])
    expect(again.body.questions).toEqual([])
  })

  test('or created, below the city', async () => {
    const { body } = await previewed([[1, '南湖经济开发区', '园区项目', null, 100, null, null, '在建', null]])
    const key = body.questions[0].key
    await stage.as('office').put(`/api/imports/${body.id}/answers`, { questions: { [key]: 'create' } })
    const written = await stage.as('office').post(`/api/imports/${body.id}/writing`, {})
    expect(written.status, written.text).toBe(200)
    const { body: tree } = await stage.as('office').get('/api/organisations')
    expect(tree.items.find((org: any) => org.name === '南湖经济开发区')).toMatchObject({
      kind: 'zone',
      parentId: stage.orgs.city,
    })
  })

  test('a county office cannot write into another county', async () => {
    const { body } = await previewed([[1, '西县', '越界项目', null, 100, null, null, '在建', null]], 'countyOffice')
    const written = await stage.as('countyOffice').post(`/api/imports/${body.id}/writing`, {})
    expect(written.status).toBe(400)
    expect((await projects()).map((project) => project.name)).not.toContain('越界项目')
  })

  test('a column can be mapped otherwise, and the correction holds for the next file of this shape', async () => {
    const lines: Line[] = [[1, '东县', '映射项目', '戊公司', 100, null, null, '在建', '开发区东侧']]
    const { body } = await previewed(lines)
    const answered = await stage.as('office').put(`/api/imports/${body.id}/answers`, { columns: { '台账!I': 'site' } })
    expect(answered.body.sheets[0].columns[8].field).toBe('site')
    await stage.as('office').post(`/api/imports/${body.id}/writing`, {})
    const next = await previewed([[1, '东县', '映射项目二', '戊公司', 100, null, null, '在建', '西侧']])
    expect(next.body.sheets[0].columns[8].field).toBe('site')
  })

  test('an investment that falls to a tenth is asked before it is written', async () => {
    const first = await previewed([[1, '东县', '跌十倍项目', null, 50000, null, null, '在建', null]])
    await stage.as('office').post(`/api/imports/${first.body.id}/writing`, {})
    const { body } = await previewed([[1, '东县', '跌十倍项目', null, 5000, null, null, '在建', null]])
    expect(body.questions.map((question: any) => question.code)).toEqual(['suspicious-change'])
    expect(body.difference.changed[0].changes[0].suspicious).toBe(true)
    expect((await stage.as('office').post(`/api/imports/${body.id}/writing`, {})).body.code).toBe(
      'import_has_questions',
    )
    const confirmed = await stage.as('office').post(`/api/imports/${body.id}/writing`, { confirmSuspicious: true })
    expect([confirmed.status, confirmed.body.state]).toEqual([200, 'written'])
  })
})

describe('refusals', () => {
  test('no reporter imports', async () => {
    expect((await stage.as('reporter').upload('/api/imports', 'a.xlsx', await aLedger([]))).status).toBe(403)
  })

  test('what is no workbook is refused with a sentence and leaves nothing', async () => {
    const before = await stage.owner
      .selectFrom('ledger_import')
      .select(sql<number>`count(*)::int`.as('count'))
      .executeTakeFirstOrThrow()
    for (const bytes of [
      new Uint8Array(0),
      new TextEncoder().encode('PK\u0003\u0004 not really'),
      new Uint8Array(5000).fill(7),
    ]) {
      const answer = await stage.as('office').upload('/api/imports', '台账.xlsx', bytes)
      expect([answer.status, typeof answer.body.message]).toEqual([422, 'string'])
      expect(answer.body.message).toMatch(/。$/)
    }
    const after = await stage.owner
      .selectFrom('ledger_import')
      .select(sql<number>`count(*)::int`.as('count'))
      .executeTakeFirstOrThrow()
    expect(after).toEqual(before)
  })

  test('a form without a file, and one far too large, are refused', async () => {
    expect((await stage.as('office').post('/api/imports', {})).body.code).toBe('file_missing')
    const large = await stage.as('office').upload('/api/imports', 'a.xlsx', new Uint8Array(61 * 1024 * 1024))
    expect([large.status, large.body.code]).toEqual([413, 'file_too_large'])
  })
})

describe('export', () => {
  test.each(['xlsx', 'csv'])('%s imports back to no change, formula-like text included', async (format) => {
    await stage.as('office').post('/api/projects', {
      name: '=HYPERLINK("http://x","y")项目',
      owner: '+1公司',
      orgId: stage.orgs.west,
      totalInvestment: '1.0001',
      remark: '@备注\n第二行',
    })
    const file = await stage.as('office').get(`/api/ledger-export?format=${format}`)
    expect(file.status).toBe(200)
    const { body } = await stage.as('office').upload('/api/imports', `导出.${format}`, file.bytes)
    const total = (await projects()).length
    expect(body.difference.changed).toEqual([])
    expect(body.questions).toEqual([])
    expect(body.summary).toEqual({ added: 0, changed: 0, unchanged: total, missing: 0, rejected: 0 })
  })

  test('is recorded, and holds only what the person may see', async () => {
    const file = await stage.as('countyOffice').get('/api/ledger-export?format=csv')
    expect(file.text).toContain('粮食仓储项目')
    expect(file.text).not.toContain('装备制造项目')
    const { body } = await stage.as('auditor').get('/api/record?subjectType=ledger')
    expect(body.items[0]).toMatchObject({ action: 'ledger.exported', actor: 'countyOffice' })
  })
})
