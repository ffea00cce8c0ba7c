import Big from 'big.js'
import { formatMoney, type Wan, wanNumber, yiNumber } from './money.ts'
import { growthOver, type Percent, percentNumber } from './ratio.ts'

/**
 * Figures in the words of official Chinese prose: what stands between the commas of a 通报. Numbers come in as decimal strings or whole numbers,
 * money as 万元, percentages as exact per cent; whatever is said of a number (more, less, level) is said of the number as printed, so that
 * nobody reads 增长0% or a difference the two numbers beside it do not have.
 */

type MoneyForm = { unit?: '亿元' | '万元' | '元'; decimals?: number }
export type Over = '同比' | '环比' | '比上月' | '比上年' | '比年初'
type GrowthForm = { keepsDecimal?: boolean }

/**
 * `105.7亿元`, `9374万元`: 亿元 from one 亿 upwards and 万元 below unless a unit is asked for, trailing zeros dropped, half up (MISSION.md, "Money").
 * Decimals at most: two of 亿元, four of 万元, none of 元. What rounds up to one 亿 is printed as one.
 */
export function moneyText(wan: Wan, { unit, decimals }: MoneyForm = {}): string {
  if (unit === undefined && decimals === undefined) return formatMoney(wan)
  const isYi = new Big(wan)
    .round(decimals ?? 4, Big.roundHalfUp)
    .abs()
    .gte(10_000)
  switch (unit ?? (isYi ? '亿元' : '万元')) {
    case '亿元':
      return `${yiNumber(wan, decimals)}亿元`
    case '万元':
      return `${decimals === undefined ? wanNumber(wan) : rounded(wan, decimals)}万元`
    case '元':
      return `${rounded(new Big(wan).times(10_000), decimals ?? 0)}元`
  }
}

/** `12个`; the measure word is the noun's: 项, 户, 家, 人次. */
export function countText(count: number | string, measure = '个'): string {
  return `${plain(new Big(count))}${measure}`
}

/**
 * `同比增长12.3%`, `同比下降3.4%`, `同比持平`; with 比… level is `与上月持平`. One decimal, half up; its zero stays where `keepsDecimal`, as in
 * published growth (`同比增长5.0%`). Null (no growth can be stated, see growthOver) stays null: the caller says why there is none.
 */
export function growthText(percent: Percent | null, over: Over = '同比', form: GrowthForm = {}): string | null {
  if (percent === null) return null
  const printed = percentNumber(percent)
  if (printed === '0') return over.startsWith('比') ? `与${over.slice(1)}持平` : `${over}持平`
  const number = form.keepsDecimal ? new Big(printed).abs().toFixed(1) : unsigned(printed)
  return `${over}${isNegative(printed) ? '下降' : '增长'}${number}%`
}

/** growthText of two amounts of one unit; null over a zero or negative base. */
export function growthOfAmounts(current: string, base: string, over?: Over, form?: GrowthForm): string | null {
  return growthText(growthOver(current, base), over, form)
}

/**
 * `比上月提高1.2个百分点`, `与上月持平`: percentage points over what `than` names. What falls back is a `rate` of growth (增速回落), what sinks a `level`,
 * a share or a degree of completion (比重下降).
 */
export function changeText(points: string, than: string, words: 'rate' | 'level' = 'rate'): string {
  const printed = percentNumber(points)
  if (printed === '0') return `与${than}持平`
  const fall = words === 'rate' ? '回落' : '下降'
  return `比${than}${isNegative(printed) ? fall : '提高'}${unsigned(printed)}个百分点`
}

/** `高于全市0.9个百分点`, `低于全市…`, `与全市持平`: the difference of the two percentages as printed, so that a reader finds it by subtracting them. */
export function againstText(percent: Percent, other: Percent, whose: string): string {
  const printed = plain(new Big(percentNumber(percent)).minus(percentNumber(other)))
  if (printed === '0') return `与${whose}持平`
  return `${isNegative(printed) ? '低于' : '高于'}${whose}${unsigned(printed)}个百分点`
}

/** `高于序时进度3.1个百分点`; `withPace` prints the pace as well: `高于序时进度（83.3%）3.1个百分点`. */
export function paceText(rate: Percent, pace: Percent, { withPace = false }: { withPace?: boolean } = {}): string {
  return againstText(rate, pace, withPace ? `序时进度（${percentNumber(pace)}%）` : '序时进度')
}

type Rank = { rank: number; group?: string; size?: number; tied?: boolean; last?: boolean }

/**
 * `居第2位`, `居全市第2位`, with the group's size `居11个县（市、区）第2位`; `并列全市第2位` where a place is shared, `居全市末位` where it is the `last`.
 * A place means something within its group only (MISSION.md, "Rank"): without one the sentence around it must have named the group.
 */
export function rankText({ rank, group = '', size, tied = false, last = false }: Rank): string {
  const among = size === undefined || group === '' ? group : `${size}个${group}`
  return `${tied ? '并列' : '居'}${among}${last ? '末位' : `第${rank}位`}`
}

/** `占全市的39.4%`; without a whole, `占39.4%`. */
export function shareText(percent: Percent, whole = ''): string {
  return `占${whole === '' ? '' : `${whole}的`}${percentNumber(percent)}%`
}

/** `完成年度计划的47%`; which plan a rate stands on is the reader's first question (年初计划, 调整后计划). */
export function planText(percent: Percent, plan = '年度计划'): string {
  return `完成${plan}的${percentNumber(percent)}%`
}

/**
 * `其中，甲53.06亿元、乙32.47亿元`; one clause follows without a comma. Clauses with commas of their own are parted by semicolons (GB/T 15834), so that
 * a reader sees where the next part begins. Nothing of no parts.
 */
export function ofWhichText(clauses: readonly string[]): string {
  if (clauses.length === 0) return ''
  if (clauses.length === 1) return `其中${clauses[0]}`
  return `其中，${clauses.join(clauses.some((clause) => clause.includes('，')) ? '；' : '、')}`
}

/** `甲、乙、丙分别为1个、2个、3个`; of one `甲为1个`, of equals `甲、乙均为1个`. Each name has its value: other lengths are a defect of the caller. */
export function respectivelyText(names: readonly string[], values: readonly string[]): string {
  if (names.length !== values.length) throw new RangeError(`${names.length} names for ${values.length} values`)
  const [first] = values
  if (names.length <= 1) return names.map((name) => `${name}为${first}`).join('')
  if (values.every((value) => value === first)) return `${names.join('、')}均为${first}`
  return `${names.join('、')}分别为${values.join('、')}`
}

export type Approximate = { text: string; printed: string; word: '' | '近' | '余' | '约' | '超' | '以上' }

/** What 近 and 约 may be off by: a twentieth of the number they stand beside. */
const NEAR = '0.05'

/**
 * A value in `digits` significant digits with the one word that says on which side it lies. Never two of them: 近, 约, 余 and 以上 exclude each other
 * (约20余家 says it twice, the textbook fault 约数词重复), and an exact number has none.
 *
 * - `近400亿元`: below its number, nearer to it than to the one before, and by at most a twentieth of it;
 * - `380余亿元`: above, truncated. 余 stands for the units left out: after full tens only, and when at least a tenth of the last step is left out;
 * - `约384亿元`: what neither fits, rounded half up, with more digits than asked for until it is off by a twentieth at most;
 * - `超384亿元`, `384亿元以上` where asked for as `above`: truncated. 以上 includes its number and 超 does not (Civil Code, art. 1259); both are true here.
 *
 * Zero and negative values are printed as they are.
 */
export function approximateText(value: string, unit: string, digits = 2, above?: '超' | '以上'): Approximate {
  const exact = new Big(value)
  if (exact.lte(0)) return approximate('', exact, unit)
  const step = new Big(10).pow(exact.e - digits + 1)
  const down = exact.div(step).round(0, Big.roundDown).times(step)
  const left = exact.minus(down)
  if (left.eq(0)) return approximate('', exact, unit)
  if (above !== undefined) return approximate(above, down, unit)
  const up = down.plus(step)
  const missing = up.minus(exact)
  if (missing.lte(left) && missing.lte(up.times(NEAR))) return approximate('近', up, unit)
  if (step.gte(10) && left.gte(step.div(10))) return approximate('余', down, unit)
  const nearest = left.gte(missing) ? up : down
  if (nearest.minus(exact).abs().gt(nearest.times(NEAR))) return approximateText(value, unit, digits + 1)
  return approximate('约', nearest, unit)
}

/** `增加3个`, `减少2个`, `持平`. */
export function changeCountText(change: number, measure = '个'): string {
  if (change === 0) return '持平'
  return `${change > 0 ? '增加' : '减少'}${countText(Math.abs(change), measure)}`
}

/**
 * `由3.2万吨增加到4.5万吨`, `由82.5%下降到78%`, `保持在45家`: both values in `unit`, printed as they are. 到 and 至 name the new value, never the difference
 * (that is 增加了), so both values stand.
 */
export function fromToText(from: string, to: string, unit = ''): string {
  const [before, after] = [new Big(from), new Big(to)]
  if (before.eq(after)) return `保持在${plain(after)}${unit}`
  const isPercent = unit === '%'
  const verb = after.gt(before) ? (isPercent ? '提高到' : '增加到') : isPercent ? '下降到' : '减少到'
  return `由${plain(before)}${unit}${verb}${plain(after)}${unit}`
}

function approximate(word: Approximate['word'], number: Big, unit: string): Approximate {
  const printed = plain(number)
  if (word === '余') return { text: `${printed}余${unit}`, printed, word }
  if (word === '以上') return { text: `${printed}${unit}以上`, printed, word }
  return { text: `${word}${printed}${unit}`, printed, word }
}

function rounded(number: Big | string, decimals: number): string {
  return plain(new Big(number).round(decimals, Big.roundHalfUp))
}

const isNegative = (printed: string) => printed.startsWith('-')

const unsigned = (printed: string) => printed.replace('-', '')

/** Plain decimal notation, without a zero that has a sign. */
function plain(value: Big): string {
  const text = value.toFixed()
  return text === '-0' ? '0' : text
}
