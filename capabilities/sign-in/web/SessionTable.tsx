import { instantText } from '#platform/web/format.ts'
import { type Column, DataTable } from '#platform/web/kit/DataTable.tsx'
import { EmptyState } from '#platform/web/kit/EmptyState.tsx'
import { useWords } from '#platform/web/words/use-words.ts'
import type { ListedSession } from '../session-contract.ts'

type Props = {
  items: ListedSession[]
  loading: boolean
  problem: unknown
  onRetry: () => void
  /** Draws what ends a session, where one may. */
  act?: (session: ListedSession) => React.ReactNode
}

/** Where somebody is signed in; the session that asks is marked. */
export function SessionTable({ items, loading, problem, onRetry, act }: Props) {
  const w = useWords()
  const browser = (session: ListedSession) => (
    <>
      {session.browser}
      {session.isThis && <em className="this-one">{w('signIn.session.this')}</em>}
    </>
  )
  const columns: Column<ListedSession>[] = [
    { key: 'browser', title: w('signIn.session.browser'), cell: browser },
    { key: 'address', title: w('signIn.session.address'), cell: (session) => session.address },
    { key: 'since', title: w('signIn.session.since'), cell: (session) => instantText(session.startedAt) },
    { key: 'used', title: w('signIn.session.used'), cell: (session) => instantText(session.lastSeenAt) },
    ...(act
      ? [
          {
            key: 'act',
            title: <span className="sr-only">{w('signIn.session.end')}</span>,
            kind: 'number',
            cell: act,
          } as const,
        ]
      : []),
  ]
  return (
    <DataTable
      label={w('signIn.session.title')}
      columns={columns}
      rows={items}
      rowKey={(session) => session.id}
      loading={loading}
      problem={problem}
      onRetry={onRetry}
      empty={<EmptyState title={w('signIn.session.empty')}>{w('signIn.session.emptyText')}</EmptyState>}
      card={(session) => (
        <span className="card-lines">
          <strong>{browser(session)}</strong>
          <span>{w('signIn.session.card', { address: session.address, used: instantText(session.lastSeenAt) })}</span>
          {act?.(session)}
        </span>
      )}
    />
  )
}
