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
import { people } from './api.ts'
import { NewToken } from './NewToken.tsx'

type Token = Awaited<ReturnType<typeof people.listTokens>>['items'][number]

/** One's own API tokens. */
export function TokenSection() {
  const w = useWords()
  const { data, error, isPending, refetch } = useQuery(people.listTokens.query())
  const [making, setMaking] = useState(false)
  const [revoking, setRevoking] = useState<Token | null>(null)
  const revoke = useMutation({
    mutationFn: (token: Token) => people.revokeToken({ params: { id: token.id } }),
    onSuccess: async (_, token) => {
      setRevoking(null)
      notify(w('people.token.revokedDone', { name: token.name }))
      await queries.invalidateQueries({ queryKey: people.listTokens.key() })
    },
  })
  const state = (token: Token) => (token.revokedAt ? w('people.token.revoked') : w('people.token.active'))
  const used = (token: Token) => (token.lastUsedAt ? instantText(token.lastUsedAt) : w('people.token.never'))
  const revokeButton = (token: Token) =>
    token.revokedAt ? null : (
      <Button kind="quiet" size="s" onClick={() => setRevoking(token)}>
        {w('people.token.revoke')}
      </Button>
    )
  const columns: Column<Token>[] = [
    { key: 'name', title: w('people.token.name'), cell: (token) => token.name },
    { key: 'created', title: w('people.token.created'), cell: (token) => instantText(token.createdAt) },
    { key: 'used', title: w('people.token.used'), cell: used },
    { key: 'state', title: w('people.token.state'), cell: state },
    {
      key: 'act',
      title: <span className="sr-only">{w('people.token.revoke')}</span>,
      kind: 'number',
      cell: revokeButton,
    },
  ]
  return (
    <Section
      title={w('people.token.title')}
      aside={<Button onClick={() => setMaking(true)}>{w('people.token.new')}</Button>}
    >
      <p>{w('people.token.lead')}</p>
      <DataTable
        label={w('people.token.title')}
        columns={columns}
        rows={data?.items ?? []}
        rowKey={(token) => token.id}
        loading={isPending}
        problem={error}
        onRetry={() => void refetch()}
        empty={<EmptyState title={w('people.token.empty')}>{w('people.token.emptyText')}</EmptyState>}
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
          title={w('people.token.revokeAsk', { name: revoking.name })}
          confirm={w('people.token.revoke')}
          danger
          busy={revoke.isPending}
          problem={revoke.error}
          onConfirm={() => revoke.mutate(revoking)}
          onClose={() => setRevoking(null)}
        >
          <p>{w('people.token.revokeText')}</p>
        </Dialog>
      )}
    </Section>
  )
}
