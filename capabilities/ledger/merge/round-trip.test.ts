import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { openWorkbook } from '#platform/excel/open-workbook.ts'
import { writeCsv } from '#platform/excel/write-csv.ts'
import { type WrittenValue, workbookBytes } from '#platform/excel/write-workbook.ts'
import type { LedgerColumn } from '../exporting/columns.ts'
import { difference, projectsOf } from '../reading/difference.ts'
import { readLedger } from '../reading/read-ledger.ts'
import type { ExportedProject } from '../store/export.ts'
import { NATURE_WORDS, PLAN_STATE_WORDS, STAGE_WORDS } from '../wording.ts'
import { edited, type Grid, places } from './edited-workbook.ts'
import { aProject, sheetsOf, TEST_SECRETS, usualColumns } from './exported-project.ts'
import { type FileEdits, readFileEdits } from './file-edits.ts'
import { faultOf } from './signature.ts'

// Export → random edits → import gives exactly the edits and nothing else.

const EXTRAS = ['环评批复', '县里的一列']
const COLUMNS = usualColumns(EXTRAS)
const WRITABLE = COLUMNS.filter(({ target, key }) => target && key !== 'name')

const wan = fc
  .tuple(fc.integer({ min: 0, max: 5_000_000 }), fc.integer({ min: 0, max: 9_999 }))
  .map(([whole, part]) => String(Number(`${whole}.${String(part).padStart(4, '0')}`)))
const partialDate = fc
  .tuple(
    fc.integer({ min: 2015, max: 2030 }),
    fc.integer({ min: 1, max: 12 }),
    fc.integer({ min: 1, max: 28 }),
    fc.constantFrom(4, 7, 10),
  )
  .map(([year, month, day, length]) =>
    `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`.slice(0, length),
  )
const words = fc.oneof(
  fc.constantFrom(
    '=1+1',
    '+86',
    '-',
    '@某',
    "'引",
    '００１',
    '1e5',
    '2026-03-01',
    '<b>&"',
    '两行\n文字',
    '_x0041_',
    '　',
  ),
  fc.string({ unit: fc.constantFrom('项', '目', '建', '设', 'A', '9', '，', ' ', '\n', '＝'), maxLength: 12 }),
)
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: null })

const project = (id: number): fc.Arbitrary<ExportedProject> =>
  fc
    .record({
      code: maybe(fc.constant(`2410-410923-04-01-${100000 + id}`)),
      owner: maybe(words),
      site: maybe(words),
      constructionNature: maybe(fc.constantFrom(...Object.keys(NATURE_WORDS))),
      planState: maybe(fc.constantFrom(...Object.keys(PLAN_STATE_WORDS))),
      stage: maybe(fc.constantFrom(...Object.keys(STAGE_WORDS))),
      totalInvestment: maybe(wan),
      annualPlan: maybe(wan),
      completedYtd: maybe(wan),
      fundsInPlace: maybe(wan),
      plannedStart: maybe(partialDate),
      startDate: maybe(partialDate),
      progressText: maybe(words),
      remark: maybe(words),
      extra: fc.dictionary(fc.constantFrom(...EXTRAS), fc.constantFrom('√', '已批', '2026〔3〕号'), { maxKeys: 2 }),
    })
    .map((fields) => aProject({ id, name: `第${id}个项目`, ...fields }))

/** A new value as it is typed, and what it means. */
type Typed = { typed: WrittenValue; means: string | null }
function typedInto({ kind, choices }: LedgerColumn): fc.Arbitrary<Typed> {
  const cleared = fc.constant<Typed>({ typed: null, means: null })
  if (kind === 'amount')
    return fc.oneof(
      cleared,
      wan.map((text) => ({ typed: Number(text), means: text })),
      wan.map((text) => ({
        typed: `${text.includes('.') ? text : `${text}.`}00`.replace(/(\.\d{4})\d+$/, '$1'),
        means: text,
      })),
      fc.integer({ min: 1, max: 9_999 }).map((yi) => ({ typed: `${yi}亿元`, means: String(yi * 10_000) })),
    )
  if (kind === 'date')
    return fc.oneof(
      cleared,
      partialDate.map((text) => ({ typed: text, means: text })),
      partialDate.map((text) => ({
        typed: text.replaceAll('-', '.').replace(/^(\d{4})\.(\d\d)$/, '$1年$2月'),
        means: text,
      })),
    )
  if (kind === 'choice')
    return fc.oneof(
      cleared,
      fc.constantFrom(...choices!).map((word) => ({ typed: word, means: word })),
    )
  return fc.oneof(
    cleared,
    words.map((text) => ({ typed: text, means: text.trim() === '' ? null : text.trim() })),
  )
}

const scenario = fc.integer({ min: 1, max: 5 }).chain((count) => {
  const ids = Array.from({ length: count }, (_, index) => index + 1)
  const edit = fc
    .tuple(fc.integer({ min: 0, max: count - 1 }), fc.integer({ min: 0, max: WRITABLE.length - 1 }))
    .chain(([at, column]) => typedInto(WRITABLE[column]!).map((typed) => ({ at, column, ...typed })))
  return fc.record({
    projects: fc.tuple(...ids.map(project)),
    edits: fc.uniqueArray(edit, { maxLength: 8, selector: ({ at, column }) => `${at}|${column}` }),
    rowOrder: fc.shuffledSubarray(ids, { minLength: count }),
    columnSeed: fc.array(fc.double({ noNaN: true }), { minLength: COLUMNS.length, maxLength: COLUMNS.length }),
    inserted: fc.integer({ min: 0, max: 2 }),
  })
})

async function editsOf(bytes: Uint8Array): Promise<FileEdits> {
  const found = readFileEdits(await openWorkbook(bytes))
  if (!found || 'fault' in found) throw new Error(`no base: ${JSON.stringify(found)}`)
  expect(faultOf(found.edits, TEST_SECRETS)).toBeNull()
  return found.edits
}

describe('xlsx with its base', () => {
  test('whatever is edited, sorted, moved or inserted: exactly the edits', { timeout: 60_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(scenario, async ({ projects, edits, rowOrder, columnSeed, inserted }) => {
        const bytes = await workbookBytes(sheetsOf(projects, COLUMNS))
        const file = await edited(bytes, (grid) => {
          const { head, column, row } = places(grid)
          for (const { at, column: index, typed } of edits)
            grid[row(projects[at]!.name)]![column(WRITABLE[index]!.heading)] = typed
          const lines = rowOrder.map((id) => grid[row(`第${id}个项目`)]!)
          const fresh = Array.from({ length: inserted }, (_, index) =>
            grid[head]!.map((heading) => (heading === '项目名称' ? `插入的项目${index}` : null)),
          )
          const order = columnSeed.map((seed, index) => [seed, index] as const).sort((a, b) => a[0] - b[0])
          const moved = (cells: Grid[number]) => order.map(([, index]) => cells[index] ?? null)
          return [...grid.slice(0, head), ...[grid[head]!, ...fresh, ...lines, grid.at(-1)!].map(moved)]
        })
        const found = await editsOf(file)
        const expected = edits.flatMap(({ at, column, means }) => {
          const base = WRITABLE[column]!.value(projects[at]!)
          return base === means ? [] : [`${at + 1}|${WRITABLE[column]!.key}|${base}→${means}`]
        })
        const seen = found.edited.flatMap(({ id, cells }) =>
          cells.map(({ column, base, there, problem }) => `${id}|${column}|${base}→${problem ?? there}`),
        )
        expect(seen.sort()).toEqual(expected.sort())
        expect([found.missing, found.copies, found.newColumns, found.inserted.length]).toEqual([[], [], [], inserted])
      }),
      { numRuns: 60 },
    )
  })

  test('grouped with subtotals: totals are no projects', async () => {
    const projects = ['东县', '东县', '西县'].map((county, index) =>
      aProject({ id: index + 1, name: `第${index + 1}个项目`, county, totalInvestment: '100.5' }),
    )
    const bytes = await workbookBytes(sheetsOf(projects, COLUMNS, { group: 'county' }))
    const found = await editsOf(bytes)
    expect([found.edited, found.missing, found.inserted, found.present]).toEqual([[], [], [], 3])
    const [sheet] = (await openWorkbook(bytes)).sheets
    const labels = sheet!.rows.map((row) => row[0])
    expect(labels.slice(3)).toEqual(['1', '2', '东县小计', '3', '西县小计', '合计'])
    const total = COLUMNS.findIndex(({ key }) => key === 'totalInvestment')
    expect(sheet!.rows.slice(5).map((row) => row[total])).toEqual([201, 100.5, 100.5, 301.5])
    const reading = readLedger({ format: 'xlsx', sheets: [sheet!] }, 'a.xlsx')
    expect([reading.rows.length, reading.questions, reading.rejected]).toEqual([3, [], []])
    expect(reading.warnings.filter(({ code }) => /total|sum|count-/.test(code))).toEqual([])
  })
})

describe('csv, two ways', () => {
  test('exactly the edits that state something', { timeout: 60_000 }, async () => {
    const keys = [
      'owner',
      'site',
      'totalInvestment',
      'fundsInPlace',
      'plannedStart',
      'stage',
      'remark',
      'extra.环评批复',
    ]
    const value: Record<string, fc.Arbitrary<string>> = {
      totalInvestment: wan.filter((text) => Number(text) > 0),
      fundsInPlace: wan,
      plannedStart: partialDate,
      stage: fc.constantFrom(...Object.values(STAGE_WORDS)),
    }
    const named = fc.constantFrom('一', '二', '三').map((word) => `第${word}种写法`)
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(
          fc.constantFrom(...keys).chain((key) => (value[key] ?? named).map((text) => ({ key, text }))),
          { maxLength: 5, selector: ({ key }) => key },
        ),
        async (edits) => {
          const projects = [1, 2].map((id) =>
            aProject({
              id,
              name: `第${id}个项目`,
              owner: '原单位',
              totalInvestment: '100.25',
              stage: 'signed',
              extra: { 环评批复: '无文号' },
            }),
          )
          const lines = [
            COLUMNS.map(({ heading }) => heading),
            ...projects.map((one) => COLUMNS.map((column) => column.value(one))),
          ]
          const changed = lines.map((line) => [...line])
          for (const { key, text } of edits) changed[1]![COLUMNS.findIndex((column) => column.key === key)] = text
          const [before, after] = [await readCsv(lines), await readCsv(changed)]
          const found = difference(projectsOf(before), after).changed.map(
            ({ name, field, part }) => `${name} ${part ?? field.replace(/Wan$|Date$/, '')}`,
          )
          const expected = edits
            .filter(({ key, text }) => COLUMNS.find((column) => column.key === key)!.value(projects[0]!) !== text)
            .map(({ key }) => `第1个项目 ${key.replace('extra.', '')}`)
          expect(found.sort()).toEqual(expected.sort())
        },
      ),
      { numRuns: 40 },
    )
  })
})

async function readCsv(lines: WrittenValue[][]) {
  const chunks: Uint8Array[] = []
  for await (const chunk of writeCsv(lines)) chunks.push(chunk)
  return readLedger(await openWorkbook(Buffer.concat(chunks)), '台账（2026年10月）.csv')
}
