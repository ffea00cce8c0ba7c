import { ApiProblem } from '../client/api-problem.ts'
import { useWords } from '../words/use-words.ts'
import { Button } from './Button.tsx'
import './notes.css'

type Props = { problem: unknown; onRetry?: () => void }

/** What happened and what to do, in one sentence; the code small beside it for whoever helps. */
export function ErrorNote({ problem, onRetry }: Props) {
  const w = useWords()
  const known = problem instanceof ApiProblem ? problem : null
  return (
    <div className="note note-problem" role="alert">
      <p>{known ? known.message : w('shell.pageBrokenText')}</p>
      <FieldList problem={known} />
      <p className="note-foot">
        {onRetry && (
          <Button size="s" onClick={onRetry}>
            {w('kit.retry')}
          </Button>
        )}
        <small>{w('kit.code', { code: known?.code ?? String((problem as Error)?.message ?? problem) })}</small>
      </p>
    </div>
  )
}

/** More than one complaint about the form: all of them at once. */
function FieldList({ problem }: { problem: ApiProblem | null }) {
  const fields = problem?.details?.fields
  if (!Array.isArray(fields) || fields.length < 2) return null
  return (
    <ul>
      {(fields as { field: string; message: string }[]).map(({ field, message }) => (
        <li key={field + message}>{message}</li>
      ))}
    </ul>
  )
}

/** The complaint about one field of a form, or undefined. */
export function fieldProblem(problem: unknown, field: string): string | undefined {
  const fields = problem instanceof ApiProblem ? problem.details?.fields : undefined
  if (!Array.isArray(fields)) return undefined
  return (fields as { field: string; message: string }[]).find((entry) => entry.field === field)?.message
}
