import { chineseNumber } from './reading/numerals.ts'

export type SlipKind = 'doubled' | 'quotes' | 'ladder' | 'mark'
/** A slip of the pen. Offsets are those of the text as given. */
export type Slip = { start: number; end: number; kind: SlipKind; why: string }

/** Slips that no arithmetic finds: doubled words and paragraphs, quotes left open, a heading ladder out of step, 75G for 5G. */
export function slipsOf(given: string): Slip[] {
  return [
    ...marks(given),
    ...doubledWords(given),
    ...doubledParagraphs(given),
    ...quotes(given),
    ...ladder(given),
  ].sort((a, b) => a.start - b.start)
}

function marks(given: string): Slip[] {
  return [...given.matchAll(/\d(?=[2-6]G(?![A-Za-z]))/g)].map(({ index }) => ({
    start: index,
    end: index + 3,
    kind: 'mark',
    why: `“${given.slice(index, index + 3)}”疑为“${given.slice(index + 1, index + 3)}”，多印了一个数字。`,
  }))
}

/** The same four to twelve characters twice in a row; shorter ones are manners of speaking. */
function doubledWords(given: string): Slip[] {
  const slips: Slip[] = []
  for (const found of given.matchAll(/([\u4e00-\u9fff]{4,12})[、·\s]{0,2}\1/g))
    slips.push({ start: found.index, end: found.index + found[0].length, kind: 'doubled', why: `“${found[1]}”重复。` })
  for (const found of given.matchAll(
    /(?:公司\s*司|项目\s*目|企业\s*业|的\s*的|了\s*了|和\s*和|在\s*在(?![于])|是\s*是)/g,
  ))
    slips.push({
      start: found.index,
      end: found.index + found[0].length,
      kind: 'doubled',
      why: `“${found[0].replace(/\s/g, '')}”重字。`,
    })
  return slips
}

const LONG_ENOUGH = 24

function doubledParagraphs(given: string): Slip[] {
  const seen = new Set<string>()
  const slips: Slip[] = []
  for (const { index, 0: line } of given.matchAll(/[^\n]+/g)) {
    const plain = line.replace(/\s/g, '')
    if (plain.length < LONG_ENOUGH) continue
    if (seen.has(plain))
      slips.push({ start: index, end: index + line.length, kind: 'doubled', why: '这一段与前面重复。' })
    seen.add(plain)
  }
  return slips
}

/** “ and ” in turn; an open one must be closed before the next opens. */
function quotes(given: string): Slip[] {
  const slips: Slip[] = []
  let open: number | null = null
  for (const { index, 0: mark } of given.matchAll(/[“”]/g)) {
    if (mark === '“') {
      if (open !== null)
        slips.push({ start: index, end: index + 1, kind: 'quotes', why: '前一个引号没有关上，这里又是前引号。' })
      open = open === null ? index : null
    } else if (open === null)
      slips.push({ start: index, end: index + 1, kind: 'quotes', why: '后引号没有对应的前引号。' })
    else open = null
  }
  if (open !== null) slips.push({ start: open, end: open + 1, kind: 'quotes', why: '引号没有关上。' })
  return slips
}

const LEVELS = [
  { pattern: /^([一二三四五六七八九十]+)、/, number: chineseNumber, name: (n: number) => `第${n}个“一、”级标题` },
  {
    pattern: /^[（(]([一二三四五六七八九十]+)[）)]/,
    number: chineseNumber,
    name: (n: number) => `第${n}个“（一）”级标题`,
  },
  { pattern: /^(\d{1,2})[.．](?!\d)/, number: Number, name: (n: number) => `第${n}个“1.”级标题` },
]

/** 一、（一）1.: each level counts from one anew under the one above (GB/T 9704-2012, 7.3.3). */
function ladder(given: string): Slip[] {
  const slips: Slip[] = []
  const counts = LEVELS.map(() => 0)
  for (const { index, 0: line } of given.matchAll(/[^\n]+/g)) {
    const words = line.trimStart()
    const start = index + line.length - words.length
    LEVELS.forEach(({ pattern, number, name }, level) => {
      const found = pattern.exec(words)
      if (!found) return
      const printed = number(found[1]!) ?? 0
      const due = counts[level]! + 1
      counts[level] = printed
      counts.fill(0, level + 1)
      if (printed !== due && due > 1)
        slips.push({
          start,
          end: start + found[0].length,
          kind: 'ladder',
          why: `这是${name(due)}，写的是“${found[0]}”。`,
        })
    })
  }
  return slips
}
