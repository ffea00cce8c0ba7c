import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useId, useState } from 'react'
import type { Bulletin } from '#capabilities/bulletins/contract.ts'
import { Button } from '#platform/web/kit/Button.tsx'
import { ErrorNote } from '#platform/web/kit/ErrorNote.tsx'
import { TextInput } from '#platform/web/kit/inputs.tsx'
import { Note } from '#platform/web/kit/Note.tsx'
import { useWords } from '#platform/web/words/use-words.ts'
import { bulletins } from '../api.ts'
import { at, bulletinChanged, type Issue, isConflict, rereadAfterConflict, rereadDraft } from './issue.ts'

type Props = {
  problem: Bulletin['problems'][number]
  issue: Issue
  version: number
  /** Where an explanation stands already: leaves it, or ends when the new one is saved. */
  onDone: (() => void) | null
}

/** The place to say why something does not add up; saved with the draft and kept with the published document. */
export function Explaining({ problem, issue, version, onDone }: Props) {
  const w = useWords()
  const id = useId()
  const [text, setText] = useState(problem.explanation ?? '')
  const save = useMutation({
    // one after the other: each stands on the version the one before it made
    scope: { id: `explaining ${issue.roundId} ${issue.templateKey}` },
    mutationFn: async () => {
      const body = { version, explanations: { [problem.key]: text.trim() } }
      const next = await bulletins.saveBulletinDraft({ ...at(issue), body })
      await rereadDraft(issue)
      return next
    },
    onSuccess: (next) => {
      bulletinChanged(next)
      onDone?.()
      requestAnimationFrame(focusNext)
    },
    onError: (error) => rereadAfterConflict(issue, error),
  })
  const isSame = text.trim() === (problem.explanation ?? '')
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!isSame && !save.isPending) save.mutate()
  }
  return (
    <form className="explaining" onSubmit={submit}>
      <label htmlFor={id}>{w('bulletins.explain')}</label>
      <div>
        <TextInput
          id={id}
          value={text}
          onChange={setText}
          maxLength={300}
          placeholder={w('bulletins.explainExample')}
          aria-description={problem.sentence}
        />
        <Button type="submit" busy={save.isPending} disabled={isSame}>
          {w('bulletins.explainSave')}
        </Button>
        {onDone && <Button onClick={onDone}>{w('kit.cancel')}</Button>}
      </div>
      {save.error &&
        (isConflict(save.error) ? (
          <Note kind="warning">{w('bulletins.explainConflict')}</Note>
        ) : (
          <ErrorNote problem={save.error} />
        ))}
    </form>
  )
}

/** The form goes when it is saved: the next one is gone on with, or the list is read again. */
function focusNext(): void {
  const next = document.querySelector('.explaining input') ?? document.querySelector('.problems')
  if (next instanceof HTMLElement) next.focus()
}
