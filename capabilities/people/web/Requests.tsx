import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { instantText } from '#platform/web/format.ts'
import { Button } from '#platform/web/kit/Button.tsx'
import { ErrorNote } from '#platform/web/kit/ErrorNote.tsx'
import { Checkbox } from '#platform/web/kit/inputs.tsx'
import { Section } from '#platform/web/kit/Page.tsx'
import { notify } from '#platform/web/kit/toast.tsx'
import { useMay } from '#platform/web/shell/session.tsx'
import { useWords } from '#platform/web/words/use-words.ts'
import type { GrantRequest } from '../accounts/grants-contract.ts'
import { people } from './api.ts'
import { peopleChanged } from './people-changed.ts'
import { ReasonDialog } from './ReasonDialog.tsx'
import { RequestLine } from './RequestLine.tsx'

/** Roles waiting for the security administrator: one or many are agreed to at once, or refused with the reason. */
export function Requests({ requests }: { requests: readonly GrantRequest[] }) {
  const w = useWords()
  const mayDecide = useMay('role.grant')
  const [ticked, setTicked] = useState<ReadonlySet<number>>(new Set())
  const [refusing, setRefusing] = useState<number[] | null>(null)
  const chosen = requests.filter(({ id }) => ticked.has(id)).map(({ id }) => id)
  const approve = useMutation({
    mutationFn: (requestIds: number[]) => people.decideGrantRequests({ body: { requestIds, decision: 'granted' } }),
    onSuccess: async ({ decided }) => {
      notify(w('people.approved', { count: decided }))
      setTicked(new Set())
      await peopleChanged()
    },
  })
  const tick = (id: number, on: boolean) => {
    const next = new Set(ticked)
    if (on) next.add(id)
    else next.delete(id)
    setTicked(next)
  }
  const many = mayDecide && requests.length > 1
  return (
    <Section title={w('people.waiting')} aside={w('people.waitingNote')}>
      {many && (
        <div className="request-bar no-print">
          <Checkbox
            value={chosen.length === requests.length}
            onChange={(on) => setTicked(new Set(on ? requests.map(({ id }) => id) : []))}
          >
            {w('kit.selected', { count: chosen.length })}
          </Checkbox>
          <Button
            kind="primary"
            size="s"
            disabled={chosen.length === 0}
            busy={approve.isPending}
            onClick={() => approve.mutate(chosen)}
          >
            {w('people.approveMany', { count: chosen.length })}
          </Button>
          <Button size="s" disabled={chosen.length === 0} onClick={() => setRefusing(chosen)}>
            {w('people.refuseMany', { count: chosen.length })}
          </Button>
        </div>
      )}
      {approve.error && <ErrorNote problem={approve.error} />}
      <ul className="requests">
        {requests.map((request) => (
          <li key={request.id}>
            {many && (
              <Checkbox
                value={ticked.has(request.id)}
                onChange={(on) => tick(request.id, on)}
                aria-label={request.displayName}
              >
                {''}
              </Checkbox>
            )}
            <RequestLine request={request} asked={instantText(request.requestedAt)} />
            {mayDecide && (
              <span className="request-actions no-print">
                <Button size="s" busy={approve.isPending} onClick={() => approve.mutate([request.id])}>
                  {w('people.approve')}
                </Button>
                <Button size="s" onClick={() => setRefusing([request.id])}>
                  {w('people.refuse')}
                </Button>
              </span>
            )}
          </li>
        ))}
      </ul>
      {refusing && (
        <ReasonDialog
          title={w('people.refuseAsk', { count: refusing.length })}
          confirm={w('people.refuse')}
          act={(reason) => people.decideGrantRequests({ body: { requestIds: refusing, decision: 'refused', reason } })}
          onDone={({ decided }) => {
            notify(w('people.refused', { count: decided }))
            setRefusing(null)
            setTicked(new Set())
          }}
          onClose={() => setRefusing(null)}
        />
      )}
    </Section>
  )
}
