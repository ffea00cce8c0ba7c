import Big from 'big.js'
import type { Wan } from '#kernel/money.ts'

export type MoneyReading = { wan: Wan | null; problem: null } | { wan: null; problem: MoneyProblem }
export type MoneyProblem = 'form' | 'decimals' | 'negative' | 'tooLong' | 'commas'

const WAN_IN: Record<string, string> = { 亿元: '10000', 亿: '10000', 万元: '1', 万: '1', 元: '0.0001' }
const PART = /^(\d[\d,]*(?:\.\d+)?|\.\d+)(亿元|亿|万元|万|元)?/

/**
 * What a person typed or pasted into a field of 万元, exactly: full-width digits, thousands separators and spaces are understood,
 * `1.2亿元` is 12000, `1亿2000万` is 12000, a bare number is 万元. Empty is null. Never guesses: `约3亿` is refused.
 */
export function readMoney(text: string, { allowNegative = false } = {}): MoneyReading {
  const plain = text
    .normalize('NFKC')
    .replace(/[\s\u2009\u202f]/g, '')
    .replace(/[，﹐]/g, ',')
    .replace(/[−–]/g, '-')
  if (plain === '') return { wan: null, problem: null }
  const negative = plain.startsWith('-')
  const total = sumOfParts(negative ? plain.slice(1) : plain)
  if (typeof total === 'string') return { wan: null, problem: total }
  if (negative && !allowNegative) return { wan: null, problem: 'negative' }
  if (!total.round(4, Big.roundDown).eq(total)) return { wan: null, problem: 'decimals' }
  if (total.gte('1000000000000')) return { wan: null, problem: 'tooLong' }
  const amount = total.toFixed()
  return { wan: negative && amount !== '0' ? `-${amount}` : amount, problem: null }
}

/** The sum in 万元, units falling from part to part as people say them. */
function sumOfParts(text: string): Big | 'form' | 'commas' {
  let rest = text
  let total = new Big(0)
  let last: Big | null = null
  while (rest !== '') {
    const match = PART.exec(rest)
    if (!match) return 'form'
    const [whole, number = '', unit] = match
    if (number.includes(',') && !/^\d{1,3}(,\d{3})+(\.\d+)?$/.test(number)) return 'commas'
    rest = rest.slice(whole.length)
    // a number without unit stands alone: in “1亿2000” the reader would have to guess
    if (!unit && (last !== null || rest !== '')) return 'form'
    const size = new Big(WAN_IN[unit ?? '万']!)
    if (last !== null && size.gte(last)) return 'form'
    last = size
    total = total.plus(new Big(number.replaceAll(',', '')).times(size))
  }
  return total
}
