import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { Button } from '#platform/web/kit/Button.tsx'
import { DateInput } from '#platform/web/kit/DateInput.tsx'
import { Dialog } from '#platform/web/kit/Dialog.tsx'
import { Field } from '#platform/web/kit/Field.tsx'
import { Select, TextInput } from '#platform/web/kit/inputs.tsx'
import { useWords } from '#platform/web/words/use-words.ts'
import { CHECK_KINDS, type CheckItem } from '../../libraries/check-contract.ts'
import { ledger } from '../api.ts'
import { librariesChanged } from './use-rosters.ts'

type Kind = (typeof CHECK_KINDS)[number]

/** Adds an item to a check list, changes it, or takes it off. */
export function CheckDialog({
  projectId,
  item,
  onClose,
}: {
  projectId: number
  item: CheckItem | null
  onClose: () => void
}) {
  const w = useWords()
  const [kind, setKind] = useState<Kind>(item?.kind ?? 'approval')
  const [fields, setFields] = useState({
    title: item?.title ?? '',
    owner: item?.owner ?? '',
    dueOn: item?.dueOn ?? '',
    doneOn: item?.doneOn ?? '',
    note: item?.note ?? '',
  })
  const [removing, setRemoving] = useState(false)
  const set = (part: Partial<typeof fields>) => setFields({ ...fields, ...part })
  const { title, owner, dueOn, doneOn, note } = fields
  const settled = { title: title.trim(), owner: owner.trim(), dueOn: dueOn || null }
  const done = async () => {
    await librariesChanged()
    onClose()
  }
  const save = useMutation({
    mutationFn: async () => {
      if (!item)
        return void (await ledger.addCheckItems({ params: { id: projectId }, body: { items: [{ kind, ...settled }] } }))
      const changed = { ...settled, doneOn: doneOn || null, note: note.trim() }
      await ledger.editCheckItem({ params: { id: item.id }, body: { version: item.version, fields: changed } })
    },
    onSuccess: done,
  })
  const remove = useMutation({
    mutationFn: () => ledger.removeCheckItem({ params: { id: item!.id } }),
    onSuccess: done,
  })
  if (removing && item) {
    return (
      <Dialog
        title={w('libraries.removeCheckTitle', { title: item.title })}
        confirm={w('libraries.removeCheck')}
        danger
        busy={remove.isPending}
        problem={remove.error}
        onConfirm={() => remove.mutate()}
        onClose={() => setRemoving(false)}
      >
        <p>{w('libraries.removeCheckNote')}</p>
      </Dialog>
    )
  }
  return (
    <Dialog
      title={w(item ? 'libraries.editCheck' : 'libraries.addCheck')}
      confirm={w('libraries.save')}
      busy={save.isPending}
      disabled={settled.title === ''}
      problem={save.error}
      onConfirm={() => save.mutate()}
      onClose={onClose}
    >
      {!item && (
        <Field label={w('libraries.rosterKind')} required>
          {(field) => (
            <Select
              {...field}
              value={kind}
              onChange={(next) => next && setKind(next)}
              options={CHECK_KINDS.map((value) => ({ value, label: w(`libraries.check.${value}`) }))}
            />
          )}
        </Field>
      )}
      <Field label={w('libraries.checkTitle')} required>
        {(field) => <TextInput {...field} maxLength={60} value={title} onChange={(next) => set({ title: next })} />}
      </Field>
      <Field label={w('libraries.checkOwner')}>
        {(field) => <TextInput {...field} maxLength={60} value={owner} onChange={(next) => set({ owner: next })} />}
      </Field>
      <Field label={w('libraries.dueOn')}>
        {(field) => <DateInput {...field} value={dueOn} onChange={(next) => set({ dueOn: next })} />}
      </Field>
      {item && (
        <>
          <Field label={w('libraries.doneOn')}>
            {(field) => <DateInput {...field} value={doneOn} onChange={(next) => set({ doneOn: next })} />}
          </Field>
          <Field label={w('libraries.note')}>
            {(field) => <TextInput {...field} maxLength={200} value={note} onChange={(next) => set({ note: next })} />}
          </Field>
          <p>
            <Button kind="quiet" size="s" onClick={() => setRemoving(true)}>
              {w('libraries.removeCheck')}
            </Button>
          </p>
        </>
      )}
    </Dialog>
  )
}
