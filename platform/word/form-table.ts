import {
  AlignmentType,
  HeightRule,
  LineRuleType,
  type Paragraph,
  type ParagraphChild,
  ShadingType,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  TextRun,
  VerticalAlign,
  WidthType,
} from 'docx'
import type { Citations } from './citations.ts'
import type { FormBlock, FormField, FormRow } from './document-model.ts'
import { LEVEL_COLOURS, levelText } from './document-texts.ts'
import { CELL_MARGIN, columnWidths, RULE } from './official-table.ts'
import { FONT, line, mm, OFF_GRID, run, type Setting, SIZE, TYPE_WIDTH } from './typesetting.ts'

const LABEL: Setting = { font: FONT.hei, size: SIZE.fourth }
const VALUE: Setting = { font: FONT.fangsong, size: SIZE.fourth }
const FORM_LINE = 480
/** mm of a label's column and, where two pairs stand beside each other, of a value's. */
const WIDTHS = [34, 44, 34, 44].map((width) => ({ width }))

/** The form across the type area: labels in 黑体 beside their values. It stays on one page unless it is longer than that. */
export function formTable(block: FormBlock, citations: Citations): (Paragraph | Table)[] {
  const widths = columnWidths(WIDTHS)
  const table = new Table({
    width: { size: TYPE_WIDTH, type: WidthType.DXA },
    columnWidths: widths,
    layout: TableLayoutType.FIXED,
    alignment: AlignmentType.CENTER,
    margins: { left: 2 * CELL_MARGIN, right: 2 * CELL_MARGIN, top: 0, bottom: 0 },
    borders: { top: RULE, bottom: RULE, left: RULE, right: RULE, insideHorizontal: RULE, insideVertical: RULE },
    rows: block.rows.map((row, index) => formRow(row, { widths, citations, keepNext: index < block.rows.length - 1 })),
  })
  // Word joins two tables without a paragraph between them
  const gap = { before: 0, after: 0, line: 200, lineRule: LineRuleType.EXACT }
  return [table, line([], { style: OFF_GRID, spacing: gap })]
}

/** How the cells of one row are set. */
interface Cells {
  widths: readonly number[]
  citations: Citations
  keepNext: boolean
}

function formRow(row: FormRow, cells: Cells): TableRow {
  const isPair = row.fields.length > 1
  return new TableRow({
    cantSplit: true,
    height: { value: mm(11), rule: HeightRule.ATLEAST },
    children: row.fields.slice(0, 2).flatMap((field, index) => {
      const [label = 0, value = 0, ...further] = cells.widths.slice(2 * index)
      const width = isPair ? value : further.reduce((sum, part) => sum + part, value)
      return [labelCell(field, label, cells), valueCell(field, { width, span: isPair ? 1 : 3 }, cells)]
    }),
  })
}

function labelCell(field: FormField, width: number, { keepNext }: Cells): TableCell {
  return new TableCell({
    width: { size: width, type: WidthType.DXA },
    verticalAlign: VerticalAlign.CENTER,
    children: [formLine([run(field.label, LABEL)], { alignment: AlignmentType.CENTER, keepNext })],
  })
}

function valueCell(field: FormField, { width, span }: { width: number; span: number }, cells: Cells): TableCell {
  const options = { alignment: AlignmentType.LEFT, keepNext: cells.keepNext }
  const text = formLine([...levelRuns(field), ...valueRuns(field, cells.citations)], options)
  const kept = Array.from({ length: field.blankLines ?? 0 }, () => formLine([], options))
  return new TableCell({
    width: { size: width, type: WidthType.DXA },
    columnSpan: span,
    verticalAlign: kept.length > 0 ? VerticalAlign.TOP : VerticalAlign.CENTER,
    children: [text, ...kept],
  })
}

/** A bar of the colour and the word for it: also a copy in black and white says the level. */
function levelRuns(field: FormField): ParagraphChild[] {
  if (!field.level) return []
  const shading = { type: ShadingType.CLEAR, fill: LEVEL_COLOURS[field.level], color: 'auto' }
  const bar = new TextRun({ text: '\u3000\u3000', font: VALUE.font, size: VALUE.size, shading })
  const gap = new TextRun({ text: '\u3000', font: VALUE.font, size: VALUE.size })
  return [bar, gap, run(levelText(field), LABEL), gap]
}

function valueRuns(field: FormField, citations: Citations): ParagraphChild[] {
  return (field.runs ?? []).flatMap((part) =>
    citations.cited([run(part.text, VALUE)], part.kind === 'figure' ? [part.id] : []),
  )
}

function formLine(children: readonly ParagraphChild[], options: Parameters<typeof line>[1]): Paragraph {
  const spacing = { before: 0, after: 0, line: FORM_LINE, lineRule: LineRuleType.EXACT }
  return line(children, { style: OFF_GRID, spacing, ...options })
}
