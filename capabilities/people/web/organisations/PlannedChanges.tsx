import { useState } from 'react'
import { dateText } from '#platform/web/format.ts'
import { Button } from '#platform/web/kit/Button.tsx'
import { Note } from '#platform/web/kit/Note.tsx'
import { Section } from '#platform/web/kit/Page.tsx'
import { notify } from '#platform/web/kit/toast.tsx'
import type { Say } from '#platform/web/words/catalogue.ts'
import { useWords } from '#platform/web/words/use-words.ts'
import type { OrganisationChange } from '../../organisations/change-contract.ts'
import type { Organisation } from '../../organisations/contract.ts'
import { people } from '../api.ts'
import { ReasonDialog } from '../ReasonDialog.tsx'
import { organisationsChanged } from './organisations-changed.ts'

type Props = { unit: Organisation; changes: readonly OrganisationChange[]; mayManage: boolean }

/** What will happen to a unit on a day to come; withdrawn here while there is time. Draws nothing where nothing is planned. */
export function PlannedChanges({ unit, changes, mayManage }: Props) {
  const w = useWords()
  const [asking, setAsking] = useState<OrganisationChange | null>(null)
  const planned = changes.filter(({ appliedAt, withdrawnAt }) => !appliedAt && !withdrawnAt)
  if (planned.length === 0) return null
  return (
    <Section title={w('organisations.planned')}>
      <ul className="unit-plans">
        {planned.map((change) => (
          <li key={change.id}>
            <span className="unit-plan">
              <strong>{changeText(change, w)}</strong>
              <small>
                {w('organisations.plannedOn', { date: dateText(change.effectiveOn) })}
                {change.document && `　${change.document}`}
                {'　'}
                {w('organisations.reasonWas', { reason: change.reason })}
              </small>
            </span>
            {mayManage && (
              <Button size="s" onClick={() => setAsking(change)}>
                {w('organisations.withdraw')}
              </Button>
            )}
            {change.problem && (
              <Note kind="problem">
                <p>{w('organisations.heldUp', { problem: change.problem })}</p>
              </Note>
            )}
          </li>
        ))}
      </ul>
      {asking && (
        <ReasonDialog
          title={w('organisations.withdrawAsk', { what: changeText(asking, w) })}
          confirm={w('organisations.withdraw')}
          act={(reason) =>
            people.withdrawOrganisationChange({ params: { id: unit.id, changeId: asking.id }, body: { reason } })
          }
          onDone={async () => {
            await organisationsChanged()
            notify(w('organisations.withdrawn'))
            setAsking(null)
          }}
          onClose={() => setAsking(null)}
        >
          <p>{w('organisations.withdrawText')}</p>
        </ReasonDialog>
      )}
    </Section>
  )
}

/** `改名为“东河县”`, `并入“西县”`. */
export function changeText(change: Pick<OrganisationChange, 'kind' | 'name' | 'targetName'>, w: Say): string {
  const { kind, name, targetName } = change
  if (kind === 'renamed') return w('organisations.what.renamed', { name: name ?? '' })
  if (kind === 'moved' || kind === 'merged') return w(`organisations.what.${kind}`, { name: targetName ?? '' })
  return w(`organisations.what.${kind}`)
}
