import {
  type Attachment,
  addresseeText,
  attachmentLabels,
  type Block,
  cleanText,
  headingNumbers,
  type Imprint,
  type OfficialDocument,
  officialDate,
  type Run,
  type TableBlock,
  type TableRow,
  textRun,
  titleLines,
} from '#platform/word/document-model.ts'

/** What the page is built of, from above to below. `table` names the table a row belongs to. */
export type Unit =
  | { kind: 'mark'; document: OfficialDocument }
  | { kind: 'blank' }
  | { kind: 'title'; text: string; isAttachment?: boolean }
  | { kind: 'heading'; level: 1 | 2 | 3 | 4; text: string }
  | { kind: 'paragraph'; runs: Run[]; isFlush?: boolean }
  | { kind: 'caption'; text: string }
  | { kind: 'tableUnit'; text: string }
  | { kind: 'row'; table: TableBlock; row: TableRow | null }
  | { kind: 'tableNote'; text: string }
  | { kind: 'attachmentNote'; labels: string[] }
  | { kind: 'attachmentLabel'; text: string }
  | { kind: 'signature'; name: string; date: string }
  | { kind: 'imprint'; imprint: Imprint }

/** The order of parts of GB/T 9704, as the Word file has it. */
export function documentUnits(document: OfficialDocument): Unit[] {
  const attachments = document.attachments ?? []
  return [
    { kind: 'mark', document },
    BLANK,
    BLANK,
    ...titleUnits(document.title),
    BLANK,
    ...flush(addresseeText(document)),
    ...blockUnits(document.blocks),
    ...attachmentNote(attachmentLabels(attachments)),
    BLANK,
    { kind: 'signature', name: cleanText(document.signature), date: officialDate(document.date) },
    ...closingNote(document.note ?? ''),
    ...attachments.flatMap((attachment, index) => attachmentUnits(attachment, index, attachments.length)),
    ...(document.imprint ? [imprintUnit(document.imprint)] : []),
  ]
}

/** Never the last on its page. */
export function isKeptWithNext(unit: Unit): boolean {
  return (
    ['heading', 'title', 'caption', 'tableUnit', 'attachmentLabel', 'mark'].includes(unit.kind) ||
    (unit.kind === 'row' && unit.row === null)
  )
}

const BLANK: Unit = { kind: 'blank' }

function titleUnits(title: string, isAttachment = false): Unit[] {
  return titleLines(title).map((text) => ({ kind: 'title', text, isAttachment }))
}

function blockUnits(blocks: readonly Block[]): Unit[] {
  const numbers = headingNumbers(blocks)
  return blocks.flatMap((block, index): Unit[] => {
    if (block.kind === 'table') return tableUnits(block)
    if (block.kind === 'paragraph') return [{ kind: 'paragraph', runs: block.runs.map(cleaned) }]
    return [{ kind: 'heading', level: block.level, text: `${numbers[index] ?? ''}${cleanText(block.text)}` }]
  })
}

function tableUnits(table: TableBlock): Unit[] {
  const units: Unit[] = [
    { kind: 'row', table, row: null },
    ...table.rows.map((row): Unit => ({ kind: 'row', table, row })),
  ]
  if (table.unit) units.unshift({ kind: 'tableUnit', text: cleanText(table.unit) })
  if (table.caption) units.unshift({ kind: 'caption', text: cleanText(table.caption) })
  if (table.note) units.push({ kind: 'tableNote', text: cleanText(table.note) })
  return units
}

function attachmentNote(labels: string[]): Unit[] {
  return labels.length > 0 ? [BLANK, { kind: 'attachmentNote', labels }] : []
}

function attachmentUnits({ title, blocks }: Attachment, index: number, count: number): Unit[] {
  if (!blocks) return []
  const label: Unit = { kind: 'attachmentLabel', text: `附件${count > 1 ? index + 1 : ''}` }
  return [label, BLANK, ...titleUnits(title, true), BLANK, ...blockUnits(blocks)]
}

function closingNote(note: string): Unit[] {
  const text = cleanText(note).replace(/^[（(]|[）)]$/gu, '')
  return text === '' ? [] : [{ kind: 'paragraph', runs: [textRun(`（${text}）`)] }]
}

function imprintUnit(imprint: Imprint): Unit {
  return { kind: 'imprint', imprint }
}

function flush(text: string): Unit[] {
  return text === '' ? [] : [{ kind: 'paragraph', runs: [textRun(text)], isFlush: true }]
}

/** Cleaned before it is measured: places in the text are counted in what is drawn. */
function cleaned(run: Run): Run {
  return { ...run, text: cleanText(run.text) }
}
