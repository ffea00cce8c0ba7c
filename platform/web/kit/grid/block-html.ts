/** One copied cell: its text, and whether a workbook should keep it a number. */
export type CopiedCell = { text: string; number?: boolean; heading?: boolean }

/**
 * The block as a table for Excel and WPS: numbers stay numbers, codes and dates stay the text they are, line breaks stay within their cell.
 */
export function formatHtml(rows: readonly (readonly CopiedCell[])[]): string {
  const lines = rows.map((row) => `<tr>${row.map(cellOf).join('')}</tr>`)
  return `<meta charset="utf-8"><table>${lines.join('')}</table>`
}

function cellOf({ text, number, heading }: CopiedCell): string {
  const inner = escaped(text).replace(/\r\n?|\n/g, '<br style="mso-data-placement:same-cell">')
  if (heading) return `<th style="mso-number-format:'\\@'">${inner}</th>`
  return number ? `<td>${inner}</td>` : `<td style="mso-number-format:'\\@'">${inner}</td>`
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
}
