import fc from 'fast-check'
import { readXlsx } from 'hucre/xlsx'
import { describe, expect, test } from 'vitest'
import { guardText, unguardText } from './csv-guard.ts'
import { openWorkbook } from './open-workbook.ts'
import { cellAt, type Sheet } from './workbook.ts'
import { writeCsv } from './write-csv.ts'
import { type WrittenValue, workbookBytes } from './write-workbook.ts'
import { xmlText } from './xml.ts'
import { openZip } from './zip-entries.ts'

const DANGEROUS = [
  '=1+1',
  '+cmd|x',
  '-5',
  '@SUM(1)',
  '\t=1',
  "'=1",
  "''=1",
  '＝1+1',
  ' =1',
  '\n=1',
  '"=1"',
  '=HYPERLINK("http://example.invalid/","x")',
]

const csvOf = async (rows: WrittenValue[][]): Promise<Buffer> => {
  const chunks: Uint8Array[] = []
  for await (const chunk of writeCsv(rows)) chunks.push(chunk)
  return Buffer.concat(chunks)
}
const textsOf = (sheet: Sheet | undefined, rows: number, columns: number): string[][] =>
  Array.from({ length: rows }, (_, row) =>
    Array.from({ length: columns }, (_, column) => (sheet ? cellAt(sheet, row, column).text : '?')),
  )

const partOf = (bytes: Uint8Array, path: string): string =>
  xmlText(openZip(Buffer.from(bytes), 10_000_000).read(path) ?? Buffer.alloc(0))

/** Text as Excel can hold it: no halves of pairs (they have no encoding). */
const text = fc.string({ unit: 'grapheme', maxLength: 30 })
const anyText = fc.oneof(
  text,
  fc.constantFrom(...DANGEROUS, '_x0041_', 'a\r\nb', '  ', '00123', '1e5', '<b>&"\'', '\u0001', '项目“甲”'),
)

describe('workbooks', () => {
  test('what is written is read back: text as text, numbers as numbers, dates as dates', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(anyText, fc.integer({ min: -1e9, max: 1e9 }), fc.boolean()), { minLength: 1, maxLength: 8 }),
        async (rows) => {
          const columns = [{ kind: 'text' }, { kind: 'number' }, { kind: 'auto' }] as const
          const bytes = await workbookBytes([
            { name: '台账', columns: [...columns], headerRows: [['甲', '乙', '丙']], rows },
          ])
          const sheet = (await openWorkbook(bytes)).sheets[0] as Sheet
          rows.forEach(([first, second, third], index) => {
            expect(cellAt(sheet, index + 1, 0).text).toBe(first)
            expect(cellAt(sheet, index + 1, 0).formula).toBeNull()
            expect(cellAt(sheet, index + 1, 1).value).toBe(second)
            expect(cellAt(sheet, index + 1, 2).value).toBe(third)
          })
        },
      ),
      { numRuns: 60 },
    )
  })

  test('another reader sees the same: values, merges, frozen panes, filter, and no formula', async () => {
    const bytes = await workbookBytes([
      {
        name: "项目[台账]:2024'",
        columns: [
          { kind: 'text', width: 30 },
          { kind: 'number', format: '#,##0.00' },
          { kind: 'date' },
          { kind: 'date' },
        ],
        headerRows: [
          ['标题', null, null, null],
          ['名称', '总投资（万元）', '开工', '竣工'],
        ],
        rows: [
          ['=1+1', '1234.5600', '2024-03-28', '2024-03'],
          [null, 7, null, ''],
        ],
        merges: [{ top: 0, left: 0, bottom: 0, right: 3 }],
        freeze: { rows: 2, columns: 1 },
        filter: true,
      },
      { name: '第二张', columns: [], headerRows: [], rows: [] },
    ])
    const { sheets } = await readXlsx(bytes, { readStyles: true })
    const [sheet] = sheets
    expect(sheets.map(({ name }) => name)).toEqual(['项目 台账  2024', '第二张'])
    expect(sheet?.rows.slice(2)).toEqual([
      ['=1+1', 1234.56, new Date('2024-03-28T00:00:00Z'), '2024-03'],
      [null, 7, null, null],
    ])
    expect(sheet?.merges).toEqual([{ startRow: 0, startCol: 0, endRow: 0, endCol: 3 }])
    expect(sheet?.freezePane).toMatchObject({ rows: 2, columns: 1 })
    expect(sheet?.autoFilter?.range).toBe('A2:D4')
    expect([...(sheet?.cells?.values() ?? [])].some(({ formula }) => formula !== undefined)).toBe(false)
    expect(sheet?.cells?.get('2,0')?.style?.numFmt).toBe('@')
    expect(sheet?.cells?.get('2,1')?.style?.numFmt).toBe('#,##0.00')
  })

  test('a report: totals are formulas with their values, the filter ends above them, lists to choose from, pages', async () => {
    const bytes = await workbookBytes([
      {
        name: '台账',
        columns: [
          { kind: 'text', width: 10 },
          { kind: 'number', format: '#,##0.00', preciseFormat: '#,##0.0000' },
          { kind: 'text', choices: ['在建', '竣工'], wraps: true, width: 20 },
        ],
        headerRows: [['标题'], ['单位：万元'], ['名称', '投资', '阶段']],
        rows: [
          ['=1+1', '1.2345', '在建'],
          ['乙', '2', null],
          { values: ['合计', { formula: 'SUBTOTAL(109,B4:B5)', cached: '3.2345' }], kind: 'total' },
        ],
        filter: true,
        freeze: { rows: 3, columns: 1 },
        isReport: true,
        print: { paper: 'A3', repeatedRows: [2, 3] },
      },
      { name: '_hidden', state: 'veryHidden', columns: [{ kind: 'text' }], headerRows: [], rows: [['x']] },
    ])
    const { sheets } = await readXlsx(bytes, { readStyles: true })
    const [sheet] = sheets
    expect(sheet?.autoFilter?.range).toBe('A3:C5')
    expect(sheet?.cells?.get('5,1')).toMatchObject({ formula: 'SUBTOTAL(109,B4:B5)' })
    expect(sheet?.rows[5]?.[1]).toBe(3.2345)
    expect(sheet?.cells?.get('3,1')?.style?.numFmt).toBe('#,##0.0000')
    expect(sheet?.cells?.get('4,1')?.style?.numFmt).toBe('#,##0.00')
    const own = await openWorkbook(bytes)
    expect(own.sheets.map(({ state }) => state)).toEqual(['visible', 'veryHidden'])
    const xml = partOf(bytes, 'xl/worksheets/sheet1.xml')
    const order = [
      '<sheetPr>',
      '<sheetViews>',
      '<cols>',
      '<sheetData>',
      '<autoFilter',
      '<dataValidations',
      '<printOptions',
      '<pageMargins',
      '<pageSetup',
      '<headerFooter>',
    ]
    expect(order.map((tag) => xml.indexOf(tag)).every((at, index, all) => at > (all[index - 1] ?? 0))).toBe(true)
    expect(xml).toContain('sqref="C4:C505"><formula1>&quot;在建,竣工&quot;</formula1>')
    expect(partOf(bytes, 'xl/workbook.xml')).toContain("'台账'!$A:$A,'台账'!$2:$3")
  })

  test('the same data gives the same bytes, and sheet names are never alike', async () => {
    const plan = () =>
      ['甲', '甲', '甲'].map((name) => ({ name, columns: [{ kind: 'text' as const }], headerRows: [], rows: [['x']] }))
    const [first, second] = [await workbookBytes(plan()), await workbookBytes(plan())]
    expect(Buffer.compare(first, second)).toBe(0)
    expect((await openWorkbook(first)).sheets.map(({ name }) => name)).toEqual(['甲', '甲(2)', '甲(3)'])
  })
})

describe('CSV', () => {
  test('what is written is read back exactly, dangerous text too', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(anyText, anyText), { minLength: 1, maxLength: 8 }), async (rows) => {
        const written = [['名称', '说明'], ...rows]
        const sheet = (await openWorkbook(await csvOf(written))).sheets[0]
        expect(textsOf(sheet, written.length, 2)).toEqual(written)
      }),
      { numRuns: 100 },
    )
  })

  test('no cell of text begins with what a spreadsheet runs', async () => {
    const file = (await csvOf(DANGEROUS.map((value) => [value, 1]))).toString('utf8').slice(1)
    for (const line of file.split('\r\n').filter((line) => line.endsWith(',1')))
      expect(line).not.toMatch(/^"?\s*[=+\-@＝]/)
  })

  test.each([
    ['=1', "'=1"],
    ["'=1", "''=1"],
    ["'引文'", "'引文'"],
    ['甲=乙', '甲=乙'],
    ['-', "'-"],
  ])('%j is guarded as %j and back', (plain, guarded) => {
    expect(guardText(plain)).toBe(guarded)
    expect(unguardText(guarded)).toBe(plain)
  })

  test('numbers stay numbers, blanks stay blank', async () => {
    expect((await csvOf([[-5, 'a"b', null, undefined, true]])).toString('utf8')).toBe('\ufeff-5,"a""b",,,true\r\n')
  })
})
