import type { ReactNode } from 'react'
import { dayText } from '#platform/web/format.ts'
import { type Column, DataTable } from '#platform/web/kit/DataTable.tsx'
import { EmptyState } from '#platform/web/kit/EmptyState.tsx'
import type { Say } from '#platform/web/words/catalogue.ts'
import { useWords } from '#platform/web/words/use-words.ts'
import type { Account } from '../contract.ts'
import type { useAccounts } from './use-accounts.ts'

type Props = {
  list: ReturnType<typeof useAccounts>
  openId: number | null
  onOpen: (account: Account) => void
  emptyBecause: string
}

export function AccountTable({ list, openId, onOpen, emptyBecause }: Props) {
  const w = useWords()
  const columns: Column<Account>[] = [
    { key: 'name', title: w('people.name'), width: '8rem', cell: (account) => account.displayName },
    { key: 'username', title: w('people.username'), width: '9rem', cell: (account) => account.username },
    { key: 'organisation', title: w('people.organisation'), cell: (account) => account.organisationName },
    { key: 'roles', title: w('people.roles'), cell: (account) => rolesText(w, account) },
    { key: 'seen', title: w('people.lastSignIn'), width: '9rem', cell: (account) => lastSignIn(w, account) },
    { key: 'state', title: w('people.state'), width: '7rem', cell: (account) => stateMark(w, account) },
  ]
  return (
    <DataTable
      label={w('people.title')}
      columns={columns}
      rows={list.rows}
      rowKey={(account) => account.id}
      loading={list.loading}
      problem={list.problem}
      onRetry={list.retry}
      total={list.total}
      more={list.more}
      openKey={openId}
      onOpen={onOpen}
      fill
      empty={<EmptyState title={w('people.empty')}>{emptyBecause}</EmptyState>}
      card={(account) => (
        <span className="card-lines">
          <strong>{account.displayName}</strong>
          <span>
            {[account.organisationName, rolesText(w, account)].filter(Boolean).join(' · ')} {account.disabledAt && '· '}
            {account.disabledAt && stateMark(w, account)}
          </span>
        </span>
      )}
    />
  )
}

/** Each role once; one held for somebody absent says so. */
function rolesText(w: Say, { grants }: Account): string {
  const names = grants.map((grant) =>
    grant.deputyForName
      ? `${w(`people.role.${grant.role}`)}（${w('people.forName', { name: grant.deputyForName })}）`
      : w(`people.role.${grant.role}`),
  )
  return [...new Set(names)].join('、')
}

function lastSignIn(w: Say, { lastSignInAt }: Account): ReactNode {
  if (lastSignInAt) return dayText(new Date(lastSignInAt))
  return <span className="is-disabled">{w('people.neverSignedIn')}</span>
}

export function stateMark(w: Say, { disabledAt, expiresAt }: Account): ReactNode {
  if (!disabledAt) return w('people.active')
  // the end of the term closes it too; only then are the two the same instant
  const isExpired = expiresAt !== null && new Date(expiresAt).getTime() === new Date(disabledAt).getTime()
  return <span className="is-disabled">{w(isExpired ? 'people.expired' : 'people.disabled')}</span>
}
