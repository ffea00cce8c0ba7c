import { lazy, Suspense, useState } from 'react'
import { Link } from '#platform/web/address.tsx'
import { Button } from '#platform/web/kit/Button.tsx'
import { useMe } from '#platform/web/shell/session.tsx'
import { useWords } from '#platform/web/words/use-words.ts'
import type { RowWindow } from '../grid/row-window.ts'
import { plugSelectionAction, type SelectionAction, selectionActions } from '../grid/selection-actions.ts'
import type { Ticks } from '../grid/use-ticks.ts'
import { SelectionActions } from '../libraries/SelectionActions.tsx'

const AssignDialog = lazy(async () => ({ default: (await import('./AssignDialog.tsx')).AssignDialog }))
const AskSelected = lazy(async () => ({ default: (await import('../one-off/AskSelected.tsx')).AskSelected }))
/** One-page sheets printed at once (ledger/contract.ts). */
const MOST_SHEETS = 200

plugSelectionAction({
  key: 'assign',
  label: (w) => w('ledger.assign.open'),
  needs: 'project.assign',
  Dialog: AssignDialog,
})

plugSelectionAction({
  key: 'oneOff',
  label: (w) => w('oneOff.open'),
  needs: 'project.write',
  Dialog: AskSelected,
})

/** What may be done with the ticked projects: the ledger's own acts, and those other capabilities have plugged in. */
export function SelectionBar({ ticks, rows }: { ticks: Ticks; rows: RowWindow }) {
  const w = useWords()
  const { permissions } = useMe()
  const [asked, setAsked] = useState<SelectionAction | null>(null)
  if (ticks.count === 0) return null
  const offered = selectionActions().filter(({ needs }) => permissions.includes(needs))
  const projects = [...ticks.ids].map((id) => ({ id, name: rows.row(id)?.cells.name ?? `#${id}` }))
  return (
    <div className="selection-bar no-print">
      <strong>{w('kit.selected', { count: ticks.count })}</strong>
      {offered.map((action, at) => (
        <Button key={action.key} kind={at === 0 ? 'primary' : 'plain'} size="s" onClick={() => setAsked(action)}>
          {action.label(w)}
        </Button>
      ))}
      <SelectionActions projects={projects} onDone={ticks.clear} />
      {ticks.count > MOST_SHEETS ? (
        <span>{w('ledger.sheet.tooMany')}</span>
      ) : (
        <Link className="button button-s" to={`/sheets?projects=${[...ticks.ids].join(',')}`}>
          {w('ledger.sheet.selected')}
        </Link>
      )}
      <Button kind="quiet" size="s" onClick={ticks.clear}>
        {w('ledger.assign.clear')}
      </Button>
      {asked && (
        <Suspense fallback={null}>
          <asked.Dialog
            projects={projects}
            onClose={() => setAsked(null)}
            onDone={() => {
              setAsked(null)
              ticks.clear()
            }}
          />
        </Suspense>
      )}
    </div>
  )
}
