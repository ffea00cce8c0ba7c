import { useEffect, useRef, useSyncExternalStore } from 'react'
import { ApiProblem } from '../client/api-problem.ts'
import { useWords, words } from '../words/use-words.ts'
import { Button } from './Button.tsx'
import './notes.css'

type Toast = { id: number; text: string; isProblem: boolean; undo?: () => void }
const STAYS_MS = 6000

let toasts: readonly Toast[] = []
let lastId = 0
const listeners = new Set<() => void>()

/** Says in a corner that something was done, in the office's words: `notify('已提交3项')`; with `undo` it can be taken back at once. */
export function notify(text: string, options: { undo?: () => void } = {}): void {
  show({ text, isProblem: false, undo: options.undo })
}

/** Says in a corner that something was refused; the server's own sentence. */
export function notifyProblem(problem: unknown): void {
  show({ text: problem instanceof ApiProblem ? problem.message : words('kit.problem.unreadable'), isProblem: true })
}

function show(toast: Omit<Toast, 'id'>): void {
  lastId += 1
  const id = lastId
  change([...toasts.slice(-2), { id, ...toast }])
  setTimeout(() => dismiss(id), toast.isProblem ? STAYS_MS * 2 : STAYS_MS)
}

function dismiss(id: number): void {
  change(toasts.filter((toast) => toast.id !== id))
}

function change(next: readonly Toast[]): void {
  toasts = next
  for (const listener of listeners) listener()
}

/** Drawn once, by the shell. In the top layer where the browser has one, so that an open panel does not cover it. */
export function Toasts() {
  const w = useWords()
  const shown = useSyncExternalStore(subscribe, () => toasts)
  const host = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const element = host.current
    if (!element?.showPopover) return
    if (element.matches(':popover-open')) element.hidePopover()
    if (shown.length > 0) element.showPopover()
  }, [shown])
  return (
    <div className="toasts" ref={host} popover="manual" role="status" aria-live="polite">
      {shown.map((toast) => (
        <div key={toast.id} className={`toast ${toast.isProblem ? 'toast-problem' : ''}`}>
          <span>{toast.text}</span>
          <Button
            kind="quiet"
            size="s"
            onClick={() => {
              toast.undo?.()
              dismiss(toast.id)
            }}
          >
            {toast.undo ? w('kit.undo') : w('kit.close')}
          </Button>
        </div>
      ))}
    </div>
  )
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
