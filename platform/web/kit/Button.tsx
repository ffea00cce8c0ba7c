import type { ButtonHTMLAttributes, ReactNode } from 'react'
import './button.css'

type Props = ButtonHTMLAttributes<HTMLButtonElement> & {
  /** `primary`: the one next step of a page; `quiet`: text alone; `danger`: cannot be taken back. */
  kind?: 'primary' | 'plain' | 'quiet' | 'danger'
  size?: 's' | 'm' | 'l'
  /** Being done: stays in place, cannot be pressed again. */
  busy?: boolean
  children: ReactNode
}

export function Button({
  kind = 'plain',
  size = 'm',
  busy = false,
  className = '',
  disabled,
  children,
  ...rest
}: Props) {
  return (
    <button
      type="button"
      className={`button button-${kind} button-${size} ${className}`}
      disabled={disabled || busy}
      aria-busy={busy || undefined}
      {...rest}
    >
      {children}
    </button>
  )
}
