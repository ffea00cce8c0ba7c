import { wanNumber } from '#kernel/money.ts'

/** Excel holds no more characters in a cell. */
const MOST = 32_767

/** A text as its cell says it: one kind of line end, no blanks around it; null when nothing is left. */
export function plainText(text: string | null | undefined): string | null {
  if (text === null || text === undefined) return null
  const plain = (text.length > MOST ? text.slice(0, MOST) : text).replace(/\r\n?/g, '\n').trim()
  return plain === '' ? null : plain
}

/** An amount in 万元 (or a rate) without trailing zeros. */
export function amountText(amount: string | null): string | null {
  return amount === null ? null : wanNumber(amount)
}
