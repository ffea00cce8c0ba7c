import { useState } from 'react'
import { Button } from '#platform/web/kit/Button.tsx'
import { ErrorNote } from '#platform/web/kit/ErrorNote.tsx'
import { Field } from '#platform/web/kit/Field.tsx'
import { Select, TextArea } from '#platform/web/kit/inputs.tsx'
import { Note } from '#platform/web/kit/Note.tsx'
import { SidePanel } from '#platform/web/kit/SidePanel.tsx'
import { notify } from '#platform/web/kit/toast.tsx'
import { useRegionChoice } from '#platform/web/shell/region-choice.ts'
import { useWords } from '#platform/web/words/use-words.ts'
import { LIBRARIES } from '../../vocabulary.ts'
import { ledger } from '../api.ts'
import { FieldsForm } from '../editing/FieldsForm.tsx'
import { changedFields, type FieldName } from '../editing/sections.ts'
import { useDraft } from '../editing/use-draft.ts'
import { libraryLabel } from '../parts/labels.ts'
import { librariesChanged } from './use-rosters.ts'

const FIELDS: readonly FieldName[] = [
  'name',
  'orgId',
  'owner',
  'code',
  'totalInvestment',
  'responsibleOrg',
  'plannedStart',
  'finishDate',
  'site',
  'industry',
  'stage',
  'scale',
]

/** A project that is not in the ledger yet is proposed for a library; it comes into being when that is approved. */
export function EntryPanel({ onClose }: { onClose: () => void }) {
  const w = useWords()
  const [region] = useRegionChoice()
  const state = useDraft(region ? { orgId: region.id } : {})
  const [toLibrary, setLibrary] = useState<(typeof LIBRARIES)[number]>('reserve')
  const [reason, setReason] = useState('')
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<unknown>(null)
  const name = state.draft.name?.trim() ?? ''
  const blocked = name === '' || !state.draft.orgId || reason.trim().length < 2 || state.hasProblem
  const send = async () => {
    setBusy(true)
    try {
      const fields = changedFields({}, state.draft) as Record<string, never>
      await ledger.proposeEntry({
        body: { project: { ...fields, name, orgId: state.draft.orgId! }, toLibrary, reason: reason.trim() },
      })
      await librariesChanged()
      notify(w('libraries.entrySent', { name }))
      onClose()
    } catch (error) {
      setProblem(error)
      setBusy(false)
    }
  }
  return (
    <SidePanel
      title={w('libraries.entryTitle')}
      note={w('libraries.entryNote')}
      width="l"
      onClose={onClose}
      foot={
        <>
          <Button onClick={onClose}>{w('kit.cancel')}</Button>
          <Button kind="primary" busy={busy} disabled={blocked} onClick={() => void send()}>
            {w('libraries.propose')}
          </Button>
        </>
      }
    >
      <Field label={w('libraries.entryLibrary')} required>
        {(field) => (
          <Select
            {...field}
            value={toLibrary}
            onChange={(next) => next && setLibrary(next)}
            options={LIBRARIES.map((value) => ({ value, label: libraryLabel(w, value) }))}
          />
        )}
      </Field>
      <Note>{w('libraries.entryRules', { rules: w(`libraries.rules.${toLibrary}`) })}</Note>
      <FieldsForm fields={FIELDS} state={state} />
      <Field label={w('libraries.entryReason')} hint={w('libraries.reasonHint')} required>
        {(field) => <TextArea {...field} rows={2} maxLength={300} value={reason} onChange={setReason} />}
      </Field>
      {problem ? <ErrorNote problem={problem} /> : null}
    </SidePanel>
  )
}
