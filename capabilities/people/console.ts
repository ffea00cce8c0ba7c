import type { Role } from '#platform/access/permissions.ts'
import type { Person } from '#platform/access/scope.ts'
import type { Transaction } from '#platform/database/pool.ts'
import { findPerson, insertAccount, insertGrant } from './accounts/store.ts'
import { insertOrganisation, listOrganisations } from './organisations/store.ts'
import { insertRegion, readRegion } from './region-store.ts'

/** What the command line does: the office's work, accounts, and reading the record. It owes nobody a report. */
const ROLES_OF_CONSOLE: readonly Role[] = ['dispatchOffice', 'systemAdministrator', 'securityAdministrator', 'auditor']

/**
 * The account in whose name the command line writes when nobody else is named. It has no password, so nobody can sign in as it;
 * who may run the command line already holds the database. On an empty installation the region is made, to be named at first run.
 */
export async function ensureConsole(db: Transaction): Promise<Person> {
  const known = await findPerson(db, 'console')
  if (known) return known
  if (!(await readRegion(db))) await insertRegion(db, '本地区', false)
  const [root] = await listOrganisations(db)
  const home =
    root ?? (await insertOrganisation(db, { parentId: null, kind: 'city', name: '本地区', divisionCode: null }))
  const account = {
    username: 'console',
    displayName: '命令行',
    organisationId: home.id,
    passwordHash: null,
    mustChangePassword: false,
  }
  const accountId = await insertAccount(db, account)
  for (const role of ROLES_OF_CONSOLE)
    await insertGrant(db, { accountId, role, organisationId: home.id, reason: '命令行', grantedBy: null })
  return (await findPerson(db, 'console'))!
}
