import {
  CommentRangeEnd,
  CommentRangeStart,
  CommentReference,
  FootnoteReferenceRun,
  type ICommentOptions,
  LineRuleType,
  type Paragraph,
  type ParagraphChild,
  TextRun,
} from 'docx'
import { cleanText, type OfficialDocument, officialDate, type TableBlock } from './document-model.ts'
import { dayOf } from './reproducible.ts'
import { FONT, line, OFF_GRID, run, type Setting, SIZE } from './typesetting.ts'

/** Where a printed figure comes from. `asOf` is an ISO date or a text. */
export interface SourceNote {
  subject: string
  value: string
  formula: string
  origin: string
  asOf: string
}

export interface Sources {
  style: 'comments' | 'footnotes' | 'appendix'
  /** By figure id; figures that are not among them are printed as they are. */
  notes: ReadonlyMap<string, SourceNote>
}

export interface Citations {
  /**
   * The runs with what leads to the sources of the figures in them. Calls come in the order of the document: comment and footnote stand
   * at the figure's first place, the [n] of the appendix at each.
   */
  cited(runs: readonly ParagraphChild[], figureIds: readonly (string | undefined)[]): ParagraphChild[]
  comments(): ICommentOptions[]
  footnotes(): Record<string, { children: Paragraph[] }>
  hasFootnotes(): boolean
  /** The rows of 数据来源说明 in the order of their numbers, or null when there is nothing to say. */
  appendix(): TableBlock | null
}

const NOTE: Setting = { font: FONT.fangsong, size: SIZE.smallFifth }

/** Without `sources` runs stay as they are. */
export function citationsOf(document: OfficialDocument, sources: Sources | undefined): Citations {
  const numbers = new Map<string, number>()
  const marks: SourceNote[][] = []
  const notes = sources?.notes ?? new Map<string, SourceNote>()
  return {
    cited(runs, figureIds) {
      const known = [...new Set(figureIds)].filter((id): id is string => id !== undefined && notes.has(id))
      const fresh = known.filter((id) => !numbers.has(id))
      for (const id of fresh) numbers.set(id, numbers.size + 1)
      if (!sources || known.length === 0) return [...runs]
      if (sources.style === 'appendix') return [...runs, bracketed(known.map((id) => numbers.get(id)!))]
      if (fresh.length === 0) return [...runs]
      const mark = marks.push(fresh.map((id) => notes.get(id)!))
      return sources.style === 'comments' ? commented(runs, mark) : [...runs, new FootnoteReferenceRun(mark)]
    },
    comments: () => (sources?.style === 'comments' ? marks.map((of, index) => comment(document, of, index + 1)) : []),
    footnotes: () =>
      sources?.style === 'footnotes'
        ? Object.fromEntries(marks.map((of, index) => [index + 1, { children: of.map(footnoteLine) }]))
        : {},
    hasFootnotes: () => sources?.style === 'footnotes' && marks.length > 0,
    appendix: () =>
      sources?.style === 'appendix' && numbers.size > 0
        ? sourceTable([...numbers].map(([id, number]) => ({ ...notes.get(id)!, number })))
        : null,
  }
}

/** [3], [3—5], [3，7]: runs of neighbours are drawn together, as a chart may show dozens of figures. */
export function bracketText(numbers: readonly number[]): string {
  const spans: [number, number][] = []
  for (const number of [...numbers].sort((a, b) => a - b)) {
    const last = spans.at(-1)
    if (last && last[1] === number - 1) last[1] = number
    else spans.push([number, number])
  }
  return `[${spans.map(([from, to]) => (from === to ? `${from}` : `${from}—${to}`)).join('，')}]`
}

function bracketed(numbers: readonly number[]): TextRun {
  return run(bracketText(numbers), { font: FONT.fangsong, size: SIZE.fifth, superScript: true })
}

function commented(runs: readonly ParagraphChild[], id: number): ParagraphChild[] {
  return [
    new CommentRangeStart(id),
    ...runs,
    new CommentRangeEnd(id),
    new TextRun({ children: [new CommentReference(id)] }),
  ]
}

function comment(document: OfficialDocument, of: readonly SourceNote[], id: number): ICommentOptions {
  const author = cleanText(document.issuer)
  return {
    id,
    author,
    initials: Array.from(author).slice(0, 2).join(''),
    // the document's own day: a clock would make each file another
    date: new Date(`${dayOf(document.date)}T00:00:00Z`),
    children: of.flatMap((note) => sentencesOf(note).map((text) => noteLine(text))),
  }
}

function footnoteLine(note: SourceNote): Paragraph {
  return noteLine(`${sentencesOf(note).join('；')}。`)
}

function sentencesOf(note: SourceNote): string[] {
  return [
    `${cleanText(note.subject)}：${cleanText(note.value)}`,
    `计算方法：${cleanText(note.formula)}`,
    `来源：${cleanText(note.origin)}`,
    `截至${officialDate(note.asOf)}`,
  ].filter((sentence) => !sentence.endsWith('：'))
}

function noteLine(text: string): Paragraph {
  const spacing = { before: 0, after: 0, line: 260, lineRule: LineRuleType.EXACT }
  return line([run(text, NOTE)], { style: OFF_GRID, spacing })
}

function sourceTable(notes: readonly (SourceNote & { number: number })[]): TableBlock {
  const column = (heading: string, width: number, align: 'left' | 'center' | 'right' = 'left') => ({
    heading,
    align,
    width,
  })
  return {
    kind: 'table',
    columns: [
      column('序号', 4, 'center'),
      column('数据', 11),
      column('数值', 8, 'right'),
      column('计算方法', 12),
      column('来源', 12),
      column('截至', 13, 'center'),
    ],
    rows: notes.map(({ number, subject, value, formula, origin, asOf }) => ({
      cells: [`${number}`, subject, value, formula, origin, officialDate(asOf)].map((text) => ({ text })),
    })),
  }
}
