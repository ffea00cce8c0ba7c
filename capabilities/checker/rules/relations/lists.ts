import { isAmount, type ReadFigure } from '../reading/figure.ts'
import { isMoreOrLess } from '../reading/tying.ts'
import { scaled } from '../reading/units.ts'
import { isPlain, type Read } from './relation.ts'
import { DIVIDES, isAverage } from './wholes.ts'

/** A list of parts is no longer, and its whole no further before it. Bounds what a text of nothing but numbers costs. */
const LIST = 40

/** So far back what a division divides. */
const NEAR = 20

/**
 * Figures that are parts, and what stands before them in the sentence and the one before that. How they divide it: `of which` names some, maybe all;
 * `states` say of each what became of it; `division` (分产业看) means to be complete,.
 */
export type Group = {
  how: 'of which' | 'states' | 'division' | 'among'
  parts: ReadFigure[]
  before: ReadFigure[]
  /** The list means to name all parts. */
  isComplete: boolean
}

export function groupsOf(read: Read): Group[] {
  const { text, figures } = read
  const sentences = [...Map.groupBy(figures, ({ sentence }) => sentence).values()]
  let first = 0
  return sentences.flatMap((own, index): Group[] => {
    const at = first
    first += own.length
    const earlier = (index > 0 ? sentences[index - 1]! : []).slice(-LIST)
    const lists = introduced(text, own)
    if (lists.length > 0)
      return lists.map(({ from, parts }) => {
        const here = own.filter(({ start }) => start < from).slice(-LIST)
        return {
          how: 'of which',
          parts,
          before: [...earlier, ...here],
          isComplete: areStates(text, parts) || areAll(parts),
        }
      })
    const divided = dividedFrom(own)
    if (divided) return [division(read, { own, at, from: divided })]
    const states = statesOf(text, own) ?? aspectsOf(text, own)
    const among = states ? null : amongOf(text, own)
    if (among) return [{ how: 'among', parts: among.parts, before: [among.whole], isComplete: false }]
    if (!states) return []
    // of two states there may be a third
    const isComplete = states.length > 2 || areStates(text, states)
    const here = own.filter(({ start }) => start < states[0]!.start)
    return [{ how: 'states', parts: states, before: here.length > 0 ? here : earlier, isComplete }]
  })
}

/** 增加0.2万亩 is a change, and 单体最大45亿元 one of those counted before: no parts beside them. */
const isPart = (figure: ReadFigure) =>
  isPlain(figure) &&
  !isAverage(figure) &&
  !(figure.isAside && isMoreOrLess(figure)) &&
  !/最[大高多长小低][^，。；\d]{0,8}$/.test(figure.left)

/** What the first 其中 of a sentence introduces, up to the next; of many one after the other nobody knows which is of which. */
function introduced(text: string, own: readonly ReadFigure[]): { from: number; parts: ReadFigure[] }[] {
  const begin = Math.max(0, ...[text.lastIndexOf('。', own[0]!.start), text.lastIndexOf('\n', own[0]!.start)])
  const words = text.slice(begin, own.at(-1)!.start)
  const at = words.indexOf('其中')
  if (at < 0) return []
  const from = begin + at
  const next = words.indexOf('其中', at + 2)
  const inside = own.filter(
    (one) => one.start > from && (next < 0 || one.start < begin + next) && isInSameBracket(text, from, one.start),
  )
  // 亿元以上27个，10亿元以上3个: the second are among the first
  if (inside.filter(({ class: kind }) => kind === 'threshold').length > 1) return []
  return [{ from, parts: firstList(text, upToAnother(inside).filter(isPart)).slice(0, LIST) }]
}

/** 改造1.8万亩，累计建成29.6万亩; 截至12月底，已支出2亿元; 注销18户: what goes on with the whole, no part of it. */
const GOES_ON =
  /^(?:[，；](?:[全我该][省市县区州旗])?(?:累计|总数|总量|截至|目前|注销|退出|核减|淘汰)|[，；]?(?:合计|共计))/
/** 亿元以上项目74个，开工58个，投产31个: what became of all, where the list began with kinds. */
const BECAME = /^[，；]已?(?:开工|投产|竣工|完工|建成|入库|落地)$/
const STATE = /开工|投产|竣工|完工|建成|入库|落地|在建|正在|尚未/

/** The list of what is apart from each other: what is above a limit (10亿元以上8个) is among those before it. */
function upToAnother(inside: readonly ReadFigure[]): readonly ReadFigure[] {
  const first = inside.findIndex(isAmount)
  const isOfKinds = first >= 0 && !STATE.test(inside[first]!.left)
  const end = inside.findIndex(
    ({ class: kind, left }, at) =>
      first >= 0 && at > first && (kind === 'threshold' || GOES_ON.test(left) || (isOfKinds && BECAME.test(left))),
  )
  return end < 0 ? inside : inside.slice(0, end)
}

/** 其中 within brackets ends with them, and brackets after it hold parts of a part. */
function isInSameBracket(text: string, from: number, to: number): boolean {
  let depth = 0
  for (const one of text.slice(from, Math.min(to, from + 400))) {
    if (one === '（') depth += 1
    if (one === '）') depth -= 1
    if (depth < 0) return false
  }
  return depth === 0
}

/** 第一、第二、第三产业, 税收 and 非税, 限额以上 and 以下, the last one 其他: names that leave nothing out. */
function areAll(parts: readonly ReadFigure[]): boolean {
  const names = parts.filter(isAmount).map(({ left }) => left)
  const has = (name: RegExp) => names.some((one) => name.test(one))
  const pairs: [RegExp, RegExp][] = [
    [/非[^，。；]{1,4}$/, /(?<!非)(?:税收|公有|国有)/],
    [/以上/, /以下/],
    [/城镇/, /乡村|农村/],
  ]
  const isPair = names.length === 2 && pairs.some(([one, other]) => has(one) && has(other))
  const isOrder = names.length === 3 && has(/第一产业/) && has(/第二产业/) && has(/第三产业/)
  return isPair || isOrder || /(?:其他|其余)[^，。；]{0,6}$/.test(names.at(-1) ?? '')
}

/** 甲1家、乙8家；民宿386家: where items are parted by less, a semicolon ends the list. */
function firstList(text: string, parts: readonly ReadFigure[]): ReadFigure[] {
  const end = parts.findIndex((one, at) => at > 0 && text.slice(parts[at - 1]!.unitEnd, one.start).includes('；'))
  if (end < 2) return [...parts]
  const inside = parts.slice(0, end).filter(isAmount)
  const units = new Set(inside.map(({ unit }) => scaled(unit).base))
  return units.size < inside.length ? parts.slice(0, end) : [...parts]
}

function dividedFrom(own: readonly ReadFigure[]): ReadFigure | null {
  return own.find(({ left }) => DIVIDES.test(left)) ?? null
}

type Divided = { own: readonly ReadFigure[]; at: number; from: ReadFigure }

function division(read: Read, { own, at, from }: Divided): Group {
  const begin = own.indexOf(from)
  const amounts = own.slice(begin).find(isAmount)
  // 分县看，居前三位的是……: the first of a list are never all of it
  if (TOP.test(read.text.slice(Math.max(0, from.start - 24), amounts?.start ?? from.start)))
    return { how: 'division', parts: [], before: [], isComplete: false }
  const parts = firstList(read.text, own.slice(begin).filter(isPart)).slice(0, LIST)
  // the first sentence of a paragraph divides what the one before was about
  const lines = own[0] === from ? 2 : 1
  const near = read.figures.slice(Math.max(0, at + begin - NEAR), at + begin)
  const before = near.filter((one) => read.text.slice(one.end, from.start).split('\n').length <= lines)
  const end = parts.findLast(isAmount)?.unitEnd ?? 0
  const after = read.text.slice(end, end + 12)
  const isPartial = parts.some(({ left }) => /主要/.test(left)) || /^[^。；]{0,6}(?:等|合计占|共占)/.test(after)
  return { how: 'division', parts, before, isComplete: !isPartial }
}

const TOP = /居前|排名前|前[一二三四五六七八九十\d]+[位名]|靠前|居后|后[一二三四五六七八九十\d]+[位名]|靠后/

/** What projects come to be; a sentence that says it of two numbers or more divides a total. */
const STATES =
  /^(?:个)?(?:[\u4e00-\u9fff]{0,6})(?:已建成|建成|投产|竣工|完工|正在|加快建设|在建|已开工|开工建设|未开工|前期)/

/** 2个项目已建成；14个项目正在加快建设: two at least, and nothing counted besides. */
function statesOf(text: string, own: readonly ReadFigure[]): ReadFigure[] | null {
  const counts = own.filter(({ class: kind }) => kind === 'count')
  if (counts.length < 2 || counts.length > LIST) return null
  return areStates(text, counts) ? counts : null
}

function areStates(text: string, parts: readonly ReadFigure[]): boolean {
  const counts = parts.filter(({ class: kind }) => kind === 'count')
  return counts.length > 1 && counts.every(({ unitEnd }) => STATES.test(text.slice(unitEnd, unitEnd + 12)))
}

/** 已解决231个，正在推进29个，暂不具备条件8个: what is done, and what is not. One thing is not in two such states. */
const DONE = /(?:^|[，；：])(?:目前，?)?(?:已|办结|完成|解决|整改)[^，。；\d]{0,10}$/
const UNDONE = /阶段性|正在|在建|推进|尚|未|暂|待|拟|进度|前期|滞后|其余|剩余/

function aspectsOf(text: string, own: readonly ReadFigure[]): ReadFigure[] | null {
  const begin = own.findIndex(({ left, class: kind }) => kind === 'count' && DONE.test(left))
  const [done, ...rest] = begin < 1 ? [] : own.slice(begin)
  if (!done || !/^[^。；\d]{0,16}[，、]/.test(text.slice(done.unitEnd))) return null
  const end = rest.findIndex(({ class: kind, unit }) => kind !== 'count' || unit !== done.unit)
  const parts = [done, ...(end < 0 ? rest : rest.slice(0, end))].filter(isPart).slice(0, LIST)
  return parts.length > 1 && parts.slice(1).some(({ left }) => UNDONE.test(left)) ? parts : null
}

/** 33个项目中，手续不全的14个，拆迁未完成的12个，资金未落实的9个: some of them, maybe all; the same one may be in two. */
function amongOf(text: string, own: readonly ReadFigure[]): { whole: ReadFigure; parts: ReadFigure[] } | null {
  const begin = own.findIndex(
    ({ unitEnd, class: kind }) => kind === 'count' && AMONG.test(text.slice(unitEnd, unitEnd + 14)),
  )
  const whole = own[begin]
  if (!whole) return null
  const parts = own.slice(begin + 1)
  const end = parts.findIndex(({ class: kind, unit }) => kind !== 'count' || unit !== whole.unit)
  const list = (end < 0 ? parts : parts.slice(0, end)).filter(isPart).slice(0, LIST)
  return list.length > 1 ? { whole, parts: list } : null
}

const AMONG = /^[^，。；\d]{0,12}中，/
