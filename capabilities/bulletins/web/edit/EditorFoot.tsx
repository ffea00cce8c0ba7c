import { Button } from '#platform/web/kit/Button.tsx'
import { ErrorNote } from '#platform/web/kit/ErrorNote.tsx'
import { Note } from '#platform/web/kit/Note.tsx'
import { useWords } from '#platform/web/words/use-words.ts'
import type { IssueEditing } from './use-issue-editor.ts'

/** Saving is always in sight, and so is why it was refused. */
export function EditorFoot({ editor, by, onClose }: { editor: IssueEditing; by: string | null; onClose: () => void }) {
  const w = useWords()
  const { save, isSaving, drop, mistakes, problem, isUnsaved, wasChanged, clashes } = editor
  const clashing = Object.keys(clashes).length
  const refused = problem ?? drop.error
  return (
    <footer className="issue-foot" data-foot>
      {mistakes.length > 0 && (
        <p className="issue-refused" role="alert">
          {w('bulletins.editMistakes', { count: mistakes.length })}
        </p>
      )}
      {wasChanged && (
        <Note kind="warning">
          {w('bulletins.editConflict', { by: by ?? '—' })}
          {clashing > 0 && (
            <>
              {w('bulletins.editClashes', { count: clashing })}
              <Button kind="quiet" size="s" onClick={showClash}>
                {w('bulletins.editClashGo')}
              </Button>
            </>
          )}
        </Note>
      )}
      {refused && <ErrorNote problem={refused} />}
      <p className="issue-standing" role="status">
        {w(isUnsaved ? 'bulletins.editUnsaved' : 'bulletins.editSaved')}
      </p>
      <Button onClick={onClose}>{w('kit.close')}</Button>
      <Button kind="primary" busy={isSaving} disabled={!isUnsaved} onClick={save}>
        {w('bulletins.editSave')}
      </Button>
    </footer>
  )
}

function showClash(): void {
  document.querySelector('.issue-clash')?.scrollIntoView({ block: 'center' })
}
