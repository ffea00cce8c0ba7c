/**
 * How text that a spreadsheet would run as a formula is kept as text in CSV: an apostrophe is put before it, and before text that already
 * starts with apostrophes followed by such a character, so that taking one away on reading gives back exactly what was written.
 * Full-width signs are guarded too: Chinese input methods turn them into formulas on editing.
 */
const DANGEROUS = /^'*(?:[\t\r\n]|\s*[=+\-@＝＋－＠])/
const GUARDED = /^'+(?:[\t\r\n]|\s*[=+\-@＝＋－＠])/

export function guardText(text: string): string {
  return DANGEROUS.test(text) ? `'${text}` : text
}

export function unguardText(text: string): string {
  return text.charCodeAt(0) === 39 && GUARDED.test(text) ? text.slice(1) : text
}
