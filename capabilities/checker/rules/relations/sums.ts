import type { ReadFigure } from '../reading/read-figures.ts'
import { scaled } from '../reading/units.ts'
import { halfPlace, type Interval, intervalOf, overlap, plus, shown } from './interval.ts'
import { isPlain, type Read, type Relation } from './relation.ts'

/** What projects come to be; a sentence that says it of two numbers or more divides a total. */
const STATES =
  /^(?:个)?(?:[\u4e00-\u9fff]{0,6})(?:已建成|建成|投产|竣工|完工|正在|加快建设|在建|已开工|开工建设|未开工|前期)/

/** Wholes and their parts: what 其中 introduces, and sentences that say of a number of projects what became of them. */
export function sums(read: Read): Relation[] {
  const relations: Relation[] = []
  for (const { parts, before } of groupsOf(read)) {
    for (const group of byMeasure(parts)) {
      const total = totalOf(before, group)
      if (!total) continue
      relations.push(...(group.length > 1 ? [sumOf(total, group)] : partOf(total, group[0]!)))
    }
  }
  return relations
}

/** A list of parts is no longer, and its whole no further before it. Bounds what a text of nothing but numbers costs. */
const LIST = 40

type Group = { parts: ReadFigure[]; before: ReadFigure[] }

/** Figures that are parts, with where their list begins and what stands before it in the sentence and the one before that. */
function groupsOf({ text, figures }: Read): Group[] {
  const sentences = [...Map.groupBy(figures, ({ sentence }) => sentence).values()]
  return sentences.flatMap((own, index) => {
    const earlier = (index > 0 ? sentences[index - 1]! : []).slice(-LIST)
    const lists = introduced(text, own)
    if (lists.length === 0) {
      const states = statesOf(text, own)
      return states ? [{ parts: states, before: earlier }] : []
    }
    return lists.map(({ from, parts }) => {
      const here = own.filter(({ start }) => start < from).slice(-LIST)
      return { parts, before: [...earlier, ...here] }
    })
  })
}

/** What the first 其中 of a sentence introduces, up to the next; of many one after the other nobody knows which is of which. */
function introduced(text: string, own: readonly ReadFigure[]): { from: number; parts: ReadFigure[] }[] {
  const begin = Math.max(0, ...[text.lastIndexOf('。', own[0]!.start), text.lastIndexOf('\n', own[0]!.start)])
  const words = text.slice(begin, own.at(-1)!.start)
  const at = words.indexOf('其中')
  if (at < 0) return []
  const from = begin + at
  const next = words.indexOf('其中', at + 2)
  const end = next < 0 ? text.length : begin + next
  return [{ from, parts: own.filter((one) => one.start > from && one.start < end && isPlain(one)).slice(0, LIST) }]
}

/** 2个项目已建成；14个项目正在加快建设: two at least, and nothing counted besides. */
function statesOf(text: string, own: readonly ReadFigure[]): ReadFigure[] | null {
  const counts = own.filter(({ class: kind }) => kind === 'count')
  if (counts.length < 2 || counts.length > LIST) return null
  return counts.every(({ unitEnd }) => STATES.test(text.slice(unitEnd, unitEnd + 12))) ? counts : null
}

/** 9个, 65.95亿元; 10个, 60.1亿元: two lists. */
function byMeasure(parts: readonly ReadFigure[]): ReadFigure[][] {
  const groups = Map.groupBy(
    parts.filter(({ class: kind }) => kind === 'count' || kind === 'measure' || kind === 'target'),
    ({ class: kind, unit, indicator }) => `${kind} ${scaled(unit).base} ${kind === 'count' ? '' : (indicator ?? '')}`,
  )
  const lists = [...groups.values()]
  // 工业投资12亿元，农业投资3亿元: each of its own name, and parts of one 投资
  const alone = lists.filter(({ length }) => length === 1).flat()
  const ofOneUnit = [...Map.groupBy(alone, ({ class: kind, unit }) => `${kind} ${scaled(unit).base}`).values()]
  return [...lists.filter(({ length }) => length > 1), ...ofOneUnit]
}

/** The nearest number before the list that its parts may be parts of: of the same unit, in the sentence or the one before. */
function totalOf(before: readonly ReadFigure[], parts: readonly ReadFigure[]): ReadFigure | null {
  const first = parts[0]!
  const largest = Math.max(...parts.map((one) => intervalOf(one).low))
  const may = before.filter(
    (one) =>
      isPlain(one) &&
      (one.class === first.class || (one.class !== 'count' && first.class !== 'count')) &&
      scaled(one.unit).base === scaled(first.unit).base &&
      mayBeOf(one, first),
  )
  const nearest = may.at(-1)
  if (!nearest) return null
  // one part is compared with what stands right before it; a list with what may hold it
  const isNext = before.at(-1) === nearest
  if (intervalOf(nearest).high < largest)
    return parts.length === 1 && first.class === 'count' && isNext ? nearest : null
  // 工业项目25个、“四化”改造项目22个，其中……: of which of the two nobody says
  const rivals = may.filter((one) => one.sentence === nearest.sentence)
  if (rivals.length === 1 || parts.length === 1) return nearest
  const sum = parts.map(intervalOf).reduce(plus)
  return rivals.find((one) => overlap(sum, intervalOf(one))) ?? null
}

/** 概算投资 of parts is not of 计划投资; 工业投资 is of 投资. */
function mayBeOf(total: ReadFigure, part: ReadFigure): boolean {
  if (part.class === 'count' || total.indicator === null || part.indicator === null) return true
  return total.indicator === part.indicator || part.indicator.endsWith(total.indicator)
}

function sumOf(total: ReadFigure, parts: ReadFigure[]): Relation {
  const { factor } = scaled(total.unit)
  const inUnit = (value: number) => value / factor
  const sum = parts.map(intervalOf).reduce(plus)
  const computed = parts.reduce((all, one) => all + one.value * scaled(one.unit).factor, 0) / factor
  const whole = intervalOf(total)
  const formula = parts.map(({ printed }) => printed).join('+')
  const rest = shown(total.value - computed)
  const base = { kind: 'sum' as const, formula, figures: [...parts, total], computed, stated: total.value }
  if (overlap(sum, whole)) {
    const isTight = Math.abs(total.value - computed) <= inUnit(fine(parts, total)) + halfPlace(total) + 1e-9
    return isTight
      ? { ...base, status: 'holds', why: `各部分相加${shown(computed)}${total.unit}，与合计一致。` }
      : {
          ...base,
          status: 'suspect',
          why: `各部分相加${shown(computed)}${total.unit}，与${total.printed}${total.unit}相差${rest}，只有按最粗的一项四舍五入才对得上。`,
        }
  }
  if (sum.low > whole.high)
    return {
      ...base,
      status: 'fails',
      why: `各部分相加${shown(computed)}${total.unit}，超过合计${total.printed}${total.unit}。`,
    }
  const share = computed / total.value
  const status = share < 0.8 ? 'derived' : total.class === 'count' || parts.length > 2 ? 'fails' : 'suspect'
  return {
    ...base,
    status,
    why: `各部分相加${shown(computed)}${total.unit}，比合计${total.printed}${total.unit}少${rest}${total.unit}，没有说明。`,
  }
}

/** How far the sum may be off when coarse parts are taken as precise as the total. In 元. */
function fine(parts: readonly ReadFigure[], total: ReadFigure): number {
  const halfOf = (one: ReadFigure) => halfPlace(one) * scaled(one.unit).factor
  return parts.reduce((all, one) => all + Math.min(halfOf(one), halfOf(total)), 0)
}

function partOf(total: ReadFigure, part: ReadFigure): Relation[] {
  const within: Interval = { low: 0, high: intervalOf(total).high }
  const holds = intervalOf(part).low <= within.high
  return [
    {
      kind: 'part',
      formula: `${part.printed}<=${total.printed}`,
      figures: [part, total],
      computed: part.value,
      stated: total.value,
      status: holds ? 'holds' : 'fails',
      why: holds ? '部分不大于整体。' : `其中的${part.printed}${part.unit}大于整体${total.printed}${total.unit}。`,
    },
  ]
}
