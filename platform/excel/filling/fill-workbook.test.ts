import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { openWorkbook } from '../open-workbook.ts'
import { cellAt } from '../workbook.ts'
import { openZip } from '../zip-entries.ts'
import { ZipWriter } from '../zip-writer.ts'
import type { FilledValue, Filling } from './fill-sheet.ts'
import { fillWorkbook } from './fill-workbook.ts'

/**
 * A form as a city sends it: title, unit line, two-row header, two blank rows with borders (styles 3 and 4), a total with sums, a rate in each
 * row as a shared formula, a note below, a print area, a validation, cells merged in each row; a second sheet that adds up the first.
 */
const SHEET = `<?xml version="1.0" encoding="UTF-8"?>
<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><dimension ref="A1:F9"/><sheetData>
<row r="1" ht="30" customHeight="1"><c r="A1" s="1" t="inlineStr"><is><t>重点项目调度表</t></is></c></row>
<row r="2"><c r="A2" t="inlineStr"><is><t>填报单位：</t></is></c></row>
<row r="4"><c r="A4" s="2" t="inlineStr"><is><t>序号</t></is></c><c r="B4" s="2" t="inlineStr"><is><t>项目名称</t></is></c><c r="D4" s="2" t="inlineStr"><is><t>总投资</t></is></c><c r="E4" s="2" t="inlineStr"><is><t>完成</t></is></c><c r="F4" s="2" t="inlineStr"><is><t>完成率</t></is></c></row>
<row r="5" ht="20"><c r="A5" s="3"><v>1</v></c><c r="B5" s="3"/><c r="C5" s="3"/><c r="D5" s="4"/><c r="E5" s="4"/><c r="F5" s="4"><f t="shared" ref="F5:F6" si="0">IF(D5=0,0,E5/D5)</f><v>0</v></c></row>
<row r="6" ht="20"><c r="A6" s="3"><v>2</v></c><c r="B6" s="3"/><c r="C6" s="3"/><c r="D6" s="4"/><c r="E6" s="4"/><c r="F6" s="4"><f t="shared" si="0"/><v>0</v></c></row>
<row r="7"><c r="A7" s="2" t="inlineStr"><is><t>合计</t></is></c><c r="D7" s="4"><f>SUM(D5:D6)</f><v>0</v></c><c r="E7" s="4"><f>SUM(E5:E6)</f><v>0</v></c></row>
<row r="9"><c r="A9" t="inlineStr"><is><t>注：按项目代码顺序填写。</t></is></c></row>
</sheetData><mergeCells count="3"><mergeCell ref="A1:F1"/><mergeCell ref="B5:C5"/><mergeCell ref="B6:C6"/></mergeCells><conditionalFormatting sqref="F5:F6"><cfRule type="expression" priority="1"><formula>F5&gt;1</formula></cfRule></conditionalFormatting><dataValidations count="1"><dataValidation type="decimal" sqref="D5:D6"><formula1>0</formula1></dataValidation></dataValidations></worksheet>`
const SECOND = `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1"><c r="A1"><f>调度表!D7*10</f><v>0</v></c></row></sheetData></worksheet>`
const STYLES = `<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><fonts count="1"><font><sz val="11"/><name val="宋体"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="5"><xf/><xf/><xf/><xf/><xf numFmtId="2"/></cellXfs></styleSheet>`
const PARTS: Record<string, string> = {
  '[Content_Types].xml': `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/><Override PartName="/xl/worksheets/sheet2.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/><Override PartName="/xl/calcChain.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.calcChain+xml"/></Types>`,
  '_rels/.rels': `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
  'xl/workbook.xml': `<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="调度表" sheetId="1" r:id="rId1"/><sheet name="汇总" sheetId="2" r:id="rId2"/></sheets><definedNames><definedName name="_xlnm.Print_Area" localSheetId="0">调度表!$A$1:$F$9</definedName></definedNames><calcPr calcId="1"/></workbook>`,
  'xl/_rels/workbook.xml.rels': `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet2.xml"/><Relationship Id="rId3" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/><Relationship Id="rId4" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/calcChain" Target="calcChain.xml"/></Relationships>`,
  'xl/worksheets/sheet1.xml': SHEET,
  'xl/worksheets/sheet2.xml': SECOND,
  'xl/styles.xml': STYLES,
  'xl/calcChain.xml':
    '<calcChain xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><c r="F5" i="1"/></calcChain>',
}

async function zipOf(parts: Record<string, string>): Promise<Buffer> {
  const zip = new ZipWriter()
  const chunks: Buffer[] = []
  for (const [name, text] of Object.entries(parts))
    for await (const chunk of zip.entry(name, [text])) chunks.push(chunk)
  return Buffer.concat([...chunks, zip.end()])
}
const row = (name: string, total: string, done: string) =>
  new Map<number, FilledValue>([
    [2, { text: name }],
    [4, { number: total }],
    [5, { number: done }],
  ])
const fillingOf = (rows: Filling['rows']): Filling => ({
  sheet: '调度表',
  firstRow: 5,
  blankRows: 2,
  rows,
  cells: [{ row: 2, column: 1, value: { text: '填报单位：云川市' } }],
})
async function filled(rows: Filling['rows'], parts = PARTS) {
  const bytes = (await fillWorkbook(await zipOf(parts), [fillingOf(rows)]))!
  const zip = openZip(Buffer.from(bytes), 10_000_000)
  return { bytes, names: zip.writtenNames, part: (name: string) => zip.read(name)!.toString('utf8') }
}
/** Debian splits LibreOffice: Writer may be there without Calc. */
const hasCalc = existsSync('/usr/lib/libreoffice/program/libsclo.so')
const FOUR = [row('甲', '100', '50'), row('=1+1', '200.5', '0'), row('丙', '300', '300'), row('丁', '0', '0')]

describe('a blank form filled', () => {
  test('with no more rows than it has: nothing moves, the rest of the file is byte for byte what was sent', async () => {
    const { part, names } = await filled([row('甲', '100', '50')])
    const sheet = part('xl/worksheets/sheet1.xml')
    expect(sheet).toContain('<c r="B5" s="3" t="inlineStr"><is><t xml:space="preserve">甲</t></is></c>')
    expect(sheet).toContain('<c r="D5" s="4"><v>100</v></c>')
    expect(sheet).toContain('<f>SUM(D5:D6)</f>')
    expect(sheet).toContain(
      '<mergeCells count="3"><mergeCell ref="A1:F1"/><mergeCell ref="B5:C5"/><mergeCell ref="B6:C6"/></mergeCells>',
    )
    expect(part('xl/styles.xml')).toBe(STYLES)
    expect(part('xl/worksheets/sheet2.xml')).toBe(SECOND)
    expect(names).toContain('[Content_Types].xml')
  })

  test('with more: rows are inserted in the look of the blank ones, what stands below moves, sums and areas grow', async () => {
    const { part, names } = await filled(FOUR)
    const sheet = part('xl/worksheets/sheet1.xml')
    for (const expected of [
      '<f>SUM(D5:D8)</f>',
      '<row r="9">',
      '<row r="11">',
      '<c r="F7" s="4"><f>IF(D7=0,0,E7/D7)</f></c>',
      '<c r="F8" s="4"><f>IF(D8=0,0,E8/D8)</f></c>',
      '<mergeCell ref="B8:C8"/>',
      '<mergeCell ref="B7:C7"/>',
      '<mergeCell ref="B6:C6"/>',
      'sqref="F5:F8"',
      'sqref="D5:D8"',
    ])
      expect(sheet).toContain(expected)
    expect(sheet.match(/<row r="[5-8]" ht="20">/g)).toHaveLength(4)
    expect(part('xl/workbook.xml')).toContain('调度表!$A$1:$F$11')
    expect(part('xl/worksheets/sheet2.xml')).toContain('<f>调度表!D9*10</f>')
    expect(names.filter((name) => /calcChain/.test(name))).toEqual([])
    expect(part('[Content_Types].xml') + part('xl/_rels/workbook.xml.rels')).not.toContain('calcChain')
  })

  test('text that looks like a formula is text, and every value reads back', async () => {
    const { bytes } = await filled(FOUR)
    const sheet = (await openWorkbook(bytes)).sheets[0]!
    expect([4, 5, 6, 7].map((at) => cellAt(sheet, at, 1).text)).toEqual(['甲', '=1+1', '丙', '丁'])
    expect(cellAt(sheet, 5, 1).formula).toBeNull()
    expect(cellAt(sheet, 5, 3).value).toBe(200.5)
    expect(cellAt(sheet, 1, 0).text).toBe('填报单位：云川市')
    expect(cellAt(sheet, 10, 0).text).toBe('注：按项目代码顺序填写。')
  })

  test('a sheet the file does not have, or one written with prefixes, is not filled', async () => {
    expect(await fillWorkbook(await zipOf(PARTS), [{ ...fillingOf([]), sheet: '没有' }])).toBeNull()
    const prefixed = { ...PARTS, 'xl/worksheets/sheet1.xml': SHEET.replaceAll(/<(\/?)(\w)/g, '<$1x:$2') }
    expect(await fillWorkbook(await zipOf(prefixed), [fillingOf(FOUR)])).toBeNull()
  })

  test.skipIf(!hasCalc)(
    'LibreOffice opens it and computes the sums (skipped without it)',
    async () => {
      const folder = mkdtempSync(join(tmpdir(), 'guatu-form-'))
      try {
        writeFileSync(join(folder, 'form.xlsx'), (await filled(FOUR)).bytes)
        execFileSync(
          '/usr/bin/soffice',
          [
            `-env:UserInstallation=file://${folder}/profile`,
            '--headless',
            '--convert-to',
            'csv:Text - txt - csv (StarCalc):44,34,76,1',
            '--outdir',
            folder,
            join(folder, 'form.xlsx'),
          ],
          { stdio: 'ignore', timeout: 60_000 },
        )
        const lines = readFileSync(join(folder, 'form.csv'), 'utf8').replaceAll('"', '').split('\n')
        expect(lines[8]).toBe('合计,,,600.50,350.00,')
        expect(lines[4]).toBe('1,甲,,100.00,50.00,0.50')
      } finally {
        rmSync(folder, { recursive: true, force: true })
      }
    },
    90_000,
  )
})
