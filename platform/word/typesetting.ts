import {
  AlignmentType,
  ImportedXmlComponent,
  type IParagraphOptions,
  LineRuleType,
  Paragraph,
  type ParagraphChild,
  Tab,
  TextRun,
} from 'docx'
import { cleanText } from './document-model.ts'

/**
 * Measures of GB/T 9704-2012 in twips (1/20 pt): A4, a type area of 156 × 225 mm, 22 lines of 28 characters of 三号.
 * The character grid (`linesAndChars`) is not used: LibreOffice breaks it. A line grid of 579, exact lines of 579 and
 * 1/4 pt less between characters give the same page in Word, WPS and LibreOffice.
 */
export const PAGE = { width: 11906, height: 16838, top: mm(37), bottom: mm(35), left: mm(28), right: mm(26) } as const
export const TYPE_WIDTH = mm(156)
/** Of the type area turned on its side, for wide tables. */
export const TURNED_WIDTH = mm(225)
export const VERMILION = 'FF0000'
export const LINE = 579
export const BODY_CHARACTER = 315

/** Type sizes in half points, by their Chinese names. */
export const SIZE = { second: 44, third: 32, fourth: 28, fifth: 21, smallFifth: 18 } as const

/** Fonts as the standard and the office's typists name them; digits and Latin letters are set in Times New Roman. */
export const FONT = {
  song: withLatin('方正小标宋简体'),
  fangsong: withLatin('仿宋_GB2312'),
  hei: withLatin('黑体'),
  kai: withLatin('楷体_GB2312'),
  pageNumber: { ascii: '宋体', hAnsi: '宋体', eastAsia: '宋体', cs: '宋体' },
} as const

export type Font = (typeof FONT)[keyof typeof FONT]

export interface Setting {
  font: Font
  size: number
  color?: string
  /** Per cent of the characters' natural width. */
  scale?: number
  superScript?: boolean
}

export const BODY: Setting = { font: FONT.fangsong, size: SIZE.third }

/** Twips of a length in millimetres. */
export function mm(length: number): number {
  return Math.round((length * 1440) / 25.4)
}

/** px, in which the docx package measures drawings, of twips. */
export function pixels(twips: number): number {
  return twips / 15
}

/** One run of clean text; 三号 is set a quarter point tighter, so that 28 characters fill a line. */
export function run(text: string, setting: Setting = BODY): TextRun {
  return new TextRun({
    text: cleanText(text),
    font: setting.font,
    size: setting.size,
    color: setting.color,
    scale: setting.scale,
    superScript: setting.superScript,
    characterSpacing: setting.size === SIZE.third ? -5 : undefined,
  })
}

/** A step to the next tab stop; a tab inside a text would be dropped as a control character. */
export function tab(): TextRun {
  return new TextRun({ children: [new Tab()] })
}

/** A paragraph on the grid of 22 lines; `options` may say otherwise. Widow control would leave pages of 21 lines. */
export function line(children: readonly ParagraphChild[], options: Partial<IParagraphOptions> = {}): Paragraph {
  return new Paragraph({
    spacing: { before: 0, after: 0, line: LINE, lineRule: LineRuleType.EXACT },
    alignment: AlignmentType.JUSTIFIED,
    widowControl: false,
    ...options,
    children: [...children],
  })
}

/**
 * Style of paragraphs that leave the line grid (title, tables, 版记): otherwise LibreOffice stretches each of their lines to whole
 * grid lines. The docx package has no option for it.
 */
export const OFF_GRID = 'OffGrid'

/**
 * All styles of the file: what is typed into it later is 三号 仿宋 like the rest, and marks of footnotes stand high. They are written as
 * XML, because with one style of our own (`OFF_GRID`) the docx package leaves out all of its.
 */
export function documentStyles(): ImportedXmlComponent[] {
  const { ascii, eastAsia } = FONT.fangsong
  const fonts = `<w:rFonts w:ascii="${ascii}" w:hAnsi="${ascii}" w:cs="${ascii}" w:eastAsia="${eastAsia}"/>`
  const size = `<w:sz w:val="${SIZE.third}"/><w:szCs w:val="${SIZE.third}"/>`
  const language = '<w:lang w:val="en-US" w:eastAsia="zh-CN"/>'
  return [
    styleXml(`<w:docDefaults><w:rPrDefault><w:rPr>${fonts}${size}${language}</w:rPr></w:rPrDefault></w:docDefaults>`),
    styleXml(
      `<w:style w:type="paragraph" w:customStyle="1" w:styleId="${OFF_GRID}"><w:name w:val="离格"/><w:qFormat/><w:pPr><w:snapToGrid w:val="0"/></w:pPr></w:style>`,
    ),
    styleXml(
      '<w:style w:type="character" w:styleId="FootnoteReference"><w:name w:val="footnote reference"/><w:rPr><w:sz w:val="21"/><w:vertAlign w:val="superscript"/></w:rPr></w:style>',
    ),
  ]
}

function styleXml(xml: string): ImportedXmlComponent {
  const namespace = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
  return ImportedXmlComponent.fromXmlString(xml.replace(/^<[\w:]+/u, (tag) => `${tag} ${namespace}`))
}

/** Empty lines of the grid. */
export function blankLines(count: number, options: Partial<IParagraphOptions> = {}): Paragraph[] {
  return Array.from({ length: count }, () => line([], options))
}

function withLatin(eastAsia: string) {
  return { ascii: 'Times New Roman', hAnsi: 'Times New Roman', cs: 'Times New Roman', eastAsia }
}
