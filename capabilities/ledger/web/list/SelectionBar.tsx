import { lazy, Suspense, useState } from 'react'
import { Link } from '#platform/web/address.tsx'
import { Button } from '#platform/web/kit/Button.tsx'
import { useMay } from '#platform/web/shell/session.tsx'
import { useWords } from '#platform/web/words/use-words.ts'
import type { ProjectRow } from '../../contract.ts'
import { SelectionActions } from '../libraries/SelectionActions.tsx'

const AssignDialog = lazy(async () => ({ default: (await import('./AssignDialog.tsx')).AssignDialog }))

type Props = { selected: ReadonlySet<number | string>; rows: readonly ProjectRow[]; onClear: () => void }

/** What may be done with the ticked rows. */
export function SelectionBar({ selected, rows, onClear }: Props) {
  const w = useWords()
  const mayAssign = useMay('project.assign')
  const [assigning, setAssigning] = useState(false)
  return (
    <div className="selection-bar no-print">
      <strong>{w('kit.selected', { count: selected.size })}</strong>
      {mayAssign && (
        <Button kind="primary" size="s" onClick={() => setAssigning(true)}>
          {w('ledger.assign.open')}
        </Button>
      )}
      {selected.size > 200 ? (
        <span>{w('ledger.sheet.tooMany')}</span>
      ) : (
        <Link className="button button-s" to={`/sheets?projects=${[...selected].join(',')}`}>
          {w('ledger.sheet.selected')}
        </Link>
      )}
      <SelectionActions projects={rows.filter(({ id }) => selected.has(id))} onDone={onClear} />
      <Button kind="quiet" size="s" onClick={onClear}>
        {w('ledger.assign.clear')}
      </Button>
      {assigning && (
        <Suspense fallback={null}>
          <AssignDialog
            projects={rows.filter(({ id }) => selected.has(id))}
            onClose={() => setAssigning(false)}
            onDone={() => {
              setAssigning(false)
              onClear()
            }}
          />
        </Suspense>
      )}
    </div>
  )
}
