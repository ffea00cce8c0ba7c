import { useState } from 'react'
import { DateInput } from '#platform/web/kit/DateInput.tsx'
import { Dialog } from '#platform/web/kit/Dialog.tsx'
import { Field } from '#platform/web/kit/Field.tsx'
import { Segmented, TextInput } from '#platform/web/kit/inputs.tsx'
import { notify } from '#platform/web/kit/toast.tsx'
import { useWords } from '#platform/web/words/use-words.ts'
import type { ApprovalBoardShape } from '../../contract.ts'
import { papers } from '../api.ts'
import { approvalLabel } from '../labels.ts'
import { papersChanged } from '../papers-changed.ts'

type Approval = ApprovalBoardShape['approvals'][number]
type Said = 'inProgress' | 'notNeeded' | 'todo'
type Props = { projectId: number; approval: Approval; onClose: () => void }

/** 办理中, 不需要 or 未办理, with what there is to say of it; can be taken back from the corner. */
export function StateDialog({ projectId, approval, onClose }: Props) {
  const w = useWords()
  const before = said(approval)
  const [state, setState] = useState<Said>(before.state === 'todo' ? 'inProgress' : before.state)
  const [note, setNote] = useState(before.note ?? '')
  const [expectedOn, setExpectedOn] = useState(before.expectedOn ?? '')
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<unknown>(null)
  const name = approvalLabel(w, approval.kind)
  const put = async (body: { state: Said; note: string | null; expectedOn: string | null }) => {
    await papers.sayApprovalState({ params: { id: projectId, approvalKind: approval.kind }, body })
    await papersChanged()
  }
  const save = async () => {
    setBusy(true)
    try {
      await put({ state, note: note.trim() || null, expectedOn: expectedOn || null })
      notify(w('papers.stateSaved', { approval: name, state: w(`papers.state.${state}`) }), {
        undo: () => void put(before),
      })
      onClose()
    } catch (error) {
      setProblem(error)
      setBusy(false)
    }
  }
  return (
    <Dialog
      title={w('papers.setStateOf', { approval: name })}
      confirm={w('papers.save')}
      busy={busy}
      problem={problem}
      onConfirm={() => void save()}
      onClose={onClose}
    >
      <Segmented
        label={w('papers.stateColumn')}
        value={state}
        onChange={setState}
        options={(['inProgress', 'notNeeded', 'todo'] as const).map((value) => ({
          value,
          label: w(`papers.state.${value}`),
        }))}
      />
      {state === 'inProgress' && (
        <Field label={w('papers.expectedOn')}>
          {(field) => <DateInput {...field} value={expectedOn} onChange={setExpectedOn} />}
        </Field>
      )}
      <Field label={w(state === 'notNeeded' ? 'papers.stateNoteNotNeeded' : 'papers.stateNote')}>
        {(field) => <TextInput {...field} value={note} onChange={setNote} maxLength={200} />}
      </Field>
    </Dialog>
  )
}

function said({ state, note, expectedOn }: Approval): { state: Said; note: string | null; expectedOn: string | null } {
  return { state: state === 'obtained' ? 'todo' : state, note, expectedOn }
}
