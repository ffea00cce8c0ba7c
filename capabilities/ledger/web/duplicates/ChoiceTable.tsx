import { useId, useState } from 'react'
import { Button } from '#platform/web/kit/Button.tsx'
import { useWords } from '#platform/web/words/use-words.ts'
import type { MergePlan, Side } from '../../duplicates/contract.ts'
import type { ChoiceRow } from './choice-rows.ts'

type Props = {
  plan: MergePlan
  rows: readonly ChoiceRow[]
  choiceOf: (key: string) => Side | null
  onChoose: (key: string, side: Side) => void
}
const SIDES = ['survivor', 'absorbed'] as const

/** Both entries in columns; where something is to be chosen a click on the value takes it, what follows by itself is folded away. */
export function ChoiceTable({ plan, rows, choiceOf, onChoose }: Props) {
  const w = useWords()
  const id = useId()
  const [all, setAll] = useState(false)
  const settled = rows.filter(({ isOpen }) => !isOpen).length
  const shown = all ? rows : rows.filter(({ isOpen }) => isOpen)
  return (
    <>
      {shown.length > 0 && (
        <table className="choices">
          <thead>
            <tr>
              <th scope="col">
                <span className="sr-only">{w('duplicates.fact')}</span>
              </th>
              <th scope="col">{w('duplicates.ofSurvivor', { name: plan.survivor.name })}</th>
              <th scope="col">{w('duplicates.ofAbsorbed', { name: plan.absorbed.name })}</th>
            </tr>
          </thead>
          <tbody>
            {shown.map((row) => (
              <tr key={row.key} className={row.isOpen && choiceOf(row.key) === null ? 'choice-open' : ''}>
                <th scope="row">{row.label}</th>
                {SIDES.map((side) => (
                  <td key={side}>
                    {row.isOpen ? (
                      <label className={choiceOf(row.key) === side ? 'choice choice-taken' : 'choice'}>
                        <input
                          type="radio"
                          name={`${id}-${row.key}`}
                          checked={choiceOf(row.key) === side}
                          onChange={() => onChoose(row.key, side)}
                        />
                        <span>{row[side]}</span>
                      </label>
                    ) : (
                      <span className="choice choice-settled">{row[side]}</span>
                    )}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {settled > 0 && (
        <p className="no-value">
          {w('duplicates.settled', { count: settled })}{' '}
          <Button kind="quiet" size="s" onClick={() => setAll(!all)}>
            {w(all ? 'duplicates.fold' : 'duplicates.unfold')}
          </Button>
        </p>
      )}
    </>
  )
}
