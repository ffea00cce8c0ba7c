import {
  insertAccount,
  insertGrant,
  insertOrganisation,
  insertRegion,
  listOrganisations,
  readRegion,
  refuseReserved,
  renameOrganisation,
} from '#capabilities/people/public.ts'
import { conflict } from '#kernel/problem.ts'
import { initialPassword } from '#platform/access/initial-password.ts'
import { hashPassword } from '#platform/access/password.ts'
import { refuseWeakPassword } from '#platform/access/password-policy.ts'
import type { Role } from '#platform/access/permissions.ts'
import { DEFAULT_SECURITY } from '#platform/access/security-settings.ts'
import type { Context, Handlers } from '#platform/http/context.ts'
import type { Input } from '#platform/http/contract.ts'
import type { firstRunRoutes } from './first-run-contract.ts'
import { startSession } from './session-server.ts'
import { holdFirstRun, readPublicRegion } from './store.ts'

type Routes = typeof firstRunRoutes

/** Built with the version it reports. */
export function firstRunHandlers(version: string, oidc: { name: string } | null) {
  return {
    readState: async ({ db }) => {
      const region = await readPublicRegion(db)
      return {
        needsFirstRun: !region?.hasPeople,
        regionName: region?.name ?? null,
        isDemo: region?.isDemo ?? false,
        version,
        oidc: oidc && { name: oidc.name },
      }
    },
    firstRun: {
      prepare: async ({ read }, { body }) => {
        // before the work of hashing, which nobody is to be put to any more; the transaction asks again
        refuseSecondRun(await read(readRegion))
        refuseReserved(body.username)
        return await firstPasswords(body)
      },
      handle: firstRun,
    },
  } satisfies Handlers<Routes>
}

function refuseSecondRun(region: { hasPeople: boolean } | null): void {
  if (region?.hasPeople) throw conflict('already_set_up', '系统已经初始化，请直接登录。')
}

/** Who works beside the system administrator from the first day; their passwords are shown once, to be handed over. */
const FIRST_OTHERS = [
  { username: 'security', displayName: '安全管理员', role: 'securityAdministrator' },
  { username: 'auditor', displayName: '审计员', role: 'auditor' },
  { username: 'office', displayName: '项目办', role: 'dispatchOffice' },
] as const
type FirstPasswords = {
  own: string
  others: ((typeof FIRST_OTHERS)[number] & { password: string; passwordHash: string })[]
}

async function firstPasswords(body: Input<Routes['firstRun']>['body']): Promise<FirstPasswords> {
  const { passwordMinimumLength: minimumLength } = DEFAULT_SECURITY
  const about = [body.username, body.displayName, body.regionName]
  await refuseWeakPassword(body.password, { minimumLength, about, field: 'password' })
  const others = FIRST_OTHERS.map(async (other) => {
    const password = initialPassword()
    return { ...other, password, passwordHash: await hashPassword(password) }
  })
  return { own: await hashPassword(body.password), others: await Promise.all(others) }
}

async function firstRun(context: Context, { body }: Input<Routes['firstRun']>, { own, others }: FirstPasswords) {
  const { db } = context
  await holdFirstRun(db)
  const region = await readRegion(db)
  refuseSecondRun(region)
  await insertRegion(db, body.regionName, false)
  const organisations = await listOrganisations(db)
  const root =
    organisations[0] ??
    (await insertOrganisation(db, { parentId: null, kind: 'city', name: body.regionName, divisionCode: null }))
  await renameOrganisation(db, root.id, body.regionName)
  const account = { username: body.username, displayName: body.displayName, organisationId: root.id }
  const accountId = await insertAccount(db, { ...account, passwordHash: own, mustChangePassword: false })
  await grantOver(db, { accountId, role: 'systemAdministrator', organisationId: root.id })
  for (const { passwordHash, username, displayName, role } of others) {
    const other = { username, displayName, organisationId: root.id, passwordHash, mustChangePassword: true }
    await grantOver(db, { accountId: await insertAccount(db, other), role, organisationId: root.id })
  }
  context.record({
    action: 'region.setUp',
    subject: { type: 'region', id: root.id },
    orgPath: root.path,
    after: { ...account, name: body.regionName },
  })
  const me = await startSession(context, accountId, 'firstRun')
  const handover = others.map(({ passwordHash: _, ...shown }) => shown)
  return { me, handover }
}

async function grantOver(
  db: Context['db'],
  given: { accountId: number; role: Role; organisationId: number },
): Promise<void> {
  await insertGrant(db, { ...given, reason: '系统初始化', grantedBy: null })
}
