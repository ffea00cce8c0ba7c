import { subjectOf } from '#capabilities/figures/public.ts'
import type { Run, TableBlock, TableCell, TableColumn, TableRow } from '#platform/word/document-model.ts'
import { widthInCharacters } from '#platform/word/document-model.ts'
import { itemsOf } from './lists.ts'
import { cellsOf, runsOf, textOf } from './pieces.ts'
import type { Here } from './scene.ts'
import type { Node } from './syntax.ts'

/** A table of a list: one row for each item, and a totals row of the region. Null when the list is empty. */
export function tableBlock(here: Here, { list, lines }: Extract<Node, { kind: 'table' }>): TableBlock | null {
  const items = itemsOf(here, list)
  if (items.length === 0) return null
  const headings = cellsOf(here, lines.columns).map(textOf)
  const rows = items.map((item): TableRow => ({ cells: tableCells(cellsOf({ ...here, item }, lines.row), headings) }))
  const total: TableRow[] = lines.total
    ? [{ cells: tableCells(cellsOf(here, lines.total), headings), total: true }]
    : []
  const all = [...rows, ...total]
  const text = (line?: Node[]) => (line ? textOf(runsOf(here, line)).trim() : '')
  const [caption, unit, note] = [text(lines.caption), text(lines.unit), text(lines.note)]
  return {
    kind: 'table',
    ...(caption === '' ? {} : { caption }),
    ...(unit === '' ? {} : { unit: `单位：${unit}` }),
    columns: columnsOf(
      headings,
      all,
      headings.map((_, index) => alignmentOf(lines.row, index)),
    ),
    rows: all,
    ...(note === '' ? {} : { note: `注：${note}` }),
  }
}

/** A cell that is one figure leads to it; others are words. Rows shorter than the heading end in empty cells. */
function tableCells(cells: readonly Run[][], headings: readonly string[]): TableCell[] {
  return headings.map((_, index) => {
    const runs = cells[index] ?? []
    const figures = runs.filter((run) => run.kind === 'figure')
    const [only] = figures
    return { text: textOf(runs), ...(figures.length === 1 && only?.kind === 'figure' ? { figureId: only.id } : {}) }
  })
}

/** Amounts and rates line up at the right, counts and places in the middle, sentences at the left. */
function alignmentOf(row: readonly Node[], index: number): TableColumn['align'] {
  const nodes = nodesOfCell(row, index)
  const figure = nodes.find((node) => node.kind === 'value' && node.value.kind === 'figure')
  if (figure?.kind === 'value' && figure.value.kind === 'figure') {
    const { unit } = subjectOf(figure.value.subject)
    return figure.value.compared || !['个', '位'].includes(unit) ? 'right' : 'center'
  }
  const isLong = nodes.some((node) => node.kind === 'value' && node.value.kind === 'word' && LONG.has(node.value.word))
  return isLong ? 'left' : 'center'
}

const LONG = new Set(['问题', '主要问题'])

function nodesOfCell(row: readonly Node[], index: number): Node[] {
  const cells: Node[][] = [[]]
  for (const node of row) {
    if (node.kind !== 'text') {
      cells.at(-1)!.push(node)
      continue
    }
    const parts = node.text.split(/[|｜]/)
    for (let at = 1; at < parts.length; at += 1) cells.push([])
  }
  return cells[index] ?? []
}

/**
 * Numbers stand on one line; words turn where there is no room. Widths in characters of the table's type: what the numbers need is theirs, the
 * rest is shared by the words.
 */
function columnsOf(
  headings: readonly string[],
  rows: readonly TableRow[],
  aligned: TableColumn['align'][],
): TableColumn[] {
  const columns = headings.map((heading, index) => {
    const texts = rows.map(({ cells }) => cells[index]?.text ?? '')
    const longest = Math.max(...texts.map(widthInCharacters), 1)
    // short names stand on one line, as numbers do
    const isWords = longest > CENTRED && texts.some((text) => /\p{Script=Han}{3}/u.test(text))
    const least = Math.min(widthInCharacters(heading) / 2, 4)
    const align = isWords ? ('left' as const) : aligned[index]!
    return { heading, align, isWords, width: Math.max(isWords ? Math.min(longest, MOST_WORDS) : longest, least) + AIR }
  })
  const widthOf = (some: typeof columns) => some.reduce((sum, { width }) => sum + width, 0)
  const words = columns.filter(({ isWords }) => isWords)
  const room = Math.max(TABLE - widthOf(columns.filter(({ isWords }) => !isWords)), words.length * LEAST_WORDS)
  const share = Math.min(1, room / Math.max(widthOf(words), 1))
  return columns.map(({ heading, align, isWords, width }) => {
    return { heading, align, width: Number((isWords ? width * share : width).toFixed(2)) }
  })
}

/** In characters: a table across the type area; what a cell of words is given at most and at least, what is short enough for one line, the air in a cell. */
const TABLE = 42
const MOST_WORDS = 22
const LEAST_WORDS = 4
const CENTRED = 6
const AIR = 0.8
