import { decimalsOf, type MoneyUnit, moneyIn } from '#platform/web/format.ts'
import { Figure, type FigureSize } from '#platform/web/kit/Figure.tsx'

/** An amount of a column; the exact amount is in the title, so that rounding never hides it. */
export function Money({
  wan,
  unit,
  decimals,
  size,
}: {
  wan: string | null
  unit: MoneyUnit
  decimals: number
  size?: FigureSize
}) {
  if (wan === null) return <span className="no-value">—</span>
  return <Figure value={moneyIn(wan, unit, decimals)} size={size} label={`${moneyIn(wan, 'wan')}万元`} />
}

/** Places of one column: 亿元 two; 万元 as many as the amounts have, at most two. */
export function placesOf(amounts: readonly (string | null)[], unit: MoneyUnit): number {
  return unit === 'yi' ? 2 : decimalsOf(amounts, 'wan', 2)
}
