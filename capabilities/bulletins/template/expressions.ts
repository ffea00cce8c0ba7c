import {
  type Comparator,
  type Condition,
  type FigureValue,
  LIST_NAMES,
  type List,
  type ListName,
  Mistake,
  type Operand,
  type Value,
} from './syntax.ts'
import {
  DOCUMENT_WORDS,
  everyWord,
  FLAGS,
  figureNamed,
  ITEM_WORDS,
  isSubjectWord,
  LONGEST_WORD,
  MODIFIERS,
  mostLike,
  otherSubject,
} from './vocabulary.ts'

/** One word of an expression with its place in the template. */
export interface Word {
  text: string
  at: number
}

/** Organisations a template may name; every other word is of the vocabulary. */
export interface Known {
  organisations: readonly string[]
}

/** Words parted by blanks; what stands in “” is one word. */
export function wordsOf(text: string, at: number): Word[] {
  return [...text.matchAll(/“[^”]*”|"[^"]*"|(?:[<>]=?|[=≠≥≤]|[＞＜＝])|[^\s\u3000<>=≠≥≤＞＜＝]+/g)].map((match) => ({
    text: match[0],
    at: at + match.index,
  }))
}

/** `完成投资 年初累计 同比`, `青原县 完成率`, `累计`. */
export function valueOfWords(words: readonly Word[], known: Known): Value {
  const [first] = words
  if (!first) throw new Mistake(0, '“{{}}”里没有内容，请填写要印的数据或词语。')
  const figure = words.find(({ text }) => figureNamed(text))
  if (!figure) return plainWord(words, known)
  let value = figureNamed(figure.text)!
  for (const word of words) if (word !== figure) value = modified(value, word, known)
  return refuseContradiction(value, first)
}

function plainWord(words: readonly Word[], known: Known): Value {
  const [first, second] = words as [Word, Word?]
  if (isWord(first.text) && !second) return { kind: 'word', word: first.text }
  if (isWord(first.text) && second)
    throw new Mistake(second.at, `“${first.text}”是词语，后面不能再写“${second.text}”。`)
  throw unknown(first, known)
}

function isWord(text: string): boolean {
  return [DOCUMENT_WORDS, ITEM_WORDS, FLAGS].some((words) => Object.hasOwn(words, text))
}

function modified(value: FigureValue, word: Word, known: Known): FigureValue {
  const { text } = word
  if (isSubjectWord(text)) {
    const subject = otherSubject(text, value.subject)
    if (!subject) throw new Mistake(word.at, `“${text}”只能和“完成投资”一起用。`)
    return { ...value, subject }
  }
  const modifier = Object.hasOwn(MODIFIERS, text) ? MODIFIERS[text] : undefined
  if (modifier) return modifier(value)
  if (text === '全域') return { ...value, isRegion: true }
  if (known.organisations.includes(text)) return { ...value, organisation: text }
  throw unknown(word, known)
}

function unknown({ text, at }: Word, { organisations }: Known): Mistake {
  const like = mostLike(text, [...everyWord(), ...organisations])
  const shown = text.length > LONGEST_WORD ? `${text.slice(0, LONGEST_WORD)}……` : text
  return new Mistake(at, `没有叫“${shown}”的数据或词语${like ? `，是不是想写“${like}”` : ''}。请从词语清单里选。`)
}

function refuseContradiction(value: FigureValue, { at }: Word): FigureValue {
  if (value.at && value.compared) throw new Mistake(at, '一个数据不能既取往期又作比较，请分成两个。')
  return value
}

const COMPARATORS: Record<string, Comparator> = {
  ...{ '>': '>', '＞': '>', 大于: '>', 高于: '>', 超过: '>' },
  ...{ '<': '<', '＜': '<', 小于: '<', 低于: '<', 不足: '<' },
  ...{ '=': '=', '＝': '=', 等于: '=', 是: '=' },
  ...{ '≠': '≠', 不等于: '≠', 不是: '≠' },
  ...{ '>=': '≥', '≥': '≥', 不小于: '≥', 不低于: '≥' },
  ...{ '<=': '≤', '≤': '≤', 不大于: '≤', 不高于: '≤', 不超过: '≤' },
}

/** `位次 不大于 3 且 有 完成率`; 且 binds closer than 或. */
export function conditionOf(words: readonly Word[], known: Known): Condition {
  const parts = split(words, '或')
  if (parts.length > 1) return { kind: 'any', of: parts.map((part) => conditionOf(part, known)) }
  const all = split(words, '且')
  if (all.length > 1) return { kind: 'all', of: all.map((part) => conditionOf(part, known)) }
  return test(words, known)
}

function test(words: readonly Word[], known: Known): Condition {
  const [first, ...rest] = words
  if (!first) throw new Mistake(0, '“如果”“且”“或”的后面要写条件，例如“如果 位次 不大于 3”。')
  if (first.text === '非' || first.text === '不是') return { kind: 'not', of: test(rest, known) }
  if (first.text === '没有')
    return { kind: 'not', of: { kind: 'there', value: valueOfWords(need(rest, first), known) } }
  if (first.text === '有') return { kind: 'there', value: valueOfWords(need(rest, first), known) }
  const place = words.findIndex(({ text }) => Object.hasOwn(COMPARATORS, text))
  if (place < 0) return { kind: 'there', value: valueOfWords(words, known) }
  const comparator = words[place]!
  const left = operand(need(words.slice(0, place), comparator), known)
  const right = operand(need(words.slice(place + 1), comparator), known)
  return { kind: 'compare', left, how: COMPARATORS[comparator.text]!, right }
}

function need(words: readonly Word[], before: Word): readonly Word[] {
  if (words.length === 0) throw new Mistake(before.at, `“${before.text}”的前后都要有内容。`)
  return words
}

function operand(words: readonly Word[], known: Known): Operand {
  const [only] = words
  if (words.length === 1 && only) {
    const number = /^(-?\d+(?:\.\d+)?)(亿元|万元|%|个百分点|个|位|项|户|家)?$/.exec(only.text)
    if (number)
      return { kind: 'number', number: number[2] === '亿元' ? String(Number(number[1]) * 10_000) : number[1]! }
    const quoted = /^[“"](.*)[”"]$/.exec(only.text)
    if (quoted) return { kind: 'words', words: quoted[1]! }
  }
  return { kind: 'value', value: valueOfWords(words, known) }
}

function split(words: readonly Word[], mark: string): Word[][] {
  const parts: Word[][] = [[]]
  for (const word of words) {
    if (word.text === mark) parts.push([])
    else parts.at(-1)!.push(word)
  }
  return parts
}

/** `单位 按 完成率 从高到低 前 3 其中 完成率 低于 序时进度`; the words after the list's own. */
export function listOf(words: readonly Word[], known: Known): { list: List; rest: Word[] } {
  const [name, ...others] = words
  if (!name || !(LIST_NAMES as readonly string[]).includes(name.text))
    throw new Mistake(name?.at ?? 0, `要列出的是“${LIST_NAMES.join('”“')}”之一。`)
  const list: List = { of: name.text as ListName }
  const rest: Word[] = []
  for (let at = 0; at < others.length; at += 1) {
    const word = others[at]!
    if (word.text === '按') {
      const upTo = others.findIndex(({ text }, index) => index > at && LIST_KEYWORDS.has(text))
      const end = upTo < 0 ? others.length : upTo
      list.by = sorting(others.slice(at + 1, end), word, known)
      at = end - 1
    } else if (word.text === '前' || word.text === '后') {
      list.take = { from: word.text === '前' ? 'first' : 'last', count: countOf(others[at + 1], word) }
      at += 1
    } else if (/^[前后]\d+[名个项]?$/.test(word.text)) {
      list.take = { from: word.text[0] === '前' ? 'first' : 'last', count: Number(/\d+/.exec(word.text)![0]) }
    } else if (word.text === '其中') {
      const upTo = others.findIndex(({ text }, index) => index > at && LIST_KEYWORDS.has(text))
      const end = upTo < 0 ? others.length : upTo
      list.where = conditionOf(others.slice(at + 1, end), known)
      at = end - 1
    } else rest.push(word)
  }
  return { list, rest }
}

const LIST_KEYWORDS = new Set(['按', '前', '后', '其中', '间隔', '题', '图'])

function sorting(words: readonly Word[], by: Word, known: Known): { value: FigureValue; isAscending: boolean } {
  const isAscending = words.some(({ text }) => text === '从低到高')
  const value = valueOfWords(
    need(
      words.filter(({ text }) => text !== '从低到高' && text !== '从高到低'),
      by,
    ),
    known,
  )
  if (value.kind !== 'figure') throw new Mistake(by.at, '“按”的后面要写数据，例如“按 完成率 从低到高”。')
  return { value, isAscending }
}

function countOf(word: Word | undefined, before: Word): number {
  const count = Number(/^\d+/.exec(word?.text ?? '')?.[0])
  if (!Number.isInteger(count) || count < 1)
    throw new Mistake(before.at, `“${before.text}”的后面要写个数，例如“${before.text} 3”。`)
  return count
}
