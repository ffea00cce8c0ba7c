import { conditionOf, type Known, listOf, valueOfWords, type Word, wordsOf } from './expressions.ts'
import { type FigureValue, type List, Mistake, type Node, type TableLines, type TemplateMistake } from './syntax.ts'

/** A template read, or what is wrong with it. A text that is no template is one too: plain sentences. */
export type ReadTemplate =
  | { nodes: Node[]; mistakes: [] }
  | { nodes: null; mistakes: [TemplateMistake, ...TemplateMistake[]] }

/**
 * Reads a template's text: sentences with `{{…}}` in them. Lines are paragraphs, `#` to `####` begin headings; 如果, 逐个, 表, 表单 end with
 * `{{结束}}`. The first mistake is told with its place; nothing is guessed.
 */
export function readTemplate(text: string, known: Known): ReadTemplate {
  try {
    const pieces = piecesOf(text)
    const reader = { pieces, place: 0, known, depth: 0, lists: 0 }
    const nodes = readNodes(reader, null)
    return { nodes, mistakes: [] }
  } catch (error) {
    if (!(error instanceof Mistake)) throw error
    return { nodes: null, mistakes: [placed(text, error)] }
  }
}

export function placed(text: string, { at, message }: Mistake): TemplateMistake {
  const before = text.slice(0, at).split('\n')
  return { at, line: before.length, column: before.at(-1)!.length + 1, sentence: message }
}

type Piece = { kind: 'text'; text: string; at: number } | { kind: 'tag'; words: Word[]; at: number }

function piecesOf(text: string): Piece[] {
  const literal = (from: number, to: number): Piece => {
    const own = text.slice(from, to)
    const stray = own.indexOf('}}')
    if (stray >= 0) throw new Mistake(from + stray, '这里的“}}”没有配对的“{{”。')
    return { kind: 'text', text: own, at: from }
  }
  const pieces: Piece[] = []
  let at = 0
  while (at < text.length) {
    const open = text.indexOf('{{', at)
    if (open < 0) break
    if (open > at) pieces.push(literal(at, open))
    const close = text.indexOf('}}', open)
    const next = text.indexOf('{{', open + 2)
    if (close < 0 || (next >= 0 && next < close)) throw new Mistake(open, '这里的“{{”没有配对的“}}”。')
    pieces.push({ kind: 'tag', words: wordsOf(text.slice(open + 2, close), open + 2), at: open })
    at = close + 2
  }
  if (at < text.length) pieces.push(literal(at, text.length))
  return pieces
}

interface Reader {
  pieces: Piece[]
  place: number
  known: Known
  /** What is begun and not ended here: of all kinds, and of lists. */
  depth: number
  lists: number
}

/** Nobody reads a sentence with more; and lists within lists multiply. */
const DEEPEST = 20
const LISTS_DEEPEST = 2

/** Up to a tag that ends or divides what was begun; `inside` is what that was. */
function readNodes(reader: Reader, inside: Inside | null): Node[] {
  const nodes: Node[] = []
  const isList = inside?.what === '逐个' || inside?.what === '表'
  if (inside && reader.depth >= DEEPEST)
    throw new Mistake(inside.at, `这里套得太深，最多套${DEEPEST}层。请把文字拆开写。`)
  if (isList && reader.lists >= LISTS_DEEPEST)
    throw new Mistake(inside!.at, `“逐个”和“表”最多套${LISTS_DEEPEST}层。请把清单分开写。`)
  reader.depth += 1
  reader.lists += Number(isList)
  while (reader.place < reader.pieces.length) {
    const piece = reader.pieces[reader.place]!
    if (piece.kind === 'text') {
      nodes.push(piece)
      reader.place += 1
      continue
    }
    const [first] = piece.words
    if (!first) throw new Mistake(piece.at, '“{{}}”里没有内容，请填写要印的数据或词语。')
    if (isEnd(first.text, piece.words.length)) {
      if (!inside) throw new Mistake(piece.at, `“${first.text}”没有配对的“如果”“逐个”或“表”。`)
      reader.depth -= 1
      reader.lists -= Number(isList)
      return nodes
    }
    reader.place += 1
    nodes.push(readTag(reader, piece.words, piece.at))
  }
  if (inside) throw new Mistake(inside.at, `“${inside.what}”没有配对的“{{结束}}”。`)
  return nodes
}

interface Inside {
  what: string
  at: number
}

function isEnd(word: string, count: number): boolean {
  return word === '结束' || word === '否则' || word === '否则如果' || (word === '没有' && count === 1)
}

function readTag(reader: Reader, words: Word[], at: number): Node {
  const [first, ...rest] = words as [Word, ...Word[]]
  const inside = { what: first.text, at }
  switch (first.text) {
    case '如果':
      return readChoice(reader, rest, inside)
    case '逐个':
      return readEach(reader, rest, inside)
    case '表':
      return readTable(reader, rest, inside)
    case '表单':
      return { kind: 'form', lines: linesOf(readBody(reader, inside)), at }
    case '图':
      return readChart(reader, rest, at)
    case '分别':
    case '其中':
      return { kind: 'phrase', how: first.text, ...listedFigure(reader, rest, inside), at }
    case '附件':
      if (rest.length === 0) throw new Mistake(at, '“附件”的后面要写标题，例如“附件 滞后项目清单”。')
      return { kind: 'attachment', title: rest.map(({ text }) => unquoted(text)).join(''), at }
    default:
      return { kind: 'value', value: withPlace(() => valueOfWords(words, reader.known), at), at }
  }
}

/** A mistake that has no place of its own is where its tag is. */
function withPlace<T>(read: () => T, at: number): T {
  try {
    return read()
  } catch (error) {
    if (error instanceof Mistake && error.at === 0) throw new Mistake(at, error.message)
    throw error
  }
}

function readChoice(reader: Reader, words: Word[], inside: Inside): Node {
  const { at } = inside
  const branches = [{ when: withPlace(() => conditionOf(words, reader.known), at), body: readNodes(reader, inside) }]
  let otherwise: Node[] = []
  while (true) {
    const [word, ...rest] = ending(reader)
    if (word.text === '结束') return { kind: 'choice', branches, otherwise, at }
    if (word.text === '否则如果')
      branches.push({
        when: withPlace(() => conditionOf(rest, reader.known), word.at),
        body: readNodes(reader, inside),
      })
    else if (word.text === '否则') otherwise = readNodes(reader, inside)
    else throw new Mistake(word.at, '“没有”要写在“逐个”里面。')
  }
}

function readEach(reader: Reader, words: Word[], inside: Inside): Node {
  const { at } = inside
  const { list, between } = listBetween(words, reader.known, at)
  const body = readNodes(reader, inside)
  let none: Node[] = []
  while (true) {
    const [word] = ending(reader)
    if (word.text === '结束') return { kind: 'each', list, between, body, none, at }
    if (word.text !== '没有') throw new Mistake(word.at, '“逐个”里面只能用“没有”和“结束”。')
    none = readNodes(reader, inside)
  }
}

function listBetween(words: Word[], known: Known, at: number): { list: List; between: string } {
  const place = words.findIndex(({ text }) => text === '间隔')
  const between = place < 0 ? '' : unquoted(words[place + 1]?.text ?? '')
  if (place >= 0 && between === '') throw new Mistake(words[place]!.at, '“间隔”的后面要写符号，例如“间隔 “；””。')
  const own = place < 0 ? words : [...words.slice(0, place), ...words.slice(place + 2)]
  const { list, rest } = withPlace(() => listOf(own, known), at)
  refuseRest(rest)
  return { list, between }
}

function refuseRest([first]: readonly Word[]): void {
  if (first) throw new Mistake(first.at, `这里不认识“${first.text}”。可以用“按”“前”“后”“其中”“间隔”。`)
}

/** The tag that ends or divides, taken. */
function ending(reader: Reader): [Word, ...Word[]] {
  const piece = reader.pieces[reader.place]! as Extract<Piece, { kind: 'tag' }>
  reader.place += 1
  return piece.words as [Word, ...Word[]]
}

function readBody(reader: Reader, inside: Inside): Node[] {
  const body = readNodes(reader, inside)
  const [word] = ending(reader)
  if (word.text !== '结束') throw new Mistake(word.at, `“${inside.what}”里面不能用“${word.text}”。`)
  return body
}

function readTable(reader: Reader, words: Word[], inside: Inside): Node {
  const { list, rest } = withPlace(() => listOf(words, reader.known), inside.at)
  refuseRest(rest)
  const lines: Partial<TableLines> = {}
  for (const line of linesOf(readBody(reader, inside))) {
    const [first] = line
    const text = first?.kind === 'text' ? first.text.trimStart() : ''
    const match = /^(题|单位|列|行|合计|注)[：:]/.exec(text)
    if (!match || first?.kind !== 'text')
      throw new Mistake(first?.at ?? inside.at, '表的每一行要以“题：”“单位：”“列：”“行：”“合计：”或“注：”开头。')
    lines[LINES[match[1]!]!] = [{ ...first, text: text.slice(match[0].length).trimStart() }, ...line.slice(1)]
  }
  const { columns, row } = lines
  if (!columns || !row) throw new Mistake(inside.at, '表要有“列：”和“行：”两行。')
  return { kind: 'table', list, lines: { ...lines, columns, row }, at: inside.at }
}

const LINES: Record<string, keyof TableLines> = {
  题: 'caption',
  单位: 'unit',
  列: 'columns',
  行: 'row',
  合计: 'total',
  注: 'note',
}

/** Parts the pieces of a block where its text has line breaks; blank lines are none. */
function linesOf(nodes: readonly Node[]): Node[][] {
  const lines: Node[][] = [[]]
  for (const node of nodes) {
    if (node.kind !== 'text') {
      lines.at(-1)!.push(node)
      continue
    }
    let at = node.at
    for (const [index, text] of node.text.split('\n').entries()) {
      if (index > 0) lines.push([])
      if (text.trim() !== '' || lines.at(-1)!.length > 0) lines.at(-1)!.push({ kind: 'text', text, at })
      at += text.length + 1
    }
  }
  return lines.filter((line) => line.some((node) => node.kind !== 'text' || node.text.trim() !== ''))
}

/** `图 单位 按 完成率 题 “…”`: what is drawn is what it is sorted by; `图 单位 灯色` the lights. */
function readChart(reader: Reader, words: Word[], at: number): Node {
  const place = words.findIndex(({ text }) => text === '题')
  const title = place < 0 ? '' : unquoted(words[place + 1]?.text ?? '')
  const own = place < 0 ? words : words.slice(0, place)
  if (own.at(-1)?.text === '灯色') {
    const { list, rest } = withPlace(() => listOf(own.slice(0, -1), reader.known), at)
    refuseRest(rest)
    return { kind: 'chart', chart: { list, of: 'lights', title }, at }
  }
  const { list, of } = listedFigure(reader, own, { what: '图', at })
  return { kind: 'chart', chart: { list, of, title }, at }
}

/** `单位 按 完成率 前 3`, `单位 前 3 完成投资`: a list and the figure of each; where none is named, the one it is sorted by. */
function listedFigure(reader: Reader, words: Word[], { what, at }: Inside): { list: List; of: FigureValue } {
  const { list, rest } = withPlace(() => listOf(words, reader.known), at)
  const of = rest.length > 0 ? withPlace(() => valueOfWords(rest, reader.known), at) : list.by?.value
  if (of?.kind !== 'figure')
    throw new Mistake(
      at,
      `“${what}”要写明是什么数据，例如“${what} 单位 完成率”${what === '图' ? '或“图 单位 灯色”' : ''}。`,
    )
  return { list, of }
}

function unquoted(text: string): string {
  return text.replace(/^[“"]|[”"]$/g, '')
}
