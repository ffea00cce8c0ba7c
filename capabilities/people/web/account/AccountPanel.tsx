import { useQuery } from '@tanstack/react-query'
import { Suspense } from 'react'
import { Link, useSearch } from '#platform/web/address.tsx'
import { instantText } from '#platform/web/format.ts'
import { ErrorNote } from '#platform/web/kit/ErrorNote.tsx'
import { Note, Skeleton } from '#platform/web/kit/Note.tsx'
import { SidePanel } from '#platform/web/kit/SidePanel.tsx'
import { Tabs } from '#platform/web/kit/Tabs.tsx'
import { useMay } from '#platform/web/shell/session.tsx'
import { useWords } from '#platform/web/words/use-words.ts'
import type { AccountDetail } from '../../accounts/contract.ts'
import type { Organisation } from '../../contract.ts'
import { people } from '../api.ts'
import { accountParts } from '../panels.ts'
import { BasicTab } from './BasicTab.tsx'
import { DeputiesTab } from './DeputiesTab.tsx'
import { RolesTab } from './RolesTab.tsx'

type Props = { id: number; organisations: readonly Organisation[]; onClose: () => void }
const TABS = ['basic', 'roles', 'deputies', 'sessions', 'record'] as const
type TabName = (typeof TABS)[number]

/** One account: who it is, what it may do and may have done, who stands in, where it is signed in. */
export function AccountPanel({ id, organisations, onClose }: Props) {
  const w = useWords()
  const [search, setSearch] = useSearch()
  const maySeeSessions = useMay('security.manage')
  const { data: account, error, refetch } = useQuery(people.readAccount.query({ params: { id } }))
  const usable = TABS.filter((name) => name !== 'sessions' || maySeeSessions)
  const tab: TabName = usable.find((name) => name === search.tab) ?? 'basic'
  return (
    <SidePanel
      title={account?.displayName ?? '…'}
      note={account && `${account.username} · ${account.organisationName}`}
      onClose={onClose}
      width="m"
    >
      {error && <ErrorNote problem={error} onRetry={() => void refetch()} />}
      {account?.disabledAt && (
        <Note kind="warning">{w('people.disabledAt', { date: instantText(account.disabledAt) })}</Note>
      )}
      <Tabs
        label={w('people.tabs')}
        tabs={usable.map((value) => ({ value, label: w(`people.tab.${value}`) }))}
        value={tab}
        onChange={(next) => setSearch({ tab: next === 'basic' ? undefined : next })}
      />
      {account ? <TabBody tab={tab} account={account} organisations={organisations} /> : !error && <Skeleton />}
    </SidePanel>
  )
}

type BodyProps = { tab: TabName; account: AccountDetail; organisations: readonly Organisation[] }

function TabBody({ tab, account, organisations }: BodyProps) {
  if (tab === 'roles') return <RolesTab account={account} organisations={organisations} />
  if (tab === 'deputies') return <DeputiesTab account={account} organisations={organisations} />
  if (tab === 'sessions') return <Plugged part="signIn" account={account} />
  if (tab === 'record') return <RecordTab account={account} />
  return <BasicTab account={account} organisations={organisations} />
}

function Plugged({ part, account }: { part: 'signIn' | 'history'; account: AccountDetail }) {
  const Part = accountParts()?.[part]
  return (
    Part && (
      <Suspense fallback={<Skeleton />}>
        <Part id={account.id} name={account.displayName} />
      </Suspense>
    )
  )
}

/** Colleagues read what was done to the account; the auditor also finds its sign-ins and what it did, in the record. */
function RecordTab({ account }: { account: AccountDetail }) {
  const w = useWords()
  const mayReadRecord = useMay('record.read')
  return (
    <>
      {mayReadRecord && (
        <p>
          <Link to={`/record?subject=account&id=${account.id}`}>{w('people.recordLink')}</Link>
        </p>
      )}
      <Plugged part="history" account={account} />
    </>
  )
}
