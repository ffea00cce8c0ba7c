import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { openWorkbook } from '#platform/excel/open-workbook.ts'
import { workbookBytes } from '#platform/excel/write-workbook.ts'
import { openStage, type Stage } from '#tests/harness/product.ts'
import { edited, type Grid, gridOf, places } from './edited-workbook.ts'

// Export → random edits → import → export: the ledger has exactly the edits, and nothing else changed. Taken back, it is as it was.

vi.setConfig({ testTimeout: 180_000 })

let stage: Stage
beforeAll(async () => {
  stage = await openStage()
  const headings = [
    '县区',
    '项目名称',
    '建设单位',
    '总投资',
    '2026年计划投资',
    '2026年1-9月完成投资',
    '开工时间',
    '建设阶段',
    '环评批复',
    '备注',
  ]
  const rows = Array.from({ length: 6 }, (_, index) => [
    index % 2 ? '东县' : '西县',
    `第${index + 1}个项目`,
    `${'甲乙丙丁戊己'[index]}公司`,
    1000.25 * (index + 1),
    index === 3 ? null : 600,
    index === 4 ? null : 120.5 + index,
    ['2026-03', '2026-03-28', '2025'][index % 3]!,
    ['在建', '开工', '签约'][index % 3]!,
    index % 2 ? '已批' : null,
    '',
  ])
  const columns = headings.map(() => ({ kind: 'auto' as const }))
  const headerRows = [['测试市2026年重点项目台账'], ['截至2026年9月30日　单位：万元'], headings]
  const body = await imported(await workbookBytes([{ name: '台账', columns, headerRows, rows }]))
  expect((await write(body.id)).status).toBe(200)
})
afterAll(async () => await stage?.close())

const exported = async () => (await stage.as('office').get('/api/ledger-export')).bytes
const imported = async (bytes: Uint8Array) => (await stage.as('office').upload('/api/imports', '台账.xlsx', bytes)).body
const write = (id: number) => stage.as('office').post(`/api/imports/${id}/writing`, { confirmSuspicious: true })
const ledgerNow = async (): Promise<Grid> => gridOf((await openWorkbook(await exported())).sheets[0]!).slice(2, -1)

/** Heading → what is typed, and how the next export shows it. */
const VALUES: Record<string, fc.Arbitrary<[typed: string | number | null, shown: string | number | null]>> = {
  建设单位: fc.constantFrom(['=SUM(A1)公司', '=SUM(A1)公司'], ['＋新公司', '＋新公司']),
  总投资: fc.integer({ min: 1, max: 9_999_999 }).map((tenth) => [`${tenth / 10}万元`, tenth / 10]),
  '2026年计划': fc.integer({ min: 1, max: 99_999 }).map((amount) => [`${amount}.00`, amount]),
  '2026年1-9月': fc.integer({ min: 1, max: 99_999 }).map((amount) => [amount + 0.0625, amount + 0.0625]),
  实际开工: fc.constantFrom(['2026年5月', '2026-05'], ['2026-06-07', '2026-06-07'], [null, null], ['2024', '2024']),
  建设阶段: fc.constantFrom(['竣工', '竣工'], ['停工', '停工'], ['正在施工', '在建'], [null, null]),
  环评批复: fc.constantFrom(['2026〔8〕号', '2026〔8〕号'], [null, null]),
  备注: fc.constantFrom(['一行\n两行', '一行\n两行'], [null, null], ['-1', '-1'], [' 有空格 ', '有空格']),
}
const edits = fc.uniqueArray(
  fc
    .constantFrom(...Object.keys(VALUES))
    .chain((heading) =>
      fc
        .tuple(fc.integer({ min: 1, max: 6 }), VALUES[heading]!)
        .map(([project, value]) => ({ heading, project, value })),
    ),
  { minLength: 3, maxLength: 12, selector: ({ heading, project }) => `${heading}|${project}` },
)

describe('round trips through the ledger', () => {
  test.each(fc.sample(edits, { numRuns: 4, seed: 20_261_121 }).map((list, run) => [run, list] as const))(
    'run %i: exactly the edits',
    async (_, list) => {
      const before = await ledgerNow()
      const expected = before.map((row) => [...row])
      const file = await edited(await exported(), (grid) => {
        for (const { heading, project, value } of list) {
          const from = places(grid)
          grid[from.row(`第${project}个项目`)]![from.column(heading)] = value[0]
          const to = places(expected)
          expected[to.row(`第${project}个项目`)]![to.column(heading)] = value[1]
        }
        return [...grid.slice(0, 3), ...grid.slice(3, -1).reverse(), grid.at(-1)!]
      })
      const body = await imported(file)
      expect([body.questions, body.merge.counts.unreadable, body.merge.counts.conflict]).toEqual([[], 0, 0])
      const written = await write(body.id)
      expect(written.status, written.text).toBe(200)
      expect(shown(await ledgerNow())).toEqual(shown(expected))
      const undone = await stage.as('office').post(`/api/imports/${body.id}/undoing`, { reason: '核对撤销' })
      expect(undone.status, undone.text).toBe(200)
      expect(shown(await ledgerNow())).toEqual(shown(before))
    },
  )
})

/** Rows by heading: columns of the office's own come and go with their last value. */
function shown(grid: Grid): Record<string, unknown>[] {
  return grid
    .slice(1)
    .map((row) =>
      Object.fromEntries(
        grid[0]!.flatMap((heading, column) => (row[column] == null ? [] : [[String(heading), row[column]]])),
      ),
    )
}
