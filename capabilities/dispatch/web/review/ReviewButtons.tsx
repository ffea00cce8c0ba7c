import { useEffect, useState } from 'react'
import { Button } from '#platform/web/kit/Button.tsx'
import { ErrorNote } from '#platform/web/kit/ErrorNote.tsx'
import { useWords } from '#platform/web/words/use-words.ts'
import type { Report } from '../../contract.ts'
import { ReturnDialog } from './ReturnDialog.tsx'
import { useAccepting } from './use-review.ts'
import './review.css'

/** 通过 and 退回 for one report, also by A and R. */
export function ReviewButtons({ report, onDone }: { report: Report; onDone?: () => void }) {
  const w = useWords()
  const [returning, setReturning] = useState(false)
  const { mutate, isPending, error } = useAccepting(report.round.id, onDone)
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (returning || isPending || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return
      if (event.key.toLowerCase() === 'a') mutate([report])
      else if (event.key.toLowerCase() === 'r') setReturning(true)
      else return
      event.preventDefault()
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [returning, isPending, mutate, report])
  return (
    <>
      {error ? <ErrorNote problem={error} /> : null}
      <Button onClick={() => setReturning(true)}>
        {w('dispatch.return')} <kbd>R</kbd>
      </Button>
      <Button kind="primary" busy={isPending} onClick={() => mutate([report])}>
        {w('dispatch.accept')} <kbd>A</kbd>
      </Button>
      {returning && <ReturnDialog report={report} onClose={() => setReturning(false)} onDone={onDone} />}
    </>
  )
}

export function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.closest('input:not([type=checkbox]), textarea, select') !== null
}
