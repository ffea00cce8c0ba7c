import { type ReactNode, useEffect, useLayoutEffect, useRef, useState } from 'react'
import { createPortal } from 'react-dom'
import '../popover.css'

type Props = {
  /** Below what it opens. */
  anchor: Element
  label: string
  onClose: () => void
  children: ReactNode
  className?: string
}

/** A small surface below something that lies within a scrolled part; Esc, a click elsewhere and scrolling away close it. */
export function Floating({ anchor, label, onClose, children, className = '' }: Props) {
  const surface = useRef<HTMLDivElement>(null)
  const [place, setPlace] = useState<{ left: number; top: number; maxHeight: number } | null>(null)
  const close = useRef(onClose)
  close.current = onClose
  useLayoutEffect(() => {
    const box = anchor.getBoundingClientRect()
    const width = surface.current?.offsetWidth ?? 280
    const left = Math.max(8, Math.min(box.left, window.innerWidth - width - 8))
    setPlace({ left, top: box.bottom + 2, maxHeight: Math.max(200, window.innerHeight - box.bottom - 16) })
  }, [anchor])
  useEffect(() => {
    const before = document.activeElement
    surface.current?.querySelector<HTMLElement>('button, input, a, select')?.focus()
    const outside = (event: Event) => {
      const target = event.target as Node
      if (!surface.current?.contains(target) && !anchor.contains(target)) close.current()
    }
    document.addEventListener('pointerdown', outside)
    return () => {
      document.removeEventListener('pointerdown', outside)
      if (before instanceof HTMLElement && before.isConnected) before.focus()
    }
  }, [anchor])
  return createPortal(
    // biome-ignore lint/a11y/noStaticElementInteractions: only Escape is taken, from the controls within
    <div
      ref={surface}
      role="dialog"
      aria-label={label}
      className={`popover gd-floating ${className}`}
      style={place ?? { left: 0, top: 0 }}
      onKeyDown={(event) => {
        event.stopPropagation()
        if (event.key !== 'Escape') return
        event.preventDefault()
        onClose()
      }}
    >
      {children}
    </div>,
    anchor.closest('dialog') ?? document.body,
  )
}
