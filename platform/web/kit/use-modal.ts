import { type RefObject, useEffect, useRef } from 'react'

/**
 * Shows a `<dialog>` as long as it is mounted: the browser traps the focus, makes the page inert, and returns the focus at the
 * end. `first` selects what gets the focus; with `fieldsFirst` only when the dialog has no field of its own to begin with. */
export function useModal(
  onClose: () => void,
  { first, fieldsFirst = false }: { first?: string | undefined; fieldsFirst?: boolean } = {},
): RefObject<HTMLDialogElement | null> {
  const dialog = useRef<HTMLDialogElement>(null)
  const close = useRef(onClose)
  close.current = onClose
  useEffect(() => {
    const element = dialog.current!
    const before = document.activeElement
    element.showModal()
    const hasField = fieldsFirst && element.querySelector('input, textarea, select') !== null
    if (first && !hasField) element.querySelector<HTMLElement>(first)?.focus()
    const onCancel = (event: Event) => {
      event.preventDefault()
      close.current()
    }
    const onBackdrop = (event: MouseEvent) => {
      if (event.target === element) close.current()
    }
    // Esc closes the open list of a field first; only the next one closes the dialog
    const onEscape = (event: KeyboardEvent) => {
      if (event.key === 'Escape' && element.querySelector('.ant-select-open')) event.preventDefault()
    }
    // a browser may close without asking, when Esc comes twice in a row
    const onClosed = () => {
      // React mounts twice while developing: the first close is heard after the second opening
      if (!element.open) close.current()
    }
    element.addEventListener('keydown', onEscape, true)
    element.addEventListener('close', onClosed)
    element.addEventListener('cancel', onCancel)
    element.addEventListener('mousedown', onBackdrop)
    return () => {
      element.removeEventListener('keydown', onEscape, true)
      element.removeEventListener('close', onClosed)
      element.removeEventListener('cancel', onCancel)
      element.removeEventListener('mousedown', onBackdrop)
      element.close()
      if (before instanceof HTMLElement && before.isConnected) before.focus()
    }
  }, [first, fieldsFirst])
  return dialog
}
