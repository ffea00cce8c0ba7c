import { useCallback, useEffect, useRef, useState } from 'react'
import type { Part } from '../draft.ts'
import { insertionAt } from '../text/insertion.ts'
import { lineOf } from '../text/mistake-place.ts'

type Act = { part: Part; act: (field: HTMLTextAreaElement) => void }

/**
 * The fields a word may go into, and which of them was used last. What is to be done in one waits until it is drawn: on a phone it may lie
 * behind another tab.
 */
export function usePlaces(show: () => void) {
  const fields = useRef<Partial<Record<Part, HTMLTextAreaElement | null>>>({})
  const [part, setPart] = useState<Part>('body')
  const [pending, setPending] = useState<Act | null>(null)
  useEffect(() => {
    const field = pending && fields.current[pending.part]
    if (field) pending.act(field)
  }, [pending])
  const begin = useCallback(
    (next: Act) => {
      show()
      setPending(next)
    },
    [show],
  )
  return {
    part,
    setPart,
    refOf: (of: Part) => (field: HTMLTextAreaElement | null) => {
      fields.current[of] = field
    },
    insert: (word: string) => begin({ part, act: (field) => write(field, word) }),
    goTo: (place: { part: Part; at: number }) => begin({ part: place.part, act: (field) => stand(field, place.at) }),
  }
}

export type Places = ReturnType<typeof usePlaces>

/** As if typed, so that the browser can undo it. */
function write(field: HTMLTextAreaElement, word: string): void {
  const selection = { start: field.selectionStart, end: field.selectionEnd }
  const { start, end, text, select } = insertionAt(field.value, selection, word)
  field.focus({ preventScroll: true })
  field.setSelectionRange(start, end)
  document.execCommand('insertText', false, text)
  field.setSelectionRange(select.start, select.end)
  showLine(field, select.start)
}

function stand(field: HTMLTextAreaElement, at: number): void {
  field.focus({ preventScroll: true })
  field.setSelectionRange(at, at)
  showLine(field, at)
}

/** The textarea is as high as its text and does not scroll; the page does. */
function showLine(field: HTMLTextAreaElement, at: number): void {
  const line = field.parentElement?.querySelector(`[data-line="${lineOf(field.value, at)}"]`)
  const { top = 0, bottom = 0 } = line?.getBoundingClientRect() ?? {}
  if (top < window.innerHeight * 0.2 || bottom > window.innerHeight * 0.85) line?.scrollIntoView({ block: 'center' })
}
