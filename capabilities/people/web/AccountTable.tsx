import { type Column, DataTable } from '#platform/web/kit/DataTable.tsx'
import { EmptyState } from '#platform/web/kit/EmptyState.tsx'
import { useWords } from '#platform/web/words/use-words.ts'
import type { Account } from '../contract.ts'

type Props = {
  accounts: readonly Account[]
  loading: boolean
  problem: unknown
  onRetry: () => void
  openId: number | null
  onOpen: (account: Account) => void
  emptyBecause: string
}

export function AccountTable({ accounts, loading, problem, onRetry, openId, onOpen, emptyBecause }: Props) {
  const w = useWords()
  const roles = (account: Account) =>
    [...new Set(account.grants.map((grant) => w(`people.role.${grant.role}`)))].join('、')
  const state = (account: Account) =>
    account.disabledAt ? <span className="is-disabled">{w('people.disabled')}</span> : w('people.active')
  const columns: Column<Account>[] = [
    { key: 'name', title: w('people.name'), width: '9rem', cell: (account) => account.displayName },
    { key: 'username', title: w('people.username'), width: '9rem', cell: (account) => account.username },
    { key: 'organisation', title: w('people.organisation'), cell: (account) => account.organisationName },
    { key: 'roles', title: w('people.roles'), cell: roles },
    { key: 'state', title: w('people.state'), width: '6rem', cell: state },
  ]
  return (
    <DataTable
      label={w('people.title')}
      columns={columns}
      rows={accounts}
      rowKey={(account) => account.id}
      loading={loading}
      problem={problem}
      onRetry={onRetry}
      total={accounts.length}
      openKey={openId}
      onOpen={onOpen}
      fill
      empty={<EmptyState title={w('people.empty')}>{emptyBecause}</EmptyState>}
      card={(account) => (
        <span className="card-lines">
          <strong>{account.displayName}</strong>
          <span>
            {account.organisationName} · {roles(account)} {account.disabledAt && `· ${w('people.disabled')}`}
          </span>
        </span>
      )}
    />
  )
}
