import {
  AlignmentType,
  Document,
  DocumentGridType,
  Footer,
  LineRuleType,
  Packer,
  PageNumber,
  type Paragraph,
  type Table,
  TextRun,
} from 'docx'
import { attachmentNote, imprint, signature } from './closing.ts'
import {
  type Attachment,
  addresseeText,
  type Block,
  cleanText,
  headingNumbers,
  type OfficialDocument,
  titleLines,
} from './document-model.ts'
import { officialTable } from './official-table.ts'
import { redHead } from './red-head.ts'
import {
  BODY_CHARACTER,
  blankLines,
  FONT,
  LINE,
  line,
  mm,
  OFF_GRID,
  offGridStyle,
  PAGE,
  run,
  type Setting,
  SIZE,
} from './typesetting.ts'

type Flow = Paragraph | Table

const TITLE_SPACING = { before: 0, after: 0, line: 640, lineRule: LineRuleType.EXACT }
const HEADING_FONTS = { 1: FONT.hei, 2: FONT.kai, 3: FONT.fangsong, 4: FONT.fangsong } as const

/**
 * The Word file (.docx) of an official document, laid out as GB/T 9704-2012 asks. Official fonts are named, not embedded: an
 * office's machines have them. Text is data: nothing in it is interpreted, control characters are dropped.
 */
export async function buildOfficialDocument(document: OfficialDocument): Promise<Uint8Array> {
  const file = new Document({
    title: cleanText(document.title),
    subject: document.kind,
    creator: cleanText(document.issuer),
    lastModifiedBy: cleanText(document.issuer),
    evenAndOddHeaderAndFooters: true,
    defaultTabStop: 2 * BODY_CHARACTER,
    compatibility: { version: 15 },
    styles: documentStyles(),
    sections: [
      {
        properties: pageProperties(),
        footers: { default: pageNumberFooter('odd'), even: pageNumberFooter('even') },
        children: flowOf(document),
      },
    ],
  })
  return new Uint8Array(await Packer.toArrayBuffer(file))
}

function flowOf(document: OfficialDocument): Flow[] {
  return [
    ...redHead(document),
    ...titleBlock(document.title),
    ...addressees(document),
    ...bodyBlocks(document.blocks),
    ...attachmentNote(document),
    ...signature(document),
    ...(document.attachments ?? []).flatMap((attachment, index, all) => attachmentPages(attachment, index, all.length)),
    ...(document.imprint ? imprint(document.imprint) : []),
  ]
}

function documentStyles() {
  const document = { run: { font: FONT.fangsong, size: SIZE.third, language: { eastAsia: 'zh-CN' } } }
  return { default: { document }, importedStyles: [offGridStyle()] }
}

function pageProperties() {
  return {
    page: {
      size: { width: PAGE.width, height: PAGE.height },
      // The dash of the page number stands 7 mm below the type area: a line of 5 mm whose middle is there.
      margin: {
        top: PAGE.top,
        bottom: PAGE.bottom,
        left: PAGE.left,
        right: PAGE.right,
        header: mm(15),
        footer: mm(25.5),
      },
    },
    grid: { type: DocumentGridType.LINES, linePitch: LINE },
  }
}

/** `— 1 —` in 四号 宋体 at the outer side, one character in: right on odd pages, left on even ones. */
function pageNumberFooter(page: 'odd' | 'even'): Footer {
  const inset = SIZE.fourth * 10
  const number = new TextRun({ children: ['— ', PageNumber.CURRENT, ' —'], font: FONT.pageNumber, size: SIZE.fourth })
  const outer =
    page === 'odd'
      ? { alignment: AlignmentType.RIGHT, indent: { right: inset } }
      : { alignment: AlignmentType.LEFT, indent: { left: inset } }
  const spacing = { before: 0, after: 0, line: inset, lineRule: LineRuleType.EXACT }
  return new Footer({ children: [line([number], { ...outer, spacing })] })
}

/** Two lines below the red line, one line above 主送机关; each line of the title is a whole phrase. */
function titleBlock(title: string): Paragraph[] {
  const setting: Setting = { font: FONT.song, size: SIZE.second }
  const options = { alignment: AlignmentType.CENTER, keepNext: true, style: OFF_GRID, spacing: TITLE_SPACING }
  return [...blankLines(2), ...titleLines(title).map((text) => line([run(text, setting)], options)), ...blankLines(1)]
}

function addressees(document: OfficialDocument): Paragraph[] {
  const text = addresseeText(document)
  return text === '' ? [] : [line([run(text)])]
}

function bodyBlocks(blocks: readonly Block[]): Flow[] {
  const numbers = headingNumbers(blocks)
  return blocks.flatMap((block, index) => {
    if (block.kind === 'table') return officialTable(block)
    const indent = { firstLine: 2 * BODY_CHARACTER }
    if (block.kind === 'paragraph')
      return [
        line(
          block.runs.map((part) => run(part.text)),
          { indent },
        ),
      ]
    const setting: Setting = { font: HEADING_FONTS[block.level], size: SIZE.third }
    const options = { indent, keepNext: true, outlineLevel: block.level - 1 }
    return [line([run(`${numbers[index] ?? ''}${cleanText(block.text)}`, setting)], options)]
  })
}

/** 附件 starts a page: 附件 and its number in 黑体 on the first line, its title centred on the third. */
function attachmentPages(attachment: Attachment, index: number, count: number): Flow[] {
  if (!attachment.blocks) return []
  const label = run(`附件${count > 1 ? index + 1 : ''}`, { font: FONT.hei, size: SIZE.third })
  const setting: Setting = { font: FONT.song, size: SIZE.second }
  const title = { alignment: AlignmentType.CENTER, style: OFF_GRID, spacing: TITLE_SPACING }
  return [
    line([label], { pageBreakBefore: true, alignment: AlignmentType.LEFT }),
    ...blankLines(1),
    ...titleLines(attachment.title).map((text) => line([run(text, setting)], title)),
    ...blankLines(1),
    ...bodyBlocks(attachment.blocks),
  ]
}
