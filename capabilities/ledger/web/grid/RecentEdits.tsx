import { useQuery } from '@tanstack/react-query'
import { instantText } from '#platform/web/format.ts'
import { Button } from '#platform/web/kit/Button.tsx'
import { ErrorNote } from '#platform/web/kit/ErrorNote.tsx'
import { Skeleton } from '#platform/web/kit/Note.tsx'
import { SidePanel } from '#platform/web/kit/SidePanel.tsx'
import { useWords } from '#platform/web/words/use-words.ts'
import { ledger } from '../api.ts'
import type { EditDesk } from './edit-desk.ts'

/** One's own edits of the grid, newest first; each can be taken back as long as nobody has written over it. */
export function RecentEdits({ desk, onClose }: { desk: EditDesk; onClose: () => void }) {
  const w = useWords()
  const { data, error, refetch } = useQuery({ ...ledger.listEdits.query({ query: { limit: 50 } }), staleTime: 0 })
  return (
    <SidePanel title={w('grid.edits.title')} note={w('grid.edits.note')} onClose={onClose}>
      {error && !data ? <ErrorNote problem={error} onRetry={() => void refetch()} /> : null}
      {!data && !error && <Skeleton />}
      {data && (
        <ul className="lg-edits">
          {data.items.map((edit) => (
            <li key={edit.id}>
              <span>
                <b>{w('grid.edits.size', { cells: edit.cells, rows: edit.projects })}</b>
                <small>
                  {[
                    instantText(edit.at),
                    edit.reason,
                    edit.undoneAt ? w('grid.edits.undone', { at: instantText(edit.undoneAt) }) : null,
                  ]
                    .filter(Boolean)
                    .join(' · ')}
                </small>
              </span>
              {edit.mayUndo && (
                <Button
                  size="s"
                  onClick={() => {
                    desk.undoOne(edit.id)
                    onClose()
                  }}
                >
                  {w('kit.undo')}
                </Button>
              )}
            </li>
          ))}
          {data.items.length === 0 && <li className="no-value">{w('grid.edits.none')}</li>}
        </ul>
      )}
    </SidePanel>
  )
}
