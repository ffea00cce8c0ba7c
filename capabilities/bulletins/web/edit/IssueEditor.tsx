import { useEffect, useId, useRef, useState } from 'react'
import type { Bulletin, BulletinDraft } from '#capabilities/bulletins/contract.ts'
import { instantText } from '#platform/web/format.ts'
import { Button } from '#platform/web/kit/Button.tsx'
import { Dialog } from '#platform/web/kit/Dialog.tsx'
import { ErrorNote } from '#platform/web/kit/ErrorNote.tsx'
import { Note } from '#platform/web/kit/Note.tsx'
import { useWords } from '#platform/web/words/use-words.ts'
import { usePlaces } from '../templates/editor/use-places.ts'
import { BodyField } from './BodyField.tsx'
import { PARTS } from './issue-text.ts'
import { LeaveQuestion } from './LeaveQuestion.tsx'
import { PaperFields } from './PaperFields.tsx'
import { nothing, PartField } from './PartField.tsx'
import { type IssueEditing, useIssueEditor } from './use-issue-editor.ts'
import './edit.css'

type Props = { bulletin: Bulletin; draft: BulletinDraft; onClose: () => void }

/** This issue's own words and what the office decides about the paper, beside the sheet that they make. */
export function IssueEditor({ bulletin, draft, onClose }: Props) {
  const w = useWords()
  const id = useId()
  const editor = useIssueEditor(bulletin, draft)
  const places = usePlaces(nothing)
  useSaveKey(editor.save)
  const [isLeaving, setIsLeaving] = useState(false)
  const close = () => (editor.isUnsaved ? setIsLeaving(true) : onClose())
  return (
    <section className="issue" aria-labelledby={id}>
      <header className="issue-head">
        <h2 id={id}>{w('bulletins.edit')}</h2>
        {draft.updatedAt && (
          <p>{w('bulletins.editedBy', { by: draft.updatedBy ?? '—', at: instantText(draft.updatedAt) })}</p>
        )}
      </header>
      <p className="issue-means">{w('bulletins.editMeans', { name: draft.templateName })}</p>
      {editor.wasChanged && <Note kind="warning">{w('bulletins.editConflict', { by: draft.updatedBy ?? '—' })}</Note>}
      {PARTS.filter((part) => part !== 'body').map((part) => (
        <PartField key={part} part={part} editor={editor} places={places} template={draft.templateContent[part]} />
      ))}
      <BodyField editor={editor} places={places} template={draft.templateContent.body} />
      <PaperFields kind={draft.kind} editor={editor} />
      <BackToTemplate editor={editor} draft={draft} />
      <Foot editor={editor} onClose={close} />
      {isLeaving && (
        <Dialog
          title={w('bulletins.leave')}
          confirm={w('bulletins.leaveDo')}
          danger
          onConfirm={onClose}
          onClose={() => setIsLeaving(false)}
        >
          <p>{w('bulletins.leaveText')}</p>
        </Dialog>
      )}
      <LeaveQuestion unsaved={editor.isUnsaved} />
    </section>
  )
}

/** Ctrl+S saves wherever the focus is. */
function useSaveKey(save: () => void): void {
  const latest = useRef(save)
  latest.current = save
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key !== 's' || !(event.ctrlKey || event.metaKey)) return
      event.preventDefault()
      latest.current()
    }
    window.addEventListener('keydown', onKeyDown)
    return () => window.removeEventListener('keydown', onKeyDown)
  }, [])
}

/** Saving is always in sight, and so is why it was refused. */
function Foot({ editor, onClose }: { editor: IssueEditing; onClose: () => void }) {
  const w = useWords()
  const { save, isSaving, drop, mistakes, problem, isUnsaved } = editor
  const refused = problem ?? drop.error
  return (
    <footer className="issue-foot" data-foot>
      {mistakes.length > 0 && (
        <p className="issue-refused" role="alert">
          {w('bulletins.editMistakes', { count: mistakes.length })}
        </p>
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

/** The words alone go back on the screen and are then saved; giving everything up is asked about, since it takes decisions with it. */
function BackToTemplate({ editor, draft }: { editor: IssueEditing; draft: BulletinDraft }) {
  const w = useWords()
  const [isAsking, setIsAsking] = useState(false)
  const { text, write, drop } = editor
  const differing = PARTS.filter((part) => text[part] !== draft.templateContent[part])
  return (
    <p className="issue-back">
      <Button disabled={differing.length === 0} onClick={() => write(draft.templateContent)}>
        {w('bulletins.backAll', { count: differing.length })}
      </Button>
      <Button kind="danger" disabled={draft.version === 0} busy={drop.isPending} onClick={() => setIsAsking(true)}>
        {w('bulletins.drop')}
      </Button>
      {isAsking && (
        <Dialog
          title={w('bulletins.dropAsk')}
          confirm={w('bulletins.drop')}
          danger
          busy={drop.isPending}
          problem={drop.error}
          onConfirm={() => drop.mutate(undefined, { onSuccess: () => setIsAsking(false) })}
          onClose={() => setIsAsking(false)}
        >
          <p>{w('bulletins.dropText')}</p>
        </Dialog>
      )}
    </p>
  )
}
