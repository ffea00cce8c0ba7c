/** A text without what its print added: `text` for reading, `at[i]` the offset of its i-th character in the text as given. */
export type Characters = { text: string; at: number[] }

const SENTENCE_END = /[。！？；!?;…”"]$/
/** A column of a newspaper is narrower; a paragraph on a screen is longer. */
const COLUMN = 48

/**
 * Full-width digits and signs become half-width, blanks go, and so do the line ends of a printed column; where lines are paragraphs, each
 * ends with `\n`. One character of the result stands for one of the text, so that whatever is found can be shown where it stands.
 */
export function charactersOf(given: string): Characters {
  const joins = isColumn(given)
  const text: string[] = []
  const at: number[] = []
  for (let index = 0; index < given.length; index += 1) {
    const one = given[index]!
    if (one === '\n') {
      if (joins && !endsParagraph(text, given, index)) continue
      if (text.at(-1) === '\n') continue
      text.push('\n')
      at.push(index)
      continue
    }
    if (/\s|\u200b|\ufeff/.test(one)) {
      // two numbers side by side stay two
      if (!/\d/.test(text.at(-1) ?? '') || !/^\s*\d/.test(given.slice(index))) continue
      text.push(' ')
      at.push(index)
      continue
    }
    text.push(plain(one, given, index))
    at.push(index)
  }
  at.push(given.length)
  return { text: text.join(''), at }
}

/** Lines that break in the middle of sentences, all about as long as a column is wide. */
function isColumn(given: string): boolean {
  const lines = given.split('\n').filter((line) => line.trim() !== '')
  if (lines.length < 8) return false
  const open = lines.filter((line) => line.length <= COLUMN && !SENTENCE_END.test(line.trim()))
  return open.length > lines.length / 2
}

/** In a column a paragraph ends where a sentence does, at the end of a line. */
function endsParagraph(text: readonly string[], given: string, index: number): boolean {
  const [last, before] = [text.at(-1) ?? '', text.at(-2) ?? '']
  // “四园” at the end of a line ends nothing; 。” does
  const isEnd = /[。！？…]/.test(last) || (last === '”' && /[。！？…]/.test(before))
  return isEnd && !/^[，、。；：”）]/.test(given.slice(index).trimStart())
}

const SIGNS: Record<string, string> = { ',': '，', ';': '；', ':': '：', '(': '（', ')': '）', '!': '！', '?': '？' }

function plain(one: string, given: string, index: number): string {
  const code = one.charCodeAt(0)
  const half = code > 0xff00 && code < 0xff5f ? String.fromCharCode(code - 0xfee0) : one
  if (/[0-9A-Za-z%./~-]/.test(half)) return half
  const between = /\d/.test(given[index - 1] ?? '') && /\d/.test(given[index + 1] ?? '')
  // 12,345 is one number; 12，345 written by a person is as well
  if (half === ',' && between && /^\d{3}(?!\d)/.test(given.slice(index + 1))) return ','
  if ((half === ':' || half === '∶') && between) return ':'
  return SIGNS[half] ?? one
}
