import {
  type Attachment,
  addresseeText,
  attachmentLabels,
  type Block,
  cleanText,
  copyToText,
  type FormRow,
  headingNumbers,
  type Imprint,
  type OfficialDocument,
  type PictureBlock,
  type Run,
  type TableBlock,
  type TableRow,
  textRun,
  titleLines,
} from '#platform/word/document-model.ts'
import { attendanceText, closingSignature, isWideTable, noteText } from '#platform/word/document-texts.ts'

/** What the page is built of, from above to below; `isTurned`: on pages laid on their side, where wide tables stand. */
export type Unit = Part & { isTurned?: boolean }

/** `table` names the table a row belongs to. */
type Part =
  | { kind: 'mark'; document: OfficialDocument }
  | { kind: 'blank' }
  | { kind: 'title'; text: string; isAttachment?: boolean }
  | { kind: 'heading'; level: 1 | 2 | 3 | 4; text: string }
  | { kind: 'paragraph'; runs: Run[]; isFlush?: boolean }
  | { kind: 'caption'; text: string }
  | { kind: 'tableUnit'; text: string }
  | { kind: 'row'; table: TableBlock; row: TableRow | null }
  | { kind: 'tableNote'; text: string }
  | { kind: 'formRow'; row: FormRow; isLast: boolean }
  | { kind: 'picture'; picture: PictureBlock }
  | { kind: 'attachmentNote'; labels: string[] }
  | { kind: 'attachmentLabel'; text: string }
  | { kind: 'attendance'; label: string; names: string }
  | { kind: 'signature'; name: string; date: string }
  | { kind: 'imprint'; imprint: Imprint; isLetter: boolean }

/** The order of parts of GB/T 9704, as the Word file has it. */
export function documentUnits(document: OfficialDocument): Unit[] {
  const attachments = document.attachments ?? []
  return [
    { kind: 'mark', document },
    ...headTitle(document.title),
    ...flush(addresseeText(document)),
    ...blockUnits(document.blocks),
    ...attachmentNote(attachmentLabels(attachments)),
    ...attendance(document),
    ...signature(document),
    ...closingNote(noteText(document)),
    ...attachments.flatMap((attachment, index) => attachmentUnits(attachment, index, attachments.length)),
    ...imprintUnits(document),
  ]
}

/** Never the last on its page. */
export function isKeptWithNext(unit: Unit): boolean {
  return (
    ['heading', 'title', 'caption', 'tableUnit', 'attachmentLabel', 'mark'].includes(unit.kind) ||
    (unit.kind === 'row' && unit.row === null) ||
    (unit.kind === 'formRow' && !unit.isLast)
  )
}

const BLANK: Unit = { kind: 'blank' }

/** Two lines above the title and one below; where the head says it all only that one. */
function headTitle(title: string): Unit[] {
  return cleanText(title) === '' ? [BLANK] : [BLANK, BLANK, ...titleUnits(title), BLANK]
}

function titleUnits(title: string, isAttachment = false): Unit[] {
  return titleLines(title).map((text) => ({ kind: 'title', text, isAttachment }))
}

function blockUnits(blocks: readonly Block[]): Unit[] {
  const numbers = headingNumbers(blocks)
  return blocks.flatMap((block, index) => unitsOf(block, numbers[index] ?? ''))
}

function unitsOf(block: Block, number: string): Unit[] {
  switch (block.kind) {
    case 'table':
      return isWideTable(block) ? turned(tableUnits(block)) : tableUnits(block)
    case 'form':
      return block.rows.map((row, at) => ({ kind: 'formRow', row, isLast: at === block.rows.length - 1 }))
    case 'picture':
      return [{ kind: 'picture', picture: block }]
    case 'paragraph':
      return [{ kind: 'paragraph', runs: block.runs.map(cleaned) }]
    case 'heading':
      return [{ kind: 'heading', level: block.level, text: `${number}${cleanText(block.text)}` }]
  }
}

function turned(units: readonly Unit[]): Unit[] {
  return units.map((unit) => ({ ...unit, isTurned: true }))
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
  const units = [label, BLANK, ...titleUnits(title, true), BLANK, ...blockUnits(blocks)]
  // with a wide table in it all of it is turned, so that the title does not stand on a page of its own
  return units.some((unit) => unit.isTurned) ? turned(units) : units
}

function attendance(document: OfficialDocument): Unit[] {
  const lists = (document.attendance ?? []).map(attendanceText).filter(({ names }) => names !== '')
  return lists.length > 0 ? [BLANK, ...lists.map((list): Unit => ({ kind: 'attendance', ...list }))] : []
}

function signature(document: OfficialDocument): Unit[] {
  const signed = closingSignature(document)
  return signed ? [BLANK, { kind: 'signature', ...signed }] : []
}

function closingNote(note: string): Unit[] {
  return note === '' ? [] : [{ kind: 'paragraph', runs: [textRun(note)] }]
}

/** That of a 函 is 抄送 alone. */
function imprintUnits({ kind, imprint }: OfficialDocument): Unit[] {
  const isLetter = kind === '函'
  if (!imprint || (isLetter && copyToText(imprint) === '')) return []
  return [{ kind: 'imprint', imprint, isLetter }]
}

function flush(text: string): Unit[] {
  return text === '' ? [] : [{ kind: 'paragraph', runs: [textRun(text)], isFlush: true }]
}

/** Cleaned before it is measured: places in the text are counted in what is drawn. */
function cleaned(run: Run): Run {
  return { ...run, text: cleanText(run.text) }
}
