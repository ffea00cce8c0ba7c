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
import { cleanText, type TableBlock, type TableColumn, type TableRow as TableLine } from './document-model.ts'
import { FONT, line, OFF_GRID, run, type Setting, SIZE, TYPE_WIDTH } from './typesetting.ts'

const RULE = { style: BorderStyle.SINGLE, size: 4, color: '000000' } as const
const CELL_MARGIN = 57
const TEXT: Setting = { font: FONT.fangsong, size: SIZE.fifth }
const STRONG: Setting = { font: FONT.hei, size: SIZE.fifth }

/** Caption, unit, the table across the type area with its heading row repeated on every page and rows never split, its note. */
export function officialTable(block: TableBlock): (Paragraph | Table)[] {
  const widths = columnWidths(block.columns)
  const table = new Table({
    width: { size: TYPE_WIDTH, type: WidthType.DXA },
    columnWidths: widths,
    layout: TableLayoutType.FIXED,
    alignment: AlignmentType.CENTER,
    margins: { left: CELL_MARGIN, right: CELL_MARGIN, top: 0, bottom: 0 },
    borders: { top: RULE, bottom: RULE, left: RULE, right: RULE, insideHorizontal: RULE, insideVertical: RULE },
    rows: [headingRow(block.columns, widths), ...block.rows.map((row) => bodyRow(row, block.columns, widths))],
  })
  return [...above(block), table, ...below(block)]
}

/** Twips of each column; together exactly the type area's width. */
export function columnWidths(columns: readonly TableColumn[]): number[] {
  const total = columns.reduce((sum, column) => sum + column.width, 0)
  const edges = columns.map((_, index) =>
    Math.round((columns.slice(0, index + 1).reduce((sum, column) => sum + column.width, 0) / total) * TYPE_WIDTH),
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

function headingRow(columns: readonly TableColumn[], widths: readonly number[]): TableRow {
  return new TableRow({
    tableHeader: true,
    cantSplit: true,
    height: { value: 454, rule: HeightRule.ATLEAST },
    children: columns.map((column, index) => cell(column.heading, widths[index] ?? 0, 'center', STRONG)),
  })
}

function bodyRow(row: TableLine, columns: readonly TableColumn[], widths: readonly number[]): TableRow {
  return new TableRow({
    cantSplit: true,
    height: { value: 397, rule: HeightRule.ATLEAST },
    children: columns.map((column, index) =>
      cell(row.cells[index]?.text ?? '', widths[index] ?? 0, column.align, row.total ? STRONG : TEXT),
    ),
  })
}

function cell(text: string, width: number, align: TableColumn['align'], setting: Setting): TableCell {
  const alignment = { left: AlignmentType.LEFT, center: AlignmentType.CENTER, right: AlignmentType.RIGHT }[align]
  return new TableCell({
    width: { size: width, type: WidthType.DXA },
    verticalAlign: VerticalAlign.CENTER,
    children: [
      line([run(cleanText(text), setting)], {
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
