import { isAmount, type ReadFigure } from '../reading/figure.ts'
import { scaled } from '../reading/units.ts'
import { intervalOf, over, type Print, size } from './interval.ts'
import { BACK, firstThatHolds, isPlain, judged, type Read, type Relation, sameUnit } from './relation.ts'

const AVERAGE = /([户笔人亩项家个件])均[^，。；、\d]{0,8}$/
/** Per head of a mean population that is not printed, or of those who were asked. */
const SURVEYED = /人均(?:地区)?(?:生产总值|GDP|可支配|纯收入|收入|住房|公共)/

/** 发放贷款7.35亿元、186笔，笔均395万元: the amount and the number are in the sentence before it. */
export function averages({ figures }: Read): Relation[] {
  return figures.flatMap((figure, index) => {
    const counter = AVERAGE.exec(figure.left)?.[1]
    if (!counter || !isPlain(figure) || figure.class !== 'measure' || SURVEYED.test(figure.left)) return []
    const near = figures
      .slice(Math.max(0, index - BACK), index)
      .filter((one) => one.sentence === figure.sentence && isAmount(one) && isPlain(one) && !AVERAGE.test(one.left))
    const counts = near.filter((one) => UNITS_OF(counter).includes(scaled(one.unit).base[0]!)).slice(-LAST)
    const amounts = near.filter((one) => sameUnit(one, figure)).slice(-LAST)
    const candidates = amounts.flatMap((amount) => counts.map((count) => quotient(figure, amount, count)))
    return firstThatHolds(candidates.reverse(), counts.length * amounts.length === 1 ? candidates[0] : undefined)
  })
}

/** Enterprises are 家 and 户 alike. */
const UNITS_OF = (counter: string) => (/[户家]/.test(counter) ? '户家' : counter)

/** More amounts than these and nobody knows which is meant. */
const LAST = 2

function quotient(average: ReadFigure, amount: ReadFigure, count: ReadFigure): Relation {
  const { factor } = scaled(average.unit)
  const ranges = (print: Print) => ({
    computed: over(intervalOf(amount, print), intervalOf(count, print)),
    stated: intervalOf(average, print),
  })
  return judged(ranges, {
    kind: 'ratio',
    formula: `${amount.printed}${amount.unit}/${count.printed}${count.unit}`,
    figures: [amount, count, average],
    computed: size(amount) / size(count) / factor,
    stated: average.value,
    unit: average.unit,
  })
}
