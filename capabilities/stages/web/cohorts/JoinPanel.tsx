import { useState } from 'react'
import { dateInChina } from '#kernel/period.ts'
import { Button } from '#platform/web/kit/Button.tsx'
import { DateInput } from '#platform/web/kit/DateInput.tsx'
import { ErrorNote } from '#platform/web/kit/ErrorNote.tsx'
import { Field } from '#platform/web/kit/Field.tsx'
import { Segmented } from '#platform/web/kit/inputs.tsx'
import { SidePanel } from '#platform/web/kit/SidePanel.tsx'
import { notify } from '#platform/web/kit/toast.tsx'
import { useWords } from '#platform/web/words/use-words.ts'
import { BATCHES, type Batch, type Cohort } from '../../contract/cohorts.ts'
import { stages } from '../api.ts'
import { stagesChanged } from '../parts/changed.ts'
import { type Picked, ProjectPicker } from '../parts/ProjectPicker.tsx'

/** Puts projects into a batch of the round. */
export function JoinPanel({ cohort, batch: first, onClose }: { cohort: Cohort; batch: Batch; onClose: () => void }) {
  const w = useWords()
  const today = dateInChina(new Date())
  const [batch, setBatch] = useState<Batch>(first)
  const [joinedOn, setJoinedOn] = useState(cohort.endsOn < today ? cohort.endsOn : today)
  const [picked, setPicked] = useState<Picked[]>([])
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<unknown>(null)
  const join = async () => {
    setBusy(true)
    setProblem(null)
    try {
      const body = { batch, joinedOn, projectIds: picked.map(({ id }) => id) }
      await stages.joinCohort({ params: { id: cohort.id }, body })
      stagesChanged()
      notify(w('stages.cohorts.joinedDone', { count: picked.length, label: cohort.labels[batch] }))
      onClose()
    } catch (error) {
      setProblem(error)
      setBusy(false)
    }
  }
  return (
    <SidePanel
      title={w('stages.cohorts.join')}
      onClose={onClose}
      foot={
        <>
          <Button
            kind="primary"
            busy={busy}
            disabled={picked.length === 0 || joinedOn === ''}
            onClick={() => void join()}
          >
            {w('stages.cohorts.joinConfirm', { count: picked.length })}
          </Button>
          <Button onClick={onClose}>{w('stages.cancel')}</Button>
        </>
      }
    >
      <div className="form">
        {problem !== null && <ErrorNote problem={problem} />}
        <Field label={w('stages.cohorts.batch')} required>
          {() => (
            <Segmented
              label={w('stages.cohorts.batch')}
              value={batch}
              onChange={setBatch}
              options={BATCHES.map((value) => ({ value, label: cohort.labels[value] }))}
            />
          )}
        </Field>
        <Field label={w('stages.cohorts.joined')} required hint={w('stages.cohorts.joinedHint')}>
          {(field) => <DateInput {...field} value={joinedOn} max={today} onChange={setJoinedOn} />}
        </Field>
        <Field label={w('stages.projects')} required>
          {({ id }) => <ProjectPicker id={id} value={picked} onChange={setPicked} />}
        </Field>
      </div>
    </SidePanel>
  )
}
