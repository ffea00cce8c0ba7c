import { useQuery } from '@tanstack/react-query'
import { dateInChina } from '#kernel/period.ts'
import { useSearch } from '#platform/web/address.tsx'
import { dateText, rateIn } from '#platform/web/format.ts'
import { Button } from '#platform/web/kit/Button.tsx'
import { EmptyState } from '#platform/web/kit/EmptyState.tsx'
import { ErrorNote } from '#platform/web/kit/ErrorNote.tsx'
import { Skeleton } from '#platform/web/kit/Note.tsx'
import { Page, Section } from '#platform/web/kit/Page.tsx'
import { usePaper } from '#platform/web/kit/use-paper.ts'
import { useWords } from '#platform/web/words/use-words.ts'
import type { Conversion } from '../../rules/conversion.ts'
import { stages } from '../api.ts'
import { AsOf } from '../parts/AsOf.tsx'
import { ConversionCounties } from '../parts/ConversionCounties.tsx'
import { ConversionKey } from '../parts/ConversionKey.tsx'
import { countyLabel } from '../parts/labels.ts'
import { StagesTrail } from '../parts/StagesTrail.tsx'
import { StartNames } from './StartNames.tsx'
import './start-rate.css'

/** 开工率: how many of the year's projects have started, of all and of those due, and who has not. */
export function StartRatePage() {
  const w = useWords()
  usePaper('A4 landscape')
  const [search, set] = useSearch()
  const query = { ...(search.asOf ? { asOf: search.asOf } : {}), ...(search.year ? { year: search.year } : {}) }
  const { data, error, refetch } = useQuery({
    ...stages.readStartRate.query({ query }),
    placeholderData: (before) => before,
  })
  const today = dateInChina(new Date())
  const open = search.county === undefined ? null : search.county
  const county = data?.counties.find(({ countyId }) => String(countyId ?? 'none') === open)
  return (
    <Page
      title={w('stages.rate.title', { year: data?.year ?? (search.year || today.slice(0, 4)) })}
      trail={<StagesTrail />}
      note={data && w('stages.rate.note', { day: dateText(data.asOf) })}
      toolbar={
        <>
          <Year value={data?.year ?? Number(today.slice(0, 4))} onChange={(year) => set({ year: String(year) })} />
          <AsOf value={search.asOf ?? today} max={today} onChange={(asOf) => set({ asOf })} />
          <span className="not-on-phone">
            <Button onClick={() => window.print()}>{w('ledger.list.print')}</Button>
          </span>
        </>
      }
    >
      {!data ? (
        error ? (
          <ErrorNote problem={error} onRetry={() => void refetch()} />
        ) : (
          <Skeleton lines={10} />
        )
      ) : data.total.all === 0 ? (
        <EmptyState title={w('stages.rate.empty', { year: data.year })}>{w('stages.rate.emptyText')}</EmptyState>
      ) : (
        <>
          {error && <ErrorNote problem={error} onRetry={() => void refetch()} />}
          <Sentence of={data.total} year={data.year} onOverdue={() => set({ county: 'all', group: undefined })} />
          <ConversionCounties
            label={w('stages.rate.byCounty')}
            counties={data.counties}
            total={data.total}
            titles={{
              all: w('stages.rate.columnAll'),
              due: w('stages.rate.columnDue'),
              moved: w('stages.rate.columnStarted'),
              early: w('stages.rate.columnEarly'),
              overdue: w('stages.rate.columnOverdue'),
              ofAll: w('stages.rate.ofYear'),
              ofDue: w('stages.rate.ofDue'),
            }}
            openKey={open}
            onOpen={(key) => set({ county: key, group: undefined })}
          />
          <ConversionKey />
          <Definition
            year={data.year}
            carried={data.carried}
            undated={data.undated}
            proven={data.proven}
            unproven={data.unproven}
          />
        </>
      )}
      {data && open !== null && (
        <StartNames
          title={open === 'all' ? w('stages.rate.all') : countyLabel(w, county?.countyName ?? null)}
          query={{ ...query, ...(open === 'all' ? {} : { county: open }) }}
          group={search.group}
          onGroup={(group) => set({ group })}
          onClose={() => set({ county: undefined, group: undefined })}
        />
      )}
    </Page>
  )
}

function Year({ value, onChange }: { value: number; onChange: (year: number) => void }) {
  const w = useWords()
  return (
    <span className="year-step">
      <Button kind="quiet" onClick={() => onChange(value - 1)} aria-label={w('stages.rate.yearBefore')}>
        ‹
      </Button>
      <b>{w('stages.rate.year', { year: value })}</b>
      <Button kind="quiet" onClick={() => onChange(value + 1)} aria-label={w('stages.rate.yearAfter')}>
        ›
      </Button>
    </span>
  )
}

/** The figures as an official would say them, with both denominators and the remainder named. */
function Sentence({ of, year, onOverdue }: { of: Conversion; year: number; onOverdue: () => void }) {
  const w = useWords()
  return (
    <div className="rate-sentence">
      <p>
        {w('stages.rate.planned', { year })}
        <b>{of.all}</b>
        {w('stages.rate.due')}
        <b>{of.due}</b>
        {w('stages.rate.started')}
        <b>{of.moved}</b>
        {w('stages.rate.startedUnit')}
        {of.early > 0 && w('stages.rate.early', { count: of.early })}
        {w('stages.rate.leaves')}
        {of.overdue > 0 ? (
          <button type="button" className="rate-overdue" onClick={onOverdue}>
            {of.overdue}
          </button>
        ) : (
          <b>0</b>
        )}
        {w('stages.rate.overdueUnit')}
      </p>
      <dl>
        <div>
          <dt>{w('stages.rate.ofYear')}</dt>
          <dd>
            {rateIn(of.rateOfAll)}
            <small>%</small>
          </dd>
          <dd className="rate-base">{w('stages.rate.base', { part: of.moved, whole: of.all })}</dd>
        </div>
        <div>
          <dt>{w('stages.rate.ofDue')}</dt>
          <dd>
            {rateIn(of.rateOfDue)}
            <small>%</small>
          </dd>
          <dd className="rate-base">{w('stages.rate.base', { part: of.movedOfDue, whole: of.due })}</dd>
        </div>
      </dl>
    </div>
  )
}

type Counted = { year: number; carried: number; undated: number; proven: number; unproven: number }

/** What is counted and how, on the page that shows it. */
function Definition({ year, carried, undated, proven, unproven }: Counted) {
  const w = useWords()
  return (
    <Section title={w('stages.rate.definition')}>
      <dl className="rate-definition">
        <dt>{w('stages.rate.defStart')}</dt>
        <dd>{w('stages.rate.defStartText')}</dd>
        <dt>{w('stages.rate.defAll')}</dt>
        <dd>{w('stages.rate.defAllText', { year, carried, undated })}</dd>
        <dt>{w('stages.rate.defDue')}</dt>
        <dd>{w('stages.rate.defDueText')}</dd>
        <dt>{w('stages.rate.defOverdue')}</dt>
        <dd>{w('stages.rate.defOverdueText')}</dd>
        <dt>{w('stages.rate.defProof')}</dt>
        <dd>{w('stages.rate.defProofText', { proven, unproven })}</dd>
      </dl>
    </Section>
  )
}
