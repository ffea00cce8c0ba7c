import { sql } from 'kysely'
import type { Database, Transaction } from '#platform/database/pool.ts'

type Db = Database | Transaction

export async function insertToken(
  db: Db,
  given: { accountId: number; name: string; tokenHash: Buffer; expiresAt: Date },
): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    insert into api_token (account_id, name, token_hash, expires_at)
    values (${given.accountId}, ${given.name}, ${given.tokenHash}, ${given.expiresAt.toISOString()}) returning id`.execute(
    db,
  )
  return rows[0]!.id
}

export async function listTokens(db: Db, accountId: number) {
  const { rows } = await sql<{
    id: number
    name: string
    createdAt: string
    expiresAt: string | null
    lastUsedAt: string | null
    revokedAt: string | null
  }>`
    select id, name, created_at as "createdAt", expires_at as "expiresAt", last_used_at as "lastUsedAt", revoked_at as "revokedAt"
    from api_token where account_id = ${accountId} order by id desc`.execute(db)
  return rows
}

export async function revokeAllTokens(db: Db, accountId: number): Promise<void> {
  await sql`update api_token set revoked_at = now() where account_id = ${accountId} and revoked_at is null`.execute(db)
}

/** How many tokens of an account may be used at this moment. */
export async function countTokens(db: Db, accountId: number): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from api_token t
    where t.account_id = ${accountId} and t.revoked_at is null and (t.expires_at is null or t.expires_at > now())`.execute(
    db,
  )
  return rows[0]!.count
}

export async function revokeToken(db: Db, accountId: number, id: number): Promise<boolean> {
  const { rows } = await sql`update api_token set revoked_at = now()
    where id = ${id} and account_id = ${accountId} and revoked_at is null returning id`.execute(db)
  return rows.length > 0
}
