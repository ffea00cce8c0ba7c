/**
 * An official document as plain JSON. It is written once and drawn twice: as a Word file (official-document.ts) and as an A4 page
 * on screen. So this file knows neither Node nor the browser, and everything both must agree on (numbers of headings, the text of
 * the mark, of 主送 and 抄送) is decided here. Layout follows GB/T 9704-2012 党政机关公文格式.
 */

/** 通报, 报告, 函 and 纪要 are statutory kinds; 简报 and 督办单 are house forms. */
export type DocumentKind = '通报' | '报告' | '函' | '纪要' | '简报' | '督办单'

/** 公开属性. */
export type Publicity = '主动公开' | '依申请公开' | '不予公开'

export interface OfficialDocument {
  kind: DocumentKind
  /** 发文机关 in full or its regular short name. */
  issuer: string
  /** Text of the red mark where it is not the usual one of the kind (see `mastheadText`). */
  masthead?: string
  /** 发文字号, `云政办〔2026〕12号`. Blank until the office's own OA has given it; its place is kept. */
  number?: string
  /** 签发人 of a 报告. Blank until it is signed; the place is kept. */
  signers?: string[]
  /** A 督办单 may have none: its form says what it is about. */
  title: string
  /** 主送机关, each as written; a 简报 may have none. */
  addressees: string[]
  blocks: Block[]
  /** 附件, in order. Those with blocks are printed on pages of their own before the 版记. */
  attachments?: Attachment[]
  /** 出席, 请假, 列席 of a 纪要. */
  attendance?: Attendance[]
  /** 发文机关署名. Blank for a 简报 whose head names issuer and date; a 纪要 is not signed. */
  signature: string
  /** 成文日期, ISO `2026-11-03`. */
  date: string
  /** 附注, printed in round brackets below the date. */
  note?: string
  /** What is 主动公开 says so in the 附注 when `note` is blank. */
  publicity?: Publicity
  imprint?: Imprint
}

export type Block = HeadingBlock | ParagraphBlock | TableBlock | FormBlock | PictureBlock

/** A heading without its number: `headingNumbers` counts 一、（一）1.（1）. */
export interface HeadingBlock {
  kind: 'heading'
  level: 1 | 2 | 3 | 4
  text: string
}

export interface ParagraphBlock {
  kind: 'paragraph'
  runs: Run[]
}

/** A piece of text, or a printed figure whose id leads to its source. */
export type Run = { kind: 'text'; text: string } | { kind: 'figure'; id: string; text: string }

export interface TableBlock {
  kind: 'table'
  caption?: string
  /** Printed at the upper right: `单位：万元`. */
  unit?: string
  columns: TableColumn[]
  rows: TableRow[]
  /** Printed under the table in small type. */
  note?: string
}

export interface TableColumn {
  heading: string
  align: 'left' | 'center' | 'right'
  /** Share of the table's width; only the proportion between columns counts. */
  width: number
}

export interface TableRow {
  cells: TableCell[]
  /** A totals row is set in 黑体. */
  total?: boolean
}

export interface TableCell {
  text: string
  figureId?: string
}

/** A ruled form across the type area, as a 督办单 has it; what is left empty is filled in by hand. */
export interface FormBlock {
  kind: 'form'
  rows: FormRow[]
}

/** One label with its value, or two such pairs beside each other. */
export interface FormRow {
  fields: FormField[]
}

export interface FormField {
  label: string
  runs?: Run[]
  /** 督办等级: printed before the runs as a coloured bar and its word, never by colour alone. */
  level?: SupervisionLevel
  /** Empty lines kept for handwriting below the value. */
  blankLines?: number
}

export type SupervisionLevel = '蓝' | '黄' | '红'

/** A chart, printed no wider than the type area and never parted from its caption below it. */
export interface PictureBlock {
  kind: 'picture'
  caption?: string
  svg: string
  /** px of the SVG's viewBox. */
  width: number
  height: number
  /** What a reader who cannot see the picture is told. */
  alt: string
  /** The figures the picture shows. */
  figureIds: string[]
}

export interface Attachment {
  title: string
  blocks?: Block[]
}

/** One kind of attendance: its label (出席) and who, each as written. */
export interface Attendance {
  label: string
  names: string[]
}

/** 版记. */
export interface Imprint {
  copyTo: string[]
  issuedBy: string
  /** ISO date. */
  issuedOn: string
}

export function textRun(text: string): Run {
  return { kind: 'text', text }
}

/** Numbers of the headings, one entry per block (null for other blocks): 一、 （一） 1. （1）; a lower level starts anew under each higher one. */
export function headingNumbers(blocks: readonly Block[]): (string | null)[] {
  const counts = [0, 0, 0, 0]
  return blocks.map((block) => {
    if (block.kind !== 'heading') return null
    const ordinal = (counts[block.level - 1] ?? 0) + 1
    counts[block.level - 1] = ordinal
    counts.fill(0, block.level)
    return headingNumber(block.level, ordinal)
  })
}

/** Full characters of 二号 in a line of the type area, with a little air at both sides. */
const TITLE_WIDTH = 19

/**
 * The title in as few lines as it needs, none of them splitting a word and all about equally long (词意完整、排列对称、长短适宜).
 * Words are found by the platform's own segmenter, the same in Node and in the browser.
 */
export function titleLines(title: string, width = TITLE_WIDTH): string[] {
  const text = cleanText(title)
  const count = Math.ceil(widthInCharacters(text) / width)
  if (count <= 1) return [text]
  const lines: string[] = []
  let rest = text
  for (let remaining = count; remaining > 1; remaining -= 1) {
    const first = balancedStart(rest, remaining, width)
    lines.push(first)
    rest = rest.slice(first.length)
  }
  return [...lines, rest].filter((part) => part !== '')
}

/** The red mark: issuer + 文件 for 通报 and 报告, the issuer alone for a 函, the kind named for 纪要, 简报 and 督办单. */
export function mastheadText(document: OfficialDocument): string {
  const masthead = cleanText(document.masthead ?? '')
  if (masthead !== '') return masthead
  const issuer = cleanText(document.issuer)
  if (document.kind === '函') return issuer
  return document.kind === '通报' || document.kind === '报告' ? `${issuer}文件` : `${issuer}${document.kind}`
}

/** `各县（市、区）人民政府，市政府各部门：`, or an empty text when nobody is addressed. */
export function addresseeText(document: OfficialDocument): string {
  const names = listed(document.addressees)
  return names === '' ? '' : `${names}：`
}

/** The names after `抄送：`, ending with 。 as the standard asks; empty when there are none. */
export function copyToText(imprint: Imprint): string {
  const names = listed(imprint.copyTo)
  return names === '' ? '' : `${names}。`
}

/** `附件：1. 名称` is numbered from two attachments on and carries no punctuation at its end. */
export function attachmentLabels(attachments: readonly Attachment[]): string[] {
  const titles = attachments.map((attachment) => cleanText(attachment.title).replace(/[。；，、;,.]+$/u, ''))
  return titles.length === 1 ? titles : titles.map((title, index) => `${index + 1}. ${title}`)
}

/** `2026年11月3日`: Arabic digits, month and day without a leading zero. */
export function officialDate(isoDate: string): string {
  const match = /^(\d{4})-(\d{2})-(\d{2})/.exec(isoDate)
  if (!match) return cleanText(isoDate)
  return `${Number(match[1])}年${Number(match[2])}月${Number(match[3])}日`
}

/**
 * Text is data: what XML cannot carry, what turns the direction of writing and halves of surrogate pairs are dropped; a line break
 * inside a text becomes one blank between Latin words and nothing between Chinese characters.
 */
export function cleanText(text: string): string {
  return text
    .replace(/[ \t]*[\t\r\n\u0085\u2028\u2029]+[ \t]*/gu, (_, offset: number, whole: string) => joint(whole, offset))
    .replace(
      /[\u0000-\u001f\u007f-\u009f\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb\ufffe\uffff]/gu,
      '',
    )
    .replace(/\p{Surrogate}/gu, '')
    .trim()
}

/** Width in full characters of the given type size: Latin letters and digits take half of one. */
export function widthInCharacters(text: string): number {
  return Array.from(text).reduce((width, character) => width + (/[\u0020-\u007e]/.test(character) ? 0.5 : 1), 0)
}

/** The beginning of the text, ending between words, that comes nearest to its share of the lines; best after a time or a place. */
function balancedStart(text: string, lines: number, width: number): string {
  const share = widthInCharacters(text) / lines
  const words = [...new Intl.Segmenter('zh', { granularity: 'word' }).segment(text)]
  const ends = words.map((word) => word.index + word.segment.length).filter((end) => mayBreak(text, end))
  const starts = ends.map((end) => text.slice(0, end)).filter((start) => widthInCharacters(start) <= width + 1)
  const distance = (start: string) => Math.abs(widthInCharacters(start) - share) - (/[月年市县区]$/.test(start) ? 1 : 0)
  return starts.reduce((best, start) => (distance(start) < distance(best) ? start : best), starts[0] ?? text)
}

/** Not inside dates and spans (2026年1—10月), brackets or quotation marks, and not before a particle. */
function mayBreak(text: string, end: number): boolean {
  const before = text[end - 1] ?? ''
  const after = text[end] ?? ''
  if (/[\d（〔《“—-]/.test(before) || /[的和及与、）〕》”，—-]/.test(after)) return false
  const open =
    (text.slice(0, end).match(/[（〔《“]/gu) ?? []).length > (text.slice(0, end).match(/[）〕》”]/gu) ?? []).length
  return !open && !(/[年月]/.test(before) && /\d/.test(after))
}

function headingNumber(level: 1 | 2 | 3 | 4, ordinal: number): string {
  if (level === 1) return `${chineseNumeral(ordinal)}、`
  if (level === 2) return `（${chineseNumeral(ordinal)}）`
  return level === 3 ? `${ordinal}.` : `（${ordinal}）`
}

/** 1 to 99, which is more headings than a document of one level has. */
function chineseNumeral(ordinal: number): string {
  const digits = ['', '一', '二', '三', '四', '五', '六', '七', '八', '九']
  const tens = Math.floor(ordinal / 10)
  const unit = digits[ordinal % 10] ?? ''
  if (tens === 0) return unit
  return `${tens === 1 ? '' : (digits[tens] ?? '')}十${unit}`
}

function listed(names: readonly string[]): string {
  return names
    .map((name) => cleanText(name).replace(/[，。；：、,;:]+$/u, ''))
    .filter((name) => name !== '')
    .join('，')
}

function joint(whole: string, offset: number): string {
  const before = whole.slice(0, offset).trimEnd().at(-1) ?? ''
  const after = whole.slice(offset).trimStart().at(0) ?? ''
  return /[\u0021-\u007e]/.test(before) && /[\u0021-\u007e]/.test(after) ? ' ' : ''
}
