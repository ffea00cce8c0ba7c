import { AlignmentType, LineRuleType, type Paragraph, type Table } from 'docx'
import type { Citations } from './citations.ts'
import {
  type Attachment,
  addresseeText,
  type Block,
  cleanText,
  headingNumbers,
  type OfficialDocument,
  titleLines,
} from './document-model.ts'
import { isWideTable } from './document-texts.ts'
import { formTable } from './form-table.ts'
import { officialTable } from './official-table.ts'
import { type PreparedPictures, pictureParagraphs } from './picture.ts'
import { BODY_CHARACTER, blankLines, FONT, line, OFF_GRID, run, type Setting, SIZE } from './typesetting.ts'

export type Flow = Paragraph | Table

/** What follows each other on pages of one orientation. */
export interface Part {
  isTurned: boolean
  flow: Flow[]
}

/** What blocks need beyond themselves. */
export interface Context {
  citations: Citations
  pictures: PreparedPictures
}

const TITLE_SPACING = { before: 0, after: 0, line: 640, lineRule: LineRuleType.EXACT }
const HEADING_FONTS = { 1: FONT.hei, 2: FONT.kai, 3: FONT.fangsong, 4: FONT.fangsong } as const

/** Two lines below the red line, one line above 主送机关; each line of the title is a whole phrase. Without a title one line stays free. */
export function titleBlock(title: string): Paragraph[] {
  if (cleanText(title) === '') return blankLines(1)
  return [...blankLines(2), ...titleParagraphs(title), ...blankLines(1)]
}

export function addressees(document: OfficialDocument): Paragraph[] {
  const text = addresseeText(document)
  return text === '' ? [] : [line([run(text)])]
}

/** The blocks in order, wide tables on turned pages. */
export function bodyParts(blocks: readonly Block[], context: Context): Part[] {
  const numbers = headingNumbers(blocks)
  return blocks.map((block, index) => ({
    isTurned: block.kind === 'table' && isWideTable(block),
    flow: blockFlow(block, numbers[index] ?? '', context),
  }))
}

/**
 * 附件 starts a page: 附件 and its number in 黑体 on the first line, its title centred on the third. With a wide table in it all of it is
 * turned, so that the title does not stand on a page of its own.
 */
export function attachmentParts(attachments: readonly Attachment[], context: Context): Part[] {
  return attachments.flatMap(({ title, blocks }, index) => {
    if (!blocks) return []
    const label = run(`附件${attachments.length > 1 ? index + 1 : ''}`, { font: FONT.hei, size: SIZE.third })
    const head = [
      line([label], { pageBreakBefore: true, alignment: AlignmentType.LEFT, keepNext: true }),
      ...blankLines(1, { keepNext: true }),
      ...titleParagraphs(title),
      ...blankLines(1, { keepNext: true }),
    ]
    const body = bodyParts(blocks, context)
    return [{ isTurned: body.some((part) => part.isTurned), flow: [...head, ...body.flatMap((part) => part.flow)] }]
  })
}

/** 数据来源说明 on pages of its own, or nothing. */
export function sourcePages(citations: Citations): Flow[] {
  const table = citations.appendix()
  if (!table) return []
  const [first, ...rest] = titleParagraphs('数据来源说明', { pageBreakBefore: true })
  return [first!, ...rest, ...blankLines(1, { keepNext: true }), ...officialTable(table, citations)]
}

function titleParagraphs(title: string, options: Parameters<typeof line>[1] = {}): Paragraph[] {
  const setting: Setting = { font: FONT.song, size: SIZE.second }
  const settings = { alignment: AlignmentType.CENTER, keepNext: true, style: OFF_GRID, spacing: TITLE_SPACING }
  return titleLines(title).map((text) => line([run(text, setting)], { ...settings, ...options }))
}

function blockFlow(block: Block, number: string, { citations, pictures }: Context): Flow[] {
  const indent = { firstLine: 2 * BODY_CHARACTER }
  switch (block.kind) {
    case 'table':
      return officialTable(block, citations)
    case 'form':
      return formTable(block, citations)
    case 'picture':
      return pictureParagraphs(block, pictures, citations)
    case 'heading': {
      const setting: Setting = { font: HEADING_FONTS[block.level], size: SIZE.third }
      const options = { indent, keepNext: true, outlineLevel: block.level - 1 }
      return [line([run(`${number}${cleanText(block.text)}`, setting)], options)]
    }
    case 'paragraph':
      return [
        line(
          block.runs.flatMap((part) => citations.cited([run(part.text)], part.kind === 'figure' ? [part.id] : [])),
          { indent },
        ),
      ]
  }
}
