import { type Span, tagSpans } from './marks.ts'

/** `text` takes the place of what stands from `start` to `end`; then `select` is selected. */
export type Insertion = Span & { text: string; select: Span }

/**
 * How a word of the palette gets into the text where the cursor is. Within `{{…}}`, and right after one, a single word joins it; tables,
 * forms and headings take lines of their own; the first “…” is selected, to be written over.
 */
export function insertionAt(text: string, selection: Span, word: string): Insertion {
  const { start, end } = selection
  const tag = tagSpans(text).find((one) => one.mark !== 'open' && one.start < start && start <= one.end)
  if (tag && start < tag.end - 1) {
    const single = singleWord(word)
    return single === null ? placed({ start: tag.end, end: tag.end }, word) : joined(text, selection, single)
  }
  if (tag && start === tag.end && start === end && !isWhole(word)) {
    const inside = joined(text, { start: tag.end - 2, end: tag.end - 2 }, word)
    // the cursor stays behind the tag, so that a further word joins it too
    return { ...inside, select: { start: inside.select.start + 2, end: inside.select.start + 2 } }
  }
  if (!word.includes('\n') && !word.startsWith('#')) return placed(selection, word)
  const before = start > 0 && text[start - 1] !== '\n' ? '\n' : ''
  const after = end < text.length && text[end] !== '\n' ? '\n' : ''
  return placed(selection, `${before}${word}${after}`)
}

/** Stands by itself: a tag, several, or a heading. */
function isWhole(word: string): boolean {
  return word.includes('{{') || word.startsWith('#')
}

/** What of a palette's word may stand within a tag; null where it is more than one tag. */
function singleWord(word: string): string | null {
  const inside = /^\{\{([^{}]*)\}\}$/.exec(word)
  return inside ? inside[1]! : isWhole(word) ? null : word
}

/** Set apart from its neighbours by blanks. */
function joined(text: string, { start, end }: Span, word: string): Insertion {
  const before = /[\s{]/.test(text[start - 1] ?? ' ') ? '' : ' '
  const after = /[\s}]/.test(text[end] ?? ' ') ? '' : ' '
  return placed({ start, end }, `${before}${word}${after}`)
}

function placed({ start, end }: Span, text: string): Insertion {
  const gap = text.indexOf('…')
  const from = start + (gap < 0 ? text.length : gap)
  return { start, end, text, select: { start: from, end: from + (gap < 0 ? 0 : 1) } }
}
