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
const HEADINGS = ['序号', '县区', '项目名称', '建设单位', '总投资', '2026年计划投资', '备注']

async function uploaded(lines: Line[], who: 'office' | 'countyOffice' = 'office') {
  const columns = HEADINGS.map(() => ({ kind: 'auto' as const }))
  const bytes = await workbookBytes([
    { name: '台账', columns, headerRows: [['测试市2026年重点项目台账'], ['单位：万元'], HEADINGS], rows: lines },
  ])
  return (await stage.as(who).upload('/api/imports', '台账.xlsx', bytes)).body
}
const answered = async (id: number, questions: Record<string, string>) =>
  (await stage.as('office').put(`/api/imports/${id}/answers`, { questions })).body
const written = async (id: number) => (await stage.as('office').post(`/api/imports/${id}/writing`, {})).body
const alikeOf = (body: any) => body.openPoints.filter(({ code }: any) => code === 'resembles')
const names = async () =>
  (await stage.as('office').get('/api/projects?limit=200&sort=name&order=asc')).body.items.map(({ name }: any) => name)

const GIVEN: Line[] = [
  [1, '东县', '30万吨聚苯乙烯项目', '恒力公司', 350000, 1000, null],
  [2, '东县', '产业园一期', '甲公司', 100, 10, null],
]
const TWIN: Line = [1, '西县', '年产30万吨聚苯乙烯建设项目', '恒力有限公司', 350000, 1200, '西县续报']

describe('an added row that resembles a project of another county', () => {
  let projectId: number
  beforeAll(async () => {
    await written((await uploaded(GIVEN)).id)
    const { body } = await stage.as('office').get(`/api/projects?q=${encodeURIComponent('聚苯乙烯')}`)
    projectId = body.items[0].id
  })

  test('is offered with the reasons, and does not hold the import', async () => {
    const body = await uploaded([TWIN, [2, '东县', '产业园二期', '甲公司', 100, 10, null]])
    const [point, ...others] = alikeOf(body)
    expect(others).toEqual([])
    expect(point).toMatchObject({ sheet: '台账', excelRow: 4 })
    expect(point.text).toContain('名称相同，建设单位相同，总投资相同')
    expect(point.choices.map(({ value }: any) => value)).toEqual([
      `change:${projectId}`,
      `shared:${projectId}`,
      'different',
    ])
    expect([body.ready, body.summary.added]).toEqual([true, 2])
  })

  test('the same project: its row changes it, under the ledger’s own name and county', async () => {
    const { id, ...body } = await uploaded([TWIN])
    const same = await answered(id, { [alikeOf(body)[0].key]: `change:${projectId}` })
    expect(same.summary).toMatchObject({ added: 0, changed: 1 })
    const [changed] = same.difference.changed
    expect(changed.projectId).toBe(projectId)
    expect(changed.changes.map(({ field }: any) => field).sort()).toEqual(['annualPlan', 'owner', 'remark'])
    expect((await written(id)).state).toBe('written')
    expect(await names()).toEqual(['30万吨聚苯乙烯项目', '产业园一期'])
  })

  test('the answer is remembered for next month’s file', async () => {
    const body = await uploaded([[...TWIN.slice(0, 5), 1300, null] as Line])
    expect(body.summary).toMatchObject({ added: 0, changed: 1 })
    expect(alikeOf(body)).toEqual([])
  })

  test('both counties list it: counted once, the second row is left out', async () => {
    const { id, ...body } = await uploaded([GIVEN[0]!, TWIN])
    expect(body.summary.added).toBe(0)
    expect(body.skipped).toContainEqual({ sheet: '台账', excelRow: 5, reason: 'duplicate', text: TWIN[2] })
    const apart = await answered(id, { [`resembles|${String(TWIN[2])}|西县|恒力有限公司`]: 'different' })
    expect(apart.summary.added).toBe(1)
  })

  test('a county sees nothing of another county’s projects', async () => {
    const body = await uploaded([[1, '东县', '装备制造基地', '乙公司', 5000, 100, null]], 'countyOffice')
    expect(alikeOf(body)).toEqual([])
  })
})

describe('a file that still names a merged entry', () => {
  test('means the project it was merged into, and never brings the entry back', async () => {
    const add = async (name: string, org: 'east' | 'west') =>
      (await stage.as('office').post('/api/projects', { name, orgId: stage.orgs[org], owner: '丙公司' })).body
    const [one, other] = [await add('渔港升级', 'east'), await add('渔港升级改造工程', 'west')]
    const merged = await stage.as('office').post('/api/project-merges', {
      survivorId: one.id,
      absorbedId: other.id,
      survivorVersion: one.version,
      absorbedVersion: other.version,
      reason: '同一项目',
    })
    expect(merged.status).toBe(200)
    const body = await uploaded([[1, '西县', '渔港升级改造工程', '丙公司', null, 77, null]])
    expect(body.summary).toMatchObject({ added: 0, changed: 1 })
    expect(body.difference.changed[0]).toMatchObject({ projectId: one.id })
    await written(body.id)
    expect((await stage.as('office').get(`/api/projects/${one.id}`)).body).toMatchObject({
      name: '渔港升级',
      countyName: '东县',
      annualPlans: [{ year: 2026, initialAmount: '77' }],
    })
    // the import touched the merged project: neither is taken back behind the other's back
    const undone = await stage
      .as('office')
      .post(`/api/project-merges/${merged.body.mergeId}/undoing`, { reason: '误并' })
    expect(undone.body.code).toBe('merge_worked_on')
  })
})
