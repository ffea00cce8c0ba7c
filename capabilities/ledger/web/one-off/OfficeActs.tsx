import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { Link } from '#platform/web/address.tsx'
import { dateText } from '#platform/web/format.ts'
import { Button } from '#platform/web/kit/Button.tsx'
import { DateInput } from '#platform/web/kit/DateInput.tsx'
import { Dialog } from '#platform/web/kit/Dialog.tsx'
import { Field } from '#platform/web/kit/Field.tsx'
import { Checkbox, TextArea, TextInput } from '#platform/web/kit/inputs.tsx'
import { notify } from '#platform/web/kit/toast.tsx'
import { queries } from '#platform/web/query.ts'
import { useMay } from '#platform/web/shell/session.tsx'
import { useWords } from '#platform/web/words/use-words.ts'
import type { OneOffForm } from '../../one-off/contract.ts'
import { ledger } from '../api.ts'

type Asked = 'day' | 'close' | 'reopen' | null

/** What the office does with a form; what is filled in opens in the ledger, as any of its columns. */
export function OfficeActs({ form }: { form: OneOffForm }) {
  const w = useWords()
  const mayExport = useMay('ledger.export')
  const [asked, setAsked] = useState<Asked>(null)
  const columns = form.columns.filter(({ isDropped }) => !isDropped).map(({ id }) => `own.${id}`)
  const isClosed = form.state === 'closed'
  const canDrop = form.columns.some(({ madeHere, isDropped }) => madeHere && !isDropped)
  const shown = ['name', 'county', 'owner', ...columns]
  const close = () => setAsked(null)
  return (
    <>
      {columns.length > 0 && (
        <Link className="button" to={`/projects?oneOff=${form.id}&cols=${shown.join(',')}`}>
          {w('oneOff.inLedger')}
        </Link>
      )}
      {columns.length > 0 && mayExport && (
        <a
          className="button"
          download
          href={ledger.exportLedger.url({
            query: { oneOff: form.id, format: 'xlsx', columns: shown.join(',') } as never,
          })}
        >
          {w('oneOff.export')}
        </a>
      )}
      {form.mayManage && !isClosed && <Button onClick={() => setAsked('day')}>{w('oneOff.extend')}</Button>}
      {form.mayManage && isClosed && <Button onClick={() => setAsked('reopen')}>{w('oneOff.reopen')}</Button>}
      {form.mayManage && (!isClosed || canDrop) && (
        <Button onClick={() => setAsked('close')}>{w(isClosed ? 'oneOff.dropColumns' : 'oneOff.close')}</Button>
      )}
      {asked === 'close' && <CloseDialog form={form} onClose={close} />}
      {(asked === 'day' || asked === 'reopen') && <DayDialog form={form} onClose={close} />}
    </>
  )
}

type Props = { form: OneOffForm; onClose: () => void }

function DayDialog({ form, onClose }: Props) {
  const w = useWords()
  const [dueOn, setDueOn] = useState(form.state === 'closed' ? '' : form.dueOn)
  const [title, setTitle] = useState(form.title)
  const [note, setNote] = useState(form.note)
  const isClosed = form.state === 'closed'
  const isSame = dueOn === form.dueOn && title.trim() === form.title && note.trim() === form.note
  const save = useMutation({
    mutationFn: () =>
      isClosed
        ? ledger.reopenOneOffForm({ params: { id: form.id }, body: { dueOn } })
        : ledger.changeOneOffForm({ params: { id: form.id }, body: { version: form.version, title, note, dueOn } }),
    onSuccess: (saved) => {
      formChanged(saved)
      notify(isClosed ? w('oneOff.reopened') : w('oneOff.changed', { due: dateText(dueOn) }))
      onClose()
    },
  })
  return (
    <Dialog
      title={w(isClosed ? 'oneOff.reopen' : 'oneOff.extend')}
      confirm={w(isClosed ? 'oneOff.reopen' : 'oneOff.save')}
      busy={save.isPending}
      disabled={dueOn === '' || title.trim().length < 2 || (!isClosed && isSame)}
      problem={save.error}
      onConfirm={() => save.mutate()}
      onClose={onClose}
    >
      <Field label={w('oneOff.due')} hint={w('oneOff.dueHint')} required>
        {(field) => <DateInput {...field} value={dueOn} onChange={setDueOn} />}
      </Field>
      {!isClosed && (
        <>
          <Field label={w('oneOff.name')} required>
            {(field) => <TextInput {...field} value={title} onChange={setTitle} maxLength={60} />}
          </Field>
          <Field label={w('oneOff.explain')}>
            {(field) => <TextArea {...field} rows={3} value={note} onChange={setNote} maxLength={1000} />}
          </Field>
        </>
      )}
    </Dialog>
  )
}

function CloseDialog({ form, onClose }: Props) {
  const w = useWords()
  const own = form.columns.filter(({ madeHere, isDropped }) => madeHere && !isDropped)
  const isClosed = form.state === 'closed'
  const [dropColumns, setDrop] = useState(isClosed)
  const close = useMutation({
    mutationFn: () => ledger.closeOneOffForm({ params: { id: form.id }, body: { dropColumns } }),
    onSuccess: (saved) => {
      formChanged(saved)
      notify(w('oneOff.closed'))
      onClose()
    },
  })
  return (
    <Dialog
      title={isClosed ? w('oneOff.dropColumns') : w('oneOff.closeTitle', { name: form.title })}
      confirm={w(isClosed ? 'oneOff.dropColumns' : 'oneOff.close')}
      danger={dropColumns}
      busy={close.isPending}
      disabled={isClosed && !dropColumns}
      problem={close.error}
      onConfirm={() => close.mutate()}
      onClose={onClose}
    >
      {!isClosed && <p>{w('oneOff.closeText')}</p>}
      {own.length > 0 && (
        <>
          <Checkbox value={dropColumns} onChange={setDrop}>
            {w('oneOff.closeDrop', { columns: own.map(({ heading }) => heading).join('、') })}
          </Checkbox>
          <p className="oo-history">{w('oneOff.closeDropText')}</p>
        </>
      )}
    </Dialog>
  )
}

function formChanged(form: OneOffForm): void {
  queries.setQueryData(ledger.readOneOffForm.key({ params: { id: form.id } }), form)
  for (const route of [ledger.listOneOffForms, ledger.listOneOffRows, ledger.readOneOffProgress, ledger.listOwnColumns])
    void queries.invalidateQueries({ queryKey: route.key() })
}
