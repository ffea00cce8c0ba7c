import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { openStage, type Stage } from '#tests/harness/product.ts'
import { edited, type Grid, places } from './edited-workbook.ts'

// each import reads the file in a process of its own
vi.setConfig({ testTimeout: 90_000 })

let stage: Stage
const ids: Record<string, number> = {}
beforeAll(async () => {
  stage = await openStage()
  const add = async (name: string, fields: object) => {
    const { status, body, text } = await stage
      .as('office')
      .post('/api/projects', { name, orgId: stage.orgs.east, ...fields })
    expect(status, text).toBe(200)
    ids[name] = body.id
  }
  await add('甲项目', {
    owner: '甲公司',
    totalInvestment: '1200.5',
    stage: 'preparation',
    plannedStart: '2026-03',
    remark: '原备注',
  })
  await add('乙项目', {
    owner: '乙公司',
    totalInvestment: '800',
    stage: 'started',
    startDate: '2026-03-28',
    progressText: '基础施工',
  })
  await add('丙项目', { owner: '丙公司', totalInvestment: '60', site: '城东' })
  await add('丁项目', { owner: '丁公司', contact: '王某' })
})
afterAll(async () => await stage?.close())

const exported = async (query = '') => (await stage.as('office').get(`/api/ledger-export${query}`)).bytes
const imported = async (bytes: Uint8Array, name = '台账.xlsx') =>
  (await stage.as('office').upload('/api/imports', name, bytes)).body
const set = (grid: Grid, name: string, heading: string, value: string | number | null) => {
  const { row, column } = places(grid)
  grid[row(name)]![column(heading)] = value
}
const key = (name: string, column: string) => `${ids[name]}|${column}`
const write = (id: number, body: object = {}) => stage.as('office').post(`/api/imports/${id}/writing`, body)

describe('a base that cannot be used', () => {
  test.each<[string, (lines: string[]) => unknown, string]>([
    ['altered', (lines) => lines.splice(0, 1, lines[0]!.replace('项目办', '某某办')), '被改动过'],
    ['with a block altered', (lines) => lines.splice(1, 1, lines[1]!.replace(/.{40}$/, 'A'.repeat(40))), '被改动过'],
    ['foreign', (lines) => lines.splice(0, 1, lines[0]!.replace(/"keyId":"\w+"/, '"keyId":"00000000"')), '另一套系统'],
    ['with lines missing', (lines) => lines.splice(1, 1), '不完整'],
    ['of garbage', (lines) => lines.splice(1, 1, '000001Nx!x!'), '被改动过'],
  ])('%s: said, and compared two ways', async (_, spoil, sentence) => {
    const file = await edited(await exported(), (grid, lines) => {
      set(grid, '丙项目', '备注', '改了备注')
      spoil(lines)
      return undefined
    })
    const body = await imported(file)
    expect(body.merge).toBeNull()
    expect(body.baseFault).toContain(sentence)
    expect(body.difference.changed.map(({ name }: any) => name)).toEqual(['丙项目'])
  })

  test('without one nothing is said and two ways are compared', async () => {
    const file = await edited(await exported(), () => undefined, { withoutBase: true })
    const body = await imported(file)
    expect([body.merge, body.baseFault, body.summary.changed]).toEqual([null, null, 0])
  })
})

describe('decisions', () => {
  test('are refused of strangers, of what cannot stand, and once written', async () => {
    const file = await edited(await exported(), (grid) => {
      set(grid, '丙项目', '备注', '再改备注')
      return undefined
    })
    const { id } = await imported(file)
    const decide = (who: 'office' | 'reporter' | 'countyOffice', body: object) =>
      stage.as(who).put(`/api/imports/${id}/decisions`, body)
    expect((await decide('reporter', {})).status).toBe(403)
    expect((await decide('countyOffice', {})).status).toBe(404)
    expect(
      (await decide('office', { cells: { [key('丙项目', 'totalInvestment')]: { value: '很多' } } })).body.code,
    ).toBe('value_unusable')
    expect((await decide('office', { cells: { x: 'maybe' } })).status).toBe(400)
    expect((await write(id)).status).toBe(200)
    expect((await decide('office', { cells: {} })).body.code).toBe('import_state')
  })
})
