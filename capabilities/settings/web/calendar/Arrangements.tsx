import { Section } from '#platform/web/kit/Page.tsx'
import { useWords } from '#platform/web/words/use-words.ts'
import type { Calendar } from '../../calendar/contract.ts'
import { dayWords } from './said.ts'
import { type Arranged, arrangements } from './year.ts'

/** The year's holidays as the notice says them, with the documents they rest on. */
export function Arrangements({ calendar }: { calendar: Calendar }) {
  const w = useWords()
  const sources = [...new Set([calendar.source, ...calendar.days.map(({ source }) => source)])].filter(Boolean)
  return (
    <Section title={w('settings.calendar.arranged')}>
      <dl className="arranged">
        {arrangements(calendar.days).map((one) => (
          <Line key={one.from} arranged={one} />
        ))}
      </dl>
      <p className="calendar-source">{w('settings.calendar.source', { source: sources.join('；') })}</p>
    </Section>
  )
}

function Line({ arranged: { name, from, to, days, worked } }: { arranged: Arranged }) {
  const w = useWords()
  const [begin, end] = [dayWords(w, from), dayWords(w, to)]
  const span = from === to ? begin : w('settings.calendar.span', { from: begin, to: end })
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        {w('settings.calendar.holidayLine', { days: span, count: days })}
        {worked.length > 0 && (
          <span>{w('settings.calendar.makeupLine', { days: worked.map((date) => dayWords(w, date)).join('、') })}</span>
        )}
      </dd>
    </div>
  )
}
