import { useState } from 'react'
import { SEPARATE_ROLES } from '#platform/access/permissions.ts'
import { dateText, instantText } from '#platform/web/format.ts'
import { Button } from '#platform/web/kit/Button.tsx'
import { Note } from '#platform/web/kit/Note.tsx'
import { notify } from '#platform/web/kit/toast.tsx'
import { useMay, useMe } from '#platform/web/shell/session.tsx'
import { useWords } from '#platform/web/words/use-words.ts'
import type { AccountDetail } from '../../accounts/contract.ts'
import type { Organisation } from '../../contract.ts'
import { stateMark } from '../AccountTable.tsx'
import { people } from '../api.ts'
import { HandOver } from '../HandOver.tsx'
import { ReasonDialog } from '../ReasonDialog.tsx'
import { heldText, lastDayOf } from '../role-text.ts'
import type { Handed } from '../Slips.tsx'
import { EditAccount, type Moved } from './EditAccount.tsx'

type Props = { account: AccountDetail; organisations: readonly Organisation[] }

/** Who the account is; whoever keeps accounts edits, resets and disables here. */
export function BasicTab({ account, organisations }: Props) {
  const w = useWords()
  const [editing, setEditing] = useState(false)
  const [moved, setMoved] = useState<Moved | null>(null)
  const mayChange = useMay('account.manage')
  if (editing)
    return (
      <EditAccount
        account={account}
        organisations={organisations}
        onClose={() => setEditing(false)}
        onMoved={setMoved}
      />
    )
  return (
    <>
      {moved && moved.still.length > 0 && (
        <Note kind="warning">
          <p>{w('people.stillThere', { organisation: moved.organisationName })}</p>
          <ul>
            {moved.still.map((held) => (
              <li key={`${held.role}${held.organisationId}`}>{heldText(w, held)}</li>
            ))}
          </ul>
        </Note>
      )}
      <Facts account={account} />
      {mayChange && <Actions account={account} onEdit={() => setEditing(true)} />}
    </>
  )
}

function Facts({ account }: { account: AccountDetail }) {
  const w = useWords()
  return (
    <dl className="facts">
      <dt>{w('people.state')}</dt>
      <dd>{stateMark(w, account)}</dd>
      <dt>{w('people.organisation')}</dt>
      <dd>{account.organisationName}</dd>
      <dt>{w('people.roles')}</dt>
      <dd>
        {account.grants.length === 0 && w('people.noGrants')}
        {account.grants.map((held) => (
          <span className="fact-line" key={`${held.role}${held.organisationId}${held.deputyFor}`}>
            {heldText(w, held)}
          </span>
        ))}
      </dd>
      <dt>{w('people.phone')}</dt>
      <dd>{account.phone ?? '—'}</dd>
      <dt>{w('people.expiresOn')}</dt>
      <dd>{account.expiresAt ? dateText(lastDayOf(account.expiresAt)) : w('people.noExpiry')}</dd>
      <dt>{w('people.passwordState')}</dt>
      <dd>{w(account.passwordDue ? 'people.passwordDue' : 'people.passwordOwn')}</dd>
      <dt>{w('people.lastSignIn')}</dt>
      <dd>{account.lastSignInAt ? instantText(account.lastSignInAt) : w('people.neverSignedIn')}</dd>
      <dt>{w('people.createdAt')}</dt>
      <dd>{instantText(account.createdAt)}</dd>
    </dl>
  )
}

function Actions({ account, onEdit }: { account: AccountDetail; onEdit: () => void }) {
  const w = useWords()
  const me = useMe()
  const [asking, setAsking] = useState<'disable' | 'reset' | null>(null)
  const [handed, setHanded] = useState<Handed | null>(null)
  const isDisabled = account.disabledAt !== null
  const name = account.displayName
  const isOwn = account.id === me.id
  const isAdministrator = account.timeline.some(({ role, state }) => state !== 'over' && SEPARATE_ROLES.includes(role))
  return (
    <div className="panel-actions no-print">
      <Button onClick={onEdit}>{w('people.edit')}</Button>
      {!isOwn && !isDisabled && (
        <Button onClick={() => setAsking('reset')} disabled={isAdministrator}>
          {w('people.reset')}
        </Button>
      )}
      {!isOwn && (
        <Button kind={isDisabled ? 'plain' : 'danger'} onClick={() => setAsking('disable')}>
          {w(isDisabled ? 'people.enable' : 'people.disable')}
        </Button>
      )}
      {!isOwn && isAdministrator && <small>{w('people.resetAdministrator')}</small>}
      {asking === 'disable' && (
        <ReasonDialog
          title={w(isDisabled ? 'people.enableAsk' : 'people.disableAsk', { name })}
          confirm={w(isDisabled ? 'people.enable' : 'people.disable')}
          danger={!isDisabled}
          act={(reason) =>
            people.setAccountDisabled({ params: { id: account.id }, body: { disabled: !isDisabled, reason } })
          }
          onDone={() => {
            notify(w(isDisabled ? 'people.enabledDone' : 'people.disabledDone', { name }))
            setAsking(null)
          }}
          onClose={() => setAsking(null)}
        >
          <p>{w(isDisabled ? 'people.enableText' : 'people.disableText')}</p>
        </ReasonDialog>
      )}
      {asking === 'reset' && (
        <ReasonDialog
          title={w('people.resetAsk', { name })}
          confirm={w('people.reset')}
          act={(reason) => people.resetPassword({ params: { id: account.id }, body: { reason } })}
          onDone={(made) => {
            setAsking(null)
            setHanded(made)
          }}
          onClose={() => setAsking(null)}
        >
          <p>{w('people.resetText')}</p>
        </ReasonDialog>
      )}
      {handed && <HandOver person={handed} onClose={() => setHanded(null)} />}
    </div>
  )
}
