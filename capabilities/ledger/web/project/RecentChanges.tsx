import { useQuery } from '@tanstack/react-query'
import { Link } from '#platform/web/address.tsx'
import { instantText } from '#platform/web/format.ts'
import { ErrorNote } from '#platform/web/kit/ErrorNote.tsx'
import { Skeleton } from '#platform/web/kit/Note.tsx'
import { useWords } from '#platform/web/words/use-words.ts'
import { ledger } from '../api.ts'
import { fieldLabel, fieldValueText } from '../parts/labels.ts'
import { useOrganisations } from '../parts/use-organisations.ts'

const SHOWN = 8
const LENGTH = 40

/** What happened to the project lately; the whole history is one step away. */
export function RecentChanges({ projectId }: { projectId: number }) {
  const w = useWords()
  const { names } = useOrganisations()
  const asked = ledger.readHistory.query({ params: { id: projectId }, query: { limit: SHOWN } })
  const { data, error, refetch } = useQuery(asked)
  if (error) return <ErrorNote problem={error} onRetry={() => void refetch()} />
  if (!data) return <Skeleton lines={4} />
  const text = (field: string, value: string | null) => {
    const words = fieldValueText(w, field, value, names)
    return words.length > LENGTH ? `${words.slice(0, LENGTH)}…` : words
  }
  return (
    <>
      {data.items.length === 0 && <p className="no-value">{w('ledger.history.none')}</p>}
      <ol className="recent-changes">
        {data.items.map(({ id, at, actor, field, old, new: now }) => (
          <li key={id}>
            <time dateTime={at}>{instantText(at)}</time>
            <span>{actor}</span>
            <span>{fieldLabel(w, field)}</span>
            <span className="recent-change">
              <del>{text(field, old)}</del> → <ins>{text(field, now)}</ins>
            </span>
          </li>
        ))}
      </ol>
      <p className="no-print">
        <Link to={`/projects/${projectId}?tab=history`}>{w('ledger.project.wholeHistory')}</Link>
      </p>
    </>
  )
}
