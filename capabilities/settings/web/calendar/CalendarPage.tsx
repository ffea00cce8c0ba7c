import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useSearch } from '#platform/web/address.tsx'
import { Button } from '#platform/web/kit/Button.tsx'
import { EmptyState } from '#platform/web/kit/EmptyState.tsx'
import { ErrorNote } from '#platform/web/kit/ErrorNote.tsx'
import { Skeleton } from '#platform/web/kit/Note.tsx'
import { Page } from '#platform/web/kit/Page.tsx'
import { usePaper } from '#platform/web/kit/use-paper.ts'
import { useMay } from '#platform/web/shell/session.tsx'
import { useWords } from '#platform/web/words/use-words.ts'
import { settings } from '../api.ts'
import { SettingsTrail } from '../Trail.tsx'
import { Arrangements } from './Arrangements.tsx'
import { DayPanel } from './DayPanel.tsx'
import { Deadline } from './Deadline.tsx'
import { Months } from './Months.tsx'
import { NoticePanel } from './NoticePanel.tsx'
import { workdaysOfYear } from './year.ts'
import './calendar.css'

/** 工作日历: a year on one page, what differs from the ordinary week marked; a year nobody entered says so. */
export function CalendarPage() {
  const w = useWords()
  usePaper('A4 landscape')
  const mayManage = useMay('setting.manage')
  const [search, setSearch] = useSearch()
  const year = yearIn(search.year)
  const { data, error, isPending, refetch } = useQuery(settings.readCalendar.query({ query: { year } }))
  const [entering, setEntering] = useState(false)
  const [open, setOpen] = useState<string | null>(null)
  const show = (next: number) => setSearch({ year: String(next) })
  return (
    <Page
      title={w('settings.calendar.title', { year })}
      trail={<SettingsTrail />}
      note={
        data?.isKept
          ? w('settings.calendar.note', { workdays: workdaysOfYear(data) })
          : w('settings.calendar.noteMissing')
      }
      toolbar={
        <>
          <YearSteps year={year} onShow={show} />
          {data?.isKept && (
            <Button className="calendar-print" onClick={() => window.print()}>
              {w('settings.calendar.print')}
            </Button>
          )}
          {mayManage && data?.isKept && (
            <Button onClick={() => setEntering(true)}>{w('settings.calendar.replace')}</Button>
          )}
        </>
      }
    >
      {error && <ErrorNote problem={error} onRetry={() => void refetch()} />}
      {isPending && <Skeleton lines={12} />}
      {data && !data.isKept && <Missing year={year} onEnter={mayManage ? () => setEntering(true) : null} />}
      {data?.isKept && (
        <>
          <Months calendar={data} onOpen={mayManage ? setOpen : null} />
          <div className="calendar-below">
            <Arrangements calendar={data} />
            <Deadline />
          </div>
        </>
      )}
      {data && open && <DayPanel key={open} calendar={data} date={open} onClose={() => setOpen(null)} />}
      {entering && <NoticePanel keptYears={data?.keptYears ?? []} onClose={() => setEntering(false)} onKept={show} />}
    </Page>
  )
}

function YearSteps({ year, onShow }: { year: number; onShow: (year: number) => void }) {
  const w = useWords()
  return (
    <span className="calendar-steps">
      <Button aria-label={w('settings.calendar.previous')} onClick={() => onShow(year - 1)}>
        ‹ {year - 1}
      </Button>
      <strong aria-live="polite">{year}</strong>
      <Button aria-label={w('settings.calendar.next')} onClick={() => onShow(year + 1)}>
        {year + 1} ›
      </Button>
    </span>
  )
}

function Missing({ year, onEnter }: { year: number; onEnter: (() => void) | null }) {
  const w = useWords()
  return (
    <EmptyState
      title={w('settings.calendar.missing', { year })}
      action={
        onEnter && (
          <Button kind="primary" onClick={onEnter}>
            {w('settings.calendar.enter')}
          </Button>
        )
      }
    >
      {w('settings.calendar.missingText')}
      {!onEnter && w('settings.calendar.missingAsk')}
    </EmptyState>
  )
}

function yearIn(text: string | undefined): number {
  const year = Number(text)
  return Number.isInteger(year) && year >= 1990 && year <= 2100
    ? year
    : new Date(Date.now() + 8 * 3_600_000).getUTCFullYear()
}
