import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openWorkbook } from '#platform/excel/open-workbook.ts'
import { workbookBytes } from '#platform/excel/write-workbook.ts'
import { type Caller, callerOf, openStage, type Stage, signIn } from '#tests/harness/product.ts'
import { aCountyAdmin, change } from './sample-units.ts'

let stage: Stage
let eastAdmin: Caller
beforeAll(async () => {
  stage = await openStage()
  await aCountyAdmin(stage.owner, 'eastAdmin', stage.orgs.east)
  eastAdmin = callerOf(stage.product, await signIn(stage.product, 'eastAdmin'))
})
afterAll(async () => await stage?.close())

const HEADINGS = ['单位名称', '上级单位', '类别', '区划代码', '简称', '别名', '排序']
const PREVIEW = '/api/organisation-imports/preview'

async function file(rows: (string | number)[][], headings = HEADINGS): Promise<Uint8Array> {
  const columns = headings.map(() => ({ kind: 'auto' as const }))
  return await workbookBytes([{ name: '单位', columns, headerRows: [['测试市单位'], headings], rows }])
}

async function preview(rows: (string | number)[][], caller: Caller = stage.as('admin')) {
  const bytes = await file(rows)
  const { body } = await caller.upload(PREVIEW, '单位.xlsx', bytes)
  const states = body.rows?.map((row: { name: string; state: string }) => `${row.name} ${row.state}`)
  const write = () => caller.upload(`/api/organisation-imports?digest=${body.digest}`, '单位.xlsx', bytes)
  return { body, states, write, refusals: body.rows?.flatMap((row: { refusals: string[] }) => row.refusals) }
}

async function units(): Promise<{ id: number; name: string; parentId: number; [field: string]: unknown }[]> {
  return (await stage.as('admin').get('/api/organisations')).body.items
}
const named = async (name: string) => (await units()).find((unit) => unit.name === name)!

async function recorded(action: string): Promise<number> {
  const { rows } = await sql<{
    count: number
  }>`select count(*)::int as count from record_entry where action = ${action}`.execute(stage.owner)
  return rows[0]!.count
}

describe('a workbook of units', () => {
  test('is shown row by row and writes nothing until confirmed; children may stand before their parents', async () => {
    const before = (await units()).length
    const { body, states, write } = await preview([
      ['河湾镇', '新河县', '乡镇', '410999101', '河湾', '河湾镇政府、河湾镇人民政府', 10],
      ['新河县', '测试市', '县', '410999', '', '', 90],
      ['东镇', '东县', '', '', '东', '', ''],
      ['西县', '测试市', '县（市、区）', '', '', '', ''],
    ])
    expect(states).toEqual(['河湾镇 new', '新河县 new', '东镇 changed', '西县 unchanged'])
    expect(body.counts).toEqual({ new: 2, changed: 1, unchanged: 1, refused: 0 })
    expect(body.rows[2].fields).toEqual([{ field: 'shortName', before: '', after: '东' }])
    expect(body.rows[0]).toMatchObject({ excelRow: 3, parent: '新河县', kind: 'town', warnings: [] })
    expect((await units()).length).toBe(before)
    const [created, edited] = [await recorded('organisation.created'), await recorded('organisation.edited')]

    const written = await write()
    expect(written.status).toBe(200)
    const county = await named('新河县')
    expect(county).toMatchObject({ parentId: stage.orgs.city, divisionCode: '410999', sortOrder: 90, kind: 'county' })
    expect(await named('河湾镇')).toMatchObject({
      parentId: county.id,
      path: `${county.path}.o${(await named('河湾镇')).id}`,
      shortName: '河湾',
      aliases: ['河湾镇政府', '河湾镇人民政府'],
    })
    expect((await named('东镇')).shortName).toBe('东')
    expect((await recorded('organisation.created')) - created).toBe(2)
    expect((await recorded('organisation.edited')) - edited).toBe(1)
    const { rows } = await sql<{ after: unknown; actor: string }>`
      select after, actor from record_entry where action = 'organisation.imported'`.execute(stage.owner)
    expect(rows).toEqual([
      { actor: 'admin', after: { fileName: '单位.xlsx', digest: body.digest, added: 2, changed: 1 } },
    ])
  })

  test('a second time there is nothing left to do, and the old confirmation does not fit', async () => {
    const { states, write } = await preview([['新河县', '测试市', '县', '410999', '', '', 90]])
    expect(states).toEqual(['新河县 unchanged'])
    expect((await write()).body.code).toBe('nothing_changed')
  })

  test('what was exported comes back as no change', async () => {
    const exported = await stage.as('admin').get('/api/organisations/export')
    expect(exported.status).toBe(200)
    const back = await stage.as('admin').upload(PREVIEW, '单位.xlsx', exported.bytes)
    const open = (await units()).filter(({ closedOn }) => !closedOn).length
    expect(back.body.counts).toEqual({ new: 0, changed: 0, unchanged: open, refused: 0 })
    expect(await recorded('organisation.exported')).toBe(1)
  })

  test('the template has every column, an example that is not imported, and notes', async () => {
    const template = await stage.as('admin').get('/api/organisations/template')
    const workbook = await openWorkbook(template.bytes)
    expect(workbook.sheets.map(({ name }) => name)).toEqual(['单位', '填写说明'])
    expect(workbook.sheets[0]!.rows[0]).toEqual(HEADINGS)
    const empty = await stage.as('admin').upload(PREVIEW, '模板.xlsx', template.bytes)
    expect([empty.status, empty.body.code]).toEqual([422, 'organisation_file_no_rows'])
  })
})

describe('refused rows', () => {
  test('say what is wrong, and hold back the whole file', async () => {
    const { states, refusals, write } = await preview([
      ['好镇', '东县', '乡镇', '', '', '', ''],
      ['', '东县', '乡镇', '', '', '', ''],
      ['甲镇', '没有县', '乡镇', '', '', '', ''],
      ['乙镇', '东县', '', '', '', '', ''],
      ['丙镇', '东县', '大队', '', '', '', ''],
      ['丁县', '东县', '县', '', '', '', ''],
      ['戊镇', '东县', '乡镇', '41099', '', '', ''],
      ['己镇', '东县', '乡镇', '410999', '', '', ''],
      ['庚镇', '东县', '乡镇', '', '', '西县', ''],
      ['辛镇', '东县', '乡镇', '', '', '', '第一'],
      ['好镇', '东县', '乡镇', '', '', '', ''],
      ['壬镇', '癸镇', '乡镇', '', '', '', ''],
      ['癸镇', '壬镇', '乡镇', '', '', '', ''],
      ['东县', '测试市', '开发区', '', '', '', ''],
    ])
    expect(states.filter((state: string) => !state.endsWith('refused'))).toEqual(['好镇 new'])
    expect(refusals).toEqual([
      '请填写单位名称。',
      '没有找到上级单位“没有县”，请核对名称，或在文件中补上这个单位。',
      '新单位请填写类别：县（市、区）、开发区、乡镇（街道）、园区、部门。',
      '不认识类别“大队”，请填写：县（市、区）、开发区、乡镇（街道）、园区、部门。',
      '“东县”不能下设这一类单位：县区、功能区设在市下，乡镇、园区设在县区下。',
      '区划代码“41099”应为6位、9位或12位数字。',
      '区划代码410999已是“新河县”的代码，请核对。',
      '“西县”是“西县”的名称，不能作别名。',
      '排序“第一”应为不大于1000000的整数。',
      '与第3行是同一个单位，请只保留一行。',
      '上级单位互相指向，请核对“上级单位”一列。',
      '上级单位互相指向，请核对“上级单位”一列。',
      '这个单位现在的类别是“县（市、区）”，类别不能通过导入更改。',
    ])
    const answer = await write()
    expect([answer.status, answer.body.code]).toEqual([409, 'organisation_import_refused'])
    expect(await named('好镇')).toBeUndefined()
  })

  test('a superior unit whose name several bear is asked for as a path', async () => {
    for (const parentId of [stage.orgs.east, stage.orgs.west])
      await stage.as('admin').post('/api/organisations', { parentId, kind: 'department', name: '发改局' })
    const { refusals } = await preview([['科室', '发改局', '部门', '', '', '', '']])
    expect(refusals[0]).toBe('有2个单位叫“发改局”：“西县/发改局”、“东县/发改局”。请在“上级单位”中写成“上级/下级”。')
    const { body } = await preview([['科室', '西县/发改局', '部门', '', '', '', '']])
    // found, and then refused for what it is: departments have nothing below
    expect(body.rows[0]).toMatchObject({ parent: '西县/发改局', state: 'refused' })
    expect(body.rows[0].refusals[0]).toContain('“发改局”不能下设')
  })

  test('a code that does not continue the superior one, and a name that stands elsewhere, are pointed out', async () => {
    const { body } = await preview([['西镇', '新河县', '乡镇', '410888100', '', '', '']])
    expect(body.rows[0].state).toBe('new')
    expect(body.rows[0].warnings).toEqual([
      '区划代码410888100不以上级“新河县”的代码410999开头，请核对。',
      '“西县/西镇”与这个新单位同名。如果是调整隶属，请在“单位”页面办理，不要导入。',
    ])
  })
})

describe('what was confirmed is what is written', () => {
  test('when the tree has changed in between, nothing is', async () => {
    const { write } = await preview([['新增镇', '东县', '乡镇', '', '', '', '']])
    const admin = stage.as('admin')
    await admin.post('/api/organisations', { parentId: stage.orgs.east, kind: 'town', name: '新增镇' })
    const answer = await write()
    expect([answer.status, answer.body.code]).toEqual([409, 'organisations_changed_since_preview'])
  })

  test('nor with another file, nor with a county renamed meanwhile', async () => {
    const { body } = await preview([['再增镇', '东县', '乡镇', '', '', '', '']])
    const other = await file([['别的镇', '东县', '乡镇', '', '', '', '']])
    const swapped = await stage
      .as('admin')
      .upload(`/api/organisation-imports?digest=${body.digest}`, '单位.xlsx', other)
    expect(swapped.body.code).toBe('organisations_changed_since_preview')
    const { write } = await preview([['再增镇', '东县', '乡镇', '', '', '', '']])
    await change(stage.as('admin'), stage.orgs.east, { kind: 'renamed', name: '东明县' })
    expect((await write()).body.code).toBe('organisations_changed_since_preview')
    expect(await named('再增镇')).toBeUndefined()
  })
})

test('a superior unit is found by the name it had; a new unit of a former name is pointed out', async () => {
  const { body } = await preview([
    ['后山镇', '东县', '乡镇', '', '', '', ''],
    ['东县', '测试市', '县', '', '', '', ''],
  ])
  // who bears the name in the file comes before who bore it once
  expect(body.rows[0]).toMatchObject({ state: 'new', parent: '东县' })
  const alone = await preview([['后山镇', '东县', '乡镇', '', '', '', '']])
  expect(alone.body.rows[0]).toMatchObject({ state: 'new', parent: '东明县' })
  expect(body.rows[1].warnings).toEqual(['“东县”是“东明县”的曾用名，请核对是否同一个单位。'])
})

describe('scope', () => {
  test('a county administrator adds below the own county only', async () => {
    const { states, refusals } = await preview(
      [
        ['县里镇', '东明县', '乡镇', '', '', '', ''],
        ['外县镇', '西县', '乡镇', '', '', '', ''],
        ['西镇', '西县', '', '', '西', '', ''],
      ],
      eastAdmin,
    )
    expect(states).toEqual(['县里镇 new', '外县镇 refused', '西镇 refused'])
    expect(refusals[0]).toBe('这个单位不在您的管理范围内，请由上级管理员导入。')
    const own = await preview([['县里镇', '东明县', '乡镇', '', '', '', '']], eastAdmin)
    expect((await own.write()).status).toBe(200)
    expect((await named('县里镇')).parentId).toBe(stage.orgs.east)
  })

  test('others may not, and what is no workbook is refused', async () => {
    const bytes = await file([['甲镇', '东明县', '乡镇', '', '', '', '']])
    for (const who of ['office', 'leader', 'security', 'auditor'] as const)
      expect([who, (await stage.as(who).upload(PREVIEW, 'a.xlsx', bytes)).status]).toEqual([who, 403])
    const junk = await stage.as('admin').upload(PREVIEW, 'a.xlsx', new Uint8Array([1, 2, 3]))
    expect([junk.status, junk.body.code]).toEqual([422, 'workbook_unreadable'])
    const headless = await stage.as('admin').upload(PREVIEW, 'a.csv', Buffer.from('项目,金额\n甲,1\n'))
    expect([headless.status, headless.body.code]).toEqual([422, 'organisation_file_no_heading'])
  })

  test('a text file does as well', async () => {
    const csv = Buffer.from('单位名称,上级单位,类别\n文本镇,东明县,乡镇\n')
    const { body } = await stage.as('admin').upload(PREVIEW, '单位.csv', csv)
    expect(body.counts).toEqual({ new: 1, changed: 0, unchanged: 0, refused: 0 })
  })

  test('five thousand rows are read and planned; one more is too many', async () => {
    const rows = Array.from({ length: 5000 }, (_, at) => [`大镇${at}`, '东明县', '乡镇', '', '', '', ''])
    const { body } = await preview(rows)
    expect(body.counts.new).toBe(5000)
    const more = await stage
      .as('admin')
      .upload(PREVIEW, '单位.xlsx', await file([...rows, ['大镇5000', '东明县', '乡镇', '', '', '', '']]))
    expect([more.status, more.body.code]).toEqual([422, 'organisation_file_too_many'])
  })
})
