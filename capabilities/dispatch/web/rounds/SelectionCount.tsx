import { Link } from '#platform/web/address.tsx'
import { ErrorNote } from '#platform/web/kit/ErrorNote.tsx'
import { Figure } from '#platform/web/kit/Figure.tsx'
import { Note, Skeleton } from '#platform/web/kit/Note.tsx'
import { useWords } from '#platform/web/words/use-words.ts'
import type { RoundSelection } from '../../contract.ts'

type Count = { projects: number; alreadyInRound: number; withoutReporter: number }
type Props = { count: Count | undefined; problem: unknown; selection: RoundSelection }

/** What the selection comes to: how many projects, which of them cannot join, and who has nobody to fill them in. */
export function SelectionCount({ count, problem, selection }: Props) {
  const w = useWords()
  if (problem) return <ErrorNote problem={problem} />
  if (!count) return <Skeleton lines={2} />
  return (
    <div className="opening-count" aria-live="polite">
      <Figure value={String(count.projects)} unit={w('dispatch.projectsUnit')} size="xl" />
      {count.projects === 0 && <p>{w('dispatch.noProjects')}</p>}
      {count.alreadyInRound > 0 && (
        <Note kind="problem">{w('dispatch.alreadyInRound', { count: count.alreadyInRound })}</Note>
      )}
      {count.withoutReporter > 0 && (
        <Note kind="warning">
          {w('dispatch.withoutReporter', { count: count.withoutReporter })}
          <Link to={assignAddress(selection)}>{w('dispatch.assignReporters')}</Link>
        </Note>
      )}
    </div>
  )
}

/** The ledger narrowed to the same projects, where they are assigned. */
function assignAddress({ libraries, countyIds, campaignId, importId, priorityOnly }: RoundSelection): string {
  const query = new URLSearchParams({ unassigned: 'true' })
  if (importId !== undefined) query.set('importId', String(importId))
  if (libraries?.length === 1) query.set('library', libraries[0]!)
  if (countyIds?.length === 1) query.set('org', String(countyIds[0]))
  if (campaignId !== undefined) query.set('campaign', String(campaignId))
  if (priorityOnly) query.set('priority', 'true')
  return `/projects?${query}`
}
