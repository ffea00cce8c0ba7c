import { useState } from 'react'
import { ApiProblem } from '#platform/web/client.ts'
import { instantText } from '#platform/web/format.ts'
import { Dialog } from '#platform/web/kit/Dialog.tsx'
import { Checkbox } from '#platform/web/kit/inputs.tsx'
import { Note } from '#platform/web/kit/Note.tsx'
import { notify } from '#platform/web/kit/toast.tsx'
import { useWords } from '#platform/web/words/use-words.ts'
import type { ReportRow, Round } from '../../contract.ts'
import { rereadDispatch } from '../api.ts'
import { type Readiness, readinessOf } from '../model/figure-texts.ts'
import type { GridStore } from '../model/grid-session.ts'
import { useNow } from '../shared/now.ts'
import { hasPassed } from '../shared/round-text.ts'

const LEFT: readonly Exclude<Readiness, 'ready'>[] = ['empty', 'explanation', 'blocked', 'contradiction', 'unreadable']
type Props = { store: GridStore; round: Round; rows: readonly ReportRow[]; onClose: () => void }

/** Submits all that pass, says what stays behind and why; after the deadline only knowingly. */
export function SubmitDialog({ store, round, rows, onClose }: Props) {
  const w = useWords()
  const now = useNow()
  const [acceptLate, setAcceptLate] = useState(false)
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<unknown>(null)
  const { grid } = store.get()
  const standing = rows.map((row) => (grid.refusals[row.id] ? 'blocked' : readinessOf(grid.texts[row.id]!, row.facts)))
  const ready = rows.filter((_, index) => standing[index] === 'ready')
  const isOver = hasPassed(round.deadline, now) || (problem instanceof ApiProblem && problem.code === 'deadline_passed')
  const submit = async () => {
    setBusy(true)
    setProblem(null)
    try {
      const ids = ready.map((row) => row.id)
      const { kept, refused } = await store.submit(ids, acceptLate)
      if (kept.length > 0)
        notify(w(acceptLate ? 'dispatch.submittedLate' : 'dispatch.submitted', { count: kept.length }))
      if (refused.length > 0) notify(w('dispatch.submitRefused', { count: refused.length }))
      rereadDispatch()
      onClose()
    } catch (error) {
      setProblem(error)
    } finally {
      setBusy(false)
    }
  }
  return (
    <Dialog
      title={w('dispatch.submitTitle', { count: ready.length })}
      confirm={isOver ? w('dispatch.submitLate') : w('dispatch.submit')}
      busy={busy}
      disabled={ready.length === 0 || (isOver && !acceptLate)}
      problem={isOver ? null : problem}
      onConfirm={() => void submit()}
      onClose={onClose}
    >
      <p>{w('dispatch.submitText')}</p>
      <LeftBehind standing={standing} />
      {isOver && (
        <Note kind="warning">
          <p>{w('dispatch.lateText', { deadline: instantText(round.deadline) })}</p>
          <Checkbox value={acceptLate} onChange={setAcceptLate}>
            {w('dispatch.acceptLate')}
          </Checkbox>
        </Note>
      )}
    </Dialog>
  )
}

function LeftBehind({ standing }: { standing: readonly Readiness[] }) {
  const w = useWords()
  const parts = LEFT.map((kind) => ({ kind, count: standing.filter((one) => one === kind).length })).filter(
    ({ count }) => count > 0,
  )
  if (parts.length === 0) return null
  return (
    <p className="left-behind">
      {w('dispatch.leftBehind')}
      {parts.map(({ kind, count }) => w(`dispatch.left.${kind}`, { count })).join('，')}
    </p>
  )
}
