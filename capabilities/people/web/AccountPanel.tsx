import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { instantText } from '#platform/web/format.ts'
import { Button } from '#platform/web/kit/Button.tsx'
import { Dialog } from '#platform/web/kit/Dialog.tsx'
import { Field } from '#platform/web/kit/Field.tsx'
import { TextInput } from '#platform/web/kit/inputs.tsx'
import { Note } from '#platform/web/kit/Note.tsx'
import { SidePanel } from '#platform/web/kit/SidePanel.tsx'
import { notify } from '#platform/web/kit/toast.tsx'
import { queries } from '#platform/web/query.ts'
import { useMe } from '#platform/web/shell/session.tsx'
import { useWords } from '#platform/web/words/use-words.ts'
import type { Account, Organisation } from '../contract.ts'
import { people } from './api.ts'
import { GrantForm } from './GrantForm.tsx'

type Props = { account: Account; organisations: readonly Organisation[]; mayManage: boolean; onClose: () => void }

/** One account: where it belongs, what it may do over which organisation; an administrator grants and disables here. */
export function AccountPanel({ account, organisations, mayManage, onClose }: Props) {
  const w = useWords()
  const me = useMe()
  const [asking, setAsking] = useState(false)
  const isDisabled = account.disabledAt !== null
  const foot =
    mayManage && account.id !== me.id ? (
      <Button kind={isDisabled ? 'plain' : 'danger'} onClick={() => setAsking(true)}>
        {isDisabled ? w('people.enable') : w('people.disable')}
      </Button>
    ) : undefined
  return (
    <SidePanel
      title={account.displayName}
      note={`${account.username} · ${account.organisationName}`}
      onClose={onClose}
      foot={foot}
    >
      {isDisabled && <Note kind="warning">{w('people.disabledAt', { date: instantText(account.disabledAt) })}</Note>}
      <dl className="facts">
        <dt>{w('people.roles')}</dt>
        <dd>
          {account.grants.length === 0 && w('signIn.me.noGrants')}
          {account.grants.map((grant) => (
            <span className="fact-line" key={`${grant.role}${grant.organisationId}`}>
              {w('signIn.me.grantOver', { role: w(`people.role.${grant.role}`), organisation: grant.organisationName })}
            </span>
          ))}
        </dd>
      </dl>
      {mayManage && !isDisabled && <GrantForm account={account} organisations={organisations} />}
      {asking && <DisableDialog account={account} onClose={() => setAsking(false)} />}
    </SidePanel>
  )
}

function DisableDialog({ account, onClose }: { account: Account; onClose: () => void }) {
  const w = useWords()
  const [reason, setReason] = useState('')
  const disabled = account.disabledAt === null
  const name = account.displayName
  const set = useMutation({
    mutationFn: () => people.setAccountDisabled({ params: { id: account.id }, body: { disabled, reason } }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: people.listAccounts.key() })
      notify(w(disabled ? 'people.disabledDone' : 'people.enabledDone', { name }))
      onClose()
    },
  })
  return (
    <Dialog
      title={w(disabled ? 'people.disableAsk' : 'people.enableAsk', { name })}
      confirm={w(disabled ? 'people.disable' : 'people.enable')}
      danger={disabled}
      busy={set.isPending}
      disabled={reason.trim().length < 2}
      problem={set.error}
      onConfirm={() => set.mutate()}
      onClose={onClose}
    >
      <p>{w(disabled ? 'people.disableText' : 'people.enableText')}</p>
      <Field label={w('people.reason')} required>
        {(field) => <TextInput {...field} value={reason} onChange={setReason} maxLength={200} />}
      </Field>
    </Dialog>
  )
}
