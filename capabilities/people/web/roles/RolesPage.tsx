import { useQuery } from '@tanstack/react-query'
import { SEPARATE_ROLES } from '#platform/access/permissions.ts'
import { Link } from '#platform/web/address.tsx'
import { dateText } from '#platform/web/format.ts'
import { ErrorNote } from '#platform/web/kit/ErrorNote.tsx'
import { Note, Skeleton } from '#platform/web/kit/Note.tsx'
import { Page, Section } from '#platform/web/kit/Page.tsx'
import { useMay } from '#platform/web/shell/session.tsx'
import { useWords } from '#platform/web/words/use-words.ts'
import type { Doubled, Holders } from '../../accounts/grants-contract.ts'
import { people } from '../api.ts'
import { DeputyList } from '../DeputyList.tsx'
import { Requests } from '../Requests.tsx'
import { lastDayOf } from '../role-text.ts'
import { Matrix } from './Matrix.tsx'
import '../people.css'
import './roles.css'

/** Who holds which role and what it may do: what waits, who the administrators are, the whole matrix, who is away. */
export function RolesPage() {
  const w = useWords()
  const roles = useQuery(people.readRoles.query())
  const requests = useQuery(people.listGrantRequests.query())
  return (
    <Page
      title={w('people.rolesTitle')}
      note={w('people.rolesNote')}
      trail={<Link to="/people">{w('people.title')}</Link>}
    >
      {roles.error && <ErrorNote problem={roles.error} onRetry={() => void roles.refetch()} />}
      {roles.isPending && <Skeleton lines={8} />}
      {roles.data && roles.data.doubled.length > 0 && <Warning doubled={roles.data.doubled} />}
      {requests.data && requests.data.items.length > 0 && <Requests requests={requests.data.items} />}
      {roles.data && (
        <>
          <Section title={w('people.administrators')}>
            <div className="administrators">
              {roles.data.holders
                .filter(({ role }) => SEPARATE_ROLES.includes(role))
                .map((holders) => (
                  <Administrators key={holders.role} holders={holders} />
                ))}
            </div>
          </Section>
          <Section title={w('people.matrix')}>
            <Matrix holders={roles.data.holders} />
          </Section>
        </>
      )}
      {requests.data?.items.length === 0 && (
        <Section title={w('people.waiting')} aside={w('people.waitingNote')}>
          <p className="lead">{w('people.waitingNone')}</p>
        </Section>
      )}
      <Away />
    </Page>
  )
}

/** Left from the one administrator of earlier versions: until they are divided, one person does what two should. */
function Warning({ doubled }: { doubled: readonly Doubled[] }) {
  const w = useWords()
  return (
    <Note kind="problem">
      <p>
        <strong>{w('people.doubledTitle')}</strong>
      </p>
      <ul>
        {doubled.map(({ accountId, displayName, username, roles }) => (
          <li key={accountId}>
            <Link to={`/people?account=${accountId}&tab=roles`}>
              {w('people.doubledLine', {
                name: displayName,
                username,
                roles: roles.map((role) => w(`people.role.${role}`)).join('、'),
              })}
            </Link>
          </li>
        ))}
      </ul>
      <p>{w('people.doubledHow')}</p>
    </Note>
  )
}

function Administrators({ holders }: { holders: Holders }) {
  const w = useWords()
  return (
    <div>
      <h3>{w(`people.role.${holders.role}`)}</h3>
      <p className="role-does">{w(`people.roleDoes.${holders.role}`)}</p>
      {holders.people.length === 0 && <p className="is-missing">{w('people.nobody')}</p>}
      <ul>
        {holders.people.map((holder) => (
          <li key={`${holder.accountId}${holder.overName}`}>
            <Link to={`/people?account=${holder.accountId}`}>{holder.displayName}</Link>
            <span>{holder.overName}</span>
            {holder.until && <span>{w('people.until', { date: dateText(lastDayOf(holder.until)) })}</span>}
          </li>
        ))}
      </ul>
    </div>
  )
}

function Away() {
  const w = useWords()
  const mayEnd = useMay('role.grant')
  const { data } = useQuery(people.listDeputyships.query())
  if (!data) return null
  return (
    <Section title={w('people.deputy.inForce')}>
      {data.items.length === 0 && <p className="lead">{w('people.deputy.inForceNone')}</p>}
      <DeputyList
        items={data.items}
        end={mayEnd ? (id, reason) => people.endDeputyship({ params: { id }, body: { reason } }) : undefined}
      />
    </Section>
  )
}
