import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Button } from '#platform/web/kit/Button.tsx'
import { notify } from '#platform/web/kit/toast.tsx'
import { useMay, useMe } from '#platform/web/shell/session.tsx'
import { useWords } from '#platform/web/words/use-words.ts'
import type { AccountDetail, HeldGrantRow } from '../../accounts/contract.ts'
import type { Organisation } from '../../contract.ts'
import { people } from '../api.ts'
import { ReasonDialog } from '../ReasonDialog.tsx'
import { Requests } from '../Requests.tsx'
import { roleOver, spanText } from '../role-text.ts'
import { RoleForm } from './RoleForm.tsx'

type Props = { account: AccountDetail; organisations: readonly Organisation[] }
const ORDER = ['inForce', 'coming', 'over'] as const

/** Every role the account has, will have and had, by whom and why; granted, proposed or ended here by whoever may. */
export function RolesTab({ account, organisations }: Props) {
  const w = useWords()
  const me = useMe()
  const mayGrant = useMay('role.grant') && account.id !== me.id
  const mayPropose = useMay('account.manage') && account.id !== me.id
  const [ending, setEnding] = useState<HeldGrantRow | null>(null)
  const requests = useQuery(people.listGrantRequests.query({ query: { account: account.id } }))
  const waiting = requests.data?.items.filter(({ decision }) => decision === null) ?? []
  const timeline = [...account.timeline].sort((a, b) => ORDER.indexOf(a.state) - ORDER.indexOf(b.state))
  const name = account.displayName
  return (
    <>
      {timeline.length === 0 && <p className="lead">{w('people.noGrants')}</p>}
      <ol className="timeline">
        {timeline.map((held) => (
          <li key={held.id} data-state={held.state}>
            <Line held={held} />
            {mayGrant && held.state !== 'over' && (
              <Button size="s" onClick={() => setEnding(held)}>
                {w('people.end')}
              </Button>
            )}
          </li>
        ))}
      </ol>
      {waiting.length > 0 && <Requests requests={waiting} />}
      {!account.disabledAt && mayGrant && <RoleForm account={account} organisations={organisations} mode="grant" />}
      {!account.disabledAt && mayPropose && !mayGrant && (
        <RoleForm account={account} organisations={organisations} mode="propose" />
      )}
      {ending && (
        <ReasonDialog
          title={w('people.endAsk', { name, role: roleOver(w, ending) })}
          confirm={w('people.end')}
          danger
          act={(reason) => people.endGrant({ params: { id: ending.id }, body: { reason } })}
          onDone={() => {
            notify(w('people.ended', { name, role: roleOver(w, ending) }))
            setEnding(null)
          }}
          onClose={() => setEnding(null)}
        >
          <p>{w('people.endText')}</p>
        </ReasonDialog>
      )}
    </>
  )
}

function Line({ held }: { held: HeldGrantRow }) {
  const w = useWords()
  return (
    <div>
      <p className="timeline-head">
        <strong>{roleOver(w, held)}</strong>
        <span className="timeline-state">{w(`people.state.${held.state}`)}</span>
      </p>
      <p className="timeline-span">{spanText(w, held)}</p>
      {held.grantedBy && <p>{w('people.grantedBy', { name: held.grantedBy, reason: held.reason ?? '—' })}</p>}
      {!held.grantedBy && held.reason && <p>{held.reason}</p>}
      {held.endedBy && <p>{w('people.endedBy', { name: held.endedBy, reason: held.endReason ?? '—' })}</p>}
    </div>
  )
}
