import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useId, useState } from 'react'
import { Button } from '#platform/web/kit/Button.tsx'
import { ErrorNote } from '#platform/web/kit/ErrorNote.tsx'
import { Field } from '#platform/web/kit/Field.tsx'
import { TextArea, TextInput } from '#platform/web/kit/inputs.tsx'
import { Note } from '#platform/web/kit/Note.tsx'
import { SidePanel } from '#platform/web/kit/SidePanel.tsx'
import { notify } from '#platform/web/kit/toast.tsx'
import { queries } from '#platform/web/query.ts'
import { useWords } from '#platform/web/words/use-words.ts'
import type { Dictionary } from '../../dictionaries/contract.ts'
import { settings } from '../api.ts'
import { isSaid, ReasonField } from '../ReasonField.tsx'

/** A new name, or what an existing one stands for. */
export function DictionaryForm({ dictionary, onClose }: { dictionary: Dictionary | null; onClose: () => void }) {
  const w = useWords()
  const formId = useId()
  const [name, setName] = useState(dictionary?.name ?? '')
  const [meaning, setMeaning] = useState(dictionary?.meaning ?? '')
  const [source, setSource] = useState(dictionary?.source ?? '')
  const [reason, setReason] = useState('')
  const save = useMutation({
    mutationFn: () => {
      const body = { name, meaning, source, reason }
      return dictionary
        ? settings.editDictionary({ params: { id: dictionary.id }, body: { ...body, version: dictionary.version } })
        : settings.createDictionary({ body })
    },
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: settings.listDictionaries.key() })
      notify(w('settings.saved'))
      onClose()
    },
  })
  const isReady = name.trim() !== '' && isSaid(reason)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (isReady) save.mutate()
  }
  return (
    <SidePanel
      title={dictionary?.name ?? w('settings.dictionary.add')}
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
        {dictionary?.isExample && <Note kind="warning">{w('settings.dictionary.example')}</Note>}
        <Field label={w('settings.dictionary.name')} required>
          {(field) => <TextInput {...field} value={name} onChange={setName} maxLength={40} />}
        </Field>
        <Field label={w('settings.dictionary.meaning')} hint={w('settings.dictionary.meaningHint')}>
          {(field) => <TextArea {...field} value={meaning} onChange={setMeaning} maxLength={500} />}
        </Field>
        <Field label={w('settings.source')} hint={w('settings.sourceHint')}>
          {(field) => <TextInput {...field} value={source} onChange={setSource} maxLength={200} />}
        </Field>
        <ReasonField value={reason} onChange={setReason} />
        {save.error && <ErrorNote problem={save.error} />}
      </form>
    </SidePanel>
  )
}
