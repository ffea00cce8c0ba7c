import { insertAccount, insertGrant } from '#capabilities/people/public.ts'
import type { Database } from '#platform/database/pool.ts'

// biome-ignore lint/suspicious/noExplicitAny: answers are read as tests need them
type Answered = { status: number; body: any; text: string }
type Caller = { get: (url: string) => Promise<Answered>; post: (url: string, body?: unknown) => Promise<Answered> }

/** A unit as the tree shows it. */
// biome-ignore lint/suspicious/noExplicitAny: answers are read as tests need them
export async function unitOf(caller: Caller, id: number): Promise<any> {
  const { body } = await caller.get('/api/organisations')
  return body.items.find((row: { id: number }) => row.id === id)
}

/** Registers a change of a unit as it stands now; its version is read first. */
export async function change(caller: Caller, id: number, given: Record<string, unknown>): Promise<Answered> {
  const { version } = await unitOf(caller, id)
  const body = { version, effectiveOn: '2026-11-10', reason: '区划调整', ...given }
  return await caller.post(`/api/organisations/${id}/changes`, body)
}

/** A system administrator of one county; the password hash is the cast's, so that the harness signs in. */
export async function aCountyAdmin(owner: Database, username: string, organisationId: number): Promise<number> {
  const { hash } = await owner.selectFrom('password').select('hash').orderBy('id').limit(1).executeTakeFirstOrThrow()
  return await owner.transaction().execute(async (tx) => {
    const account = { username, displayName: username, organisationId, passwordHash: hash, mustChangePassword: false }
    const id = await insertAccount(tx, account)
    const grant = { role: 'systemAdministrator', organisationId, reason: '测试', grantedBy: null } as const
    await insertGrant(tx, { accountId: id, ...grant })
    return id
  })
}
