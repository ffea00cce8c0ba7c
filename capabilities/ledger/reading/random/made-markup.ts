import type { Merge } from '#platform/excel/workbook.ts'
import type { MadeLedger, MadeSheet } from './made-ledger.ts'
import type { MadeCell } from './written-values.ts'

/** A web page with one table, as office systems send it under the name .xls: spans for merged cells, line breaks as `<br>`. */
export function htmlOf({ cells, merges }: MadeSheet): Buffer {
  const rows = cells.map((row, r) => {
    const shown = row.map(({ value }, c) => {
      const merge = mergeAt(merges, r, c)
      if (merge && (merge.top !== r || merge.left !== c)) return ''
      const spans = merge ? ` rowspan="${merge.bottom - merge.top + 1}" colspan=${merge.right - merge.left + 1}` : ''
      return `<td${spans} style='border:.5pt'>${escaped(String(value ?? '')).replaceAll('\n', '<br>')}</td>`
    })
    return `<tr height=20>${shown.join('\n')}</tr>`
  })
  return Buffer.from(
    `<html><head><meta charset="utf-8"><style>td{}</style></head><body><table>${rows.join('\n')}</table></body></html>`,
  )
}

/** An "XML spreadsheet 2003" of all sheets. */
export function spreadsheetXmlOf({ sheets, plan }: MadeLedger): Buffer {
  const formats = [
    ...new Set(sheets.flatMap(({ cells }) => cells.flatMap((row) => row.flatMap(({ format }) => format ?? [])))),
  ]
  const styles = formats.map(
    (code, index) => `<Style ss:ID="s${index}"><NumberFormat ss:Format="${escaped(code)}"/></Style>`,
  )
  const tables = sheets.map((sheet) => {
    const hidden = sheet.state === 'hidden' ? '<WorksheetOptions><Visible>SheetHidden</Visible></WorksheetOptions>' : ''
    return `<Worksheet ss:Name="${escaped(sheet.name)}"><Table>${tableRows(sheet, formats)}</Table>${hidden}</Worksheet>`
  })
  const system = plan.date1904 ? '<ExcelWorkbook><Date1904/></ExcelWorkbook>' : ''
  return Buffer.from(
    `<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">${system}<Styles>${styles.join('')}</Styles>${tables.join('')}</Workbook>`,
  )
}

function tableRows({ cells, merges }: MadeSheet, formats: string[]): string {
  const rows = cells.map((row, r) => {
    const written = row.map((cell, c) => cellXml(cell, c, mergeAt(merges, r, c), r, formats))
    return `<Row ss:Index="${r + 1}">${written.join('')}</Row>`
  })
  return rows.join('\n')
}

function cellXml(
  { value, format, missing }: MadeCell,
  c: number,
  merge: Merge | null,
  r: number,
  formats: string[],
): string {
  if (merge && (merge.top !== r || merge.left !== c)) return ''
  const spans = merge ? ` ss:MergeAcross="${merge.right - merge.left}" ss:MergeDown="${merge.bottom - merge.top}"` : ''
  const style = format ? ` ss:StyleID="s${formats.indexOf(format)}"` : ''
  const open = `<Cell ss:Index="${c + 1}"${spans}${style}`
  if (missing) return `${open} ss:Formula="=RC[-1]*2"/>`
  if (value === null || value === '') return merge ? `${open}/>` : ''
  const type = typeof value === 'number' ? 'Number' : 'String'
  return `${open}><Data ss:Type="${type}">${escaped(String(value)).replaceAll('\n', '&#10;')}</Data></Cell>`
}

function mergeAt(merges: Merge[], row: number, column: number): Merge | null {
  return (
    merges.find(({ top, bottom, left, right }) => row >= top && row <= bottom && column >= left && column <= right) ??
    null
  )
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')
}
