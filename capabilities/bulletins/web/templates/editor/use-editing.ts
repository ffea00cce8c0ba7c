import { useMemo, useRef, useState } from 'react'
import type { FullTemplate } from '#capabilities/bulletins/contract.ts'
import { draftOf, isSameDraft, type TemplateDraft } from '../draft.ts'
import type { Checked } from '../preview/use-preview.ts'
import { carriedAt, lineOf } from '../text/mistake-place.ts'

/** The template as it was last read or saved (null: new), and the draft that stands on it. */
export function useEditing(read: FullTemplate | null, begun: TemplateDraft) {
  const [held, setHeld] = useState(read)
  const [draft, setDraft] = useState(begun)
  const base = held ?? begun
  const isUnsaved = !isSameDraft(draftOf(base), draft)
  const unsaved = useRef(false)
  unsaved.current = isUnsaved
  return {
    held,
    draft,
    isUnsaved,
    /** What the guard at the exit asks. */
    unsaved,
    change: (changes: Partial<TemplateDraft>) => setDraft((now) => ({ ...now, ...changes })),
    /** All of it is saved, or taken as it was saved. */
    settle: (saved: FullTemplate) => {
      unsaved.current = false
      setHeld(saved)
      setDraft(draftOf(saved))
    },
    /** The draft now stands on what somebody else saved. */
    standOn: setHeld,
  }
}

/** Mistakes where they stand in the text of now, which may have been written on since they were found. */
export function useMistakes({ content }: TemplateDraft, previewed: Checked | undefined, refused: Checked | null) {
  return useMemo(() => {
    // what saving refused is the later word as long as nothing was changed
    const checked = refused?.content === content ? refused : previewed
    if (!checked) return []
    return checked.mistakes.flatMap((mistake) => {
      const text = content[mistake.part]
      const at = carriedAt(mistake.at, checked.content[mistake.part], text)
      return at === null ? [] : [{ ...mistake, at, line: lineOf(text, at) }]
    })
  }, [content, previewed, refused])
}
