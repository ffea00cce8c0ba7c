import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Button } from '#platform/web/kit/Button.tsx'
import { Dialog } from '#platform/web/kit/Dialog.tsx'
import { Section } from '#platform/web/kit/Page.tsx'
import { notify } from '#platform/web/kit/toast.tsx'
import { queries } from '#platform/web/query.ts'
import { useWords } from '#platform/web/words/use-words.ts'
import type { ListedSession } from '../session-contract.ts'
import { signIn } from './api.ts'
import { SessionTable } from './SessionTable.tsx'

/** Where one is signed in, and a way to end what one does not recognise. */
export function SessionSection() {
  const w = useWords()
  const { data, error, isPending, refetch } = useQuery(signIn.listOwnSessions.query())
  const [ending, setEnding] = useState<ListedSession | 'others' | null>(null)
  const end = useMutation({
    mutationFn: (which: ListedSession | 'others') =>
      which === 'others' ? signIn.revokeOtherSessions() : signIn.revokeOwnSession({ params: { id: which.id } }),
    onSuccess: async () => {
      setEnding(null)
      notify(w('signIn.session.endedDone'))
      await queries.invalidateQueries({ queryKey: signIn.listOwnSessions.key() })
    },
  })
  const items = data?.items ?? []
  const endButton = (session: ListedSession) =>
    session.isThis ? null : (
      <Button kind="quiet" size="s" onClick={() => setEnding(session)}>
        {w('signIn.session.end')}
      </Button>
    )
  return (
    <Section
      title={w('signIn.session.title')}
      aside={items.length > 1 && <Button onClick={() => setEnding('others')}>{w('signIn.session.endOthers')}</Button>}
    >
      <p>{w('signIn.session.lead')}</p>
      <SessionTable items={items} loading={isPending} problem={error} onRetry={() => void refetch()} act={endButton} />
      {ending && (
        <Dialog
          title={
            ending === 'others'
              ? w('signIn.session.endOthersAsk')
              : w('signIn.session.endAsk', { browser: ending.browser })
          }
          confirm={ending === 'others' ? w('signIn.session.endOthers') : w('signIn.session.end')}
          danger
          busy={end.isPending}
          problem={end.error}
          onConfirm={() => end.mutate(ending)}
          onClose={() => setEnding(null)}
        >
          <p>{w('signIn.session.endText')}</p>
        </Dialog>
      )}
    </Section>
  )
}
