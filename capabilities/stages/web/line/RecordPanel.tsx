import { useState } from 'react'
import { STAGES, type Stage } from '#capabilities/ledger/contract.ts'
import { Button } from '#platform/web/kit/Button.tsx'
import { ErrorNote } from '#platform/web/kit/ErrorNote.tsx'
import { Field } from '#platform/web/kit/Field.tsx'
import { Segmented, Select, TextArea, TextInput } from '#platform/web/kit/inputs.tsx'
import { SidePanel } from '#platform/web/kit/SidePanel.tsx'
import { notify } from '#platform/web/kit/toast.tsx'
import { useWords } from '#platform/web/words/use-words.ts'
import type { StageLine as Line } from '../../contract/line.ts'
import { isOnLine, LINE } from '../../rules/line.ts'
import { stages } from '../api.ts'
import { stagesChanged } from '../parts/changed.ts'
import { stageLabel } from '../parts/labels.ts'
import type { Recording } from './StageLine.tsx'

type Props = { line: Line; recording: Recording; onClose: () => void }
type Works = 'excavation' | 'pile'
type Draft = {
  stage: Stage | ''
  reachedOn: string
  startWorks: Works | ''
  document: string
  witness: string
  note: string
  reason: string
}

const DATE = /^\d{4}(-\d{1,2}(-\d{1,2})?)?$/

/** Records a stage, or corrects a recorded one. Says at the field what counts as a start. */
export function RecordPanel({ line, recording, onClose }: Props) {
  const w = useWords()
  const [draft, setDraft] = useState<Draft>(() => draftOf(line, recording))
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<unknown>(null)
  const change = (changes: Partial<Draft>) => setDraft((before) => ({ ...before, ...changes }))
  const isCorrection = recording.kind === 'correct'
  const isStart = draft.stage === 'started'
  const date = normalised(draft.reachedOn)
  const isReady = draft.stage !== '' && date !== null && (!isCorrection || draft.reason.trim().length >= 2)
  const save = async () => {
    if (!isReady || busy) return
    setBusy(true)
    setProblem(null)
    try {
      await send(line.projectId, recording, { ...draft, reachedOn: date })
      stagesChanged()
      notify(
        w(isCorrection ? 'stages.line.correctedDone' : 'stages.line.recordedDone', {
          stage: stageLabel(w, draft.stage),
        }),
      )
      onClose()
    } catch (error) {
      setProblem(error)
      setBusy(false)
    }
  }
  return (
    <SidePanel
      title={w(isCorrection ? 'stages.line.correctTitle' : 'stages.line.record')}
      note={w('stages.line.panelNote')}
      onClose={onClose}
      foot={
        <>
          <Button kind="primary" busy={busy} disabled={!isReady} onClick={() => void save()}>
            {w(isCorrection ? 'stages.line.correct' : 'stages.line.save')}
          </Button>
          <Button onClick={onClose}>{w('stages.cancel')}</Button>
        </>
      }
    >
      <form
        className="form"
        onSubmit={(event) => {
          event.preventDefault()
          void save()
        }}
      >
        {problem !== null && <ErrorNote problem={problem} />}
        <Field label={w('ledger.list.stage')} required>
          {(field) =>
            isCorrection ? (
              <p id={field.id} className="stage-fixed">
                {stageLabel(w, draft.stage)}
              </p>
            ) : (
              <Select
                {...field}
                value={draft.stage}
                onChange={(stage) => change({ stage })}
                empty={w('kit.choose')}
                options={recordable(line.stage).map((stage) => ({ value: stage, label: stageLabel(w, stage) }))}
              />
            )
          }
        </Field>
        {isStart && <StartWorks value={draft.startWorks} onChange={(startWorks) => change({ startWorks })} />}
        <Field
          label={w('stages.line.reachedOn')}
          required
          hint={w('stages.line.dateHint')}
          error={draft.reachedOn !== '' && date === null ? w('stages.line.dateWrong') : undefined}
        >
          {(field) => (
            <TextInput
              {...field}
              value={draft.reachedOn}
              onChange={(reachedOn) => change({ reachedOn })}
              placeholder="2026-03-28"
              maxLength={10}
            />
          )}
        </Field>
        <Field label={w('stages.line.document')} hint={isStart ? w('stages.line.startProofHint') : undefined}>
          {(field) => (
            <TextInput
              {...field}
              value={draft.document}
              onChange={(document) => change({ document })}
              maxLength={200}
            />
          )}
        </Field>
        <Field label={w('stages.line.witness')}>
          {(field) => (
            <TextInput {...field} value={draft.witness} onChange={(witness) => change({ witness })} maxLength={100} />
          )}
        </Field>
        <Field label={w('stages.line.note')}>
          {(field) => (
            <TextArea {...field} rows={3} value={draft.note} onChange={(note) => change({ note })} maxLength={1000} />
          )}
        </Field>
        {isCorrection && (
          <Field label={w('stages.line.correctReason')} required>
            {(field) => (
              <TextInput {...field} value={draft.reason} onChange={(reason) => change({ reason })} maxLength={200} />
            )}
          </Field>
        )}
        <button type="submit" hidden />
      </form>
    </SidePanel>
  )
}

function StartWorks({ value, onChange }: { value: Works | ''; onChange: (works: Works) => void }) {
  const w = useWords()
  return (
    <Field label={w('stages.works.label')} required hint={w('stages.works.hint')}>
      {() => (
        <Segmented
          label={w('stages.works.label')}
          value={value as Works}
          onChange={onChange}
          options={(['excavation', 'pile'] as const).map((works) => ({
            value: works,
            label: w(`stages.works.${works}`),
          }))}
        />
      )}
    </Field>
  )
}

function draftOf(line: Line, recording: Recording): Draft {
  const none: Draft = { stage: '', reachedOn: '', startWorks: '', document: '', witness: '', note: '', reason: '' }
  if (recording.kind === 'new') return { ...none, stage: recording.stage ?? nextOf(line) }
  const { stage, reachedOn, startWorks, document, witness, note } = recording.entry
  return {
    ...none,
    stage,
    reachedOn: reachedOn ?? '',
    startWorks: startWorks ?? '',
    document: document ?? '',
    witness: witness ?? '',
    note: note ?? '',
  }
}

/** The stage after the present one: what is most likely to be recorded. */
function nextOf(line: Line): Stage | '' {
  if (line.stage === null) return ''
  if (!isOnLine(line.stage)) return 'underConstruction'
  return LINE[LINE.indexOf(line.stage) + 1] ?? ''
}

/** `2026-3-8` and `2026/3/8` are meant as 2026-03-08. */
function normalised(typed: string): string | null {
  const text = typed.trim().replaceAll(/[/.]/g, '-')
  if (!DATE.test(text)) return null
  return text
    .split('-')
    .map((part) => part.padStart(2, '0'))
    .join('-')
}

async function send(projectId: number, recording: Recording, draft: Draft & { reachedOn: string }): Promise<void> {
  const { reachedOn, document, witness, note, reason } = draft
  const startWorks = draft.startWorks || null
  const evidence = { reachedOn, startWorks, document, witness, note }
  if (recording.kind === 'correct')
    await stages.correctStage({ params: { id: recording.entry.stepId! }, body: { ...evidence, reason: reason.trim() } })
  else await stages.recordStage({ params: { id: projectId }, body: { ...evidence, stage: draft.stage as Stage } })
}

/** Suspension and withdrawal are moves with an approval; once decided, their day and proof are recorded like any other stage's. */
function recordable(present: Stage | null): Stage[] {
  return STAGES.filter((stage) => isOnLine(stage) || stage === present)
}
