import { isAmount, type ReadFigure } from '../reading/figure.ts'
import { size } from './interval.ts'
import { BACK, isPlain, type Read, sameUnit } from './relation.ts'

/** Where the whole of a part is said: in the sentence, by its name, or as what the paragraph is about. */

/** 分产业看, 按办件类型分, 从投向看: what follows divides what was said before, completely. */
export const DIVIDES =
  /(?:^|[，；：。])(?:(?:分|按照?|从)[^，。；：\d]{1,12}(?:看|划?分)|其中)(?:[，：]|(?=[\u4e00-\u9fff]))/

/** 每百平方公里138.9公里 is neither a part of a length nor the whole of one. */
export function isAverage({ left }: ReadFigure): boolean {
  return /(?:每|密度|[户笔亩项家]均)[^，。；、\d]{0,10}$/.test(left)
}

/** Plans and differences are no wholes of what was done. */
export function mayBeWhole(one: ReadFigure, part: ReadFigure): boolean {
  const isLevel = isAmount(one) && one.class !== 'target' && isPlain(one) && !one.isAside && !isAverage(one)
  return (
    isLevel && sameUnit(one, part) && size(one) >= size(part) && !/计划|任务|目标|预算(?!收入|支出)|限额/.test(one.left)
  )
}

/** What a part without a named whole may be part of: what stands before its 其中, or before 中，in its sentence. */
export function wholesOfPart({ text, figures }: Read, index: number): ReadFigure[] {
  const part = figures[index]!
  const near = figures.slice(Math.max(0, index - BACK), index)
  const first = near.findLast((one) => one.sentence === part.sentence && /其中/.test(one.left)) ?? part
  if (/其中/.test(first.left)) {
    const earlier = /^[。！？\n]?其中/.test(first.left) ? 1 : 0
    return near.filter(
      (one) => one.start < first.start && one.sentence >= part.sentence - earlier && mayBeWhole(one, part),
    )
  }
  const among = near.findLast(
    (one) => one.sentence === part.sentence && /^[^，。；\d]{0,12}中，/.test(text.slice(one.unitEnd, one.unitEnd + 14)),
  )
  return among && mayBeWhole(among, part) ? [among] : []
}

const REGION = /^(?:全|我|该|本)[省市县区州旗国]/
const KIND = /(?:总数|总量|总额|总面积|面积|总值|总产量|额|数|量)$/

/** 占一般公共预算收入的64%: the amounts before it that bear the name, of the same time. */
export function namedWholes({ figures }: Read, index: number, scope: string): ReadFigure[] {
  const part = figures[index]!
  const region = REGION.exec(scope)?.[0] ?? null
  if (region && region !== part.region) return []
  const name = scope.replace(REGION, '').replace(KIND, '')
  if (name.length < 2 || /^(?:其|总|全部|同类|计划)/.test(name)) return []
  const near = figures.slice(Math.max(0, index - BACK), index)
  return near
    .filter((one) => one.period === part.period && mayBeWhole(one, { ...part, value: 0 }))
    .filter((one) => isCalled(isJoined(one) ? { ...one, left: near[near.indexOf(one) - 1]?.left ?? '' } : one, name))
    .slice(-LAST)
    .reverse()
}

/** Of more amounts of one name nobody knows which is meant. */
const LAST = 4

/** 已授信41个、32.7亿元: both bear the name. */
const isJoined = ({ left }: ReadFigure) => /^(?:、|和|及)$/.test(left)

function isCalled({ left, subject, class: kind }: ReadFigure, name: string): boolean {
  if (!left.includes(name) && !subject?.includes(name)) return false
  const clause = left.split(/[，。；：、（）\n]/).at(-1)!
  const words = clause.replace(/(?:累计|共计|合计)?(?:达到|达|完成|实现|为|有|约)?$/, '').replace(KIND, '')
  return words.endsWith(name) || (kind === 'count' && subject !== null && subject.replace(KIND, '').endsWith(name))
}

/** Amounts of one unit right before a figure, back to where their list begins. */
export function partsBefore({ figures }: Read, index: number): ReadFigure[] {
  const { sentence } = figures[index]!
  const parts: ReadFigure[] = []
  for (const one of figures.slice(Math.max(0, index - BACK), index).reverse()) {
    if (one.sentence !== sentence || !isAmount(one) || !isPlain(one)) break
    if (parts[0] && !sameUnit(one, parts[0])) break
    parts.unshift(one)
    if (DIVIDES.test(one.left)) break
  }
  return parts
}

/**
 * What the paragraph is about where a list divides it: the largest amount of the list's unit in the nearest sentence before that is no such list
 * itself.
 */
export function topicBefore({ text, figures }: Read, index: number): ReadFigure | null {
  const first = figures[index]!
  const near = figures
    .slice(Math.max(0, index - BACK), index)
    .filter((one) => one.sentence < first.sentence && !text.slice(one.end, first.start).includes('\n'))
  const sentences = [...Map.groupBy(near, ({ sentence }) => sentence).values()].reverse()
  for (const own of sentences) {
    if (DIVIDES.test(own[0]!.left)) continue
    const wholes = own.filter((one) => mayBeWhole(one, first))
    if (wholes.length > 0) return wholes.reduce((most, one) => (size(one) > size(most) ? one : most))
  }
  return null
}
