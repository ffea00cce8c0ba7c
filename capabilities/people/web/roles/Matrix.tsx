import { PERMISSIONS, PERMISSIONS_OF_ROLE, SEPARATE_ROLES } from '#platform/access/permissions.ts'
import { Link } from '#platform/web/address.tsx'
import { useIsPhone } from '#platform/web/kit/media.ts'
import { useWords } from '#platform/web/words/use-words.ts'
import type { Holders } from '../../accounts/grants-contract.ts'

/** Role against permission, straight from the rules the server decides by; on a phone one list for each role. */
export function Matrix({ holders }: { holders: readonly Holders[] }) {
  const isPhone = useIsPhone()
  return isPhone ? <RoleLists holders={holders} /> : <RoleTable holders={holders} />
}

function RoleTable({ holders }: { holders: readonly Holders[] }) {
  const w = useWords()
  return (
    <div className="matrix-box">
      <table className="matrix">
        <thead>
          <tr>
            <th scope="col">{w('people.permissionHead')}</th>
            {holders.map(({ role, count }) => (
              <th key={role} scope="col" data-apart={SEPARATE_ROLES.includes(role) || undefined}>
                {w(`people.role.${role}`)}
                <Link to={`/people?role=${role}`}>{w('people.holdersCount', { count })}</Link>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {PERMISSIONS.map((permission) => (
            <tr key={permission}>
              <th scope="row">{w(`people.permission.${permission}`)}</th>
              {holders.map(({ role }) => (
                <td key={role} data-apart={SEPARATE_ROLES.includes(role) || undefined}>
                  {PERMISSIONS_OF_ROLE[role].includes(permission) && (
                    <>
                      <span aria-hidden="true">●</span>
                      <span className="sr-only">{w('people.mayYes')}</span>
                    </>
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function RoleLists({ holders }: { holders: readonly Holders[] }) {
  const w = useWords()
  return (
    <ul className="role-lists">
      {holders.map(({ role, count }) => (
        <li key={role}>
          <details>
            <summary>
              <strong>{w(`people.role.${role}`)}</strong>
              <Link to={`/people?role=${role}`}>{w('people.holdersCount', { count })}</Link>
            </summary>
            <p>{PERMISSIONS_OF_ROLE[role].map((permission) => w(`people.permission.${permission}`)).join('、')}</p>
          </details>
        </li>
      ))}
    </ul>
  )
}
