import { afterAll, beforeAll, expect, test } from 'vitest'
import { workbookBytes } from '#platform/excel/write-workbook.ts'
import { openStage, type Stage } from '#tests/harness/product.ts'

// A file may say 停工 and 退库: what a plain edit may not, an import does on record.

let stage: Stage
beforeAll(async () => {
  stage = await openStage()
})
afterAll(async () => await stage?.close())

const HEADINGS = ['序号', '县区', '项目名称', '建设单位', '总投资', '建设阶段']

async function importFile(lines: (string | number)[][]): Promise<number> {
  const sheet = {
    name: '台账',
    columns: HEADINGS.map(() => ({ kind: 'auto' as const })),
    headerRows: [['测试市项目台账'], ['单位：万元'], HEADINGS],
    rows: lines,
  }
  const { body } = await stage.as('office').upload('/api/imports', '台账.xlsx', await workbookBytes([sheet]))
  const written = await stage.as('office').post(`/api/imports/${body.id}/writing`, {})
  expect(written.status, written.text).toBe(200)
  return body.id
}

async function named(name: string) {
  const { body } = await stage.as('office').get(`/api/projects?q=${encodeURIComponent(name)}`)
  const id = body.items[0]?.id as number | undefined
  return id === undefined ? null : { id, ...(await stage.as('office').get(`/api/projects/${id}/library`)).body }
}

test('entries, and stages set to and from 停工, are moves by the import; its undo is one too', async () => {
  await importFile([[1, '东县', '粮食仓储项目', '甲公司', 12000, '在建']])
  expect((await named('粮食仓储项目'))!.moves).toMatchObject([
    { kind: 'entry', source: 'import', state: 'approved', toLibrary: 'construction', decidedBy: '项目办' },
  ])
  const second = await importFile([[1, '东县', '粮食仓储项目', '甲公司', 12000, '停工']])
  expect((await named('粮食仓储项目'))!.moves[0]).toMatchObject({
    kind: 'suspension',
    source: 'import',
    fromStage: 'underConstruction',
    toStage: 'suspended',
    reason: '台账导入：台账.xlsx',
  })
  const undone = await stage.as('office').post(`/api/imports/${second}/undoing`, { reason: '传错文件' })
  expect(undone.status, undone.text).toBe(200)
  const after = await named('粮食仓储项目')
  expect(after!.moves[0]).toMatchObject({ kind: 'resumption', source: 'undo', toStage: 'underConstruction' })
  expect(after!.allowed.map(({ kind }: { kind: string }) => kind)).toContain('suspension')
})

test('an import whose projects are on a list by now is not undone as a whole', async () => {
  const id = await importFile([[1, '东县', '装备制造项目', '乙公司', 8000, '在建']])
  const project = await named('装备制造项目')
  const list = { name: '重点清单', kind: 'key', level: 'city', owner: '市发改委', validFrom: '2026-01-01' }
  const roster = await stage.as('office').post('/api/rosters', { ...list, orgId: stage.orgs.city })
  await stage.as('office').post(`/api/rosters/${roster.body.id}/members`, { projectIds: [project!.id] })
  const undone = await stage.as('office').post(`/api/imports/${id}/undoing`, { reason: '传错文件' })
  expect([undone.status, undone.body.code]).toEqual([409, 'import_worked_on'])
  expect(await named('装备制造项目')).not.toBeNull()
})
