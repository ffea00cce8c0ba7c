import { type FormEvent, type ReactNode, useId } from 'react'
import { useWords } from '../words/use-words.ts'
import { Button } from './Button.tsx'
import { ErrorNote } from './ErrorNote.tsx'
import { useModal } from './use-modal.ts'
import './panel.css'

type Props = {
  /** Asks the question: 锁定10月填报？ */
  title: string
  children?: ReactNode
  /** The button that does it, in the office's word: 锁定. */
  confirm: string
  danger?: boolean
  busy?: boolean
  disabled?: boolean
  problem?: unknown
  onConfirm: () => void
  onClose: () => void
}

/** Asks before something weighty, or takes the two or three things it needs. Mount it to open it; Enter confirms, Esc cancels. */
export function Dialog({ title, children, confirm, danger, busy, disabled, problem, onConfirm, onClose }: Props) {
  const w = useWords()
  const id = useId()
  // what cannot be undone is not confirmed by a stray Enter
  const modal = useModal(onClose, { first: danger ? undefined : 'button[type=submit]', fieldsFirst: true })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!busy && !disabled) onConfirm()
  }
  return (
    <dialog ref={modal} className="dialog" aria-labelledby={id}>
      <form onSubmit={submit} noValidate>
        <h2 id={id}>{title}</h2>
        <div className="dialog-body">
          {children}
          {problem ? <ErrorNote problem={problem} /> : null}
        </div>
        <footer className="dialog-foot">
          <Button onClick={onClose}>{w('kit.cancel')}</Button>
          <Button type="submit" kind={danger ? 'danger' : 'primary'} busy={busy} disabled={disabled}>
            {confirm}
          </Button>
        </footer>
      </form>
    </dialog>
  )
}
