import { type ReactNode, useId, useRef, useState } from 'react'
import { createPortal } from 'react-dom'
import './popover.css'

type Place = { left: number; top: number; above: boolean }

/** An explanation that appears on hover and on keyboard focus, and is read to screen readers. */
export function Hint({ content, children }: { content: ReactNode; children: ReactNode }) {
  const [place, setPlace] = useState<Place | null>(null)
  const anchor = useRef<HTMLButtonElement>(null)
  const id = useId()
  const show = () => setPlace(placeBy(anchor.current!))
  const hide = () => setPlace(null)
  return (
    <button
      type="button"
      ref={anchor}
      className="hint-anchor"
      aria-describedby={place ? id : undefined}
      onMouseEnter={show}
      onMouseLeave={hide}
      onFocus={show}
      onBlur={hide}
      onClick={show}
      onKeyDown={(event) => event.key === 'Escape' && hide()}
    >
      {children}
      {place &&
        createPortal(
          <span
            role="tooltip"
            id={id}
            className={`hint ${place.above ? 'hint-above' : ''}`}
            style={{ left: place.left, top: place.top }}
          >
            {content}
          </span>,
          anchor.current?.closest('dialog') ?? document.body,
        )}
    </button>
  )
}

function placeBy(anchor: HTMLElement): Place {
  const box = anchor.getBoundingClientRect()
  const above = box.bottom > window.innerHeight - 180
  const left = Math.max(8, Math.min(box.left, window.innerWidth - 320))
  return { left, top: above ? box.top - 6 : box.bottom + 6, above }
}
