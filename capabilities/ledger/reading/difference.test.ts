import { describe, expect, test } from 'vitest'
import type { WrittenValue } from '#platform/excel/write-workbook.ts'
import { difference, type LedgerProject, projectsOf } from './difference.ts'
import type { LedgerReading } from './shape.ts'
import { readingOf } from './test-workbook.ts'

const HEADINGS = [
  '项目代码',
  '项目名称',
  '建设单位',
  '县区',
  '总投资（万元）',
  '2024年计划投资（万元）',
  '开工时间',
  '建设阶段',
  '备注',
]
const CODE = '2410-410923-04-01-12345'
const file = (...rows: WrittenValue[][]): Promise<LedgerReading> =>
  readingOf([['台账', [['2024年台账'], HEADINGS, ...rows]]])
const A = [`${CODE}6`, '甲项目', '一公司', '南乐县', 1000, 300, '2024-03-28', '在建', '说明']
const B = ['', '乙项目', '二公司', '南乐县', 2000, 400, '2024年5月', '签约', '']
const ledger = async (): Promise<LedgerProject[]> => projectsOf(await file(A, B))
const changesOf = ({
  changed,
}: {
  changed: { name: string; field: string; old: string | null; new: string | null }[]
}) => changed.map(({ name, field, old, new: now }) => [name, field, old, now])

describe('difference', () => {
  test('the same file changes nothing', async () => {
    const result = difference(await ledger(), await file(A, B))
    expect([result.changed, result.added, result.missing, result.unchanged]).toEqual([[], [], [], 2])
  })

  test('order, widths, units, other writings of a date change nothing', async () => {
    const same = [`${CODE}6`, '甲　项目', '一公司 ', '南乐', '0.1亿元', '３００', '2024/3/28', '建设中', '说 明']
    expect(difference(await ledger(), await file(B, same))).toMatchObject({ changed: [], unchanged: 2 })
  })

  test('cell by cell: old, new, and where', async () => {
    const result = difference(await ledger(), await file([...A.slice(0, 4), 1200, 350, ...A.slice(6)], B))
    expect(result.changed).toMatchObject([
      { name: '甲项目', field: 'totalInvestmentWan', old: '1000', new: '1200', oldCell: 'E3', newCell: 'E3' },
      { name: '甲项目', field: 'annualPlanWan', part: '2024', old: '300', new: '350', newCell: 'F3' },
    ])
    expect(result.unchanged).toBe(1)
  })

  test('blank cells and absent columns state nothing; blankClears makes blanks count', async () => {
    const blank = [...A.slice(0, 4), '', '', '', '', '']
    expect(difference(await ledger(), await file(blank, B))).toMatchObject({ changed: [], unchanged: 2 })
    const narrow = await readingOf([
      [
        '台账',
        [
          ['项目名称', '县区', '总投资（万元）'],
          ['甲项目', '南乐县', 1000],
          ['乙项目', '南乐县', 2000],
        ],
      ],
    ])
    expect(difference(await ledger(), narrow, { blankClears: true })).toMatchObject({ changed: [], unchanged: 2 })
    const cleared = difference(await ledger(), await file(blank, B), { blankClears: true })
    expect(changesOf(cleared)).toContainEqual(['甲项目', 'totalInvestmentWan', '1000', null])
    expect(changesOf(cleared)).toContainEqual(['甲项目', 'remark', '说明', null])
  })

  test('the code identifies: a new name under the same code is a change of name', async () => {
    const result = difference(await ledger(), await file([A[0] as string, '甲项目（更名）', ...A.slice(2)], B))
    expect(changesOf(result)).toEqual([['甲项目（更名）', 'name', '甲项目', '甲项目（更名）']])
  })

  test('two codes are two projects even under one name', async () => {
    const result = difference(await ledger(), await file([`${CODE}7`, ...A.slice(1)], B))
    expect([result.added.map(({ name }) => name), result.missing.map(({ name }) => name)]).toEqual([
      ['甲项目'],
      ['甲项目'],
    ])
  })

  test('an earlier name finds its project', async () => {
    const [first, second] = (await ledger()) as [LedgerProject, LedgerProject]
    const renamed = { ...second, name: '乙项目二期', formerNames: ['乙项目'] }
    expect(changesOf(difference([first, renamed], await file(A, B)))).toEqual([
      ['乙项目', 'name', '乙项目二期', '乙项目'],
    ])
  })

  test('the same name under another owner is a question', async () => {
    const other = ['', '乙项目', '三公司', ...B.slice(3)]
    const asked = difference(await ledger(), await file(A, other))
    const question = asked.questions.find(({ code }) => code === 'owner-differs')
    expect(changesOf(asked)).toEqual([['乙项目', 'owner', '二公司', '三公司']])
    const different = difference(await ledger(), await file(A, other), {
      choices: { [question?.key as string]: 'different' },
    })
    expect([
      different.added.length,
      different.missing.length,
      different.questions.length,
      different.changed.length,
    ]).toEqual([1, 1, 0, 0])
  })

  test('missing is asked within the counties of the file and the same source only', async () => {
    const existing = [
      ...(await ledger()).map((project) => ({ ...project, source: '月报' })),
      { name: '丙', county: '南乐县', source: '别处' },
      { name: '丁', county: '范县', source: '月报' },
    ]
    expect(difference(existing, await file(A)).missing.map(({ name }) => name)).toEqual(['乙项目', '丙'])
    expect(difference(existing, await file(A), { source: '月报' }).missing.map(({ name }) => name)).toEqual(['乙项目'])
  })

  test.each([
    ['100', 'suspicious-change'],
    ['10000', 'suspicious-change'],
    ['700', null],
    ['5000', null],
  ])('a total of 1000 that becomes %s: %s', async (now, code) => {
    const result = difference(await ledger(), await file([...A.slice(0, 4), now, ...A.slice(5)], B))
    const question = result.questions.find((other) => other.code === 'suspicious-change')
    expect(result.warnings.some((warning) => warning.code === 'suspicious-change')).toBe(code !== null)
    expect(question !== undefined).toBe(code !== null)
    if (!question) return
    const kept = difference(await ledger(), await file([...A.slice(0, 4), now, ...A.slice(5)], B), {
      choices: { [question.key]: 'keep' },
    })
    expect([kept.changed, kept.questions, kept.unchanged]).toEqual([[], [], 2])
  })

  test('rows without a county are those of whoever imports', async () => {
    const reading = await readingOf([
      [
        '台账',
        [
          ['项目名称', '总投资（万元）'],
          ['甲项目', 1000],
        ],
      ],
    ])
    expect(difference(await ledger(), reading).added.length).toBe(1)
    const result = difference(await ledger(), reading, { homeCounty: '南乐县' })
    expect([result.added, result.changed, result.missing.map(({ name }) => name)]).toEqual([[], [], ['乙项目']])
  })

  test('a role never replaces the name of a leader', async () => {
    const led = (leader: string) =>
      readingOf([
        [
          '台账',
          [
            ['项目名称', '县区', '包联领导'],
            ['甲', '南乐县', leader],
          ],
        ],
      ])
    const existing = projectsOf(await led('张三（副县长）'))
    expect(difference(existing, await led('县级领导')).changed).toEqual([])
    expect(changesOf(difference(existing, await led('李四')))).toEqual([['甲', 'sponsor', '张三', '李四']])
  })
})
