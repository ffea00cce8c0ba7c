import { type ReactNode, useEffect, useId, useRef, useState } from 'react'
import './popover.css'

type Props = {
  /** Draws the button; spread the attributes on it. */
  trigger: (attributes: { onClick: () => void; 'aria-expanded': boolean; 'aria-controls': string }) => ReactNode
  /** Draws what opens; `close` returns the focus to the button. */
  children: (close: () => void) => ReactNode
  align?: 'start' | 'end'
  label: string
}

/** A small surface that opens below its button; Esc, a click elsewhere and leaving by Tab close it. */
export function Popover({ trigger, children, align = 'start', label }: Props) {
  const [open, setOpen] = useState(false)
  const root = useRef<HTMLSpanElement>(null)
  const id = useId()
  const close = () => {
    setOpen(false)
    root.current?.querySelector('button')?.focus()
  }
  useEffect(() => {
    if (!open) return
    const outside = (event: Event) => {
      if (!root.current?.contains(event.target as Node)) setOpen(false)
    }
    const closeOnEscape = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return
      // an open panel below must not close with it
      event.stopPropagation()
      event.preventDefault()
      setOpen(false)
      root.current?.querySelector('button')?.focus()
    }
    const element = root.current
    element?.addEventListener('keydown', closeOnEscape)
    document.addEventListener('pointerdown', outside)
    document.addEventListener('focusin', outside)
    return () => {
      element?.removeEventListener('keydown', closeOnEscape)
      document.removeEventListener('pointerdown', outside)
      document.removeEventListener('focusin', outside)
    }
  }, [open])
  return (
    <span className="popover-root" ref={root}>
      {trigger({ onClick: () => setOpen(!open), 'aria-expanded': open, 'aria-controls': id })}
      {open && (
        <div id={id} role="dialog" aria-label={label} className={`popover popover-${align}`}>
          {children(close)}
        </div>
      )}
    </span>
  )
}

/** Moves the focus between the items of a list by ↑ ↓ Home End. */
export function onMenuKeys(event: React.KeyboardEvent<HTMLElement>): void {
  const items = Array.from(event.currentTarget.querySelectorAll<HTMLElement>('button:not(:disabled), a'))
  const at = items.indexOf(document.activeElement as HTMLElement)
  const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: items.length - 1 }[event.key]
  if (next === undefined) return
  event.preventDefault()
  items[(next + items.length) % items.length]?.focus()
}
