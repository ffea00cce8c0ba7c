/**
 * A block of cells as Excel and WPS put it on the clipboard: tabs between cells, line ends between rows, cells with line breaks in quotes.
 * The empty line that both append at the end is no row.
 */
export function parseBlock(text: string): string[][] {
  const rows: string[][] = [[]]
  let at = 0
  while (at <= text.length) {
    const { cell, end } = text[at] === '"' ? quotedCell(text, at) : plainCell(text, at)
    rows.at(-1)!.push(cell)
    if (end >= text.length) break
    const isRowEnd = text[end] !== '\t'
    at = end + (text.startsWith('\r\n', end) ? 2 : 1)
    if (isRowEnd) {
      if (at >= text.length) break
      rows.push([])
    }
  }
  return rows
}

function plainCell(text: string, start: number): { cell: string; end: number } {
  let end = start
  while (end < text.length && !'\t\r\n'.includes(text[end]!)) end += 1
  return { cell: text.slice(start, end), end }
}

/** A quote that is not closed before a tab, a line end or the end is part of a plain text: 5" pipe. */
function quotedCell(text: string, start: number): { cell: string; end: number } {
  let cell = ''
  let at = start + 1
  while (at < text.length) {
    if (text[at] === '"' && text[at + 1] === '"') {
      cell += '"'
      at += 2
    } else if (text[at] === '"') {
      const after = text[at + 1]
      if (after === undefined || '\t\r\n'.includes(after)) return { cell: cell.replace(/\r\n?/g, '\n'), end: at + 1 }
      break
    } else {
      cell += text[at]
      at += 1
    }
  }
  return plainCell(text, start)
}

/** The other way: what Excel and WPS take as a block of cells. */
export function formatBlock(rows: readonly (readonly string[])[]): string {
  return rows.map((row) => row.map(quoteWhereNeeded).join('\t')).join('\r\n')
}

function quoteWhereNeeded(cell: string): string {
  return /[\t\r\n"]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell
}
