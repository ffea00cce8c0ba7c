import { useState } from 'react'
import type { Draft, DraftState } from './FieldsForm.tsx'

/** What is being typed into the forms of a project, and what is wrong with it. */
export function useDraft(start: Draft): DraftState & { hasProblem: boolean; replace: (next: Draft) => void } {
  const [draft, setDraft] = useState<Draft>(start)
  const [problems, setProblems] = useState<Record<string, string | undefined>>({})
  return {
    draft,
    problems,
    hasProblem: Object.values(problems).some((problem) => problem !== undefined),
    set: (field, value) => setDraft((before) => ({ ...before, [field]: value })),
    setProblem: (field, problem) => setProblems((before) => ({ ...before, [field]: problem ?? undefined })),
    replace: setDraft,
  }
}
