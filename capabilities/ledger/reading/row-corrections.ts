import { cellAt } from '#platform/excel/workbook.ts'
import type { Line, LineContext } from './lines.ts'
import { isNothing, strictFold } from './text.ts'

/**
 * A line as the user said it is: by its row number, else by its words, else because the projects begin further down. A row without a name
 * cannot become a project.
 */
export function correctedLine(line: Line, { sheet, columns, corrections }: LineContext): Line {
  if (!corrections || line.kind === 'blank') return line
  const { rows, lines, firstRow } = corrections
  if (!rows && !lines && !firstRow) return line
  const nameColumn = columns.find(({ field }) => field === 'name')?.index ?? -1
  const name = nameColumn < 0 ? '' : cellAt(sheet, line.row, nameColumn).text.trim()
  const hasName = !isNothing(strictFold(name))
  const words = hasName ? name : line.text
  const role = rows?.[line.row + 1] ?? lines?.[strictFold(words)]
  if (role === 'project') return hasName ? { ...line, kind: 'project' } : line
  if (role) return { ...line, kind: role, text: words }
  return firstRow && line.row + 1 < firstRow ? { ...line, kind: 'note', text: words } : line
}
