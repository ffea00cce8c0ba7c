/** What a `{{…}}` does: prints something, steers what is printed (如果, 逐个, 结束), or was begun and not closed. */
export type Mark = 'value' | 'block' | 'open'

/** A stretch of the text, from `start` up to (not including) `end`. */
export interface Span {
  start: number
  end: number
}
export type TagSpan = Span & { mark: Mark }

/** A part of a line that is drawn alike. */
export interface Stretch {
  text: string
  mark: Mark | null
  isWrong: boolean
}

const STEERING = new Set(['如果', '否则', '否则如果', '结束', '逐个', '没有', '表', '表单', '图', '附件'])

/** All `{{…}}` of a text in order. One that is not closed ends with its line, or where the next begins. */
export function tagSpans(text: string): TagSpan[] {
  const spans: TagSpan[] = []
  let start = text.indexOf('{{')
  while (start >= 0) {
    const close = text.indexOf('}}', start)
    const next = text.indexOf('{{', start + 2)
    const isOpen = close < 0 || (next >= 0 && next < close)
    const end = isOpen ? Math.min(lineEnd(text, start), next < 0 ? text.length : next) : close + 2
    spans.push({ start, end, mark: isOpen ? 'open' : markOf(text.slice(start + 2, close)) })
    start = text.indexOf('{{', end)
  }
  return spans
}

function markOf(inside: string): Mark {
  return STEERING.has(inside.trim().split(/[\s\u3000]/)[0] ?? '') ? 'block' : 'value'
}

/** Where the line of a place ends, before its line break. */
export function lineEnd(text: string, at: number): number {
  const end = text.indexOf('\n', at)
  return end < 0 ? text.length : end
}

/** The text line by line, each in stretches; joined again they are the text. */
export function markedLines(text: string, wrong: Span | null): Stretch[][] {
  const tags = tagSpans(text)
  let start = 0
  let first = 0
  return text.split('\n').map((line) => {
    const end = start + line.length
    while (first < tags.length && tags[first]!.end <= start) first += 1
    let last = first
    while (last < tags.length && tags[last]!.start < end) last += 1
    const stretches = stretchesOf(line, start, { tags: tags.slice(first, last), wrong })
    start = end + 1
    return stretches
  })
}

/** `start`: where the line begins in the text; `tags`: those that reach into it. */
function stretchesOf(line: string, start: number, { tags, wrong }: { tags: TagSpan[]; wrong: Span | null }): Stretch[] {
  const bounds = [...tags, ...(wrong ? [wrong] : [])].flatMap((span) => [span.start - start, span.end - start])
  const inside = bounds.filter((cut) => cut > 0 && cut < line.length)
  const cuts = [...new Set([0, ...inside, line.length])].sort((a, b) => a - b)
  return cuts.slice(0, -1).map((from, index) => ({
    text: line.slice(from, cuts[index + 1]),
    mark: tags.find((tag) => holds(tag, start + from))?.mark ?? null,
    isWrong: wrong !== null && holds(wrong, start + from),
  }))
}

function holds({ start, end }: Span, at: number): boolean {
  return start <= at && at < end
}
