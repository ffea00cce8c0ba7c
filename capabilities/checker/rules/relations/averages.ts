import { isAmount, type ReadFigure } from '../reading/figure.ts'
import { scaled } from '../reading/units.ts'
import { intervalOf, over, type Print, size } from './interval.ts'
import { BACK, firstThatHolds, isPlain, judged, type Read, type Relation, sameUnit } from './relation.ts'

const AVERAGE = /([户笔人亩项家个件])均[^，。；、\d]{0,8}$/
/** Per head of a mean population that is not printed, or of those who were asked. */
const SURVEYED = /人均(?:地区)?(?:生产总值|GDP|可支配|纯收入|收入|住房|公共)/

/** What is divided by what the words name. */
export const averages = (read: Read): Relation[] => [...perOne(read), ...incomeRatio(read)]

/** 发放贷款7.35亿元、186笔，笔均395万元: the amount and the number are in the sentence before it. */
function perOne({ figures }: Read): Relation[] {
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

/** 城乡居民收入比2.07: the urban income over the rural one, both just stated of the same time. */
function incomeRatio({ text, figures }: Read): Relation[] {
  return figures.flatMap((figure, index) => {
    const from = figure.links.find(({ kind }) => kind === 'from')?.other
    const words = (from ?? figure).left
    if (figure.class !== 'rate' || figure.unit !== '' || !isPlain(figure) || !INCOME_RATIO.test(words)) return []
    if (!from && /上年|去年/.test(words)) return []
    const near = figures
      .slice(Math.max(0, index - BACK), index)
      .filter((one) => one.period === figure.period && one.unit === '元' && isPlain(one) && !one.isAside)
      .filter((one) => !text.slice(one.end, figure.start).includes('\n'))
    const [urban, ...others] = near.filter(({ left }) =>
      /城镇[^，。；\d]{0,6}(?:人均)?可支配收入[^，。；\d]{0,4}$/.test(left),
    )
    const [rural, ...more] = near.filter(({ left }) =>
      /农村[^，。；\d]{0,6}(?:人均)?可支配收入[^，。；\d]{0,4}$/.test(left),
    )
    return urban && rural && others.length + more.length === 0 ? [quotient(figure, urban, rural)] : []
  })
}

const INCOME_RATIO = /城乡(?:居民)?(?:人均)?(?:可支配)?收入(?:之)?比(?:值|例)?[^，。；\d]{0,10}$/

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
