import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useGo } from '#platform/web/address.tsx'
import { Dialog } from '#platform/web/kit/Dialog.tsx'
import { Checkbox } from '#platform/web/kit/inputs.tsx'
import { notify } from '#platform/web/kit/toast.tsx'
import { useWords } from '#platform/web/words/use-words.ts'
import type { Round } from '../../contract.ts'
import { dispatch, rereadDispatch } from '../api.ts'
import { unfinishedOf, usePeriodText } from '../shared/round-text.ts'

const UNFINISHED = ['submitted', 'returned', 'draft', 'notStarted'] as const

/** Asks before the lock and says what is unfinished; then leads on to the round's next steps. */
export function LockDialog({ round, onClose }: { round: Round; onClose: () => void }) {
  const w = useWords()
  const go = useGo()
  const period = usePeriodText()
  const [leave, setLeave] = useState(false)
  const { counts } = round
  const open = UNFINISHED.filter((state) => counts[state] > 0)
  const waiting = unfinishedOf(counts) + counts.submitted
  const locking = useMutation({
    mutationFn: () => dispatch.lockRound({ params: { id: round.id }, body: { leaveUnfinished: leave } }),
    onSuccess: () => {
      rereadDispatch()
      notify(w('dispatch.lockedToast', { period: period(round) }))
      onClose()
      go(`/rounds/${round.id}`)
    },
  })
  return (
    <Dialog
      title={w('dispatch.lockTitle', { period: period(round) })}
      confirm={w('dispatch.lock')}
      danger
      disabled={waiting > 0 && !leave}
      busy={locking.isPending}
      problem={locking.error}
      onConfirm={() => locking.mutate()}
      onClose={onClose}
    >
      <p>{w('dispatch.lockText')}</p>
      {waiting > 0 ? (
        <>
          <dl className="lock-list">
            {open.map((state) => (
              <LockLine key={state} label={w(`dispatch.state.${state}`)} count={counts[state]} />
            ))}
          </dl>
          <p>{w('dispatch.lockUnfinished', { count: waiting })}</p>
          <Checkbox value={leave} onChange={setLeave}>
            {w('dispatch.leaveUnfinished')}
          </Checkbox>
        </>
      ) : (
        <p>{w('dispatch.lockComplete', { count: counts.accepted })}</p>
      )}
    </Dialog>
  )
}

function LockLine({ label, count }: { label: string; count: number }) {
  return (
    <>
      <dt>{label}</dt>
      <dd>{count}</dd>
    </>
  )
}
