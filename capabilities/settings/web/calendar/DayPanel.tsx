import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useId, useState } from 'react'
import { isWeekend } from '#kernel/workday.ts'
import { dateText, instantText } from '#platform/web/format.ts'
import { Button } from '#platform/web/kit/Button.tsx'
import { ErrorNote } from '#platform/web/kit/ErrorNote.tsx'
import { Field } from '#platform/web/kit/Field.tsx'
import { Segmented, TextInput } from '#platform/web/kit/inputs.tsx'
import { SidePanel } from '#platform/web/kit/SidePanel.tsx'
import { notify, notifyProblem } from '#platform/web/kit/toast.tsx'
import { queries } from '#platform/web/query.ts'
import { useWords } from '#platform/web/words/use-words.ts'
import type { Calendar, CalendarDay } from '../../calendar/contract.ts'
import { settings } from '../api.ts'
import { isSaid, ReasonField } from '../ReasonField.tsx'
import { dayWords } from './said.ts'

type Kind = 'holiday' | 'makeup' | 'ordinary'
type Change = { kind: Kind; name?: string; source: string; reason: string }
type Props = { calendar: Calendar; date: string; onClose: () => void }

/** One day, changed by a document and with a reason; it can be taken back at once. */
export function DayPanel({ calendar, date, onClose }: Props) {
  const w = useWords()
  const formId = useId()
  const now = calendar.days.find((day) => day.date === date) ?? null
  const [kind, setKind] = useState<Kind>(now?.kind ?? 'ordinary')
  const [name, setName] = useState(now?.name ?? '')
  const [source, setSource] = useState(now?.source ?? calendar.source ?? '')
  const [reason, setReason] = useState('')
  const save = useMutation({
    mutationFn: (body: Change) => settings.setCalendarDay({ params: { date }, body }),
    onSuccess: (_, { kind: became }) => {
      refresh()
      const undo = () => void takeBack(date, now, { source, reason: w('settings.calendar.undoReason') })
      notify(w('settings.calendar.dayDone', { date: dateText(date), kind: w(`settings.calendar.kind.${became}`) }), {
        undo,
      })
      onClose()
    },
  })
  const isSame = kind === (now?.kind ?? 'ordinary') && (kind === 'ordinary' || name.trim() === now?.name)
  const isReady = !isSame && isSaid(reason) && isSaid(source) && (kind === 'ordinary' || name.trim() !== '')
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (isReady) save.mutate({ kind, ...(kind === 'ordinary' ? {} : { name: name.trim() }), source, reason })
  }
  return (
    <SidePanel
      title={`${date.slice(0, 4)}年${dayWords(w, date)}`}
      note={w('settings.calendar.nowIs', {
        what: now ? `${now.name} ${w(`settings.calendar.kind.${now.kind}`)}` : w('settings.calendar.kind.ordinary'),
      })}
      onClose={onClose}
      foot={
        <>
          <Button onClick={onClose}>{w('kit.cancel')}</Button>
          <Button type="submit" form={formId} kind="primary" busy={save.isPending} disabled={!isReady}>
            {w('settings.save')}
          </Button>
        </>
      }
    >
      <form className="form" id={formId} onSubmit={submit}>
        {now?.changedBy && (
          <p className="calendar-source">
            {w('settings.calendar.byHand', {
              who: now.changedBy,
              at: instantText(now.changedAt),
              reason: now.reason ?? '',
            })}
          </p>
        )}
        <Field label={w('settings.calendar.becomes')}>
          {() => (
            <Segmented
              label={w('settings.calendar.becomes')}
              value={kind}
              onChange={setKind}
              options={(['ordinary', 'holiday', 'makeup'] as const).map((value) => ({
                value,
                label: w(`settings.calendar.kind.${value}`),
                disabled: value === 'makeup' && !isWeekend(date),
              }))}
            />
          )}
        </Field>
        {kind !== 'ordinary' && (
          <Field label={w('settings.calendar.name')} hint={w('settings.calendar.nameHint')} required>
            {(field) => <TextInput {...field} value={name} onChange={setName} maxLength={40} />}
          </Field>
        )}
        <Field label={w('settings.source')} hint={w('settings.sourceHint')} required>
          {(field) => <TextInput {...field} value={source} onChange={setSource} maxLength={200} />}
        </Field>
        <ReasonField value={reason} onChange={setReason} />
        {save.error && <ErrorNote problem={save.error} />}
      </form>
    </SidePanel>
  )
}

async function takeBack(
  date: string,
  was: CalendarDay | null,
  said: { source: string; reason: string },
): Promise<void> {
  const change: Change = was
    ? { kind: was.kind, name: was.name, ...said, source: was.source }
    : { kind: 'ordinary', ...said }
  await settings.setCalendarDay({ params: { date }, body: change }).catch(notifyProblem)
  refresh()
}

function refresh(): void {
  for (const route of [settings.readCalendar, settings.readDeadline]) {
    void queries.invalidateQueries({ queryKey: route.key() })
  }
}
