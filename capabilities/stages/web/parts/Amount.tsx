import { Money, placesOf, useMoneyUnit } from '#capabilities/ledger/web/public.tsx'
import { useWords } from '#platform/web/words/use-words.ts'

/** One column of amounts: its unit stands in the heading once, as the person last chose it in the ledger, and so do its places. */
export function useAmounts(amounts: readonly (string | null)[]) {
  const w = useWords()
  const [unit] = useMoneyUnit()
  const decimals = placesOf(amounts, unit)
  return {
    unit: w(`kit.unit.${unit}`),
    draw: (wan: string | null) => <Money wan={wan} unit={unit} decimals={decimals} />,
  }
}
