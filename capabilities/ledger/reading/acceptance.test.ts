import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { openWorkbook } from '#platform/excel/open-workbook.ts'
import { WorkbookRefusal } from '#platform/excel/refusal.ts'
import { difference, projectsOf } from './difference.ts'
import { readLedger } from './read-ledger.ts'
import type { LedgerReading } from './shape.ts'
import { strictFold } from './text.ts'

// The cases stand beside a checkout and are no part of it: each NAME.expected.json there says what NAME.xlsx has to be read as.
const folder = fileURLToPath(new URL('../../../../shared/cases/ledgers/', import.meta.url))
const isThere = existsSync(folder)
if (!isThere) console.log('shared/cases not found: ledger acceptance cases skipped')

// The expectations are data of another folder.
type Expected = any

const names = isThere ? readdirSync(folder).filter((file) => file.endsWith('.expected.json')) : []
const load = (file: string): Expected => JSON.parse(readFileSync(`${folder}${file}`, 'utf8'))
const read = async (file: string): Promise<LedgerReading> =>
  readLedger(await openWorkbook(readFileSync(`${folder}${file}`)), file.split('/').pop() as string)

const LONG = new Set(['scale', 'progressText', 'problems', 'problem', 'measure', 'remark', 'text', 'expectedBenefit'])
const UNCOMPARED = new Set(['hard', 'facts', 'note', 'derived', 'why', 'reason', 'about', 'text'])

/** Every stated field is equal; long texts without their white space. */
function expectStated(actual: Expected, expected: Expected, where: string, uncompared: Set<string> = UNCOMPARED): void {
  expect(actual, where).toBeDefined()
  for (const [key, value] of Object.entries(expected)) {
    if (uncompared.has(key)) continue
    const isLong = LONG.has(key) && typeof value === 'string'
    const found = isLong ? strictFold(String(actual[key])) : actual[key]
    expect(found, `${where} ${key}`).toEqual(isLong ? strictFold(value as string) : value)
  }
}

const at = (list: Expected[], { sheet, excelRow }: Expected) =>
  list.find((item) => item.sheet === sheet && item.excelRow === excelRow)
const rowsOf = (items: Expected[]) => items.map(({ sheet, excelRow }) => `${sheet}!${excelRow}`)

describe.skipIf(!isThere)('shared cases', () => {
  describe.each(names)('%s', (name) => {
    const expected = load(name)
    const reading = read(expected.file)

    test('date, year, period and county of the ledger', async () => {
      const actual: Expected = await reading
      for (const key of [
        'file',
        'asOf',
        'asOfText',
        'planYear',
        'completedPeriod',
        'county',
        'countyText',
        'countyFrom',
      ]) {
        expect(actual[key], key).toEqual(expected[key])
      }
    })

    test('sheets and columns', async () => {
      const actual: Expected = await reading
      expect(actual.sheets.map((sheet: Expected) => sheet.name)).toEqual(
        expected.sheets.map((sheet: Expected) => sheet.name),
      )
      for (const sheet of expected.sheets) {
        const found = actual.sheets.find((other: Expected) => other.name === sheet.name)
        expectStated(found, { ...sheet, columns: undefined }, sheet.name, new Set(['reason', 'columns']))
        if (!sheet.columns) continue
        expect(found.columns.map((column: Expected) => column.col)).toEqual(
          sheet.columns.map((column: Expected) => column.col),
        )
        sheet.columns.forEach((column: Expected, index: number) => {
          expectStated(found.columns[index], column, `${sheet.name} ${column.col}`)
        })
      }
    })

    test('rows', async () => {
      const actual = await reading
      expect(rowsOf(actual.rows)).toEqual(rowsOf(expected.rows))
      for (const row of expected.rows) expectStated(at(actual.rows, row), row, `row ${row.excelRow}`)
    })

    test('issues, rejected and skipped rows', async () => {
      const actual = await reading
      expect(rowsOf(actual.issues)).toEqual(rowsOf(expected.issues ?? []))
      for (const issue of expected.issues ?? [])
        expectStated(at(actual.issues, issue), issue, `issue ${issue.excelRow}`)
      expect(rowsOf(actual.rejected)).toEqual(rowsOf(expected.rejected ?? []))
      for (const row of expected.rejected ?? []) expectStated(at(actual.rejected, row), row, `rejected ${row.excelRow}`)
      expect(rowsOf(actual.skip).sort()).toEqual(rowsOf(expected.skip).sort())
      for (const row of expected.skip) expect(at(actual.skip, row).reason, `skip ${row.excelRow}`).toBe(row.reason)
    })

    test('groups', async () => {
      const actual = await reading
      expect(rowsOf(actual.groups)).toEqual(rowsOf(expected.groups))
      for (const group of expected.groups) expectStated(at(actual.groups, group), group, `group ${group.excelRow}`)
    })

    test.each((expected.warnings as Expected[]).filter(({ must }) => must))('warns of $code', async (warning) => {
      const actual = await reading
      const uncompared = new Set(['must', 'why', 'note'])
      const found = actual.warnings.some((other) =>
        Object.entries(warning).every(
          ([key, value]) => uncompared.has(key) || JSON.stringify(other[key]) === JSON.stringify(value),
        ),
      )
      expect(found, JSON.stringify(warning)).toBe(true)
    })
  })

  test('the next month of a ledger shows exactly what was edited', async () => {
    const expected = load('kazuo-2024-v2.expected-diff.json')
    const [from, to] = [await read(expected.from), await read(expected.to)]
    const actual = difference(projectsOf(from), to)
    const changed = actual.changed.map(({ name, field, old, new: now, oldRaw, newRaw, oldCell, newCell }) => ({
      name,
      field,
      old,
      new: now,
      oldRaw,
      newRaw,
      oldCell,
      newCell,
    }))
    const asText = (value: unknown) => (value === null ? null : String(value))
    const wanted = expected.changed.map((change: Expected) => ({
      ...change,
      old: asText(change.old),
      new: asText(change.new),
    }))
    for (const change of wanted) {
      expectStated(
        changed.find(({ name, field }) => name === change.name && field === change.field),
        change,
        change.name,
        new Set(['oldRaw', 'newRaw']),
      )
    }
    expect(changed.length).toBe(wanted.length)
    expect(actual.added.map(({ excelRow, name }) => ({ excelRow, name }))).toEqual(
      expected.added.map(({ excelRow, name }: Expected) => ({ excelRow, name })),
    )
    expect(actual.missing.map(({ name }) => name)).toEqual(expected.missing.map(({ name }: Expected) => name))
    expect(actual.unchanged).toBe(expected.unchanged)
    expect(rowsOf(actual.rejected)).toEqual(
      expected.rejected.map(({ excelRow }: Expected) => `${to.sheets[0]?.name}!${excelRow}`),
    )
    for (const { code, name, field, cell } of expected.warnings) {
      expect(
        actual.warnings.some(
          (warning) =>
            warning.code === code &&
            warning.name === name &&
            (!field || warning.field === field) &&
            (!cell || warning.cell === cell),
        ),
        code,
      ).toBe(true)
    }
  })

  test('an answer about a bare amount is remembered for the next file', async () => {
    const expected = load('kazuo-2024-v2.expected-diff.json')
    const first = await read(expected.from)
    const bare = first.questions.filter(({ code }) => code === 'unit-ambiguous')
    expect(bare.length).toBeGreaterThan(0)
    const choices = Object.fromEntries(bare.map(({ key }) => [key, '亿元']))
    const workbook = await openWorkbook(readFileSync(`${folder}${expected.to}`))
    const next = readLedger(workbook, expected.to, { answers: { choices } })
    expect(next.questions.filter(({ code }) => code === 'unit-ambiguous')).toEqual([])
  })

  describe('hostile', () => {
    const cases: Expected[] = isThere ? load('hostile/hostile.expected.json') : []
    test.each(cases)('$file: $outcome', async ({ file, outcome, rows, expectRows = [], cells = [], skip = [] }) => {
      const reading = await read(`hostile/${file}`).catch((error) => error)
      if (outcome === 'refused') {
        expect(reading).toBeInstanceOf(WorkbookRefusal)
        expect(reading.message).toMatch(/[\u4e00-\u9fff]{6,}/)
        return
      }
      expect(reading.rows).toHaveLength(rows)
      expectRows.forEach((row: Expected, index: number) => {
        const { accept = [], ...stated } = row
        const actual = reading.rows[index]
        if (accept.includes(actual.totalInvestmentWan)) stated.totalInvestmentWan = actual.totalInvestmentWan
        expectStated(actual, stated, `row ${index}`)
      })
      expect(reading.questions.length > 0, 'asks').toBe(outcome === 'asks')
      for (const cell of cells)
        expect(
          reading.warnings.some((warning: Expected) => warning.cell === cell),
          cell,
        ).toBe(true)
      for (const row of skip)
        expect(reading.skip.find((other: Expected) => other.excelRow === row.excelRow)?.reason).toBe(row.reason)
    })
  })
})
