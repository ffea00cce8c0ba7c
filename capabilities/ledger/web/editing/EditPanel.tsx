import { useState } from 'react'
import { ApiProblem } from '#platform/web/client.ts'
import { Button } from '#platform/web/kit/Button.tsx'
import { ErrorNote } from '#platform/web/kit/ErrorNote.tsx'
import { Field } from '#platform/web/kit/Field.tsx'
import { TextInput } from '#platform/web/kit/inputs.tsx'
import { SidePanel } from '#platform/web/kit/SidePanel.tsx'
import { Tabs } from '#platform/web/kit/Tabs.tsx'
import { notify } from '#platform/web/kit/toast.tsx'
import { useWords } from '#platform/web/words/use-words.ts'
import type { Project } from '../../contract.ts'
import { ledger } from '../api.ts'
import { keepProject } from '../parts/keep-project.ts'
import { fieldLabel } from '../parts/labels.ts'
import { ConflictForm } from './ConflictForm.tsx'
import { asText, type Choice, type Conflict, mergedFields, readConflict, splitConflict } from './conflict.ts'
import { type Draft, FieldsForm } from './FieldsForm.tsx'
import { changedFields, type FieldName, SECTION_NAMES, SECTIONS, type SectionName } from './sections.ts'
import { useDraft } from './use-draft.ts'

type Props = { project: Project; section: SectionName; onClose: () => void }

/** Changes fields of a project. What others changed meanwhile is decided field by field; nothing is overwritten. */
export function EditPanel({ project, section: first, onClose }: Props) {
  const w = useWords()
  const [read] = useState(project)
  const [section, setSection] = useState(first)
  const state = useDraft(read)
  const [reason, setReason] = useState('')
  const saving = useSaving(read, onClose)
  const changes = changedFields(read, pickFields(state.draft))
  const names = Object.keys(changes)
  const needsReason = 'totalInvestment' in changes
  const asked = saving.decide !== null
  const merged = asked ? mergedFields(changes, saving.decide!, saving.choices) : changes
  const blocked = names.length === 0 || state.hasProblem || merged === null || (needsReason && reason.trim().length < 2)
  return (
    <SidePanel
      title={asked ? w('ledger.conflict.title') : w('ledger.edit.title')}
      note={read.name}
      width="l"
      onClose={onClose}
      foot={
        <>
          <span className="edit-changes" aria-live="polite">
            {names.length > 0 &&
              w('ledger.edit.changed', {
                count: names.length,
                names: names.map((name) => fieldLabel(w, name)).join('、'),
              })}
          </span>
          <Button onClick={onClose}>{w('kit.cancel')}</Button>
          <Button
            kind="primary"
            busy={saving.busy}
            disabled={blocked}
            onClick={() => void saving.save(merged ?? {}, reason.trim())}
          >
            {asked ? w('ledger.conflict.save') : w('ledger.edit.save')}
          </Button>
        </>
      }
    >
      {asked ? (
        <ConflictForm decide={saving.decide!} choices={saving.choices} onChoose={saving.choose} />
      ) : (
        <>
          <Tabs
            label={w('ledger.edit.title')}
            value={section}
            onChange={setSection}
            tabs={SECTION_NAMES.map((value) => ({ value, label: w(`ledger.section.${value}`) }))}
          />
          <FieldsForm key={section} fields={SECTIONS[section].filter((field) => !MOVED.has(field))} state={state} />
        </>
      )}
      <Field
        label={w('ledger.edit.reason')}
        hint={needsReason ? w('ledger.edit.reasonNeeded') : w('ledger.edit.reasonHint')}
        required={needsReason}
      >
        {(field) => <TextInput {...field} value={reason} onChange={setReason} maxLength={200} />}
      </Field>
      {saving.problem ? <ErrorNote problem={saving.problem} /> : null}
    </SidePanel>
  )
}

/** Changed by a move on record, never by a plain edit. */
const MOVED: ReadonlySet<FieldName> = new Set(['library', 'isPriority'])

function pickFields(draft: Partial<Project>): Partial<Project> {
  const fields = SECTION_NAMES.flatMap((section) => SECTIONS[section])
  return Object.fromEntries(fields.map((field) => [field, draft[field] ?? null]))
}

function useSaving(read: Project, onDone: () => void) {
  const w = useWords()
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<unknown>(null)
  const [conflict, setConflict] = useState<Conflict | null>(null)
  const [choices, setChoices] = useState<Record<string, Choice | undefined>>({})
  const before = Object.fromEntries(Object.entries(read).map(([field, value]) => [field, asText(value)]))
  const save = async (fields: Draft, reason: string) => {
    setBusy(true)
    setProblem(null)
    try {
      await send(fields, reason)
      onDone()
    } catch (error) {
      const met = error instanceof ApiProblem && error.code === 'edit_conflict' ? readConflict(error.details) : null
      if (met) {
        setConflict(met)
        setChoices({})
      } else setProblem(error)
    } finally {
      setBusy(false)
    }
  }
  const send = async (fields: Draft, reason: string) => {
    if (Object.keys(fields).length === 0) {
      // everything of theirs was kept: there is nothing to write, only to read again
      keepProject(await ledger.readProject({ params: { id: read.id } }))
      return
    }
    const body = { version: conflict?.version ?? read.version, fields, ...(reason ? { reason } : {}) }
    keepProject(await ledger.editProject({ params: { id: read.id }, body }))
    notify(w('ledger.edit.done', { count: Object.keys(fields).length }))
  }
  return {
    busy,
    problem,
    save,
    decide: conflict && splitConflict(conflict, before).decide,
    choices,
    choose: (field: string, choice: Choice) => setChoices((now) => ({ ...now, [field]: choice })),
  }
}
