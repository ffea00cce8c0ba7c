import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { instantText } from '#platform/web/format.ts'
import { Button } from '#platform/web/kit/Button.tsx'
import { type Column, DataTable } from '#platform/web/kit/DataTable.tsx'
import { Dialog } from '#platform/web/kit/Dialog.tsx'
import { EmptyState } from '#platform/web/kit/EmptyState.tsx'
import { Section } from '#platform/web/kit/Page.tsx'
import { notify } from '#platform/web/kit/toast.tsx'
import { queries } from '#platform/web/query.ts'
import { useWords } from '#platform/web/words/use-words.ts'
import { signIn } from './api.ts'
import { localDate } from './local-date.ts'
import { NewToken } from './NewToken.tsx'

type Token = Awaited<ReturnType<typeof signIn.listTokens>>['items'][number]

/** One's own API tokens. */
export function TokenSection() {
  const w = useWords()
  const { data, error, isPending, refetch } = useQuery(signIn.listTokens.query())
  const [making, setMaking] = useState(false)
  const [revoking, setRevoking] = useState<Token | null>(null)
  const revoke = useMutation({
    mutationFn: (token: Token) => signIn.revokeToken({ params: { id: token.id } }),
    onSuccess: async (_, token) => {
      setRevoking(null)
      notify(w('signIn.token.revokedDone', { name: token.name }))
      await queries.invalidateQueries({ queryKey: signIn.listTokens.key() })
    },
  })
  const isOver = (token: Token) => token.expiresAt !== null && new Date(token.expiresAt) <= new Date()
  const state = (token: Token) => {
    if (token.revokedAt) return w('signIn.token.revoked')
    if (isOver(token)) return w('signIn.token.over')
    return token.expiresAt ? w('signIn.token.until', { date: localDate(token.expiresAt) }) : w('signIn.token.active')
  }
  const used = (token: Token) => (token.lastUsedAt ? instantText(token.lastUsedAt) : w('signIn.token.never'))
  const revokeButton = (token: Token) =>
    token.revokedAt || isOver(token) ? null : (
      <Button kind="quiet" size="s" onClick={() => setRevoking(token)}>
        {w('signIn.token.revoke')}
      </Button>
    )
  const columns: Column<Token>[] = [
    { key: 'name', title: w('signIn.token.name'), cell: (token) => token.name },
    { key: 'created', title: w('signIn.token.created'), cell: (token) => instantText(token.createdAt) },
    { key: 'used', title: w('signIn.token.used'), cell: used },
    { key: 'state', title: w('signIn.token.state'), cell: state },
    {
      key: 'act',
      title: <span className="sr-only">{w('signIn.token.revoke')}</span>,
      kind: 'number',
      cell: revokeButton,
    },
  ]
  return (
    <Section
      title={w('signIn.token.title')}
      aside={<Button onClick={() => setMaking(true)}>{w('signIn.token.new')}</Button>}
    >
      <p>{w('signIn.token.lead')}</p>
      <DataTable
        label={w('signIn.token.title')}
        columns={columns}
        rows={data?.items ?? []}
        rowKey={(token) => token.id}
        loading={isPending}
        problem={error}
        onRetry={() => void refetch()}
        empty={<EmptyState title={w('signIn.token.empty')}>{w('signIn.token.emptyText')}</EmptyState>}
        card={(token) => (
          <span className="card-lines">
            <strong>{token.name}</strong>
            <span>
              {state(token)} · {used(token)}
            </span>
            {revokeButton(token)}
          </span>
        )}
      />
      {making && <NewToken onClose={() => setMaking(false)} />}
      {revoking && (
        <Dialog
          title={w('signIn.token.revokeAsk', { name: revoking.name })}
          confirm={w('signIn.token.revoke')}
          danger
          busy={revoke.isPending}
          problem={revoke.error}
          onConfirm={() => revoke.mutate(revoking)}
          onClose={() => setRevoking(null)}
        >
          <p>{w('signIn.token.revokeText')}</p>
        </Dialog>
      )}
    </Section>
  )
}
