import { type RefObject, useEffect, useId, useRef, useState } from 'react'
import type { Bulletin, BulletinDraft } from '#capabilities/bulletins/contract.ts'
import { instantText } from '#platform/web/format.ts'
import { Dialog } from '#platform/web/kit/Dialog.tsx'
import { useWords } from '#platform/web/words/use-words.ts'
import { usePlaces } from '../templates/editor/use-places.ts'
import { BackToTemplate } from './BackToTemplate.tsx'
import { BodyField } from './BodyField.tsx'
import { EditorFoot } from './EditorFoot.tsx'
import { PARTS } from './issue-text.ts'
import { LeaveQuestion } from './LeaveQuestion.tsx'
import { PaperFields } from './PaperFields.tsx'
import { nothing, PartField } from './PartField.tsx'
import { useIssueEditor } from './use-issue-editor.ts'
import './edit.css'

type Props = { bulletin: Bulletin; draft: BulletinDraft; onClose: () => void }

/** This issue's own words and what the office decides about the paper, beside the sheet that they make. */
export function IssueEditor({ bulletin, draft, onClose }: Props) {
  const w = useWords()
  const id = useId()
  const editor = useIssueEditor(bulletin, draft)
  const places = usePlaces(nothing)
  useSaveKey(editor.save)
  const frame = useShownOnOpening()
  const [isLeaving, setIsLeaving] = useState(false)
  const close = () => (editor.isUnsaved ? setIsLeaving(true) : onClose())
  return (
    <section className="issue" ref={frame} aria-labelledby={id}>
      <header className="issue-head">
        <h2 id={id} tabIndex={-1}>
          {w('bulletins.edit')}
        </h2>
        {draft.updatedAt && (
          <p>{w('bulletins.editedBy', { by: draft.updatedBy ?? '—', at: instantText(draft.updatedAt) })}</p>
        )}
      </header>
      <p className="issue-means">{w('bulletins.editMeans', { name: draft.templateName })}</p>
      {PARTS.filter((part) => part !== 'body').map((part) => (
        <PartField key={part} part={part} editor={editor} places={places} template={draft.templateContent[part]} />
      ))}
      <BodyField editor={editor} places={places} template={draft.templateContent.body} />
      <PaperFields kind={draft.kind} editor={editor} />
      <BackToTemplate editor={editor} draft={draft} />
      <EditorFoot editor={editor} by={draft.updatedBy} onClose={close} />
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

/** Read first by whoever opened it, and with its foot in sight. */
function useShownOnOpening(): RefObject<HTMLElement | null> {
  const frame = useRef<HTMLElement>(null)
  useEffect(() => {
    frame.current!.querySelector('h2')!.focus({ preventScroll: true })
    frame.current!.scrollIntoView({ block: 'start' })
  }, [])
  return frame
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
