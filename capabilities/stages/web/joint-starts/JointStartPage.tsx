import { useQuery } from '@tanstack/react-query'
import { lazy, Suspense, useState } from 'react'
import { formatMoney } from '#kernel/money.ts'
import { Link, useParam } from '#platform/web/address.tsx'
import { dateText, rateIn } from '#platform/web/format.ts'
import { Button } from '#platform/web/kit/Button.tsx'
import { ErrorNote } from '#platform/web/kit/ErrorNote.tsx'
import { Skeleton } from '#platform/web/kit/Note.tsx'
import { Page, Section } from '#platform/web/kit/Page.tsx'
import { usePaper } from '#platform/web/kit/use-paper.ts'
import { useWords } from '#platform/web/words/use-words.ts'
import type { JointStartPage as Answer, FollowUp, JointStart, Listed } from '../../contract/joint-starts.ts'
import { stages } from '../api.ts'
import { countyLabel } from '../parts/labels.ts'
import { StagesTrail } from '../parts/StagesTrail.tsx'
import { Highest } from './JointStartsPage.tsx'
import { ListedTable } from './ListedTable.tsx'
import './joint-starts.css'

const EventForm = lazy(async () => ({ default: (await import('./EventForm.tsx')).EventForm }))
const ListPanel = lazy(async () => ({ default: (await import('./ListPanel.tsx')).ListPanel }))

/** One event: what was announced, what of it is truly being built, and by name what is not. */
export function JointStartPage() {
  const w = useWords()
  const id = Number(useParam('id'))
  const { data, error, refetch } = useQuery(stages.readJointStart.query({ params: { id } }))
  if (data) return <Loaded page={data} />
  return (
    <Page title={w('stages.joint.title')} trail={<StagesTrail />}>
      {error ? <ErrorNote problem={error} onRetry={() => void refetch()} /> : <Skeleton lines={8} />}
    </Page>
  )
}

function Loaded({ page }: { page: Answer }) {
  const w = useWords()
  usePaper('A4 landscape')
  const { event, items, projects, asOf } = page
  const [open, setOpen] = useState<'edit' | 'list' | null>(null)
  return (
    <Page
      title={event.name}
      trail={<StagesTrail />}
      note={[
        event.heldOn,
        w('stages.joint.mainAt', { venue: event.mainVenue }),
        event.subVenues.length > 0 && w('stages.joint.subAt', { venues: event.subVenues.join('、') }),
        event.document,
        w('stages.rate.note', { day: dateText(asOf) }),
      ]
        .filter(Boolean)
        .join('　')}
      toolbar={
        <>
          <span className="not-on-phone">
            <Button onClick={() => window.print()}>{w('ledger.list.print')}</Button>
          </span>
          {event.mayWrite && (
            <>
              <Button onClick={() => setOpen('edit')}>{w('stages.joint.edit')}</Button>
              <Button kind="primary" onClick={() => setOpen('list')}>
                {w('stages.joint.list')}
              </Button>
            </>
          )}
        </>
      }
      next={<Link to="/joint-starts">{w('stages.joint.toAll')}</Link>}
    >
      <Announced event={event} />
      <FollowUps followUps={event.followUps} projects={event.projects} />
      <NotBuilt event={event} projects={projects} asOf={asOf} />
      <ListedTable page={page} />
      {page.removed.length > 0 && (
        <Section title={w('stages.joint.removed', { count: page.removed.length })}>
          <ul className="event-names">
            {page.removed.map((one) => (
              <li key={`${one.projectId} ${one.removedAt}`}>
                <Link to={`/projects/${one.projectId}`}>{one.name}</Link>
                <small>
                  {w('stages.joint.removedLine', {
                    by: one.removedBy,
                    day: one.removedAt.slice(0, 10),
                    reason: one.reason,
                  })}
                </small>
              </li>
            ))}
          </ul>
        </Section>
      )}
      {open && (
        <Suspense fallback={null}>
          {open === 'edit' ? (
            <EventForm event={event} items={items} onSaved={() => {}} onClose={() => setOpen(null)} />
          ) : (
            <ListPanel event={event} onClose={() => setOpen(null)} />
          )}
        </Suspense>
      )}
    </Page>
  )
}

/** What was announced, in three figures. */
function Announced({ event }: { event: JointStart }) {
  const w = useWords()
  return (
    <dl className="event-figures">
      <div>
        <dt>{w('stages.overview.projects')}</dt>
        <dd>
          {event.projects}
          <Highest is={event.isHighest.projects} earlier={event.earlier} />
        </dd>
      </div>
      <div>
        <dt>{w('ledger.field.totalInvestment')}</dt>
        <dd>
          {formatMoney(event.totalInvestment)}
          <Highest is={event.isHighest.totalInvestment} earlier={event.earlier} />
        </dd>
      </div>
      <div>
        <dt>{w('ledger.field.annualPlan')}</dt>
        <dd>{formatMoney(event.annualPlan)}</dd>
      </div>
    </dl>
  )
}

/** 30, 60 and 90 days later: proven starts in ink, those only said in grey, the rest hatched. */
function FollowUps({ followUps, projects }: { followUps: FollowUp[]; projects: number }) {
  const w = useWords()
  return (
    <Section title={w('stages.joint.followUp')}>
      <div className="follow-ups">
        {followUps.map((one) => (
          <div key={one.afterDays}>
            <p>
              <b>{w('stages.joint.after', { days: one.afterDays })}</b>　{one.on}
            </p>
            {one.due ? (
              <>
                <p className="follow-share">
                  {rateIn(one.share)}
                  <small>%</small>
                </p>
                <span className="conversion-bar" aria-hidden="true">
                  {one.started > 0 && <span className="conversion-moved" style={{ flex: one.started }} />}
                  {one.unproven > 0 && <span className="conversion-early" style={{ flex: one.unproven }} />}
                  {one.notStarted > 0 && <span className="conversion-overdue" style={{ flex: one.notStarted }} />}
                </span>
                <p>
                  {w('stages.joint.followLine', {
                    started: one.started,
                    all: projects,
                    unproven: one.unproven,
                    not: one.notStarted,
                  })}
                </p>
              </>
            ) : (
              <p className="stage-none">{w('stages.joint.notYetOn', { day: one.on })}</p>
            )}
          </div>
        ))}
      </div>
      <p className="event-note">{w('stages.joint.followNote')}</p>
    </Section>
  )
}

/** The names of those not truly under construction, once the day of the event is over. */
function NotBuilt({ event, projects, asOf }: { event: JointStart; projects: Listed[]; asOf: string }) {
  const w = useWords()
  const missing = projects.filter(({ isProven }) => !isProven)
  if (event.heldOn > asOf || projects.length === 0) return null
  return (
    <Section title={w('stages.joint.notBuilt', { count: missing.length })}>
      {missing.length === 0 ? (
        <p>{w('stages.joint.allBuilt')}</p>
      ) : (
        <ul className="event-names">
          {missing.map((one) => (
            <li key={one.id}>
              <Link to={`/projects/${one.projectId}`}>{one.name}</Link>
              <small>
                {[
                  countyLabel(w, one.countyName),
                  one.startedOn ? w('stages.joint.saidOn', { day: one.startedOn }) : w('stages.joint.notStarted'),
                  one.sponsor && w('stages.sponsor', { name: one.sponsor }),
                ]
                  .filter(Boolean)
                  .join('　')}
              </small>
            </li>
          ))}
        </ul>
      )}
    </Section>
  )
}
