import { Button } from '#platform/web/kit/Button.tsx'
import { Dialog } from '#platform/web/kit/Dialog.tsx'
import { useWords } from '#platform/web/words/use-words.ts'
import type { Report } from '../../contract.ts'
import type { GridStore } from '../model/grid-session.ts'
import { keepMine, type Refusal, takeTheirs } from '../model/grid-state.ts'

type Props = { report: Report; store: GridStore; refusal: Refusal; onClose: () => void }

/** Somebody else has written the same report: both versions beside each other, and a decision. */
export function ConflictDialog({ report, store, refusal, onClose }: Props) {
  const w = useWords()
  const theirs = () => store.change((grid) => takeTheirs(grid, report.id))
  const by = refusal.by ?? ''
  return (
    <Dialog
      title={w('dispatch.conflictTitle')}
      confirm={w('dispatch.keepMine')}
      onConfirm={() => store.change((grid) => keepMine(grid, report.id))}
      onClose={onClose}
    >
      <p>{refusal.message}</p>
      <table className="conflict">
        <thead>
          <tr>
            <th />
            <th>{w('dispatch.mine')}</th>
            <th>{by}</th>
          </tr>
        </thead>
        <tbody>
          {refusal.fields?.map(({ field, yours, theirs: other }) => (
            <tr key={field}>
              <th scope="row">{w(`dispatch.field.${field}`)}</th>
              <td>{yours ?? w('dispatch.blank')}</td>
              <td>{other ?? w('dispatch.blank')}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <Button onClick={theirs}>{w('dispatch.takeTheirsOf', { by })}</Button>
    </Dialog>
  )
}
