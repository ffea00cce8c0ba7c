import type { ReadFigure } from '../reading/read-figures.ts'
import { scaled } from '../reading/units.ts'
import { type Interval, intervalOf, overlap, percent, shown } from './interval.ts'
import { isPlain, type Read, type Relation } from './relation.ts'

const TO = /^(?:下?降(?:低)?|减少|压减|压缩|缩短|增(?:加|长)?|提高|提升|上升|扩大)(?:至|到|为)$/
/** 10 000 m² are 15 mu. */
const MU = 10_000 / 15

/** Old → new with its percentage, and one price said in two units. */
export function changes({ text, figures }: Read): Relation[] {
  const relations: Relation[] = []
  const plain = figures.filter(isPlain)
  plain.forEach((old, index) => {
    const now = plain[index + 1]
    if (!now || now.sentence !== old.sentence) return
    const isChange = /(?:从|由)[^，。；\d]{0,10}$/.test(text.slice(Math.max(0, old.start - 12), old.start))
    if (isChange && old.unit === now.unit && TO.test(text.slice(old.unitEnd, now.start)))
      relations.push(...changeOf(text, plain, { old, now }))
    if (old.unit === '元/平方米' && now.unit === '万元/亩') relations.push(conversion(old, now))
  })
  return relations
}

function changeOf(
  text: string,
  figures: readonly ReadFigure[],
  { old, now }: { old: ReadFigure; now: ReadFigure },
): Relation[] {
  const end = /[。！？\n]/.exec(text.slice(now.unitEnd))?.index ?? 0
  const said = /(?:降低|下降|降幅|减少|压减|缩短|增长|提高|提升|上升|增幅|增加)[^，。；\d]{0,10}(\d+(?:\.\d+)?)%/.exec(
    text.slice(now.unitEnd, now.unitEnd + end),
  )
  if (!said || !said[1]) return []
  const [a, b] = [intervalOf(old), intervalOf(now)]
  const isLess = now.value < old.value
  const computed: Interval = isLess
    ? { low: ((a.low - b.high) / a.low) * 100, high: ((a.high - b.low) / a.high) * 100 }
    : { low: ((b.low - a.high) / a.high) * 100, high: ((b.high - a.low) / a.low) * 100 }
  const stated = Number(said[1])
  const middle = (Math.abs(old.value - now.value) / old.value) * 100
  const holds = overlap(computed, percent(stated, said[1].split('.')[1]?.length ?? 0))
  const formula = isLess
    ? `(${old.printed}-${now.printed})/${old.printed}*100`
    : `(${now.printed}-${old.printed})/${old.printed}*100`
  const at = now.unitEnd + said.index
  const rate = figures.find((one) => one.start > at && one.start < at + said[0].length)
  return [
    {
      kind: 'change',
      formula,
      figures: rate ? [old, now, rate] : [old, now],
      computed: middle,
      stated,
      status: holds ? 'holds' : 'fails',
      why: holds
        ? `算得${shown(middle, 2)}%，与文中一致。`
        : `从${old.printed}到${now.printed}，变化${shown(middle, 2)}%，文中写的是${said[1]}%。`,
    },
  ]
}

function conversion(square: ReadFigure, mu: ReadFigure): Relation {
  const range = intervalOf(square)
  const factor = scaled(mu.unit).factor
  const computed = (square.value * MU) / factor
  const stated = intervalOf(mu)
  const holds = overlap({ low: range.low * MU, high: range.high * MU }, stated)
  return {
    kind: 'conversion',
    formula: `${square.printed}*666.6667/10000`,
    figures: [square, mu],
    computed,
    stated: mu.value,
    status: holds ? 'holds' : 'fails',
    why: holds
      ? '两种单位换算一致。'
      : `${square.printed}元/平方米合${shown(computed)}万元/亩，文中写的是${mu.printed}。`,
  }
}
