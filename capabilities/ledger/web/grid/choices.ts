import type { Choice } from '#platform/web/kit/grid/types.ts'
import type { Say, WordKey } from '#platform/web/words/catalogue.ts'
import { knownField, type Own, ownOf } from './fields.ts'

const PREFIX: Record<string, string> = {
  stage: 'ledger.stage',
  library: 'ledger.library',
  planState: 'ledger.planState',
  constructionNature: 'ledger.nature',
  tier: 'ledger.tier',
  light: 'kit.light',
}

/** What may stand in a column of choices, in the order of the vocabulary. */
export function choicesOf(w: Say, field: string, own: Own): readonly Choice[] {
  const say = w as (key: WordKey) => string
  const known = knownField(field)
  if (known?.kind === 'yesNo' || ownOf(field, own)?.kind === 'yesNo') {
    return [
      { value: 'true', label: say('ledger.yes') },
      { value: 'false', label: say('ledger.no') },
    ]
  }
  const column = ownOf(field, own)
  if (column) return column.choices.map((value) => ({ value, label: value }))
  const prefix = PREFIX[field]
  if (!prefix) return []
  return (known?.choices ?? []).map((value) => ({ value, label: say(`${prefix}.${value}` as WordKey) }))
}
