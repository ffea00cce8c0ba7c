import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useId, useMemo, useState } from 'react'
import { Button } from '#platform/web/kit/Button.tsx'
import { ErrorNote } from '#platform/web/kit/ErrorNote.tsx'
import { Field } from '#platform/web/kit/Field.tsx'
import { TextArea, TextInput } from '#platform/web/kit/inputs.tsx'
import { Note } from '#platform/web/kit/Note.tsx'
import { SidePanel } from '#platform/web/kit/SidePanel.tsx'
import { notify } from '#platform/web/kit/toast.tsx'
import { queries } from '#platform/web/query.ts'
import { useWords } from '#platform/web/words/use-words.ts'
import { type NoticeDay, type ReadNotice, readNotice } from '../../calendar/notice.ts'
import { settings } from '../api.ts'
import { isSaid, ReasonField } from '../ReasonField.tsx'
import { dayWords } from './said.ts'

type Props = { keptYears: readonly number[]; onClose: () => void; onKept: (year: number) => void }

/** A year from the text of its notice: what was read is shown day by day before it is kept. */
export function NoticePanel({ keptYears, onClose, onKept }: Props) {
  const w = useWords()
  const formId = useId()
  const [text, setText] = useState('')
  const [source, setSource] = useState<string | null>(null)
  const [reason, setReason] = useState('')
  const read = useMemo(() => readNotice(text), [text])
  const own = read.days.filter(({ date }) => date.startsWith(`${read.year}-`))
  const named = source ?? read.document ?? ''
  const replaces = read.year !== null && keptYears.includes(read.year)
  const keep = useMutation({
    mutationFn: (year: number) =>
      settings.keepCalendarYear({
        body: { year, source: named, days: own, replaces, ...(replaces ? { reason } : {}) },
      }),
    onSuccess: async ({ year }) => {
      await queries.invalidateQueries()
      notify(w('settings.calendar.kept', { year }))
      onKept(year)
      onClose()
    },
  })
  const isReady = read.year !== null && own.length > 0 && isSaid(named) && (!replaces || isSaid(reason))
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (isReady) keep.mutate(read.year!)
  }
  return (
    <SidePanel
      title={w('settings.calendar.noticeTitle')}
      width="l"
      onClose={onClose}
      foot={
        <>
          <Button onClick={onClose}>{w('kit.cancel')}</Button>
          <Button type="submit" form={formId} kind="primary" busy={keep.isPending} disabled={!isReady}>
            {read.year ? w('settings.calendar.noticeKeep', { year: read.year }) : w('settings.save')}
          </Button>
        </>
      }
    >
      <form className="form" id={formId} onSubmit={submit}>
        <Field label={w('settings.calendar.notice')} hint={w('settings.calendar.noticeHint')} required>
          {(field) => <TextArea {...field} rows={9} value={text} onChange={setText} maxLength={8000} />}
        </Field>
        {text.trim() !== '' && <Understood read={read} own={own} />}
        <Field label={w('settings.source')} hint={w('settings.sourceHint')} required>
          {(field) => <TextInput {...field} value={named} onChange={setSource} maxLength={200} />}
        </Field>
        {replaces && (
          <>
            <Note kind="warning">{w('settings.calendar.noticeReplaces', { year: read.year! })}</Note>
            <ReasonField value={reason} onChange={setReason} />
          </>
        )}
        {keep.error && <ErrorNote problem={keep.error} />}
      </form>
    </SidePanel>
  )
}

function Understood({ read, own }: { read: ReadNotice; own: readonly NoticeDay[] }) {
  const w = useWords()
  if (!read.year) return <Note kind="warning">{w('settings.calendar.noticeNoYear')}</Note>
  if (own.length === 0) return <Note kind="warning">{w('settings.calendar.noticeNothing')}</Note>
  const count = (kind: NoticeDay['kind']) => own.filter((day) => day.kind === kind).length
  return (
    <>
      <Note kind="done">{w('settings.calendar.noticeRead', { off: count('holiday'), worked: count('makeup') })}</Note>
      <ul className="notice-days">
        {own.map(({ date, kind, name }) => (
          <li key={date}>
            <span>{dayWords(w, date)}</span>
            <span>{name}</span>
            <strong>{w(`settings.calendar.kind.${kind}`)}</strong>
          </li>
        ))}
      </ul>
      {read.unread.map((line) => (
        <Note key={line} kind="warning">
          {w('settings.calendar.noticeUnread', { text: line.slice(0, 120) })}
        </Note>
      ))}
      {read.days
        .filter((day) => !own.includes(day))
        .map(({ date }) => (
          <Note key={date} kind="warning">
            {w('settings.calendar.noticeOther', { date, year: read.year! })}
          </Note>
        ))}
    </>
  )
}
