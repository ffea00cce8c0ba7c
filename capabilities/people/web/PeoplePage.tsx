import { useQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { ROLES } from '#platform/access/permissions.ts'
import { Link, useSearch } from '#platform/web/address.tsx'
import { Button } from '#platform/web/kit/Button.tsx'
import { ErrorNote } from '#platform/web/kit/ErrorNote.tsx'
import { FilterBar } from '#platform/web/kit/FilterBar.tsx'
import { Page } from '#platform/web/kit/Page.tsx'
import { useMay } from '#platform/web/shell/session.tsx'
import { useWords } from '#platform/web/words/use-words.ts'
import { ACCOUNT_STATES } from '../accounts/contract.ts'
import { AccountTable } from './AccountTable.tsx'
import { AccountPanel } from './account/AccountPanel.tsx'
import { NewAccount } from './account/NewAccount.tsx'
import { people } from './api.ts'
import { OrganisationTree } from './OrganisationTree.tsx'
import { useAccounts } from './use-accounts.ts'
import './people.css'

/** Organisations on the left, the accounts of the chosen one and below it on the right; one account opens beside them. */
export function PeoplePage() {
  const w = useWords()
  const mayManage = useMay('account.manage')
  const [search, setSearch] = useSearch()
  const [making, setMaking] = useState(false)
  const organisations = useQuery({ ...people.listOrganisations.query(), staleTime: 300_000 })
  const counts = useQuery(people.countAccounts.query())
  const list = useAccounts(search)
  const tree = organisations.data?.items ?? []
  const own = useMemo(
    () => new Map(counts.data?.items.map(({ organisationId, count }) => [organisationId, count])),
    [counts.data],
  )
  const total = counts.data?.items.reduce((sum, { count }) => sum + count, 0)
  const chosen = tree.find((row) => String(row.id) === search.org) ?? null
  const openId = Number(search.account) || null
  const filters = [
    {
      key: 'role',
      label: w('people.filterRole'),
      options: ROLES.map((role) => ({ value: role, label: w(`people.role.${role}`) })),
    },
    {
      key: 'state',
      label: w('people.filterState'),
      options: ACCOUNT_STATES.map((state) => ({ value: state, label: w(`people.stateIs.${state}`) })),
    },
  ]
  const isFiltered = Boolean(search.q || search.role || search.state)
  const empty = isFiltered
    ? w('people.emptyFilter')
    : w('people.emptyText', { organisation: chosen?.name ?? w('people.all') })
  return (
    <Page
      title={w('people.title')}
      note={total === undefined ? undefined : w('people.note', { total })}
      toolbar={<Toolbar mayManage={mayManage} onNew={() => setMaking(true)} />}
    >
      {organisations.error && <ErrorNote problem={organisations.error} onRetry={() => void organisations.refetch()} />}
      <div className="people">
        <OrganisationTree
          organisations={tree}
          own={own}
          chosen={chosen?.id ?? null}
          onChoose={(id) => setSearch({ org: id ? String(id) : undefined })}
        />
        <div className="people-main">
          <FilterBar filters={filters} values={search} onChange={setSearch} search={w('people.search')} />
          <AccountTable
            list={list}
            openId={openId}
            onOpen={(account) => setSearch({ account: String(account.id) })}
            emptyBecause={empty}
          />
        </div>
      </div>
      {openId && (
        <AccountPanel
          id={openId}
          organisations={tree}
          onClose={() => setSearch({ account: undefined, tab: undefined })}
        />
      )}
      {making && <NewAccount organisations={tree} at={chosen} onClose={() => setMaking(false)} />}
    </Page>
  )
}

function Toolbar({ mayManage, onNew }: { mayManage: boolean; onNew: () => void }) {
  const w = useWords()
  return (
    <>
      <Link className="button button-plain button-m" to="/organisations">
        {w('people.tree')}
      </Link>
      <Link className="button button-plain button-m" to="/roles">
        {w('people.rolesPage')}
      </Link>
      {mayManage && (
        <>
          <Link className="button button-plain button-m" to="/people/import">
            {w('people.import')}
          </Link>
          <Button kind="primary" onClick={onNew}>
            {w('people.newAccount')}
          </Button>
        </>
      )}
    </>
  )
}
