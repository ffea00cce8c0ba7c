import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { dateText } from '#platform/web/format.ts'
import { Button } from '#platform/web/kit/Button.tsx'
import { Dialog } from '#platform/web/kit/Dialog.tsx'
import { Field } from '#platform/web/kit/Field.tsx'
import { TextInput } from '#platform/web/kit/inputs.tsx'
import { notify } from '#platform/web/kit/toast.tsx'
import { queries } from '#platform/web/query.ts'
import { useWords } from '#platform/web/words/use-words.ts'
import { signIn } from './api.ts'
import './second-factor.css'

/** Somebody else's second factor and linked identities; the security administrator removes the factor, with the reason. */
export function AccountFactor({ id, name }: { id: number; name: string }) {
  const w = useWords()
  const { data } = useQuery(signIn.readAccountSignIn.query({ params: { id } }))
  const [asking, setAsking] = useState(false)
  const [reason, setReason] = useState('')
  const remove = useMutation({
    mutationFn: () => signIn.removeSecondFactor({ params: { id }, query: { reason } }),
    onSuccess: async () => {
      setAsking(false)
      setReason('')
      notify(w('factor.account.done', { name }))
      await queries.invalidateQueries({ queryKey: signIn.readAccountSignIn.key() })
      await queries.invalidateQueries({ queryKey: signIn.listAccountSessions.key() })
    },
  })
  if (!data) return null
  const { secondFactorSince: since, identities } = data
  return (
    <>
      <p className="factor-state">
        <strong>
          {since ? w('factor.account.since', { name, date: dateText(since) }) : w('factor.account.none', { name })}
        </strong>
        {identities.length > 0 && (
          <span>
            {w('factor.account.linked', { names: identities.map((one) => one.name ?? w('oidc.unnamed')).join('、') })}
          </span>
        )}
        {since && (
          <Button kind="quiet" size="s" onClick={() => setAsking(true)}>
            {w('factor.account.remove')}
          </Button>
        )}
      </p>
      {asking && (
        <Dialog
          title={w('factor.account.ask', { name })}
          confirm={w('factor.account.remove')}
          danger
          busy={remove.isPending}
          disabled={reason.trim().length < 2}
          problem={remove.error}
          onConfirm={() => remove.mutate()}
          onClose={() => setAsking(false)}
        >
          <p>{w('factor.account.text')}</p>
          <Field label={w('factor.account.reason')} required>
            {(field) => <TextInput {...field} value={reason} onChange={setReason} maxLength={200} />}
          </Field>
        </Dialog>
      )}
    </>
  )
}
