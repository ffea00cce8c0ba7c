import type { Rectangle } from '#platform/web/kit/grid/selection.ts'
import type { ReportRow } from '../../contract.ts'
import { type FigureField, isAmount } from './figure-texts.ts'
import type { Edit } from './grid-state.ts'

/** What a column of the grid stands for: the project's name, a figure of before, or a field that is filled in. */
export type GridColumn = { key: string; field?: FigureField; isName?: boolean }
export type PastePlan = {
  edits: Edit[]
  /** Cells that cannot be written: figures of before, rows under review. */
  skipped: number
  /** Names in the block that are no project of the list. */
  unknown: string[]
  /** Rows beyond the end of the list. */
  beyond: number
}

type Target = { columns: readonly GridColumn[]; rows: readonly ReportRow[]; at: Rectangle }

/**
 * Where the cells of a block go. One cell fills the whole selection. A block that begins at the project's name finds its rows by name,
 * whatever their order: a workbook sorted otherwise must not put one project's figures to another.
 */
export function planPaste(block: readonly (readonly string[])[], { columns, rows, at }: Target): PastePlan {
  const plan: PastePlan = { edits: [], skipped: 0, unknown: [], beyond: 0 }
  const isFill = block.length === 1 && block[0]!.length === 1
  const byName = !isFill && columns[at.left]?.isName === true
  const height = isFill ? at.bottom - at.top + 1 : block.length
  const width = isFill ? at.right - at.left + 1 : 0
  for (let offset = 0; offset < height; offset += 1) {
    const cells = isFill ? Array.from({ length: width }, () => block[0]![0]!) : block[offset]!
    const row = byName ? findByName(rows, cells[0] ?? '') : rows[at.top + offset]
    if (row) planRow(plan, row, { cells, columns, left: at.left })
    else if (byName) plan.unknown.push(cells[0] ?? '')
    else plan.beyond += 1
  }
  plan.unknown = plan.unknown.filter((name) => name.trim() !== '')
  return plan
}

function planRow(
  plan: PastePlan,
  row: ReportRow,
  { cells, columns, left }: { cells: readonly string[]; columns: readonly GridColumn[]; left: number },
): void {
  cells.forEach((text, offset) => {
    const column = columns[left + offset]
    if (!column || column.isName) return
    if (column.field && row.mayWrite)
      plan.edits.push({ id: row.id, field: column.field, text: plainCell(column.field, text) })
    else plan.skipped += 1
  })
}

/** In columns of numbers offices write a dash or a stroke for “none”. */
function plainCell(field: FigureField, text: string): string {
  const isNumber = isAmount(field) || field === 'physicalProgress'
  return isNumber && /^[-—–－/／]+$/.test(text.trim()) ? '' : text
}

function findByName(rows: readonly ReportRow[], name: string): ReportRow | undefined {
  const wanted = folded(name)
  return wanted === '' ? undefined : rows.find((row) => folded(row.projectName) === wanted)
}

function folded(name: string): string {
  return name.normalize('NFKC').replace(/\s/g, '').toLowerCase()
}
