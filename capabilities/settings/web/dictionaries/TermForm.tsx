import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useId, useState } from 'react'
import { dateInChina } from '#kernel/period.ts'
import { Button } from '#platform/web/kit/Button.tsx'
import { DateInput } from '#platform/web/kit/DateInput.tsx'
import { ErrorNote } from '#platform/web/kit/ErrorNote.tsx'
import { Field } from '#platform/web/kit/Field.tsx'
import { Checkbox, TextArea, TextInput } from '#platform/web/kit/inputs.tsx'
import { SidePanel } from '#platform/web/kit/SidePanel.tsx'
import { notify } from '#platform/web/kit/toast.tsx'
import { queries } from '#platform/web/query.ts'
import { useWords } from '#platform/web/words/use-words.ts'
import type { Dictionary, Term } from '../../dictionaries/contract.ts'
import { settings } from '../api.ts'
import { isSaid, ReasonField } from '../ReasonField.tsx'

type Props = { dictionary: Dictionary; term: Term | null; onClose: () => void }

/** A new term, or an existing one: changed, retired on a day, taken up again. */
export function TermForm({ dictionary, term, onClose }: Props) {
  const w = useWords()
  const formId = useId()
  const [label, setLabel] = useState(term?.label ?? '')
  const [meaning, setMeaning] = useState(term?.meaning ?? '')
  const [sortOrder, setSortOrder] = useState(String(term?.sortOrder ?? ''))
  const [validTo, setValidTo] = useState(term?.validTo ?? null)
  const [reason, setReason] = useState('')
  const save = useMutation({
    mutationFn: () => {
      const body = { label, meaning, reason }
      if (!term) return settings.addTerm({ params: { id: dictionary.id }, body })
      return settings.editTerm({ params: { id: term.id }, body: { ...body, sortOrder: Number(sortOrder), validTo } })
    },
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: settings.listDictionaries.key() })
      notify(w('settings.saved'))
      onClose()
    },
  })
  const isReady = label.trim() !== '' && isSaid(reason) && validTo !== '' && (!term || /^\d{1,4}$/.test(sortOrder))
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (isReady) save.mutate()
  }
  return (
    <SidePanel
      title={w(term ? 'settings.dictionary.editTerm' : 'settings.dictionary.addTerm')}
      note={dictionary.name}
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
        <Field label={w('settings.dictionary.label')} required>
          {(field) => <TextInput {...field} value={label} onChange={setLabel} maxLength={40} />}
        </Field>
        <Field label={w('settings.dictionary.termMeaning')}>
          {(field) => <TextArea {...field} rows={3} value={meaning} onChange={setMeaning} maxLength={500} />}
        </Field>
        {term && (
          <>
            <Field label={w('settings.dictionary.sortOrder')}>
              {(field) => (
                <TextInput {...field} inputMode="numeric" value={sortOrder} onChange={setSortOrder} maxLength={4} />
              )}
            </Field>
            <Checkbox
              value={validTo !== null}
              onChange={(retires) => setValidTo(retires ? dateInChina(new Date()) : null)}
            >
              {w('settings.dictionary.retire')}
            </Checkbox>
            {validTo !== null && (
              <Field label={w('settings.dictionary.retireOn')} hint={w('settings.dictionary.retireNote')}>
                {(field) => <DateInput {...field} value={validTo} onChange={setValidTo} />}
              </Field>
            )}
          </>
        )}
        <ReasonField value={reason} onChange={setReason} />
        {save.error && <ErrorNote problem={save.error} />}
      </form>
    </SidePanel>
  )
}
