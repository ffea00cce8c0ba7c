import Big from 'big.js'

/** An amount in 万元 as the decimal string the ledger keeps (at most four decimals, no trailing zeros); null stays null. */
export function wanText(amount: number | string | null | undefined): string | null {
  if (amount === null || amount === undefined || amount === '') return null
  return new Big(amount).round(4, Big.roundHalfUp).toFixed()
}
