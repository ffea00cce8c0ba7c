import { useState } from 'react'
import { ApiProblem } from '#platform/web/client.ts'
import { Button } from '#platform/web/kit/Button.tsx'
import { ErrorNote } from '#platform/web/kit/ErrorNote.tsx'
import { Field } from '#platform/web/kit/Field.tsx'
import { Select, TextArea } from '#platform/web/kit/inputs.tsx'
import { Note } from '#platform/web/kit/Note.tsx'
import { SidePanel } from '#platform/web/kit/SidePanel.tsx'
import { notify } from '#platform/web/kit/toast.tsx'
import { useWords } from '#platform/web/words/use-words.ts'
import type { JointStart } from '../../contract/joint-starts.ts'
import { stages } from '../api.ts'
import { stagesChanged } from '../parts/changed.ts'
import { type Picked, ProjectPicker } from '../parts/ProjectPicker.tsx'

type Unready = { projectId: number; name: string; missing: string[] }

/** Puts projects on the list; one that is not ready is shown with what it lacks, and listed only with a reason. */
export function ListPanel({ event, onClose }: { event: JointStart; onClose: () => void }) {
  const w = useWords()
  const [picked, setPicked] = useState<Picked[]>([])
  const [venue, setVenue] = useState<string>(event.mainVenue)
  const [reason, setReason] = useState('')
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<unknown>(null)
  const unready = problem instanceof ApiProblem && problem.code === 'not_ready' ? unreadyOf(problem) : []
  const save = async () => {
    setBusy(true)
    setProblem(null)
    try {
      const body = { projectIds: picked.map(({ id }) => id), venue, overrideReason: reason.trim() || null }
      await stages.listProjectsOfJointStart({ params: { id: event.id }, body })
      stagesChanged()
      notify(w('stages.joint.listed', { count: picked.length }))
      onClose()
    } catch (error) {
      setProblem(error)
      setBusy(false)
    }
  }
  const isReady = picked.length > 0 && (unready.length === 0 || reason.trim().length >= 2)
  return (
    <SidePanel
      title={w('stages.joint.list')}
      note={event.name}
      onClose={onClose}
      foot={
        <>
          <Button kind="primary" busy={busy} disabled={!isReady} onClick={() => void save()}>
            {unready.length > 0
              ? w('stages.joint.listAnyway')
              : w('stages.joint.listConfirm', { count: picked.length })}
          </Button>
          <Button onClick={onClose}>{w('stages.cancel')}</Button>
        </>
      }
    >
      <div className="form">
        <Field label={w('stages.projects')} required hint={w('stages.joint.checkHint')}>
          {({ id }) => (
            <ProjectPicker
              id={id}
              value={picked}
              onChange={(next) => {
                setPicked(next)
                setProblem(null)
              }}
            />
          )}
        </Field>
        <Field label={w('stages.joint.venue')}>
          {(field) => (
            <Select
              {...field}
              value={venue}
              onChange={(next) => setVenue(next || event.mainVenue)}
              options={[event.mainVenue, ...event.subVenues].map((one) => ({ value: one, label: one }))}
            />
          )}
        </Field>
        {unready.length > 0 ? (
          <>
            <Note kind="warning">
              <p>{w('stages.joint.unready')}</p>
              <ul>
                {unready.map(({ projectId, name, missing }) => (
                  <li key={projectId}>{w('stages.joint.unreadyLine', { name, items: missing.join('、') })}</li>
                ))}
              </ul>
            </Note>
            <Field label={w('stages.joint.overrideReason')} required hint={w('stages.joint.overrideHint')}>
              {(field) => <TextArea {...field} rows={2} value={reason} onChange={setReason} maxLength={200} />}
            </Field>
          </>
        ) : (
          problem !== null && <ErrorNote problem={problem} />
        )}
      </div>
    </SidePanel>
  )
}

function unreadyOf(problem: ApiProblem): Unready[] {
  return ((problem.details as { projects?: Unready[] } | undefined)?.projects ?? []) as Unready[]
}
