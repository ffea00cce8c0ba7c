import { useQuery } from '@tanstack/react-query'
import { lazy, Suspense, useState } from 'react'
import { dateInChina } from '#kernel/period.ts'
import { Link, useParam, useSearch } from '#platform/web/address.tsx'
import { dateText } from '#platform/web/format.ts'
import { Button } from '#platform/web/kit/Button.tsx'
import { ErrorNote } from '#platform/web/kit/ErrorNote.tsx'
import { Skeleton } from '#platform/web/kit/Note.tsx'
import { Page, Section } from '#platform/web/kit/Page.tsx'
import { Tabs } from '#platform/web/kit/Tabs.tsx'
import { usePaper } from '#platform/web/kit/use-paper.ts'
import { useWords } from '#platform/web/words/use-words.ts'
import { BATCHES, type Batch, type CohortPage as CohortAnswer } from '../../contract/cohorts.ts'
import { stages } from '../api.ts'
import { AsOf } from '../parts/AsOf.tsx'
import { ConversionKey } from '../parts/ConversionKey.tsx'
import { countyLabel, stageLabel } from '../parts/labels.ts'
import { StagesTrail } from '../parts/StagesTrail.tsx'
import { BatchFigures } from './BatchFigures.tsx'
import { CohortCounties } from './CohortCounties.tsx'
import { MemberTable } from './MemberTable.tsx'
import './cohorts.css'

const CohortForm = lazy(async () => ({ default: (await import('./CohortForm.tsx')).CohortForm }))
const JoinPanel = lazy(async () => ({ default: (await import('./JoinPanel.tsx')).JoinPanel }))

/** One round: its three batches, who moved on, who has not and by how many days. */
export function CohortPage() {
  const w = useWords()
  const id = Number(useParam('id'))
  const [search] = useSearch()
  const query = search.asOf ? { asOf: search.asOf } : {}
  const { data, error, refetch } = useQuery({
    ...stages.readCohort.query({ params: { id }, query }),
    placeholderData: (before) => before,
  })
  if (data) return <Loaded page={data} />
  return (
    <Page title={w('stages.cohorts.title')} trail={<StagesTrail />}>
      {error ? <ErrorNote problem={error} onRetry={() => void refetch()} /> : <Skeleton lines={8} />}
    </Page>
  )
}

function Loaded({ page }: { page: CohortAnswer }) {
  const w = useWords()
  usePaper('A4 landscape')
  const { cohort, members, asOf } = page
  const [search, set] = useSearch()
  const [open, setOpen] = useState<'edit' | 'join' | null>(null)
  const today = dateInChina(new Date())
  const batch = BATCHES.find((one) => one === search.batch) ?? firstBatch(page)
  const county = search.county
  const shown = members.filter(
    (member) => member.batch === batch && (county === undefined || String(member.countyId ?? 'none') === county),
  )
  // members may be changed as of today alone: an earlier day is only looked at
  const mayChange = cohort.mayWrite && asOf === today
  return (
    <Page
      title={w('stages.cohorts.pageTitle', { number: cohort.number })}
      trail={<StagesTrail />}
      note={[
        cohort.name,
        cohort.orgName,
        `${cohort.startsOn}—${cohort.endsOn}`,
        cohort.document,
        w('stages.rate.note', { day: dateText(asOf) }),
      ]
        .filter(Boolean)
        .join('　')}
      toolbar={
        <>
          <AsOf value={search.asOf ?? today} max={today} onChange={(day) => set({ asOf: day })} />
          <span className="not-on-phone">
            <Button onClick={() => window.print()}>{w('ledger.list.print')}</Button>
          </span>
          {cohort.mayWrite && <Button onClick={() => setOpen('edit')}>{w('stages.cohorts.edit')}</Button>}
          {mayChange && (
            <Button kind="primary" onClick={() => setOpen('join')}>
              {w('stages.cohorts.join')}
            </Button>
          )}
        </>
      }
      next={<Link to="/cohorts">{w('stages.cohorts.toAll')}</Link>}
    >
      <BatchFigures cohort={cohort} />
      <ConversionKey />
      <Tabs
        label={w('stages.cohorts.batches')}
        value={batch}
        onChange={(next) => set({ batch: next, county: undefined })}
        tabs={cohort.batches.map((figures) => ({
          value: figures.batch,
          label: cohort.labels[figures.batch],
          count: figures.conversion.all,
        }))}
      />
      {county !== undefined && (
        <p className="cohort-filtered">
          {w('stages.cohorts.onlyCounty', { name: countyLabel(w, shown[0]?.countyName ?? null) })}
          <Button kind="quiet" size="s" onClick={() => set({ county: undefined })}>
            {w('stages.cohorts.allCounties')}
          </Button>
        </p>
      )}
      <MemberTable key={batch} cohort={cohort} batch={batch} members={shown} mayChange={mayChange} />
      {page.counties.length > 1 && (
        <CohortCounties
          counties={page.counties}
          total={cohort.total}
          onOpen={(key) => set({ county: key })}
          openKey={county ?? null}
        />
      )}
      {page.departed.length > 0 && <Departed page={page} />}
      {open && (
        <Suspense fallback={null}>
          {open === 'edit' ? (
            <CohortForm cohort={cohort} nextNumber={cohort.number} onSaved={() => {}} onClose={() => setOpen(null)} />
          ) : (
            <JoinPanel cohort={cohort} batch={batch} onClose={() => setOpen(null)} />
          )}
        </Suspense>
      )}
    </Page>
  )
}

/** The batch one most likely came for: the first with somebody overdue, else the first with anybody. */
function firstBatch({ cohort }: CohortAnswer): Batch {
  const late = cohort.batches.find(({ conversion }) => conversion.overdue > 0)
  return (late ?? cohort.batches.find(({ conversion }) => conversion.all > 0))?.batch ?? 'signed'
}

function Departed({ page: { departed, cohort } }: { page: CohortAnswer }) {
  const w = useWords()
  return (
    <Section title={w('stages.cohorts.departed', { count: departed.length })}>
      <ul className="departed">
        {departed.map((one) => (
          <li key={`${one.projectId} ${one.joinedOn}`}>
            <Link to={`/projects/${one.projectId}`}>{one.name}</Link>
            <small>
              {[
                countyLabel(w, one.countyName),
                cohort.labels[one.batch],
                stageLabel(w, one.stage),
                w('stages.cohorts.leftLine', { joined: one.joinedOn, left: one.leftOn, reason: one.reason }),
              ].join('　')}
            </small>
          </li>
        ))}
      </ul>
    </Section>
  )
}
