import { type RefObject, useEffect, useRef } from 'react'

/** Shows a `<dialog>` as long as it is mounted: the browser traps the focus, makes the page inert, and returns the focus at the end. */
export function useModal(onClose: () => void): RefObject<HTMLDialogElement | null> {
  const dialog = useRef<HTMLDialogElement>(null)
  const close = useRef(onClose)
  close.current = onClose
  useEffect(() => {
    const element = dialog.current!
    const before = document.activeElement
    element.showModal()
    const onCancel = (event: Event) => {
      event.preventDefault()
      close.current()
    }
    const onBackdrop = (event: MouseEvent) => {
      if (event.target === element) close.current()
    }
    element.addEventListener('cancel', onCancel)
    element.addEventListener('mousedown', onBackdrop)
    return () => {
      element.removeEventListener('cancel', onCancel)
      element.removeEventListener('mousedown', onBackdrop)
      element.close()
      if (before instanceof HTMLElement && before.isConnected) before.focus()
    }
  }, [])
  return dialog
}
