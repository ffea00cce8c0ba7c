import { describe, expect, test } from 'vitest'
import { openWorkbook } from './open-workbook.ts'
import { biffOf, compoundOf, xlsOf } from './samples/xls-of.ts'
import { workbookParts, zipOf } from './samples/zip-of.ts'
import { cellAt, type Sheet } from './workbook.ts'

const firstSheet = async (bytes: Uint8Array): Promise<Sheet> => (await openWorkbook(bytes)).sheets[0] as Sheet
const refusalOf = async (bytes: Uint8Array): Promise<string> =>
  await openWorkbook(bytes).then(
    () => 'read',
    (error) => `${error.code} ${error.message}`,
  )
const texts = (sheet: Sheet) => sheet.rows.map((row, r) => row.map((_, c) => cellAt(sheet, r, c).text))

describe('.xls', () => {
  const rows = [
    ['项目名称', '总投资', '开工时间', '是否'],
    ['甲', { value: 2.5, format: '0.00"亿元"' }, { value: 45366, format: 'yyyy"年"m"月"' }, true],
    ['乙', { formula: 12.5 }, { formula: '2024年3月' }, null],
    [null, null, null, null, 7],
  ]

  test('texts, formats, formulas, hidden sheets, merges', async () => {
    const merges = [{ top: 1, bottom: 2, left: 0, right: 0 }]
    const { format, sheets } = await openWorkbook(
      xlsOf([
        { name: '台账', rows, merges },
        { name: '旧稿', rows: [['x']], state: 1 },
        { name: '深藏', rows: [['x']], state: 2 },
      ]),
    )
    const [first] = sheets as [Sheet]
    expect([format, sheets.map(({ name, state }) => `${name} ${state}`)]).toEqual([
      'xls',
      ['台账 visible', '旧稿 hidden', '深藏 veryHidden'],
    ])
    expect(texts(first)).toEqual([
      ['项目名称', '总投资', '开工时间', '是否'],
      ['甲', '2.5亿元', '2024-03-15', 'TRUE'],
      ['乙', '12.5', '2024年3月'],
      ['', '', '', '', '7'],
    ])
    expect(cellAt(first, 1, 2)).toMatchObject({ kind: 'date', precision: 'month' })
    expect(cellAt(first, 2, 1).formula).not.toBeNull()
    expect(first.merges).toEqual(merges)
  })

  test('texts that go on in the next record, and the date system of 1904', async () => {
    const names = Array.from({ length: 3000 }, (_, index) => [`第${index}号项目名称很长很长很长`])
    expect((await firstSheet(xlsOf([{ name: '表', rows: names }]))).rows).toEqual(names)
    const dated = await firstSheet(
      xlsOf([{ name: '表', rows: [[{ value: 43904, format: 'yyyy-mm-dd' }]] }], { date1904: true }),
    )
    expect(cellAt(dated, 0, 0).text).toBe('2024-03-15')
  })

  test('whatever is cut off or bent ends in a sentence', async () => {
    const whole = xlsOf([{ name: '台账', rows: Array.from({ length: 200 }, (_, i) => [`项目${i}`, i, i / 3]) }])
    for (let seed = 1; seed < 400; seed++) {
      const bent = Buffer.from(whole)
      for (let i = 0; i < 4; i++) bent[(seed * 7919 + i * 104_729) % bent.length] = (seed * 31 + i * 17) % 256
      expect(await refusalOf(bent)).toMatch(/^(read|workbook_\w+ [\u4e00-\u9fff].*。)$/)
      expect(await refusalOf(whole.subarray(0, (seed * 97) % whole.length))).toMatch(/^(read|workbook_\w+ .*。)$/)
    }
  })

  test('older versions, and documents in the same envelope', async () => {
    const stream = biffOf([{ name: '表', rows: [['甲']] }])
    expect(await refusalOf(compoundOf({ Book: stream }))).toMatch(/^workbook_old .*另存为 \.xlsx/)
    expect(await refusalOf(compoundOf({ WordDocument: stream }))).toMatch(/^workbook_unreadable/)
    const circle = compoundOf({ Workbook: Buffer.concat([stream, Buffer.alloc(9000)]) })
    circle.writeUInt32LE(3, 512 + 5 * 4)
    expect(await refusalOf(circle)).toMatch(/^(read|workbook_truncated)/)
  })
})

describe('web pages called .xls', () => {
  const page = `<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head><meta charset=gb2312><style>td{a:b}</style>
    <!--[if gte mso 9]><xml><x:ExcelWorkbook><x:Name>项目表</x:Name></x:ExcelWorkbook></xml><![endif]--></head><body>
    <table><tr><td colspan=3>某县2024年<b>重点</b>项目</td></tr></table>
    <TABLE border=1>
    <tr><th rowspan=2>县区<th>项目<br>名称</th><th>总投资&nbsp;(万元)</th></tr>
    <tr><td>甲 &lt;一期&gt; 5 < 6</td><td x:num="12500.456">12,500.46</td></tr>
    <tr style="display:none"><td>乙县<td>乙<table><tr><td>内</td><td>表</td></tr></table></td><td>3亿</td></tr>
    </TABLE></body></html>`

  test.each([
    ['UTF-8', Buffer.from(page)],
    ['UTF-16', Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(page, 'utf16le')])],
  ])('tables become rows, spans merges: %s', async (_, bytes) => {
    const { format, sheets } = await openWorkbook(bytes)
    const [sheet] = sheets as [Sheet]
    expect([format, sheet.name]).toEqual(['html', '项目表'])
    expect(sheet.rows).toEqual([
      ['某县2024年重点项目', null, null],
      ['县区', '项目\n名称', '总投资 (万元)'],
      [null, '甲 <一期> 5 < 6', 12500.456],
      ['乙县', '乙\n内 表', '3亿'].map((text) => (text === '乙\n内 表' ? expect.stringMatching(/乙\s*内\s*表/) : text)),
    ])
    expect(sheet.merges).toEqual([
      { top: 0, left: 0, bottom: 0, right: 2 },
      { top: 1, left: 0, bottom: 2, right: 0 },
    ])
    expect([...sheet.hiddenRows]).toEqual([3])
  })

  test('a page without a table, and one saved with its pictures, say how to save', async () => {
    expect(await refusalOf(Buffer.from('<!DOCTYPE html><html><p>会话已过期</p></html>'))).toMatch(
      /^workbook_webpage .*另存为 \.xlsx/,
    )
    expect(await refusalOf(Buffer.from('MIME-Version: 1.0\nContent-Type: multipart/related\n\n'))).toMatch(
      /^workbook_webpage/,
    )
  })
})

describe('XML spreadsheets of 2003', () => {
  const xml = (rows: string, more = '') => `<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>
    <Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">
    <Styles><Style ss:ID="s1"><NumberFormat ss:Format="0.00&quot;亿元&quot;"/></Style><Style ss:ID="s2"><NumberFormat ss:Format="Short Date"/></Style></Styles>
    <Worksheet ss:Name="台账"><Table><Column ss:Index="4" ss:Hidden="1"/>${rows}</Table></Worksheet>${more}</Workbook>`

  test('values, formats, merges, gaps, hidden sheets', async () => {
    const rows = `<Row><Cell ss:MergeAcross="1" ss:MergeDown="1"><Data ss:Type="String">标题</Data></Cell><Cell><Data ss:Type="String">右</Data></Cell></Row>
      <Row ss:Index="3"><Cell ss:Index="2" ss:StyleID="s1"><Data ss:Type="Number">2.5</Data></Cell><Cell ss:StyleID="s2"><Data ss:Type="DateTime">2024-03-15T00:00:00.000</Data></Cell><Cell ss:Formula="=A1*2"/></Row>
      <Row ss:Hidden="1"><Cell><ss:Data ss:Type="String" xmlns="http://www.w3.org/TR/REC-html40">甲<B>乙</B>&amp;</ss:Data></Cell></Row>`
    const hidden = `<Worksheet ss:Name="旧"><Table><Row><Cell><Data ss:Type="String">x</Data></Cell></Row></Table><WorksheetOptions><Visible>SheetHidden</Visible></WorksheetOptions></Worksheet>`
    const { format, sheets } = await openWorkbook(Buffer.from(xml(rows, hidden)))
    const [sheet] = sheets as [Sheet]
    expect([format, sheets.map(({ state }) => state)]).toEqual(['xml', ['visible', 'hidden']])
    expect(texts(sheet)).toEqual([['标题', '', '右'], [], ['', '2.5亿元', '2024-03-15'], ['甲乙&']])
    expect(cellAt(sheet, 2, 3)).toMatchObject({ isMissing: true, formula: 'A1*2' })
    expect([sheet.merges, [...sheet.hiddenRows], [...sheet.hiddenColumns]]).toEqual([
      [{ top: 0, left: 0, bottom: 1, right: 1 }],
      [3],
      [3],
    ])
  })

  test('cut off, or with entities of its own', async () => {
    const whole = xml('<Row><Cell><Data ss:Type="String">甲</Data></Cell></Row>')
    expect(await refusalOf(Buffer.from(whole.slice(0, -60)))).toMatch(/^workbook_truncated/)
    expect(await refusalOf(Buffer.from(whole.replace('?>', '?><!DOCTYPE x [<!ENTITY a "b">]>')))).toMatch(
      /^workbook_unreadable/,
    )
  })
})

describe('text', () => {
  test('UTF-16 without a mark, semicolons, quotes nobody closed, words behind a quote', async () => {
    expect((await firstSheet(Buffer.from('项目;投资\r\n甲;1\r\n', 'utf16le'))).rows).toEqual([
      ['项目', '投资'],
      ['甲', '1'],
    ])
    expect((await firstSheet(Buffer.from('项目,投资\n"甲"型厂房,1\n"乙,2\n5" 管道,3\n'))).rows).toEqual([
      ['项目', '投资'],
      ['甲型厂房', '1'],
      ['"乙', '2'],
      ['5" 管道', '3'],
    ])
  })

  test('a NUL among the words is left out, many are no text', async () => {
    const late = Buffer.concat([
      Buffer.from(`项目,投资\n${'甲,1\n'.repeat(20_000)}`),
      Buffer.from([0xe4, 0xb9, 0x99, 0, 0x2c, 0x32]),
    ])
    expect((await firstSheet(late)).rows.at(-1)).toEqual(['乙', '2'])
    expect(await refusalOf(Buffer.concat([Buffer.from('项目,投资\n'), Buffer.alloc(9)]))).toMatch(
      /^workbook_unreadable/,
    )
  })
})

describe('what offices send by mistake', () => {
  test.each([
    ['an archive with the ledger in it', zipOf({ '台账.xlsx': 'x' }), 'workbook_archive'],
    ['a RAR', Promise.resolve(Buffer.from('Rar!\u001a\u0007\u0001\u0000')), 'workbook_archive'],
    [
      'a file under document encryption',
      Promise.resolve(Buffer.from([0x62, 0x14, 0x23, 0x65, 0, 0, 1, 2, 3])),
      'workbook_protected',
    ],
    [
      'a file of another such product',
      Promise.resolve(Buffer.from('%TSD-Header-###%\u0000\u0001\u0000')),
      'workbook_protected',
    ],
  ])('%s: %s', async (_, bytes, code) =>
    expect(await refusalOf(await bytes)).toMatch(new RegExp(`^${code} [\u4e00-\u9fff].*。$`)),
  )

  test('a text that is not where its cell says is missed, not left blank', async () => {
    const sheet = '<worksheet><sheetData><row r="1"><c r="A1" t="s"><v>7</v></c></row></sheetData></worksheet>'
    expect(
      await refusalOf(await zipOf(workbookParts(sheet, { 'xl/sharedStrings.xml': '<sst><si><t>甲</t></si></sst>' }))),
    ).toMatch(/^workbook_truncated/)
    const open = '<worksheet><sheetData><row r="1"><c r="A1"><v>7</v></c></row>'
    expect(await refusalOf(await zipOf(workbookParts(open)))).toMatch(/^workbook_truncated/)
  })
})
