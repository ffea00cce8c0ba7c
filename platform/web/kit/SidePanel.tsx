import { type ReactNode, useId } from 'react'
import { useWords } from '../words/use-words.ts'
import { useModal } from './use-modal.ts'
import './panel.css'

type Props = {
  title: ReactNode
  /** One line below the title. */
  note?: ReactNode
  onClose: () => void
  /** Actions at the foot, always in view. */
  foot?: ReactNode
  width?: 'm' | 'l'
  children: ReactNode
}

/**
 * What a figure, bar or row is made of: opens from the right over the page, which stays where it was. The title takes the focus, so that it is
 * read first; Esc closes. Mount it to open it.
 */
export function SidePanel({ title, note, onClose, foot, width = 'm', children }: Props) {
  const w = useWords()
  const id = useId()
  const modal = useModal(onClose, { first: 'h2' })
  return (
    <dialog ref={modal} className={`panel panel-${width}`} aria-labelledby={id}>
      <header className="panel-head">
        <div>
          <h2 id={id} tabIndex={-1}>
            {title}
          </h2>
          {note && <p className="panel-note">{note}</p>}
        </div>
        <button type="button" className="panel-close" aria-label={w('kit.close')} onClick={onClose}>
          ×
        </button>
      </header>
      <div className="panel-body">{children}</div>
      {foot && <footer className="panel-foot">{foot}</footer>}
    </dialog>
  )
}
