import { parseNumberFormat } from '#platform/excel/number-format.ts'
import { type XlsCell, xlsOf } from '#platform/excel/samples/xls-of.ts'
import { zipOf } from '#platform/excel/samples/zip-of.ts'
import { cellAddress, cellKey, emptySheet, mergeAddress, type Sheet, type Workbook } from '#platform/excel/workbook.ts'
import type { Dice } from './dice.ts'
import type { MadeKind } from './made-kinds.ts'
import type { MadeLedger, MadeSheet } from './made-ledger.ts'
import { htmlOf, spreadsheetXmlOf } from './made-markup.ts'
import type { MadeCell } from './written-values.ts'

/** The made-up ledger as an opened workbook, without a file. */
export function workbookOf(ledger: MadeLedger): Workbook {
  return { format: 'xlsx', sheets: ledger.sheets.map((sheet) => sheetOf(sheet, ledger.plan.date1904)) }
}

function sheetOf({ name, state, cells, merges }: MadeSheet, date1904: boolean): Sheet {
  const sheet: Sheet = { ...emptySheet(name, state), merges, date1904, numberFormats: [parseNumberFormat('')] }
  cells.forEach((row, r) => {
    sheet.rows.push(row.map(({ value }) => (value === '' ? null : value)))
    const ids = new Uint16Array(row.length)
    row.forEach(({ format, missing }, c) => {
      if (format) ids[c] = sheet.numberFormats.push(parseNumberFormat(format)) - 1
      if (missing) sheet.formulas.set(cellKey(r, c), { text: 'A1*2', missing: true })
    })
    sheet.formatIds.push(ids)
  })
  return sheet
}

/** The same as the bytes of a file of its kind, written by nothing the product reads or writes with. */
export function bytesOf(ledger: MadeLedger, kind: MadeKind, dice: Dice): Uint8Array {
  if (kind === 'csv') return csvOf(ledger.sheets[0] as MadeSheet, dice)
  if (kind === 'html') return htmlOf(ledger.sheets[0] as MadeSheet)
  if (kind === 'xml') return spreadsheetXmlOf(ledger)
  return kind === 'xls' ? xlsBytes(ledger) : zipOf(partsOf(ledger))
}

function xlsBytes({ sheets, plan }: MadeLedger): Uint8Array {
  return xlsOf(
    sheets.map(({ name, state, cells, merges }) => ({
      name,
      merges,
      state: state === 'hidden' ? 1 : 0,
      rows: cells.map((row) =>
        row.map(
          ({ value, format }): XlsCell =>
            format && typeof value === 'number' ? { value, format } : value === '' ? null : value,
        ),
      ),
    })),
    { date1904: plan.date1904 },
  )
}

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'

/** The parts of the .xlsx, before they are packed. */
export function partsOf({ sheets, plan }: MadeLedger): Record<string, string> {
  const formats = [
    ...new Set(sheets.flatMap(({ cells }) => cells.flatMap((row) => row.flatMap(({ format }) => format ?? [])))),
  ]
  const names = sheets.map(
    ({ name, state }, i) =>
      `<sheet name="${escaped(name)}" sheetId="${i + 1}" r:id="r${i + 1}"${state === 'hidden' ? ' state="hidden"' : ''}/>`,
  )
  const relations = sheets.map(
    (_, i) => `<Relationship Id="r${i + 1}" Type="${OFFICE}/worksheet" Target="worksheets/sheet${i + 1}.xml"/>`,
  )
  const codes = formats.map((code, i) => `<numFmt numFmtId="${170 + i}" formatCode="${escaped(code)}"/>`)
  return {
    '_rels/.rels': `<Relationships><Relationship Id="r1" Type="${OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    'xl/workbook.xml': `<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><workbookPr${plan.date1904 ? ' date1904="1"' : ''}/><sheets>${names.join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships>${relations.join('')}<Relationship Id="s" Type="${OFFICE}/styles" Target="styles.xml"/></Relationships>`,
    'xl/styles.xml': `<styleSheet xmlns="${MAIN}"><numFmts>${codes.join('')}</numFmts><cellXfs><xf numFmtId="0"/>${formats.map((_, i) => `<xf numFmtId="${170 + i}"/>`).join('')}</cellXfs></styleSheet>`,
    ...Object.fromEntries(sheets.map((sheet, i) => [`xl/worksheets/sheet${i + 1}.xml`, worksheet(sheet, formats)])),
  }
}

function worksheet({ cells, merges }: MadeSheet, formats: string[]): string {
  const rows = cells.map(
    (row, r) => `<row r="${r + 1}">${row.map((cell, c) => cellXml(cell, cellAddress(r, c), formats)).join('')}</row>`,
  )
  const merged = merges.map((merge) => `<mergeCell ref="${mergeAddress(merge)}"/>`)
  return `<worksheet xmlns="${MAIN}"><sheetData>${rows.join('')}</sheetData><mergeCells>${merged.join('')}</mergeCells></worksheet>`
}

function cellXml({ value, format, missing }: MadeCell, at: string, formats: string[]): string {
  if (missing) return `<c r="${at}"><f>A1*2</f></c>`
  if (value === null || value === '') return ''
  const style = format ? ` s="${formats.indexOf(format) + 1}"` : ''
  if (typeof value === 'number') return `<c r="${at}"${style}><v>${value}</v></c>`
  return `<c r="${at}" t="inlineStr"><is><t xml:space="preserve">${escaped(String(value))}</t></is></c>`
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')
}

/** UTF-8 with or without its mark, UTF-16, or GBK as Chinese Excel writes it; commas, tabs or semicolons. */
function csvOf({ cells }: MadeSheet, dice: Dice): Uint8Array {
  const delimiter = dice.one([',', ',', '\t', ';'])
  const text = cells
    .map((row) => row.map(({ value }) => quoted(value === null ? '' : String(value), delimiter)).join(delimiter))
    .join('\r\n')
  const encoding = dice.one(['utf8', 'marked', 'gbk', 'gbk', 'utf16'] as const)
  if (encoding === 'utf16') return Buffer.from(`\ufeff${text}`, 'utf16le')
  return encoding === 'gbk' ? gbkOf(text) : Buffer.from(encoding === 'marked' ? `\ufeff${text}` : text)
}

function quoted(text: string, delimiter: string): string {
  return text.includes(delimiter) || /["\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

let gbkCodes: Map<string, number> | null = null

/** Node decodes GBK but does not write it: the table is the decoder turned round. */
function gbkOf(text: string): Buffer {
  gbkCodes ??= new Map(
    Array.from(
      { length: 126 * 190 },
      (_, index) => ((0x81 + Math.floor(index / 190)) << 8) | (0x40 + (index % 190) + (index % 190 >= 63 ? 1 : 0)),
    ).map((code) => [new TextDecoder('gbk').decode(Buffer.from([code >> 8, code & 0xff])), code]),
  )
  const bytes: number[] = []
  for (const char of text) {
    const code = char.charCodeAt(0) < 128 ? char.charCodeAt(0) : gbkCodes.get(char)
    if (code === undefined) throw new Error(`not in GBK: ${char}`)
    if (code > 255) bytes.push(code >> 8)
    bytes.push(code & 0xff)
  }
  return Buffer.from(bytes)
}
