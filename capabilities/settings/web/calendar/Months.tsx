import { useMemo } from 'react'
import { dateText, monthName } from '#platform/web/format.ts'
import { useWords } from '#platform/web/words/use-words.ts'
import type { Calendar } from '../../calendar/contract.ts'
import { type Cell, type MonthCells, monthsOf } from './year.ts'

type Props = { calendar: Calendar; onOpen: ((date: string) => void) | null }

/** Twelve months side by side. 休 and 班 are written, so that the page says the same in grey. */
export function Months({ calendar, onOpen }: Props) {
  const months = useMemo(() => monthsOf(calendar), [calendar])
  return (
    <div className="months">
      {months.map((month) => (
        <Month key={month.month} month={month} onOpen={onOpen} />
      ))}
    </div>
  )
}

function Month({ month: { month, workdays, lead, cells }, onOpen }: { month: MonthCells; onOpen: Props['onOpen'] }) {
  const w = useWords()
  const weekdays = w('settings.calendar.weekdays').split(' ')
  return (
    <section className="month" aria-label={monthName(month)}>
      <header>
        <h2>{monthName(month)}</h2>
        <span>{w('settings.calendar.workdaysOfMonth', { count: workdays })}</span>
      </header>
      <div className="month-days">
        {weekdays.map((weekday, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: weekdays stand in their order
          <span key={index} className="month-weekday" aria-hidden="true">
            {weekday}
          </span>
        ))}
        {cells.map((cell) => (
          <Day key={cell.date} cell={cell} lead={cell.day === 1 ? lead : 0} onOpen={onOpen} />
        ))}
      </div>
    </section>
  )
}

function Day({ cell, lead, onOpen }: { cell: Cell; lead: number; onOpen: Props['onOpen'] }) {
  const w = useWords()
  const { special } = cell
  const kind = special?.kind ?? (cell.isWeekend ? 'weekend' : 'workday')
  const mark = special && w(special.kind === 'holiday' ? 'settings.calendar.off' : 'settings.calendar.worked')
  const said = special ? `${special.name} ${w(`settings.calendar.kind.${special.kind}`)}` : ''
  const attributes = {
    className: `day day-${kind}`,
    style: lead > 0 ? { gridColumnStart: lead + 1 } : undefined,
    title: said || undefined,
  }
  const content = (
    <>
      {cell.day}
      {mark && <sup aria-hidden="true">{mark}</sup>}
    </>
  )
  if (!onOpen) {
    return (
      <span {...attributes}>
        {content}
        {said && <span className="sr-only">{said}</span>}
      </span>
    )
  }
  return (
    <button
      type="button"
      {...attributes}
      aria-label={`${dateText(cell.date)} ${said}`}
      onClick={() => onOpen(cell.date)}
    >
      {content}
    </button>
  )
}
