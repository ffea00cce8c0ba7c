import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { dateInChina } from '#kernel/period.ts'
import { DateInput } from '#platform/web/kit/DateInput.tsx'
import { ErrorNote } from '#platform/web/kit/ErrorNote.tsx'
import { Field } from '#platform/web/kit/Field.tsx'
import { TextInput } from '#platform/web/kit/inputs.tsx'
import { Section } from '#platform/web/kit/Page.tsx'
import { useWords } from '#platform/web/words/use-words.ts'
import { settings } from '../api.ts'
import { dayWords } from './said.ts'

/** 三个工作日到哪天: the question a calendar is asked most. */
export function Deadline() {
  const w = useWords()
  const [from, setFrom] = useState(dateInChina(new Date()))
  const [count, setCount] = useState('3')
  const workdays = Number(count)
  const isAsked = from !== '' && Number.isInteger(workdays) && workdays >= 1 && workdays <= 400
  const { data, error } = useQuery({
    ...settings.readDeadline.query({ query: { from, workdays } }),
    enabled: isAsked,
    retry: false,
  })
  return (
    <div className="deadline no-print">
      <Section title={w('settings.calendar.deadline')}>
        <div className="form-2">
          <Field label={w('settings.calendar.deadlineFrom')}>
            {(field) => <DateInput {...field} value={from} onChange={setFrom} />}
          </Field>
          <Field label={w('settings.calendar.deadlineCount')}>
            {(field) => <TextInput {...field} inputMode="numeric" value={count} onChange={setCount} maxLength={3} />}
          </Field>
        </div>
        {isAsked && data && (
          <p className="deadline-is" aria-live="polite">
            {w('settings.calendar.deadlineIs', { date: `${data.date.slice(0, 4)}年${dayWords(w, data.date)}` })}
          </p>
        )}
        {isAsked && error && <ErrorNote problem={error} />}
        <p className="calendar-source">{w('settings.calendar.deadlineBasis')}</p>
      </Section>
    </div>
  )
}
