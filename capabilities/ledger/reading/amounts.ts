import Big from 'big.js'
import { type Cell, plainNumber } from '#platform/excel/workbook.ts'
import { isNothing, strictFold } from './text.ts'
import { isUnit, UNIT_IN_WAN, type Unit } from './units.ts'

/** Why a cell with something in it gives no amount. */
export type AmountProblem = 'unit-ambiguous' | 'currency-foreign' | 'amount-unreadable' | 'formula-value-missing'

/** An amount in 万元 (null when blank or unreadable) and what was found out on the way. */
export interface Amount {
  wan: number | null
  /** As the cell shows it; null when the cell is blank. */
  raw: string | null
  /** The unit written in the cell itself. */
  cellUnit: Unit | null
  problem: AmountProblem | null
  isApproximate: boolean
  isTextNumber: boolean
}

/**
 * The amount of a cell in 万元, exact to one yuan (half up). The unit in the cell wins over `unit` (heading or sheet); with neither the
 * amount is null and `unit-ambiguous`. A format
 * that shows the number divided counts as shown when it names the unit, and leaves the unit open when it does not, until `unit` is
 * a person's answer. Blank, `/`, `—`, `无` are no amount and no problem; foreign money and anything that is not one number are problems.
 */
export function readAmount(cell: Cell, unit: Unit | null, isAnswer = false): Amount {
  const raw = cell.kind === 'blank' ? null : cell.text
  const result: Amount = { wan: null, raw, cellUnit: null, problem: null, isApproximate: false, isTextNumber: false }
  if (cell.isMissing) return { ...result, problem: 'formula-value-missing' }
  if (cell.kind === 'blank') return result
  if (cell.kind === 'number' && !cell.isPercent) {
    if (cell.isForeign) return { ...result, problem: 'currency-foreign' }
    if (cell.scaled && !isAnswer) return readScaled(result, cell.value as number, cell.scaled)
    const suffix = cell.suffix === null ? null : toUnit(strictFold(cell.suffix).replace(/人民币/, ''))
    // a literal that names money but no unit of it is some other money
    if (suffix === null && FOREIGN.test(cell.suffix ?? '')) return { ...result, problem: 'currency-foreign' }
    const words = plainNumber(cell.value as number)
    // the usual cell needs no arithmetic: 万元 already, and to the yuan
    if (suffix === null && unit === '万元' && isExactWan(words)) return { ...result, wan: Number(words) }
    return withUnit({ ...result, cellUnit: suffix }, new Big(words), suffix ?? unit)
  }
  if (cell.kind !== 'text') return { ...result, problem: 'amount-unreadable' }
  return readAmountText(cell.text, unit)
}

function isExactWan(words: string): boolean {
  const point = words.indexOf('.')
  return words.length <= 12 && !words.includes('e') && (point < 0 || words.length - point <= 5)
}

function readScaled(result: Amount, value: number, { divisor, suffix }: { divisor: number; suffix: string }): Amount {
  const unit = toUnit(strictFold(suffix))
  if (unit === null) return { ...result, problem: value === 0 ? null : 'unit-ambiguous', wan: value === 0 ? 0 : null }
  return withUnit({ ...result, cellUnit: unit }, new Big(plainNumber(value)).div(divisor), unit)
}

/** The same for a text: `１０．５亿元`, `8,000`, `约3亿`, `1亿2000万`, `三千万元`. */
export function readAmountText(text: string, unit: Unit | null): Amount {
  const result: Amount = {
    wan: null,
    raw: text,
    cellUnit: null,
    problem: null,
    isApproximate: false,
    isTextNumber: false,
  }
  const folded = strictFold(text)
  if (isNothing(folded)) return folded === '' ? { ...result, raw: null } : result
  if (FOREIGN.test(folded)) return { ...result, problem: 'currency-foreign' }
  const isApproximate = HEDGE.test(folded)
  const body = chineseToDigits(
    folded
      .replace(HEDGES, '')
      .replace(/^(人民币|[¥￥]|rmb|cny)|(人民币|rmb|整)$/gi, '')
      .replace(LABEL, ''),
  )
  const parts = splitParts(body)
  if (!parts) return { ...result, isApproximate, problem: 'amount-unreadable' }
  const [first] = parts as [Part, ...Part[]]
  if (parts.length === 1) {
    const amount = { ...result, isApproximate, cellUnit: first.unit, isTextNumber: first.unit === null }
    return withUnit(amount, first.number, first.unit ?? unit)
  }
  // 1亿2000万元: parts of falling size add up.
  const sum = parts.reduce((total, part) => total.plus(part.number.times(UNIT_IN_WAN[part.unit as Unit])), new Big(0))
  return { ...result, isApproximate, cellUnit: first.unit, wan: toNumber(sum) }
}

interface Part {
  number: Big
  unit: Unit | null
}

const FOREIGN = /美元|美金|欧元|英镑|日元|港元|港币|韩元|澳元|加元|卢布|新台币|usd|eur|hkd|jpy|gbp|[$€£]/i
const HEDGES = /大约|约为|约|近|预计|估算|估计|暂定|不低于|不少于|超过|超|逾|以上|左右|余|多(?=[亿万元]|$)|\+$/g
const HEDGE = /约|近|预计|估|暂定|不低于|不少于|超|逾|以上|左右|余|多(?=[亿万元]|$)|\+$/
const LABEL = /^(计划)?(总投资额?|投资额?|金额|资金)[:：为]?/
const NUMBER = '[-−]?(?:\\d{1,3}(?:,\\d{3})+|\\d+)(?:\\.\\d+)?'
const PART = new RegExp(`^(${NUMBER}|\\(${NUMBER}\\))(千万|百万|亿|万|千|元)?(元)?`)

function splitParts(body: string): Part[] | null {
  const parts: Part[] = []
  let rest = body
  while (rest !== '') {
    const match = PART.exec(rest)
    if (!match) return null
    const unit = match[2] ? toUnit(match[2]) : null
    const digits = (match[1] as string).replace(/[,()]/g, '').replace('−', '-')
    const number = new Big(digits)
    parts.push({ number: match[1]?.startsWith('(') ? number.times(-1) : number, unit })
    rest = rest.slice(match[0].length)
  }
  if (parts.length === 0) return null
  const isFalling = parts.every((part, index) => {
    const previous = parts[index - 1]
    return (
      !previous || (part.unit && previous.unit && Number(UNIT_IN_WAN[part.unit]) < Number(UNIT_IN_WAN[previous.unit]))
    )
  })
  return isFalling ? parts : null
}

function toUnit(text: string): Unit | null {
  if (isUnit(text)) return text
  return text !== '' && isUnit(`${text}元`) ? (`${text}元` as Unit) : null
}

/** A hundred times the product of the country: no project's amount in 万元, but a code or a slip. */
const TOO_MUCH = new Big('1e12')

function withUnit(amount: Amount, number: Big, unit: Unit | null): Amount {
  if (unit === null) return number.eq(0) ? { ...amount, wan: 0 } : { ...amount, problem: 'unit-ambiguous' }
  if (number.times(UNIT_IN_WAN[unit]).abs().gte(TOO_MUCH)) return { ...amount, problem: 'amount-unreadable' }
  return { ...amount, wan: toNumber(number.times(UNIT_IN_WAN[unit])) }
}

/** 万元 to four decimals, half up, as the JavaScript number that prints exactly so. */
function toNumber(wan: Big): number {
  return Number(wan.round(4, Big.roundHalfUp).toString())
}

const DIGITS: Record<string, number> = {
  零: 0,
  〇: 0,
  一: 1,
  二: 2,
  两: 2,
  三: 3,
  四: 4,
  五: 5,
  六: 6,
  七: 7,
  八: 8,
  九: 9,
}
const TENS: Record<string, number> = { 十: 10, 百: 100, 千: 1000 }

/** 三亿元 → 3亿元, 二十五亿 → 25亿; texts that already have digits stay. */
function chineseToDigits(text: string): string {
  if (/\d/.test(text)) return text
  return text.replace(/[零〇一二两三四五六七八九十百千]+(?=[亿万元])/g, (words) => {
    let total = 0
    let digit = 0
    for (const word of words) {
      if (word in TENS) {
        total += (digit || 1) * (TENS[word] as number)
        digit = 0
      } else digit = DIGITS[word] as number
    }
    return String(total + digit)
  })
}
