import { useWords } from '#platform/web/words/use-words.ts'
import { useMoneyUnit } from '../parts/money-unit.ts'
import { useOrganisations } from '../parts/use-organisations.ts'
import { conditionWords } from './condition-words.ts'
import { conditionsText } from './conditions.ts'
import { headingOf, type Own } from './fields.ts'
import type { StateActs } from './use-state-acts.ts'
import type { GridState } from './view-state.ts'

/** What narrows and groups the rows beside the filters of the bar, in words; each goes by a click. */
export function WhereChips({ state, acts, own }: { state: GridState; acts: StateActs; own: Own }) {
  const w = useWords()
  const [unit] = useMoneyUnit()
  const { names } = useOrganisations()
  const { where } = state.filter
  return (
    <>
      {where.map((condition, at) => {
        const text = conditionWords(condition, { w, own, unit, organisations: names })
        return (
          <button
            key={JSON.stringify(condition)}
            type="button"
            className="chip chip-on chip-removes"
            title={text}
            aria-label={w('grid.removeFilter', { filter: text })}
            onClick={() => acts.set({ where: conditionsText(where.filter((_, other) => other !== at)) })}
          >
            {text} ×
          </button>
        )
      })}
      {state.group.map((field) => (
        <button
          key={field}
          type="button"
          className="chip chip-removes lg-group-chip"
          aria-label={w('grid.removeGroup', { column: headingOf(w, field, own) })}
          onClick={() => acts.toggleGroup(field)}
        >
          {w('grid.groupedBy', { column: headingOf(w, field, own) })} ×
        </button>
      ))}
    </>
  )
}
