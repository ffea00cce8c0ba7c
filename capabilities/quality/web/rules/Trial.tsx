import { useQuery } from '@tanstack/react-query'
import { Link } from '#platform/web/address.tsx'
import { ErrorNote } from '#platform/web/kit/ErrorNote.tsx'
import { useWords } from '#platform/web/words/use-words.ts'
import type { Check } from '../../checks.ts'
import { quality } from '../api.ts'

/** What a rule would find in the ledger as it stands. */
export function Trial({ rule }: { rule: Check }) {
  const w = useWords()
  const { data, error } = useQuery({
    queryKey: [...quality.previewQualityRule.key(), rule],
    queryFn: ({ signal }) => quality.previewQualityRule({ body: { rule } }, { signal }),
  })
  if (error) return <ErrorNote problem={error} />
  if (!data) return <p className="no-value">{w('quality.trying')}</p>
  return (
    <div className="quality-trial">
      <p>{w('quality.tried', { asked: data.asked, failing: data.failing })}</p>
      <ul>
        {data.first.map(({ id, name }) => (
          <li key={id}>
            <Link to={`/projects/${id}`}>{name}</Link>
          </li>
        ))}
      </ul>
    </div>
  )
}
