import { useQuery } from '@tanstack/react-query'
import { lazy, Suspense, useState } from 'react'
import { formatMoney } from '#kernel/money.ts'
import { dateInChina } from '#kernel/period.ts'
import { Link, useGo, useSearch } from '#platform/web/address.tsx'
import { dateText } from '#platform/web/format.ts'
import { Button } from '#platform/web/kit/Button.tsx'
import { EmptyState } from '#platform/web/kit/EmptyState.tsx'
import { ErrorNote } from '#platform/web/kit/ErrorNote.tsx'
import { Skeleton } from '#platform/web/kit/Note.tsx'
import { Page } from '#platform/web/kit/Page.tsx'
import { usePaper } from '#platform/web/kit/use-paper.ts'
import { useWords } from '#platform/web/words/use-words.ts'
import { BATCHES, type Batch, type Cohort } from '../../contract/cohorts.ts'
import { stages } from '../api.ts'
import { AsOf } from '../parts/AsOf.tsx'
import { ConversionBar, RateWithBase } from '../parts/ConversionBar.tsx'
import { ConversionKey } from '../parts/ConversionKey.tsx'
import { StagesTrail } from '../parts/StagesTrail.tsx'
import '#platform/web/kit/table.css'
import './cohorts.css'

const CohortForm = lazy(async () => ({ default: (await import('./CohortForm.tsx')).CohortForm }))

/** 三个一批: rounds by batches, how many of each moved on, and who did not. */
export function CohortsPage() {
  const w = useWords()
  usePaper('A4 landscape')
  const go = useGo()
  const [search, set] = useSearch()
  const query = search.asOf ? { asOf: search.asOf } : {}
  const { data, error, refetch } = useQuery({
    ...stages.listCohorts.query({ query }),
    placeholderData: (before) => before,
  })
  const [adding, setAdding] = useState(false)
  const today = dateInChina(new Date())
  return (
    <Page
      title={w('stages.cohorts.title')}
      trail={<StagesTrail />}
      note={data && w('stages.cohorts.note', { day: dateText(data.asOf) })}
      toolbar={
        <>
          <AsOf value={search.asOf ?? today} max={today} onChange={(asOf) => set({ asOf })} />
          <span className="not-on-phone">
            <Button onClick={() => window.print()}>{w('ledger.list.print')}</Button>
          </span>
          {data?.mayWrite && (
            <Button kind="primary" onClick={() => setAdding(true)}>
              {w('stages.cohorts.add')}
            </Button>
          )}
        </>
      }
    >
      {!data ? (
        error ? (
          <ErrorNote problem={error} onRetry={() => void refetch()} />
        ) : (
          <Skeleton lines={8} />
        )
      ) : data.items.length === 0 ? (
        <EmptyState title={w('stages.cohorts.empty')}>{w('stages.cohorts.emptyText')}</EmptyState>
      ) : (
        <>
          {error && <ErrorNote problem={error} onRetry={() => void refetch()} />}
          <Matrix items={data.items} total={data.total} asOf={search.asOf} />
          <ConversionKey />
          <p className="cohort-note">{w('stages.cohorts.explain')}</p>
        </>
      )}
      {adding && (
        <Suspense fallback={null}>
          <CohortForm
            cohort={null}
            nextNumber={
              Math.max(0, ...(data?.items ?? []).filter(({ mayWrite }) => mayWrite).map(({ number }) => number)) + 1
            }
            onSaved={(id) => go(`/cohorts/${id}`)}
            onClose={() => setAdding(false)}
          />
        </Suspense>
      )}
    </Page>
  )
}

type MatrixProps = { items: Cohort[]; total: Cohort['batches']; asOf: string | undefined }

/** Rounds down, batches across; each field is a line of its members with both rates, and opens to the names. */
function Matrix({ items, total, asOf }: MatrixProps) {
  const w = useWords()
  const labels = items[0]!.labels
  const isShared = items.every((item) => JSON.stringify(item.labels) === JSON.stringify(labels))
  const labelOf = (batch: Batch, { labels: own }: Cohort) => `${own[batch]}　${w(`stages.batch.next.${batch}`)}`
  return (
    <div className="table-scroll">
      <table className="table cohort-matrix">
        <caption className="sr-only">{w('stages.cohorts.title')}</caption>
        <thead>
          <tr>
            <th scope="col">{w('stages.cohorts.round')}</th>
            {BATCHES.map((batch) => (
              <th scope="col" key={batch}>
                {isShared ? labels[batch] : w(`stages.batch.${batch}`)}
                <span className="table-unit">{w(`stages.batch.next.${batch}`)}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {items.map((item) => (
            <tr key={item.id}>
              <th scope="row">
                <Link to={`/cohorts/${item.id}${asOf ? `?asOf=${asOf}` : ''}`}>
                  {w('stages.cohorts.number', { number: item.number })}
                </Link>
                <small>
                  {item.name}
                  <br />
                  {item.orgName}　{item.startsOn}—{item.endsOn}
                </small>
              </th>
              {item.batches.map((figures) => (
                <td key={figures.batch} data-batch={labelOf(figures.batch, item)}>
                  <BatchField
                    figures={figures}
                    hasRule={item.deadlines[figures.batch].within !== null}
                    label={isShared ? null : item.labels[figures.batch]}
                    to={`/cohorts/${item.id}?batch=${figures.batch}${asOf ? `&asOf=${asOf}` : ''}`}
                  />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <td>{w('stages.cohorts.all')}</td>
            {total.map((figures) => (
              <td key={figures.batch} data-batch={labelOf(figures.batch, items[0]!)}>
                <BatchField
                  figures={figures}
                  hasRule={items.some(({ deadlines }) => deadlines[figures.batch].within !== null)}
                  label={null}
                  to={null}
                />
              </td>
            ))}
          </tr>
        </tfoot>
      </table>
    </div>
  )
}

type FieldProps = { figures: Cohort['batches'][number]; hasRule: boolean; label: string | null; to: string | null }

function BatchField({ figures: { conversion: of, dueSoon, totalInvestment }, hasRule, label, to }: FieldProps) {
  const w = useWords()
  if (of.all === 0) return <span className="cohort-none">—</span>
  const content = (
    <>
      {label && <small>{label}</small>}
      <span className="cohort-rates">
        {hasRule ? (
          <RateWithBase rate={of.rateOfDue} part={of.movedOfDue} whole={of.due} />
        ) : (
          <small>{w('stages.cohorts.noRule')}</small>
        )}
        <small>{w('stages.cohorts.ofAll', { part: of.moved, whole: of.all })}</small>
      </span>
      <ConversionBar of={of} />
      <small className="cohort-late">
        {of.overdue > 0 && (
          <span className="standing-overdue">{w('stages.cohorts.overdue', { count: of.overdue })}</span>
        )}
        {dueSoon > 0 && <span className="standing-dueSoon">{w('stages.cohorts.dueSoon', { count: dueSoon })}</span>}
        <span>{formatMoney(totalInvestment)}</span>
      </small>
    </>
  )
  return to ? (
    <Link className="cohort-field" to={to}>
      {content}
    </Link>
  ) : (
    <span className="cohort-field">{content}</span>
  )
}
