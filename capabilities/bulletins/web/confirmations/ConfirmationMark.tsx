import type { Confirmation } from '#capabilities/bulletins/contract.ts'
import { useWords } from '#platform/web/words/use-words.ts'

const SHAPES: Record<Confirmation['state'], string> = { confirmed: '✓', objected: '✕', waiting: '○', changed: '△' }

/** A shape and a word; the three lights are not used, since no project is meant. */
export function ConfirmationMark({ state }: { state: Confirmation['state'] }) {
  const w = useWords()
  return (
    <span className={`said said-${state}`}>
      <span aria-hidden="true">{SHAPES[state]}</span>
      {w(`bulletins.confirmState.${state}`)}
    </span>
  )
}
