import {
  type Attendance,
  cleanText,
  type FormField,
  type OfficialDocument,
  officialDate,
  type PictureBlock,
  type SupervisionLevel,
  type TableBlock,
  widthInCharacters,
} from './document-model.ts'

// What the parts of single kinds say: as in document-model.ts, decided once for the Word file and the page on screen.

/** More columns than this do not fit upright: the table lies on a page of its own, turned. */
const UPRIGHT_COLUMNS = 11

export function isWideTable(table: TableBlock): boolean {
  return table.columns.length > UPRIGHT_COLUMNS
}

/** 署名 and 成文日期, or null: a 纪要 is not signed, a 简报 and a 督办单 only where a signature is given. */
export function closingSignature(document: OfficialDocument): { name: string; date: string } | null {
  const name = cleanText(document.signature)
  if (document.kind === '纪要') return null
  if (name === '' && (document.kind === '简报' || document.kind === '督办单')) return null
  return { name, date: officialDate(document.date) }
}

/** 附注 in its round brackets, or an empty text. */
export function noteText(document: OfficialDocument): string {
  const note = cleanText(document.note ?? '').replace(/^[（(]|[）)]$/gu, '')
  if (note !== '') return `（${note}）`
  return document.publicity === '主动公开' ? '（此件公开发布）' : ''
}

/**
 * Names of the 签发人, two to a line in the order of the issuing bodies, in columns of one width; a name of two characters is spread
 * to three. One line without names where nobody has signed yet.
 */
export function signerLines(document: OfficialDocument): string[][] {
  const names = (document.signers ?? []).map(cleanText).filter((name) => name !== '')
  const spread = names.map((name) => name.replace(/^(\p{Script=Han})(\p{Script=Han})$/u, '$1\u3000$2'))
  const lines = Array.from({ length: Math.ceil(spread.length / 2) }, (_, index) =>
    spread.slice(2 * index, 2 * index + 2),
  )
  return lines.length > 0 ? lines : [[]]
}

/** Characters that a column of signers is wide: the longest name, at least three. */
export function signerWidth(lines: readonly (readonly string[])[]): number {
  return Math.max(3, ...lines.flat().map(widthInCharacters))
}

/** `出席：` and the names after it; entries that are lists themselves (县发改局张三、李四) are parted by ，. */
export function attendanceText({ label, names }: Attendance): { label: string; names: string } {
  const entries = names.map((name) => cleanText(name).replace(/[，、；。,;]+$/u, '')).filter((name) => name !== '')
  const separator = entries.some((name) => /[、，]/u.test(name)) ? '，' : '、'
  return { label: `${cleanText(label).replace(/[：:]+$/u, '')}：`, names: entries.join(separator) }
}

export const LEVEL_COLOURS: Record<SupervisionLevel, string> = { 蓝: '0070C0', 黄: 'FFC000', 红: 'E60012' }

/** The word beside the coloured bar, or an empty text. */
export function levelText(field: FormField): string {
  return field.level ? `${field.level}色` : ''
}

/** Size in mm at which a picture is printed: over the whole width given, lower where it would not leave its caption room. */
export function printedSize(picture: PictureBlock, width: number): { width: number; height: number } {
  const ratio = picture.height / picture.width
  const height = Math.min(width * ratio, HIGHEST_PICTURE)
  return { width: height / ratio, height }
}

/** mm: a page of 225 less its caption and a heading above. */
const HIGHEST_PICTURE = 190

/** A 简报 without a title is a single page for one reader: the place of a number is not kept for it. */
export function keepsNumber({ kind, title, number }: OfficialDocument): boolean {
  return kind !== '简报' || title !== '' || (number ?? '') !== ''
}
