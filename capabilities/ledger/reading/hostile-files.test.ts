import { describe, expect, test } from 'vitest'
import { sheetXml, workbookParts, zipOf } from '#platform/excel/samples/zip-of.ts'
import { watchedReading } from './watched-reading.ts'

/** What one hostile file may cost the process that reads it, in MB of resident memory; a ledger of 50,000 rows takes 700. */
const MOST_MB = 900

const HEADER =
  '<row r="1"><c r="A1" t="inlineStr"><is><t>项目名称</t></is></c><c r="B1" t="inlineStr"><is><t>总投资（万元）</t></is></c></row>'
const ROW = '<row r="2"><c r="A2" t="inlineStr"><is><t>示例项目</t></is></c><c r="B2"><v>100</v></c></row>'

const BLANK_ROWS = {
  open: `<worksheet><dimension ref="A1:XFD1048576"/><sheetData>${HEADER}${ROW}`,
  piece: '<row s="1" customFormat="1"><c s="1"/></row>'.repeat(1_024),
  times: 1_023,
  close: '</sheetData></worksheet>',
}

/** `outcome`: `read` and the number of projects, or the code and sentence of the refusal. */
type Hostile = [name: string, make: () => Uint8Array, outcome: RegExp]

/** So many megabytes of a piece, between two texts. */
const mega = (count: number, piece: string) => (open: string, close: string) => ({
  open,
  piece: piece.repeat(Math.ceil(1_000_000 / piece.length)),
  times: count,
  close,
})
const ROOT = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
const END = '</sheetData></worksheet>'
const text = (words: string) => Buffer.from(words)

const BOMBS: Hostile[] = [
  [
    'a sheet that inflates to 300 MB',
    () => zipOf(workbookParts(mega(300, ' ')(`${ROOT}${HEADER}`, END))),
    /^workbook_too_large/,
  ],
  [
    '500 MB of shared strings',
    () =>
      zipOf(
        workbookParts(sheetXml(HEADER), {
          'xl/sharedStrings.xml': mega(500, '<si><t>示例项目示例项目示例项目</t></si>')('<sst>', '</sst>'),
        }),
      ),
    /^workbook_too_large/,
  ],
  [
    'ten million short strings, just below the limit',
    () =>
      zipOf(
        workbookParts(sheetXml(HEADER), { 'xl/sharedStrings.xml': mega(190, '<si><t>ab</t></si>')('<sst>', '</sst>') }),
      ),
    /^workbook_too_large/,
  ],
  [
    '190 MB of cells',
    () => zipOf(workbookParts(mega(190, '<c><v>1</v></c>')(`${ROOT}<row>`, `</row>${END}`))),
    /^workbook_too_large/,
  ],
  [
    'one sheet listed two thousand times',
    () => {
      const parts = workbookParts(sheetXml(HEADER + ROW))
      const listed = Array.from(
        { length: 2_000 },
        (_, i) => `<sheet name="表${i}" sheetId="${i + 1}" r:id="r1"/>`,
      ).join('')
      return zipOf({
        ...parts,
        'xl/workbook.xml': (parts['xl/workbook.xml'] as string).replace(/<sheet .*?\/>/, listed),
      })
    },
    /^workbook_too_large/,
  ],
  [
    'five thousand other parts',
    () =>
      zipOf({
        ...Object.fromEntries(Array.from({ length: 5_000 }, (_, i) => [`xl/media/${i}.png`, 'x'])),
        ...workbookParts(sheetXml(HEADER + ROW)),
      }),
    /^read 1/,
  ],
  [
    'a zip in a zip in a zip',
    () => zipOf({ 'a.zip': zipOf({ 'b.xlsx': 'x' }).toString('latin1') }),
    /^workbook_archive/,
  ],
]

const laughs = `<!DOCTYPE lolz [<!ENTITY a "哈哈哈哈哈哈哈哈哈哈">${Array.from({ length: 12 }, (_, i) => `<!ENTITY ${'bcdefghijklm'[i]} "${`&${'abcdefghijkl'[i]};`.repeat(10)}">`).join('')}]>`
const MARKUP: Hostile[] = [
  [
    'a billion laughs',
    () => zipOf(workbookParts(`<?xml version="1.0"?>${laughs}${sheetXml(HEADER)}`)),
    /^workbook_unreadable/,
  ],
  [
    'the same behind a long comment, in the strings',
    () =>
      zipOf(
        workbookParts(sheetXml(HEADER), {
          'xl/sharedStrings.xml': `<?xml version="1.0"?><!--${'x'.repeat(20_000)}-->${laughs}<sst><si><t>&m;</t></si></sst>`,
        }),
      ),
    /^workbook_unreadable/,
  ],
  [
    'an entity that is a file',
    () => zipOf(workbookParts(`<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]>${sheetXml(HEADER)}`)),
    /^workbook_unreadable/,
  ],
  ['elements five million deep', () => zipOf(workbookParts(mega(20, '<x>')(`${ROOT}${HEADER}${ROW}`, END))), /^read 1/],
  [
    'strings two million deep',
    () =>
      zipOf(
        workbookParts(sheetXml(HEADER + ROW), { 'xl/sharedStrings.xml': mega(8, '<r>')('<sst><si>', '</si></sst>') }),
      ),
    /^read 1/,
  ],
  [
    'a cell never closed',
    () => zipOf(workbookParts(`${ROOT}${HEADER}<row r="2"><c r="A2"><v>${END}`)),
    /^workbook_truncated/,
  ],
  [
    'a million signs of comparison in a web page',
    () => text(`<table><tr><td>项目名称<td>总投资（万元）<tr><td>甲${'<'.repeat(1_000_000)}<td>1</table>`),
    /^(read 1|workbook_)/,
  ],
  [
    'a web page of spans',
    () => text(`<table>${'<tr><td rowspan=99999999 colspan=99999999>甲</td>'.repeat(20_000)}</table>`),
    /^workbook_too_large/,
  ],
  [
    'tables a million deep',
    () => text(`<table><tr><td>项目名称<td>总投资（万元）<tr><td>${'<table><tr><td>'.repeat(300_000)}`),
    /^(read|workbook_)/,
  ],
  [
    'an XML spreadsheet with a row 1048576',
    () =>
      text(
        `<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet Name="表"><Table><Row Index="1048576"><Cell Index="16384"><Data Type="String">甲</Data></Cell></Row></Table></Worksheet></Workbook>`,
      ),
    /^workbook_too_large/,
  ],
]

const merges = (count: number, ref: (index: number) => string) =>
  `<mergeCells>${Array.from({ length: count }, (_, i) => `<mergeCell ref="${ref(i)}"/>`).join('')}</mergeCells>`
const many = (count: number) =>
  Array.from(
    { length: count },
    (_, i) =>
      `<row r="${i + 2}"><c r="A${i + 2}" t="inlineStr"><is><t>项目${i}</t></is></c><c r="B${i + 2}"><v>1</v></c></row>`,
  ).join('')
const SHAPES: Hostile[] = [
  [
    '16,384 columns',
    () =>
      zipOf(
        workbookParts(sheetXml(`<row r="1">${'<c t="inlineStr"><is><t>项目名称</t></is></c>'.repeat(16_384)}</row>`)),
      ),
    /^workbook_too_large/,
  ],
  ['a million blank rows', () => zipOf(workbookParts(BLANK_ROWS)), /^read 1/],
  [
    'something in the last row of all',
    () => zipOf(workbookParts(sheetXml(`${HEADER}${ROW}<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>`))),
    /^workbook_too_large/,
  ],
  [
    'a hundred thousand merges',
    () =>
      zipOf(
        workbookParts(
          sheetXml(
            HEADER + many(20_000),
            merges(100_000, (i) => `C${(i % 20_000) + 2}:D${(i % 20_000) + 2}`),
          ),
        ),
      ),
    /^read 20000/,
  ],
  [
    'a hundred thousand merges of everything',
    () =>
      zipOf(
        workbookParts(
          sheetXml(
            HEADER + many(200),
            merges(100_000, () => 'A1:XFD1048576'),
          ),
        ),
      ),
    /^workbook_too_large/,
  ],
  [
    'merges upside down, over each other and outside',
    () =>
      zipOf(
        workbookParts(
          sheetXml(
            HEADER + ROW,
            merges(50_000, (i) => ['B9:A2', 'A1:A1', 'ZZZ1:A99999999', 'A900000:B1000000', 'A2:B3'][i % 5] as string),
          ),
        ),
      ),
    /^(read|workbook_too_large)/,
  ],
  ['one line of 50 MB', () => text('甲,'.repeat(12_500_000)), /^workbook_too_large/],
  ['one cell of 50 MB', () => text('甲'.repeat(16_000_000)), /^workbook_too_large/],
  [
    'one quote and 30 MB',
    () => text(`项目名称,总投资（万元）\n"甲,${'一,二\n'.repeat(3_000_000)}`),
    /^workbook_too_large/,
  ],
]

const linked = (formula: string) =>
  `<row r="2"><c r="A2" t="str"><f>${formula}</f><v>示例项目</v></c><c r="B2"><f>[1]Sheet1!A1*2</f><v>100</v></c></row>`
const REACHING_OUT: Hostile[] = [
  [
    'links to other files',
    () =>
      zipOf(
        workbookParts(sheetXml(HEADER + linked('[1]Sheet1!$A$1')), {
          'xl/externalLinks/externalLink1.xml': '<externalLink><externalBook r:id="r1"/></externalLink>',
          'xl/externalLinks/_rels/externalLink1.xml.rels':
            '<Relationships><Relationship Id="r1" Type="x/externalLinkPath" Target="http://127.0.0.1:9/a.xlsx" TargetMode="External"/></Relationships>',
        }),
      ),
    /^read 1/,
  ],
  [
    'DDE and calls to the web',
    () =>
      zipOf(
        workbookParts(
          sheetXml(
            HEADER +
              linked("cmd|' /C calc'!A0") +
              linked('WEBSERVICE(&quot;http://127.0.0.1:9/&quot;)')
                .replaceAll('2"', '3"')
                .replaceAll('示例项目', '示例二'),
          ),
        ),
      ),
    /^read 2/,
  ],
  [
    'a workbook part that lies elsewhere',
    () => {
      const parts = workbookParts(sheetXml(HEADER + ROW))
      return zipOf({
        ...parts,
        'xl/_rels/workbook.xml.rels':
          '<Relationships><Relationship Id="r1" Type="x/worksheet" Target="../../../../etc/passwd"/></Relationships>',
      })
    },
    /^workbook_truncated/,
  ],
]

describe.each([
  ['bombs', BOMBS],
  ['markup', MARKUP],
  ['shapes', SHAPES],
  ['reaching out', REACHING_OUT],
])('hostile files: %s', (_, files) => {
  test.each(files)('%s', { timeout: 90_000 }, async (_name, make, expected) => {
    const bytes = make()
    const { outcome, peakMb } = await watchedReading(bytes)
    expect(outcome).toMatch(expected)
    if (!outcome.startsWith('read')) expect(outcome).toMatch(/[\u4e00-\u9fff]{6,}.*。$/)
    expect(peakMb).toBeLessThan(MOST_MB)
  })
})
