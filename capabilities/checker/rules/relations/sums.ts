import type { ReadFigure } from '../reading/figure.ts'
import { scaled } from '../reading/units.ts'
import { halfPlace, type Interval, intervalOf, overlap, plus, shown, size } from './interval.ts'
import { type Group, groupsOf } from './lists.ts'
import { firstThatHolds, isPlain, type Read, type Relation } from './relation.ts'
import { mayBeWhole } from './wholes.ts'

/** Wholes and their parts: what 其中 introduces, what 分……看 divides, and sentences that say of a number of projects what became of them. */
export function sums(read: Read): Relation[] {
  return groupsOf(read).flatMap((group) => {
    const lists = byMeasure(group.parts)
    return lists.flatMap((parts) => {
      if (group.how === 'division') return divided(group, parts)
      if (group.how === 'among') return among(group.before[0]!, parts)
      const total = totalOf(group.before, parts)
      if (!total) return []
      // 工业总产值104亿元，其中规上95亿元；增加值41亿元: what is of another kind is no part
      const own = parts.filter((one) => mayBeOf(total, one))
      if (own.length < parts.length && own.length < 2) return []
      if (parts.length === 1) return group.how === 'of which' ? partOf(total, parts[0]!) : []
      // 甲9个，66亿元；乙10个，60亿元: a list of each with its number and its amount names all of them
      const isPaired = lists.filter(({ length }) => length === parts.length).length > 1
      return [sumOf(total, own, group.isComplete || isPaired)]
    })
  })
}

/** 分级次看: of what the paragraph is about, or of another whole before it that the parts add up to. */
function divided({ before, isComplete }: Group, parts: ReadFigure[]): Relation[] {
  if (parts.length < 2) return []
  const largest = parts.reduce((most, one) => (size(one) > size(most) ? one : most))
  const wholes = before.filter((one) => mayBeWhole(one, largest)).reverse()
  const candidates = wholes.map((total) => sumOf(total, parts, isComplete))
  return firstThatHolds(candidates, onlyWithin(candidates, CLOSE) ?? onlyWithin(candidates, FAR))
}

/** What is in two lists is counted twice, but hardly one or two of many: only a sum a little too large is a slip. */
function among(whole: ReadFigure, parts: ReadFigure[]): Relation[] {
  if (parts.length < 2) return []
  const relation = sumOf(whole, parts, false)
  const isFar = relation.status === 'fails' && relation.computed > whole.value * TWICE
  return [isFar ? { ...relation, status: 'suspect' } : relation]
}

/** The one that the parts come near to, if no other number is as near. */
function onlyWithin(candidates: readonly Relation[], times: number): Relation | undefined {
  const near = candidates.filter(({ computed, stated }) => computed <= stated! * times && stated! * NEAR <= computed)
  const isClose = times === CLOSE ? near.filter(({ computed, stated }) => stated! <= computed * times) : near
  return new Set(isClose.map(({ stated }) => stated)).size === 1 ? isClose[0] : undefined
}

/** A list that adds up to less than this is not meant to be all of its whole; to more than the other, not to divide it. */
const NEAR = 0.8
const FAR = 1.3
const TWICE = 1.1
/** No other number as near as this, and it is the whole. */
const CLOSE = 1.05

/** 9个, 65.95亿元; 10个, 60.1亿元: two lists. */
function byMeasure(parts: readonly ReadFigure[]): ReadFigure[][] {
  const groups = Map.groupBy(
    parts.filter(({ class: kind }) => kind === 'count' || kind === 'measure' || kind === 'target'),
    (one) => `${one.class} ${scaled(one.unit).base} ${one.class === 'count' ? '' : headOf(one)}`,
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
      !one.isAside &&
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
  const rivals = may.filter((one) => one.sentence === nearest.sentence && intervalOf(one).high >= largest)
  if (rivals.length === 1 || parts.length === 1) return nearest
  const sum = parts.map((one) => intervalOf(one)).reduce(plus)
  return rivals.find((one) => overlap(sum, intervalOf(one))) ?? null
}

/** 概算投资 of parts is not of 计划投资; 工业投资 is of 投资. */
function mayBeOf(total: ReadFigure, part: ReadFigure): boolean {
  if (part.class === 'count' || total.indicator === null || part.indicator === null) return true
  return headOf(total) === headOf(part) || part.indicator.endsWith(total.indicator)
}

/** What kind of amount it is: 税收收入 and 非税收入 are both 收入, 概算投资 and 计划投资 are not of one kind. */
function headOf({ indicator }: ReadFigure): string {
  if (indicator === null) return ''
  return `${/概算|计划/.exec(indicator)?.[0] ?? ''}${indicator.replace(/总(?=.)/, '').slice(-2)}`
}

/** `isComplete`: the list means to name all parts, so that what it leaves over is missing. */
function sumOf(total: ReadFigure, parts: ReadFigure[], isComplete: boolean): Relation {
  const { factor } = scaled(total.unit)
  const inUnit = (value: number) => value / factor
  const sum = parts.map((one) => intervalOf(one)).reduce(plus)
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
      // parts that add up to far more are not apart from each other
      status: computed <= total.value * FAR ? 'fails' : 'suspect',
      why: `各部分相加${shown(computed)}${total.unit}，超过合计${total.printed}${total.unit}。`,
    }
  const share = computed / total.value
  const status = share < NEAR ? 'derived' : isComplete ? 'fails' : 'suspect'
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
