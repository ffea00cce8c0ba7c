import type { Role } from '#platform/access/permissions.ts'
import { useWords } from '#platform/web/words/use-words.ts'

const PASSWORD = 'guatu-demo-2026'
const ACCOUNTS: readonly { username: string; role: Role }[] = [
  { username: 'leader', role: 'leader' },
  { username: 'office', role: 'dispatchOffice' },
  { username: 'reporter1', role: 'reporter' },
  { username: 'auditor', role: 'auditor' },
  { username: 'admin', role: 'systemAdministrator' },
  { username: 'security', role: 'securityAdministrator' },
]

/** Only where the region is fictitious: one click fills in a person of each role. */
export function DemoAccounts({
  chosen,
  onChoose,
}: {
  chosen: string
  onChoose: (username: string, password: string) => void
}) {
  const w = useWords()
  return (
    <section className="demo-accounts">
      <h2>
        {w('signIn.demo')}
        <small>{w('signIn.demoHint')}</small>
      </h2>
      <ul>
        {ACCOUNTS.map(({ username, role }) => (
          <li key={username}>
            <button
              type="button"
              className="demo-account"
              aria-pressed={chosen === username}
              onClick={() => onChoose(username, PASSWORD)}
            >
              <strong>{w(`people.role.${role}`)}</strong>
              <span>{username}</span>
              <span>{w(`people.roleDoes.${role}`)}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}
