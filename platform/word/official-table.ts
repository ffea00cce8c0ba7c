import {
  AlignmentType,
  BorderStyle,
  HeightRule,
  LineRuleType,
  type Paragraph,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  VerticalAlign,
  WidthType,
} from 'docx'
import type { Citations } from './citations.ts'
import {
  cleanText,
  type TableBlock,
  type TableColumn,
  type TableCell as TableField,
  type TableRow as TableLine,
} from './document-model.ts'
import { isWideTable } from './document-texts.ts'
import { FONT, line, OFF_GRID, run, type Setting, SIZE, TURNED_WIDTH, TYPE_WIDTH } from './typesetting.ts'

export const RULE = { style: BorderStyle.SINGLE, size: 4, color: '000000' } as const
export const CELL_MARGIN = 57
const TEXT: Setting = { font: FONT.fangsong, size: SIZE.fifth }

/** How the cells of one table are set. */
interface Cells {
  widths: number[]
  size: number
  citations: Citations
}

/**
 * Caption, unit, the table across the type area with its heading row repeated on every page and rows never split, its note. A table of
 * many columns is set for a page turned on its side, one size smaller; the caller gives it that page.
 */
export function officialTable(block: TableBlock, citations: Citations): (Paragraph | Table)[] {
  const whole = isWideTable(block) ? TURNED_WIDTH : TYPE_WIDTH
  const widths = columnWidths(block.columns, whole)
  const cells: Cells = { widths, size: isWideTable(block) ? SIZE.smallFifth : SIZE.fifth, citations }
  const table = new Table({
    width: { size: whole, type: WidthType.DXA },
    columnWidths: widths,
    layout: TableLayoutType.FIXED,
    alignment: AlignmentType.CENTER,
    margins: { left: CELL_MARGIN, right: CELL_MARGIN, top: 0, bottom: 0 },
    borders: { top: RULE, bottom: RULE, left: RULE, right: RULE, insideHorizontal: RULE, insideVertical: RULE },
    rows: [headingRow(block.columns, cells), ...block.rows.map((row) => bodyRow(row, block.columns, cells))],
  })
  return [...above(block), table, ...below(block)]
}

/** Twips of each column; together exactly the width given. */
export function columnWidths(columns: readonly Pick<TableColumn, 'width'>[], whole = TYPE_WIDTH): number[] {
  const total = columns.reduce((sum, column) => sum + column.width, 0)
  const edges = columns.map((_, index) =>
    Math.round((columns.slice(0, index + 1).reduce((sum, column) => sum + column.width, 0) / total) * whole),
  )
  return edges.map((edge, index) => edge - (edges[index - 1] ?? 0))
}

function above(block: TableBlock): Paragraph[] {
  const parts: Paragraph[] = []
  if (block.caption) {
    const caption = run(block.caption, { font: FONT.hei, size: SIZE.fourth })
    parts.push(line([caption], { alignment: AlignmentType.CENTER, keepNext: true }))
  }
  if (block.unit) parts.push(small(block.unit, { alignment: AlignmentType.RIGHT, keepNext: true }))
  return parts
}

/** Word joins two tables without a paragraph between them, so at least a narrow empty line follows. */
function below(block: TableBlock): Paragraph[] {
  if (block.note) return [small(block.note, { alignment: AlignmentType.JUSTIFIED })]
  return [line([], { style: OFF_GRID, spacing: { before: 0, after: 0, line: 200, lineRule: LineRuleType.EXACT } })]
}

function headingRow(columns: readonly TableColumn[], cells: Cells): TableRow {
  return new TableRow({
    tableHeader: true,
    cantSplit: true,
    height: { value: 454, rule: HeightRule.ATLEAST },
    children: columns.map((column, index) =>
      cell({ text: column.heading }, { align: 'center', isStrong: true, index }, cells),
    ),
  })
}

function bodyRow(row: TableLine, columns: readonly TableColumn[], cells: Cells): TableRow {
  return new TableRow({
    cantSplit: true,
    height: { value: 397, rule: HeightRule.ATLEAST },
    children: columns.map(({ align }, index) =>
      cell(row.cells[index] ?? { text: '' }, { align, isStrong: row.total === true, index }, cells),
    ),
  })
}

interface Place {
  align: TableColumn['align']
  isStrong: boolean
  index: number
}

function cell(content: TableField, { align, isStrong, index }: Place, cells: Cells): TableCell {
  const alignment = { left: AlignmentType.LEFT, center: AlignmentType.CENTER, right: AlignmentType.RIGHT }[align]
  const setting: Setting = { font: isStrong ? FONT.hei : FONT.fangsong, size: cells.size }
  return new TableCell({
    width: { size: cells.widths[index] ?? 0, type: WidthType.DXA },
    verticalAlign: VerticalAlign.CENTER,
    children: [
      line(cells.citations.cited([run(cleanText(content.text), setting)], [content.figureId]), {
        alignment,
        style: OFF_GRID,
        spacing: { before: 0, after: 0, line: 300, lineRule: LineRuleType.EXACT },
      }),
    ],
  })
}

function small(text: string, options: Parameters<typeof line>[1]): Paragraph {
  return line([run(text, TEXT)], {
    style: OFF_GRID,
    spacing: { before: 60, after: 60, line: 340, lineRule: LineRuleType.EXACT },
    ...options,
  })
}
