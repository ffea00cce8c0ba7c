import { cellAddress, columnLetters, mergeAddress } from './workbook.ts'
import { headerRowXml, RowWriter } from './write-rows.ts'
import type { StyleBook } from './write-styles.ts'
import type { WrittenSheet } from './write-workbook.ts'
import { escapeAttribute } from './xml-text.ts'

/** What is known of a sheet once it is written. `lastDataRow` is 1-based and leaves out totals at the end. */
export interface SheetTally {
  lastDataRow: number
}

const CHUNK_LENGTH = 256 * 1024
/** Below the data the list of choices holds for so many rows more, for rows that are added. */
const SPARE_ROWS = 500

/** The XML of a worksheet, piece by piece. */
export async function* sheetXml(sheet: WrittenSheet, styles: StyleBook, tally: SheetTally): AsyncGenerator<string> {
  yield sheetHead(sheet)
  let chunk = ''
  let row = 0
  for (const values of sheet.headerRows) chunk += headerRowXml(values, row++, sheet, styles)
  const writer = new RowWriter(sheet, styles)
  for await (const given of sheet.rows) {
    row++
    chunk += writer.write(given, row)
    if (Array.isArray(given) || given.kind !== 'total') tally.lastDataRow = row
    if (chunk.length > CHUNK_LENGTH) {
      yield chunk
      chunk = ''
    }
  }
  yield `${chunk}${sheetTail(sheet, tally)}`
}

/** The range of the filter arrows: from the header to the last row of data; null without. */
export function filterRange({ filter, headerRows, columns }: WrittenSheet, { lastDataRow }: SheetTally): string | null {
  if (!filter || headerRows.length === 0 || columns.length === 0) return null
  return `$A$${headerRows.length}:$${columnLetters(columns.length - 1)}$${Math.max(lastDataRow, headerRows.length)}`
}

function sheetHead({ columns, freeze, print, isReport }: WrittenSheet): string {
  const pane = freeze && (freeze.rows > 0 || freeze.columns > 0) ? paneXml(freeze) : ''
  const widths = columns
    .map(
      ({ width, hidden }, index) =>
        `<col min="${index + 1}" max="${index + 1}" width="${width ?? 12}" customWidth="1"${hidden ? ' hidden="1"' : ''}/>`,
    )
    .join('')
  const page = print ? '<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>' : ''
  const rowsFormat = isReport ? '<sheetFormatPr defaultRowHeight="18" outlineLevelRow="1"/>' : ''
  return `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">${page}<sheetViews><sheetView${isReport ? ' showGridLines="0"' : ''} workbookViewId="0">${pane}</sheetView></sheetViews>${rowsFormat}${widths ? `<cols>${widths}</cols>` : ''}<sheetData>`
}

function paneXml({ rows, columns }: { rows: number; columns: number }): string {
  const pane = rows > 0 && columns > 0 ? 'bottomRight' : rows > 0 ? 'bottomLeft' : 'topRight'
  const split = `${columns > 0 ? ` xSplit="${columns}"` : ''}${rows > 0 ? ` ySplit="${rows}"` : ''}`
  return `<pane${split} topLeftCell="${cellAddress(rows, columns)}" activePane="${pane}" state="frozen"/><selection pane="${pane}"/>`
}

/** What follows the cells, in the order the format prescribes. */
function sheetTail(sheet: WrittenSheet, tally: SheetTally): string {
  const { merges = [], print } = sheet
  const range = filterRange(sheet, tally)
  const filter = range ? `<autoFilter ref="${range.replaceAll('$', '')}"/>` : ''
  const merged =
    merges.length > 0
      ? `<mergeCells count="${merges.length}">${merges.map((merge) => `<mergeCell ref="${mergeAddress(merge)}"/>`).join('')}</mergeCells>`
      : ''
  return `</sheetData>${filter}${merged}${validationsXml(sheet, tally)}${print ? printXml(sheet, print) : ''}</worksheet>`
}

/** Lists to choose from. Excel takes them inline up to 255 characters; longer ones are left out. */
function validationsXml({ columns, headerRows }: WrittenSheet, { lastDataRow }: SheetTally): string {
  const [from, to] = [headerRows.length + 1, Math.max(lastDataRow, headerRows.length) + SPARE_ROWS]
  const lists = columns.flatMap(({ choices }, index) => {
    const list = choices?.join(',') ?? ''
    if (list === '' || list.length > 255 || choices!.some((choice) => /[,"]/.test(choice))) return []
    const letters = columnLetters(index)
    const texts = `errorTitle="请从列表中选择" error="${escapeAttribute(`这一列请填写：${choices!.join('、')}`.slice(0, 220))}"`
    return [
      `<dataValidation type="list" errorStyle="warning" allowBlank="1" showErrorMessage="1" ${texts} sqref="${letters}${from}:${letters}${to}"><formula1>${escapeAttribute(`"${list}"`)}</formula1></dataValidation>`,
    ]
  })
  return lists.length > 0 ? `<dataValidations count="${lists.length}">${lists.join('')}</dataValidations>` : ''
}

/** Characters of 10 pt that stay readable across a landscape page. */
const READABLE = { A3: 330, A4: 230 }

/** As wide as the page; a table too wide to be read so takes several pages side by side. */
function printXml({ columns }: WrittenSheet, { paper }: NonNullable<WrittenSheet['print']>): string {
  const size = paper === 'A3' ? 8 : 9
  const width = columns.reduce((sum, column) => sum + (column.hidden ? 0 : (column.width ?? 12)), 0)
  const across = Math.max(1, Math.ceil(width / READABLE[paper]))
  return `<printOptions horizontalCentered="1"/><pageMargins left="0.4" right="0.4" top="0.5" bottom="0.6" header="0.3" footer="0.3"/><pageSetup paperSize="${size}" orientation="landscape" fitToWidth="${across}" fitToHeight="0" pageOrder="overThenDown"/><headerFooter><oddFooter>&amp;C第&amp;P页　共&amp;N页</oddFooter></headerFooter>`
}
