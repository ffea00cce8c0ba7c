import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Button } from '#platform/web/kit/Button.tsx'
import { Dialog } from '#platform/web/kit/Dialog.tsx'
import { notify } from '#platform/web/kit/toast.tsx'
import { queries } from '#platform/web/query.ts'
import { useWords } from '#platform/web/words/use-words.ts'
import { signIn } from './api.ts'
import { SessionTable } from './SessionTable.tsx'
import './sign-in.css'

/** Where somebody else is signed in, and a way to end it: for a lost computer, or somebody who has left. */
export function AccountSessions({ accountId }: { accountId: number }) {
  const w = useWords()
  const [asking, setAsking] = useState(false)
  const params = { id: accountId }
  const { data, error, isPending, refetch } = useQuery(signIn.listAccountSessions.query({ params }))
  const { data: ways } = useQuery(signIn.readAccountSignIn.query({ params }))
  const end = useMutation({
    mutationFn: () => signIn.revokeAccountSessions({ params }),
    onSuccess: async () => {
      setAsking(false)
      notify(w('signIn.session.accountDone'))
      await queries.invalidateQueries({ queryKey: signIn.listAccountSessions.key() })
      await queries.invalidateQueries({ queryKey: signIn.readAccountSignIn.key() })
    },
  })
  const items = data?.items ?? []
  const tokens = ways?.tokens ?? 0
  return (
    <>
      <SessionTable items={items} loading={isPending} problem={error} onRetry={() => void refetch()} />
      {tokens > 0 && <p>{w('signIn.session.tokens', { count: tokens })}</p>}
      {(items.length > 0 || tokens > 0) && (
        <div>
          <Button onClick={() => setAsking(true)}>{w('signIn.session.endAll')}</Button>
        </div>
      )}
      {asking && (
        <Dialog
          title={w('signIn.session.endAllAsk')}
          confirm={w('signIn.session.endAll')}
          danger
          busy={end.isPending}
          problem={end.error}
          onConfirm={() => end.mutate()}
          onClose={() => setAsking(false)}
        >
          <p>{w('signIn.session.endAllText')}</p>
        </Dialog>
      )}
    </>
  )
}
