import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Link, useGo, useParam } from '#platform/web/address.tsx'
import { Button } from '#platform/web/kit/Button.tsx'
import { Dialog } from '#platform/web/kit/Dialog.tsx'
import { ErrorNote } from '#platform/web/kit/ErrorNote.tsx'
import { Field } from '#platform/web/kit/Field.tsx'
import { TextInput } from '#platform/web/kit/inputs.tsx'
import { Note, Skeleton } from '#platform/web/kit/Note.tsx'
import { Page } from '#platform/web/kit/Page.tsx'
import { notify } from '#platform/web/kit/toast.tsx'
import { queries } from '#platform/web/query.ts'
import { useWords } from '#platform/web/words/use-words.ts'
import type { FormSheetMapping, LedgerForm } from '../../forms/contract.ts'
import { ledger } from '../api.ts'
import { FillPart } from './FillPart.tsx'
import { SheetMapping } from './SheetMapping.tsx'
import './forms.css'

/** One form: what goes into which column, tried on the ledger, and the filled file. */
export function FormPage() {
  const w = useWords()
  const id = Number(useParam('id'))
  const { data, error, refetch } = useQuery(ledger.readForm.query({ params: { id } }))
  if (error) return <ErrorNote problem={error} onRetry={() => void refetch()} />
  if (!data) {
    return (
      <Page title={w('forms.title')}>
        <Skeleton lines={8} />
      </Page>
    )
  }
  // another version is another form to work on
  return <Form key={data.version} form={data} />
}

function Form({ form }: { form: LedgerForm }) {
  const w = useWords()
  const [name, setName] = useState(form.name)
  const [sheets, setSheets] = useState(form.sheets)
  const isChanged = name !== form.name || JSON.stringify(sheets) !== JSON.stringify(form.sheets)
  const save = useMutation({
    mutationFn: () => ledger.changeForm({ params: { id: form.id }, body: { version: form.version, name, sheets } }),
    onSuccess: (saved) => {
      queries.setQueryData(ledger.readForm.key({ params: { id: form.id } }), saved)
      void queries.invalidateQueries({ queryKey: ledger.listForms.key() })
      void queries.invalidateQueries({ queryKey: ledger.previewForm.key() })
      notify(w('forms.saved'))
    },
  })
  const change = (next: FormSheetMapping) =>
    setSheets((now) => now.map((sheet) => (sheet.sheet === next.sheet ? next : sheet)))
  return (
    <Page
      title={form.name}
      note={w('forms.pageNote', { file: form.fileName, org: form.orgName })}
      trail={<Link to="/forms">{w('forms.title')}</Link>}
      toolbar={<Tools form={form} isChanged={isChanged} busy={save.isPending} onSave={() => save.mutate()} />}
    >
      {save.error && <ErrorNote problem={save.error} />}
      {form.mayChange ? (
        <Field label={w('forms.name')}>
          {(field) => (
            <TextInput {...field} className="input forms-name" value={name} onChange={setName} maxLength={100} />
          )}
        </Field>
      ) : (
        <Note>{w('forms.readOnly', { org: form.orgName })}</Note>
      )}
      {isChanged && <Note kind="warning">{w('forms.unsaved')}</Note>}
      <FillPart form={form} isChanged={isChanged} />
      {sheets.map((sheet) => (
        <SheetMapping key={sheet.sheet} sheet={sheet} mayChange={form.mayChange} onChange={change} />
      ))}
    </Page>
  )
}

type ToolProps = { form: LedgerForm; isChanged: boolean; busy: boolean; onSave: () => void }

function Tools({ form, isChanged, busy, onSave }: ToolProps) {
  const w = useWords()
  const go = useGo()
  const [removing, setRemoving] = useState(false)
  const retire = useMutation({
    mutationFn: () => ledger.retireForm({ params: { id: form.id } }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ledger.listForms.key() })
      notify(w('forms.retired'))
      go('/forms')
    },
  })
  return (
    <>
      <a className="button" href={ledger.readBlankForm.url({ params: { id: form.id } })} download>
        {w('forms.blank')}
      </a>
      {form.mayChange && <Button onClick={() => setRemoving(true)}>{w('forms.retire')}</Button>}
      {form.mayChange && (
        <Button kind={isChanged ? 'primary' : 'plain'} disabled={!isChanged} busy={busy} onClick={onSave}>
          {w('forms.save')}
        </Button>
      )}
      {removing && (
        <Dialog
          title={w('forms.retireTitle', { name: form.name })}
          confirm={w('forms.retire')}
          danger
          busy={retire.isPending}
          problem={retire.error}
          onConfirm={() => retire.mutate()}
          onClose={() => setRemoving(false)}
        >
          <p>{w('forms.retireText')}</p>
        </Dialog>
      )}
    </>
  )
}
