import { useWords } from '#platform/web/words/use-words.ts'
import type { ApprovalState } from '../../vocabulary.ts'

/** How far an approval is, by shape and word: colours are for lights. */
export function StateMark({ state }: { state: ApprovalState }) {
  const w = useWords()
  return (
    <span className={`state-mark state-${state}`}>
      <svg viewBox="0 0 12 12" aria-hidden="true">
        {state === 'obtained' && (
          <path d="M1.5 6.4 4.7 9.5 10.6 2.6" fill="none" stroke="currentColor" strokeWidth="1.9" />
        )}
        {state === 'inProgress' && (
          <>
            <circle cx="6" cy="6" r="4.6" fill="none" stroke="currentColor" strokeWidth="1.2" />
            <path d="M6 1.4a4.6 4.6 0 0 1 0 9.2z" fill="currentColor" />
          </>
        )}
        {state === 'todo' && <circle cx="6" cy="6" r="4.6" fill="none" stroke="currentColor" strokeWidth="1.2" />}
        {state === 'notNeeded' && <path d="M2 6h8" stroke="currentColor" strokeWidth="1.4" />}
      </svg>
      {w(`papers.state.${state}`)}
    </span>
  )
}
