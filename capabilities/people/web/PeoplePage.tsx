import { useQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { ROLES } from '#platform/access/permissions.ts'
import { useSearch } from '#platform/web/address.tsx'
import { Button } from '#platform/web/kit/Button.tsx'
import { ErrorNote } from '#platform/web/kit/ErrorNote.tsx'
import { FilterBar } from '#platform/web/kit/FilterBar.tsx'
import { Page } from '#platform/web/kit/Page.tsx'
import { useMay } from '#platform/web/shell/session.tsx'
import { useWords } from '#platform/web/words/use-words.ts'
import { AccountPanel } from './AccountPanel.tsx'
import { AccountTable } from './AccountTable.tsx'
import { accountsShown } from './accounts-shown.ts'
import { people } from './api.ts'
import { NewAccount } from './NewAccount.tsx'
import { NewOrganisation } from './NewOrganisation.tsx'
import { OrganisationTree } from './OrganisationTree.tsx'
import './people.css'

/** Organisations on the left, the accounts of the chosen one and below it on the right. */
export function PeoplePage() {
  const w = useWords()
  const mayManage = useMay('account.manage')
  const [search, setSearch] = useSearch()
  const [making, setMaking] = useState<'account' | 'organisation' | null>(null)
  const organisations = useQuery({ ...people.listOrganisations.query(), staleTime: 300_000 })
  const accounts = useQuery(people.listAccounts.query())
  const tree = organisations.data?.items ?? []
  const all = accounts.data?.items ?? []
  const chosen = tree.find((row) => String(row.id) === search.org) ?? null
  const shown = useMemo(
    () => accountsShown(all, tree, { organisation: chosen, role: search.role, q: search.q }),
    [all, tree, chosen, search.role, search.q],
  )
  const open = all.find((account) => String(account.id) === search.account)
  const actions = (
    <>
      <Button onClick={() => setMaking('organisation')}>{w('people.newOrganisation')}</Button>
      <Button kind="primary" onClick={() => setMaking('account')}>
        {w('people.newAccount')}
      </Button>
    </>
  )
  const roles = ROLES.map((role) => ({ value: role, label: w(`people.role.${role}`) }))
  const note =
    accounts.data && organisations.data
      ? w('people.note', { organisations: tree.length, accounts: all.length })
      : undefined
  return (
    <Page title={w('people.title')} note={note} toolbar={mayManage ? actions : undefined}>
      {organisations.error && <ErrorNote problem={organisations.error} onRetry={() => void organisations.refetch()} />}
      <div className="people">
        <OrganisationTree
          organisations={tree}
          accounts={all}
          chosen={chosen?.id ?? null}
          onChoose={(id) => setSearch({ org: id ? String(id) : undefined })}
        />
        <div className="people-main">
          <FilterBar
            filters={[{ key: 'role', label: w('people.filterRole'), options: roles }]}
            values={search}
            onChange={setSearch}
            search={w('people.search')}
          />
          <AccountTable
            accounts={shown}
            loading={accounts.isPending || organisations.isPending}
            problem={accounts.error}
            onRetry={() => void accounts.refetch()}
            openId={open?.id ?? null}
            onOpen={(account) => setSearch({ account: String(account.id) })}
            emptyBecause={
              search.q || search.role
                ? w('people.emptyFilter')
                : w('people.emptyText', { organisation: chosen?.name ?? w('people.all') })
            }
          />
        </div>
      </div>
      {open && (
        <AccountPanel
          account={open}
          organisations={tree}
          mayManage={mayManage}
          onClose={() => setSearch({ account: undefined })}
        />
      )}
      {making === 'account' && <NewAccount organisations={tree} at={chosen} onClose={() => setMaking(null)} />}
      {making === 'organisation' && (
        <NewOrganisation organisations={tree} at={chosen} onClose={() => setMaking(null)} />
      )}
    </Page>
  )
}
