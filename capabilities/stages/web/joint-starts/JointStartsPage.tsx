import { useQuery } from '@tanstack/react-query'
import { lazy, Suspense, useState } from 'react'
import { Link, useGo } from '#platform/web/address.tsx'
import { dateText, rateIn } from '#platform/web/format.ts'
import { Button } from '#platform/web/kit/Button.tsx'
import { EmptyState } from '#platform/web/kit/EmptyState.tsx'
import { ErrorNote } from '#platform/web/kit/ErrorNote.tsx'
import { Skeleton } from '#platform/web/kit/Note.tsx'
import { Page } from '#platform/web/kit/Page.tsx'
import { useWords } from '#platform/web/words/use-words.ts'
import type { JointStart } from '../../contract/joint-starts.ts'
import { stages } from '../api.ts'
import { useAmounts } from '../parts/Amount.tsx'
import { StagesTrail } from '../parts/StagesTrail.tsx'
import '#platform/web/kit/table.css'
import './joint-starts.css'

const EventForm = lazy(async () => ({ default: (await import('./EventForm.tsx')).EventForm }))

/** 集中开工: the events, how large each was among those recorded, and how many of its projects are truly being built. */
export function JointStartsPage() {
  const w = useWords()
  const go = useGo()
  const { data, error, refetch } = useQuery(stages.listJointStarts.query())
  const [adding, setAdding] = useState(false)
  return (
    <Page
      title={w('stages.joint.title')}
      trail={<StagesTrail />}
      note={data && w('stages.rate.note', { day: dateText(data.asOf) })}
      toolbar={
        <>
          <span className="not-on-phone">
            <Button onClick={() => window.print()}>{w('ledger.list.print')}</Button>
          </span>
          {data?.mayWrite && (
            <Button kind="primary" onClick={() => setAdding(true)}>
              {w('stages.joint.add')}
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
        <EmptyState title={w('stages.joint.empty')}>{w('stages.joint.emptyText')}</EmptyState>
      ) : (
        <Events items={data.items} />
      )}
      {adding && data && (
        <Suspense fallback={null}>
          <EventForm
            event={null}
            items={data.preparationItems}
            onSaved={(id) => go(`/joint-starts/${id}`)}
            onClose={() => setAdding(false)}
          />
        </Suspense>
      )}
    </Page>
  )
}

function Events({ items }: { items: JointStart[] }) {
  const w = useWords()
  const amounts = useAmounts(items.flatMap((one) => [one.totalInvestment, one.annualPlan]))
  const most = Math.max(1, ...items.map(({ totalInvestment }) => Number(totalInvestment)))
  return (
    <>
      <div className="table-scroll">
        <table className="table event-table">
          <caption className="sr-only">{w('stages.joint.title')}</caption>
          <thead>
            <tr>
              <th scope="col">{w('stages.joint.event')}</th>
              <th scope="col" className="cell-number">
                {w('stages.overview.projects')}
              </th>
              <th scope="col" colSpan={2}>
                {w('ledger.field.totalInvestment')}
                <span className="table-unit">{amounts.unit}</span>
              </th>
              <th scope="col" className="cell-number">
                {w('ledger.field.annualPlan')}
                <span className="table-unit">{amounts.unit}</span>
              </th>
              {[30, 60, 90].map((days) => (
                <th scope="col" className="cell-number" key={days}>
                  {w('stages.joint.after', { days })}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {items.map((event) => (
              <tr key={event.id}>
                <th scope="row">
                  <Link to={`/joint-starts/${event.id}`}>{event.name}</Link>
                  <small>
                    {event.heldOn}　{event.mainVenue}
                  </small>
                </th>
                <td className="cell-number event-count" data-label={w('stages.overview.projects')}>
                  {event.projects}
                  <Highest is={event.isHighest.projects} earlier={event.earlier} />
                </td>
                <td className="event-bar">
                  <span style={{ width: `${(Number(event.totalInvestment) / most) * 100}%` }} />
                </td>
                <td className="cell-number" data-label={`${w('ledger.field.totalInvestment')} ${amounts.unit}`}>
                  {amounts.draw(event.totalInvestment)}
                  <Highest is={event.isHighest.totalInvestment} earlier={event.earlier} />
                </td>
                <td className="cell-number" data-label={`${w('ledger.field.annualPlan')} ${amounts.unit}`}>
                  {amounts.draw(event.annualPlan)}
                </td>
                {event.followUps.map((one) => (
                  <td
                    className="cell-number"
                    key={one.afterDays}
                    data-label={w('stages.joint.after', { days: one.afterDays })}
                  >
                    {one.due ? (
                      <>
                        <b>{rateIn(one.share)}%</b>
                        <small>
                          {one.started}/{event.projects}
                        </small>
                      </>
                    ) : (
                      <span className="stage-none">{w('stages.joint.notYet')}</span>
                    )}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p className="event-note">{w('stages.joint.explain')}</p>
    </>
  )
}

/** 历史最高 is claimed only among what is recorded here, and says among how many. */
export function Highest({ is, earlier }: { is: boolean; earlier: number }) {
  const w = useWords()
  return is ? <small className="event-highest">{w('stages.joint.highest', { count: earlier + 1 })}</small> : null
}
