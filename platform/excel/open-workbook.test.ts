import { describe, expect, test } from 'vitest'
import { openWorkbook } from './open-workbook.ts'
import { WorkbookRefusal } from './refusal.ts'
import { xlsOf } from './samples/xls-of.ts'
import { cellAddress, cellAt, columnIndex, columnLetters, serialToIso, type Workbook } from './workbook.ts'
import { workbookBytes } from './write-workbook.ts'
import { ZipWriter } from './zip-writer.ts'

async function zip(parts: Record<string, string>): Promise<Buffer> {
  const writer = new ZipWriter()
  const chunks: Buffer[] = []
  for (const [name, text] of Object.entries(parts))
    for await (const chunk of writer.entry(name, [text])) chunks.push(chunk)
  return Buffer.concat([...chunks, writer.end()])
}

const NS = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'

/** A hand-written workbook of one sheet, as other programs write them. */
function parts(sheet: string, more: Record<string, string> = {}): Record<string, string> {
  return {
    '_rels/.rels': `<Relationships><Relationship Id="r1" Type="${OFFICE}/officeDocument" Target="/xl/workbook.xml"/></Relationships>`,
    'xl/workbook.xml': `<workbook ${NS} xmlns:r="${OFFICE}"><sheets><sheet name="表&amp;1" sheetId="1" state="hidden" r:id="r1"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships><Relationship Id="r1" Type="${OFFICE}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="r2" Type="${OFFICE}/sharedStrings" Target="sharedStrings.xml"/><Relationship Id="r3" Type="${OFFICE}/styles" Target="styles.xml"/></Relationships>`,
    'xl/worksheets/sheet1.xml': sheet,
    ...more,
  }
}

const codeOf = async (bytes: Uint8Array, limits = {}): Promise<string> => {
  const outcome = await openWorkbook(bytes, limits).catch((error) => error)
  expect(outcome).toBeInstanceOf(WorkbookRefusal)
  expect(outcome.message).toMatch(/[\u4e00-\u9fff].*。$/)
  return outcome.code
}

describe('what is refused', () => {
  const small = () =>
    workbookBytes([{ name: '表', columns: [{ kind: 'auto' }], headerRows: [], rows: [['甲'], ['乙']] }])

  test('an empty file', async () => expect(await codeOf(new Uint8Array(0))).toBe('workbook_empty'))

  test('a zip cut off anywhere', async () => {
    const bytes = await small()
    for (const share of [0.2, 0.5, 0.7, 0.95])
      expect(await codeOf(bytes.slice(0, bytes.length * share))).toBe('workbook_truncated')
  })

  test('a zip whose directory lies about sizes is stopped by what it inflates to', async () => {
    const bytes = await zip(parts(`<worksheet ${NS}><sheetData>${' '.repeat(3_000_000)}</sheetData></worksheet>`))
    expect(bytes.length).toBeLessThan(20_000)
    for (let at = bytes.indexOf('PK\u0001\u0002'); at >= 0; at = bytes.indexOf('PK\u0001\u0002', at + 4))
      bytes.writeUInt32LE(10, at + 24)
    expect(await codeOf(bytes, { maxInflatedBytes: 1_000_000 })).toBe('workbook_too_large')
    await expect(openWorkbook(bytes, { maxInflatedBytes: 4_000_000 })).resolves.toBeDefined()
  })

  test('a password-protected workbook', async () => {
    const envelope = Buffer.concat([
      Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]),
      Buffer.alloc(600),
      Buffer.from('EncryptedPackage', 'utf16le'),
    ])
    expect(await codeOf(envelope)).toBe('workbook_encrypted')
  })

  test('an encrypted .xls', async () =>
    expect(await codeOf(xlsOf([{ name: '表', rows: [['甲']] }], { filePass: true }))).toBe('workbook_encrypted'))

  test('entities, other zips, pictures, web pages, documents', async () => {
    const bomb = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">]>'
    expect(await codeOf(await zip(parts(`<?xml version="1.0"?>${bomb}<worksheet ${NS}/>`)))).toBe('workbook_unreadable')
    expect(await codeOf(await zip({ 'word/document.xml': '<document/>' }))).toBe('workbook_unreadable')
    expect(await codeOf(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 1, 2, 3]))).toBe('workbook_unreadable')
    expect(await codeOf(Buffer.from('<html><body>请登录</body></html>'))).toBe('workbook_webpage')
    expect(await codeOf(Buffer.from('%PDF-1.7 …'))).toBe('workbook_unreadable')
  })

  test.each([
    '<c r="A1" t="inlineStr"><is><t>甲</t></c>',
    '<c r="A1" t="inlineStr"><is><t',
    '<c r="A1"><v>1',
    '<c r="A1"><v',
    '<c r="A1"',
    '<c r=',
  ])('a sheet that breaks off in %s', async (cell) => {
    const sheet = (end: string) => `<worksheet ${NS}><sheetData><row r="1">${cell}${end}`
    for (const end of ['</row></sheetData></worksheet>', '</sheetData></worksheet>', ''])
      expect(await codeOf(await zip(parts(sheet(end))))).toBe('workbook_truncated')
  })

  test('strings that break off leave cells without their text: that is said', async () => {
    const sheet = `<worksheet ${NS}><sheetData><row r="1"><c r="A1" t="s"><v>1</v></c></row></sheetData></worksheet>`
    for (const strings of [
      '<sst><si><t>甲</t></si><si',
      '<sst><si><t>甲</t></si><si><t>乙',
      '<sst><si><t>甲</t></si><si><t',
    ])
      expect(await codeOf(await zip(parts(sheet, { 'xl/sharedStrings.xml': strings })))).toBe('workbook_truncated')
  })

  test('sheets beyond the limits, but not formatted empty cells', async () => {
    const wide = `<worksheet ${NS}><sheetData><row r="1"><c r="XFD1" s="1"/><c r="A1"><v>1</v></c></row></sheetData></worksheet>`
    await expect(openWorkbook(await zip(parts(wide)))).resolves.toBeDefined()
    expect(await codeOf(await zip(parts(wide.replace('s="1"/>', 's="1"><v>1</v></c>'))))).toBe('workbook_too_large')
    expect(await codeOf(Buffer.from('甲\n乙\n丙\n丁'), { maxRows: 3 })).toBe('workbook_too_large')
    expect(await codeOf(Buffer.alloc(2000, 'a,'), { maxFileBytes: 1000 })).toBe('workbook_too_large')
  })
})

describe('what cells say', () => {
  test('strings, dates, units in formats, percentages, formulas, errors', async () => {
    const styles = `<styleSheet ${NS}><numFmts><numFmt numFmtId="170" formatCode="0.00&quot;亿元&quot;"/><numFmt numFmtId="171" formatCode="0!.0,&quot;万元&quot;"/></numFmts><cellStyleXfs><xf numFmtId="9"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="57"/><xf numFmtId="58"/><xf numFmtId="170"/><xf numFmtId="10"/><xf numFmtId="171"/></cellXfs></styleSheet>`
    const strings = `<sst ${NS}><si><t>项目</t><rPh sb="0" eb="1"><t>xiangmu</t></rPh></si><si><r><t>富</t></r><r><t xml:space="preserve">文本 </t></r></si><si><t>A&lt;B_x000D_</t></si></sst>`
    const sheet = `<x:worksheet xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><x:cols><x:col min="2" max="3" hidden="1"/></x:cols><x:sheetData><x:row r="2" hidden="1"><x:c r="A2" t="s"><x:v>0</x:v></x:c><x:c r="B2" t="s"><x:v>1</x:v></x:c><x:c r="C2" t="s"><x:v>2</x:v></x:c><x:c r="D2" s="1"><x:v>45352</x:v></x:c><x:c r="E2" s="2"><x:v>45379</x:v></x:c><x:c r="F2" s="3"><x:v>25</x:v></x:c><x:c r="G2" s="4"><x:v>0.8857</x:v></x:c><x:c r="H2"><x:f>5*2.5</x:f></x:c><x:c r="I2"><x:f>A1+0.1</x:f><x:v>0.30000000000000004</x:v></x:c><x:c r="J2" t="e"><x:v>#REF!</x:v></x:c><x:c r="K2" t="inlineStr"><x:is><x:t>=1+1</x:t></x:is></x:c><x:c t="b"><x:v>1</x:v></x:c><x:c r="M2" s="5"><x:v>123456</x:v></x:c></x:row></x:sheetData><x:mergeCells><x:mergeCell ref="A2:A4"/></x:mergeCells></x:worksheet>`
    const workbook = await openWorkbook(
      await zip(parts(sheet, { 'xl/styles.xml': styles, 'xl/sharedStrings.xml': strings })),
    )
    const [found] = workbook.sheets as [Workbook['sheets'][number]]
    const cell = (letters: string) => cellAt(found, 1, columnIndex(letters))
    expect([found.name, found.state, found.merges, [...found.hiddenRows], [...found.hiddenColumns]]).toEqual([
      '表&1',
      'hidden',
      [{ top: 1, left: 0, bottom: 3, right: 0 }],
      [1],
      [1, 2],
    ])
    expect(['A', 'B', 'C'].map((letters) => cell(letters).text)).toEqual(['项目', '富文本 ', 'A<B\r'])
    expect(cell('D')).toMatchObject({ kind: 'date', text: '2024-03-01', precision: 'month' })
    expect(cell('E')).toMatchObject({ kind: 'date', text: '2024-03-28', precision: 'day' })
    expect(cell('F')).toMatchObject({ kind: 'number', text: '25亿元', suffix: '亿元' })
    expect(cell('G')).toMatchObject({ kind: 'number', text: '88.57%', isPercent: true })
    expect(cell('H')).toMatchObject({ kind: 'blank', value: null, isMissing: true, formula: '5*2.5' })
    expect(cell('I')).toMatchObject({ kind: 'number', text: '0.3', isMissing: false })
    expect(cell('J')).toMatchObject({ kind: 'error', text: '#REF!' })
    expect(cell('K')).toMatchObject({ kind: 'text', text: '=1+1', formula: null })
    expect(cell('L')).toMatchObject({ kind: 'boolean', value: true })
    // The format shows 12.3万元 for 123456元: the literal is not the unit of the number.
    expect(cell('M')).toMatchObject({ kind: 'number', suffix: null })
  })

  test.each([
    ['UTF-8 with mark', Buffer.from('\ufeff项目,投资\n甲,1')],
    ['UTF-8', Buffer.from('项目,投资\r\n甲,1\r\n')],
    ['GB18030', Buffer.from([0xcf, 0xee, 0xc4, 0xbf, 0x2c, 0xcd, 0xb6, 0xd7, 0xca, 0x0a, 0xbc, 0xd7, 0x2c, 0x31])],
    ['UTF-16 with tabs', Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from('项目\t投资\n甲\t1', 'utf16le')])],
  ])('text in %s', async (_, bytes) => {
    const { format, sheets } = await openWorkbook(bytes)
    expect([format, sheets[0]?.rows]).toEqual([
      'csv',
      [
        ['项目', '投资'],
        ['甲', '1'],
      ],
    ])
  })

  test('quotes, line breaks and separators inside quotes, blank cells', async () => {
    const { sheets } = await openWorkbook(Buffer.from('名称;说明;x\n"甲;""一""";"两\n行";\n;;3'))
    expect(sheets[0]?.rows).toEqual([
      ['名称', '说明', 'x'],
      ['甲;"一"', '两\n行', null],
      [null, null, '3'],
    ])
  })

  test('addresses and serials', () => {
    expect([0, 25, 26, 701, 702].map(columnLetters)).toEqual(['A', 'Z', 'AA', 'ZZ', 'AAA'])
    expect(['A', 'Z', 'AA', 'ZZ', 'AAA'].map(columnIndex)).toEqual([0, 25, 26, 701, 702])
    expect([columnIndex('1'), cellAddress(9, 4)]).toEqual([-1, 'E10'])
    expect([serialToIso(45379), serialToIso(45379.5), serialToIso(43917, true)]).toEqual([
      '2024-03-28',
      '2024-03-28T12:00:00',
      '2024-03-28',
    ])
  })
})
