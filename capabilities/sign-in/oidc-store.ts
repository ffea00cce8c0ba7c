import { sql } from 'kysely'
import { closedAt, foldUsername } from '#capabilities/people/public.ts'
import type { Database, Transaction } from '#platform/database/pool.ts'
import type { LinkedIdentity } from './second-factor-contract.ts'

type Db = Database | Transaction

/** A way through the provider and back, known by the secret its browser holds. */
export type Flow = {
  purpose: 'signIn' | 'link' | 'code'
  /** Whose identity is linked, or who still has to show a code. */
  accountId: number | null
  state: string
  nonce: string
  verifier: string
  returnTo: string
}

/** Keeps a flow until `expiresAt`, and forgets those that have run out. */
export async function insertFlow(
  db: Db,
  digest: Buffer,
  flow: Flow,
  { now, expiresAt }: { now: Date; expiresAt: Date },
) {
  await sql`delete from oidc_flow where expires_at < ${now.toISOString()}`.execute(db)
  await sql`insert into oidc_flow (digest, purpose, account_id, state, nonce, verifier, return_to, expires_at)
    values (${digest}, ${flow.purpose}, ${flow.accountId}, ${flow.state}, ${flow.nonce}, ${flow.verifier}, ${flow.returnTo},
      ${expiresAt.toISOString()})`.execute(db)
}

const FLOW = sql`purpose, account_id as "accountId", state, nonce, verifier, return_to as "returnTo"`

/** Takes a flow away: of two answers to the same question one finds it. */
export async function takeFlow(db: Db, digest: Buffer, now: Date): Promise<Flow | null> {
  const { rows } = await sql<Flow>`
    delete from oidc_flow where digest = ${digest} and expires_at > ${now.toISOString()} returning ${FLOW}`.execute(db)
  return rows[0] ?? null
}

export async function findFlow(db: Db, digest: Buffer, now: Date): Promise<Flow | null> {
  const { rows } = await sql<Flow>`
    select ${FLOW} from oidc_flow where digest = ${digest} and expires_at > ${now.toISOString()}`.execute(db)
  return rows[0] ?? null
}

/** Whose identity it is, and whether the account may be used. */
export async function findIdentity(db: Db, identity: { issuer: string; subject: string }) {
  const { rows } = await sql<{ id: number; accountId: number; closedAt: string | null }>`
    select i.id, i.account_id as "accountId", ${closedAt()} as "closedAt"
    from external_identity i join account a on a.id = i.account_id
    where i.issuer = ${identity.issuer} and i.subject = ${identity.subject}`.execute(db)
  return rows[0] ?? null
}

/** The account of a user name that has no identity of this provider yet. */
export async function findUnlinked(db: Db, username: string, issuer: string) {
  const { rows } = await sql<{ accountId: number; closedAt: string | null }>`
    select a.id as "accountId", ${closedAt()} as "closedAt" from account a
    where a.folded_username = ${foldUsername(username)} and a.username <> 'console'
      and not exists (select 1 from external_identity i where i.account_id = a.id and i.issuer = ${issuer})`.execute(db)
  return rows[0] ?? null
}

/** Links an identity; false when it is somebody's already, or the account has another of the same provider. */
export async function insertIdentity(
  db: Db,
  given: { accountId: number; issuer: string; subject: string; name: string | null; now: Date },
): Promise<boolean> {
  const { rows } = await sql`
    insert into external_identity (account_id, issuer, subject, name, linked_at)
    values (${given.accountId}, ${given.issuer}, ${given.subject}, ${given.name}, ${given.now.toISOString()})
    on conflict do nothing returning id`.execute(db)
  return rows.length > 0
}

export async function noteIdentityUse(db: Db, id: number, name: string | null, now: Date): Promise<void> {
  await sql`update external_identity set last_used_at = ${now.toISOString()}, name = coalesce(${name}, name)
    where id = ${id}`.execute(db)
}

export async function deleteIdentity(db: Db, accountId: number, id: number): Promise<{ issuer: string } | null> {
  const { rows } = await sql<{ issuer: string }>`
    delete from external_identity where id = ${id} and account_id = ${accountId} returning issuer`.execute(db)
  return rows[0] ?? null
}

export async function listIdentities(db: Db, accountId: number): Promise<LinkedIdentity[]> {
  const { rows } = await sql<LinkedIdentity>`
    select i.id, i.issuer, i.name, i.linked_at as "linkedAt", i.last_used_at as "lastUsedAt"
    from external_identity i where i.account_id = ${accountId} order by i.id`.execute(db)
  return rows
}
