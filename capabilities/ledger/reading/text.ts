/**
 * Text rules of the ledger (shared by names, owners, headings): full-width letters and digits, and the point between two digits, become
 * half-width; Chinese punctuation stays as written; white space and zero-width characters go, except one blank between two Latin characters.
 */
export function tidy(text: string): string {
  if (PLAIN_CHINESE.test(text)) return text
  const narrow = narrowDigits(text.replace(ZERO_WIDTH, ''))
  if (!/\s/.test(narrow)) return narrow
  return narrow
    .trim()
    .replace(/([A-Za-z0-9\u00c0-\u024f])\s+(?=[A-Za-z0-9\u00c0-\u024f])/g, '$1\u0000')
    .replace(/\s+/g, '')
    .replaceAll('\u0000', ' ')
}

/** Long texts keep their line breaks and blanks; ends of lines are trimmed, full-width digits narrowed. */
export function tidyLong(text: string): string {
  if (PLAIN_CHINESE.test(text)) return text
  return narrowDigits(text.replace(ZERO_WIDTH, ''))
    .replace(/\r\n?/g, '\n')
    .replace(/[^\S\n]+$/gm, '')
    .replace(/\n{2,}/g, '\n')
    .trim()
}

/** Two texts that mean the same: widths, white space and bracket forms do not count; upper and lower case do. */
export function isSameText(a: string, b: string): boolean {
  return a === b || strictFold(a) === strictFold(b)
}

/** Everything half-width and without white space: for parsing numbers, dates, headings. */
export function strictFold(text: string): string {
  if (CHINESE_ONLY.test(text)) return text
  return text.normalize('NFKC').replace(ZERO_WIDTH, '').replace(/\s+/g, '')
}

/** What offices write where nothing is to be stated: `/`, `—`, `无`, `待定`. */
export function isNothing(folded: string): boolean {
  return (
    folded === '' ||
    /^([/\\—–―\-－_·.。*]+|无|暂无|没有|未知|不详|待定|未定|待补充|待明确|n\/a|na|nil|none)$/i.test(folded)
  )
}

/** Texts that folding leaves as they are: the usual case, told quickly. */
const PLAIN_CHINESE = /^[!-~\u4e00-\u9fff、，。；：“”（）]*$/
const CHINESE_ONLY = /^[!-~\u4e00-\u9fff]*$/
const ZERO_WIDTH = /[\u0000-\u0008\u200b-\u200f\u2060\ufeff\u00ad]/g

function narrowDigits(text: string): string {
  if (!/[\uff01-\uff5e]/.test(text)) return text
  return text
    .replace(/[０-９Ａ-Ｚａ-ｚ]/g, (char) => String.fromCharCode(char.charCodeAt(0) - 0xfee0))
    .replace(/(\d)．(?=\d)/g, '$1.')
}
