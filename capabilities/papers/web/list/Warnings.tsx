import { Note } from '#platform/web/kit/Note.tsx'
import { useWords } from '#platform/web/words/use-words.ts'
import type { ApprovalBoardShape } from '../../contract.ts'
import { warningText } from '../labels.ts'

/** What somebody should look at, the gravest first. */
export function Warnings({ warnings }: { warnings: ApprovalBoardShape['warnings'] }) {
  const w = useWords()
  if (warnings.length === 0) return null
  const isGrave = warnings.some(({ code }) => code === 'expired' || code === 'startedWithoutPermit')
  return (
    <Note kind={isGrave ? 'problem' : 'warning'}>
      <ul>
        {warnings.map((warning) => (
          <li key={`${warning.code} ${warning.approvalKind}`}>{warningText(w, warning)}</li>
        ))}
      </ul>
    </Note>
  )
}
