import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { openStage, type Stage } from '#tests/harness/product.ts'
import { edited, set } from './edited-workbook.ts'
import { addFourProjects, type FourProjects } from './four-projects.ts'

// each import reads the file in a process of its own
vi.setConfig({ testTimeout: 90_000 })

let stage: Stage
let four: FourProjects
let ids: Record<string, number>
beforeAll(async () => {
  stage = await openStage()
  four = await addFourProjects(stage)
  ids = four.ids
})
afterAll(async () => await stage?.close())

const exported = (query?: string) => four.exported(query)
const imported = (bytes: Uint8Array, name?: string) => four.imported(bytes, name)
const key = (name: string, column: string) => `${ids[name]}|${column}`
const write = (id: number, body?: object) => four.write(id, body)

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
