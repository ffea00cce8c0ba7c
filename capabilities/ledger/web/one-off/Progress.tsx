import { useQuery } from '@tanstack/react-query'
import type { Reply } from '#platform/http/contract.ts'
import { Link } from '#platform/web/address.tsx'
import { Bar } from '#platform/web/kit/Bar.tsx'
import { type Column, DataTable } from '#platform/web/kit/DataTable.tsx'
import { ErrorNote } from '#platform/web/kit/ErrorNote.tsx'
import { Note, Skeleton } from '#platform/web/kit/Note.tsx'
import { Section } from '#platform/web/kit/Page.tsx'
import type { Say } from '#platform/web/words/catalogue.ts'
import { useWords } from '#platform/web/words/use-words.ts'
import type { OneOffForm, oneOffRoutes } from '../../one-off/contract.ts'
import { ledger } from '../api.ts'

type Read = Reply<(typeof oneOffRoutes)['readOneOffProgress']>
type Count = Read['counties'][number]
type Missing = Read['missing'][number]

/** The first names that are shown of those missing (one-off/filling-server.ts). */
const NAMED = 500

/** How far a form is: by county, by reporter, and who is missing by name. */
export function Progress({ form }: { form: OneOffForm }) {
  const w = useWords()
  const { data, error, refetch } = useQuery(ledger.readOneOffProgress.query({ params: { id: form.id } }))
  if (form.columns.every(({ isDropped }) => isDropped)) return <Note>{w('oneOff.columnsGone')}</Note>
  if (error) return <ErrorNote problem={error} onRetry={() => void refetch()} />
  if (!data) return <Skeleton lines={8} />
  const { missing } = data
  return (
    <>
      <div className="oo-counts">
        <Section title={w('oneOff.byCounty')}>
          <Counts
            counts={data.counties}
            label={w('oneOff.byCounty')}
            heading={w('oneOff.county')}
            unnamed={w('oneOff.noCounty')}
          />
        </Section>
        <Section title={w('oneOff.byReporter')}>
          <Counts
            counts={data.reporters}
            label={w('oneOff.byReporter')}
            heading={w('oneOff.reporter')}
            unnamed={w('oneOff.nobody')}
          />
        </Section>
      </div>
      <Section
        title={missing.length < NAMED ? w('oneOff.missingProjects') : w('oneOff.missingFirst', { count: NAMED })}
      >
        {missing.length === 0 ? (
          <Note kind="done">{w('oneOff.allFilledText')}</Note>
        ) : (
          <DataTable
            label={w('oneOff.missingProjects')}
            columns={missingColumns(w)}
            rows={missing}
            rowKey={({ projectId }) => projectId}
          />
        )}
      </Section>
    </>
  )
}

function Counts({
  counts,
  label,
  heading,
  unnamed,
}: {
  counts: Count[]
  label: string
  heading: string
  unnamed: string
}) {
  const w = useWords()
  const columns: Column<Count>[] = [
    { key: 'name', title: heading, cell: ({ name }) => name || unnamed },
    { key: 'total', title: w('oneOff.asked'), kind: 'number', width: '4rem', cell: ({ total }) => total },
    { key: 'filled', title: w('oneOff.filled'), kind: 'number', width: '4.5rem', cell: ({ filled }) => filled },
    {
      key: 'bar',
      title: '',
      width: '7rem',
      cell: ({ total, filled }) => <Bar value={String(Math.floor((filled * 100) / total))} />,
    },
  ]
  return <DataTable label={label} columns={columns} rows={counts} rowKey={({ id }) => id ?? 0} />
}

function missingColumns(w: Say): Column<Missing>[] {
  return [
    {
      key: 'name',
      title: w('oneOff.project'),
      wraps: true,
      cell: ({ projectId, name }) => <Link to={`/projects/${projectId}`}>{name}</Link>,
    },
    { key: 'county', title: w('oneOff.county'), width: '8rem', cell: ({ countyName }) => countyName ?? '' },
    {
      key: 'reporters',
      title: w('oneOff.reporters'),
      wraps: true,
      cell: ({ reporters }) =>
        reporters.length > 0 ? reporters.join('、') : <span className="no-value">{w('oneOff.nobody')}</span>,
    },
  ]
}
