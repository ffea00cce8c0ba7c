import type { ReactNode } from 'react'
import './notes.css'

/** A sentence that stays: `warning` for what needs care, `done` for what has been achieved. */
export function Note({
  kind = 'plain',
  children,
}: {
  kind?: 'plain' | 'warning' | 'problem' | 'done'
  children: ReactNode
}) {
  return <div className={`note note-${kind}`}>{children}</div>
}

/** A placeholder while something is read: `lines` of grey. */
export function Skeleton({ lines = 4 }: { lines?: number }) {
  return (
    <div className="skeleton-block" aria-busy="true">
      {Array.from({ length: lines }, (_, line) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: placeholders have no identity
        <span key={line} className="skeleton skeleton-line" style={{ width: `${[62, 90, 78, 84, 45][line % 5]}%` }} />
      ))}
    </div>
  )
}
