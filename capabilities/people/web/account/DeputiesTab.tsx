import { useQuery } from '@tanstack/react-query'
import { ErrorNote } from '#platform/web/kit/ErrorNote.tsx'
import { Section } from '#platform/web/kit/Page.tsx'
import { useMay, useMe } from '#platform/web/shell/session.tsx'
import { useWords } from '#platform/web/words/use-words.ts'
import type { AccountDetail } from '../../accounts/contract.ts'
import type { Organisation } from '../../contract.ts'
import { people } from '../api.ts'
import { DeputyForm } from '../DeputyForm.tsx'
import { DeputyList } from '../DeputyList.tsx'

type Props = { account: AccountDetail; organisations: readonly Organisation[] }

/** Who stands in for this person and for whom this person stands in; the security administrator names somebody for who is away. */
export function DeputiesTab({ account, organisations }: Props) {
  const w = useWords()
  const me = useMe()
  const mayName = useMay('role.grant') && account.id !== me.id && !account.disabledAt
  const found = useQuery(people.listDeputyships.query({ query: { account: account.id } }))
  const items = found.data?.items ?? []
  return (
    <>
      {found.error && <ErrorNote problem={found.error} onRetry={() => void found.refetch()} />}
      {found.data && items.length === 0 && <p className="lead">{w('people.deputy.none')}</p>}
      <DeputyList
        items={items}
        end={mayName ? (id, reason) => people.endDeputyship({ params: { id }, body: { reason } }) : undefined}
      />
      {mayName && (
        <Section title={w('people.deputy.name')}>
          <p className="lead">{w('people.deputy.leadFor')}</p>
          <NameFor account={account} organisations={organisations} />
        </Section>
      )}
    </>
  )
}

/** Those of the unit, the one above and directly below. */
function NameFor({ account, organisations }: Props) {
  const home = organisations.find(({ id }) => id === account.organisationId)
  const top = home?.parentId ?? account.organisationId
  const list = useQuery(people.listAccounts.query({ query: { org: top, state: 'active', limit: 500 } }))
  const near = new Set(
    organisations
      .filter(({ id, parentId }) => id === home?.id || id === home?.parentId || parentId === home?.id)
      .map(({ id }) => id),
  )
  const candidates = (list.data?.items ?? [])
    .filter(({ id, organisationId }) => id !== account.id && near.has(organisationId))
    .map((person) => ({ ...person, search: person.username }))
  return (
    <DeputyForm candidates={candidates} name={(body) => people.nameDeputyFor({ params: { id: account.id }, body })} />
  )
}
