import { sql } from 'kysely'
import type { Scope } from '../access/scope.ts'
import type { Database, Transaction } from './pool.ts'

/** What a transaction becomes instead of following its scope: a visitor, or somebody at the doorway and their own account. */
export type Mask = 'guatu_public' | 'guatu_doorway'
/** As whom a transaction runs: the whole region, a scope that row level security enforces, or one of the masks. */
/** `accountId`: who asks, for rows that are a person's own. */
export type Standing = { scope: Scope; mask?: Mask | undefined; readOnly?: boolean; accountId?: number }

/** The whole region, for work that no person's scope limits (command line, jobs). */
export function wholeRegion(): Scope {
  return { all: true, paths: [], assignees: [] }
}

/**
 * One transaction under the role and scope given. `set local` ends with it, so a pooled connection never keeps somebody's scope.
 * Read-only ones are repeatable read: an export sees one moment.
 */
export async function runTransaction<T>(
  db: Database,
  standing: Standing,
  work: (tx: Transaction) => Promise<T>,
): Promise<T> {
  return await db.connection().execute(async (connection) => {
    const tx = connection as Transaction
    try {
      // in one message with the role: a screen's request pays for every way to the database and back
      await sql.raw(`begin; ${roleStatements(standing)}`).execute(tx)
      const result = await work(tx)
      await commit(tx)
      return result
    } catch (error) {
      await sql`rollback`.execute(tx).catch(() => undefined)
      throw error
    }
  })
}

/** After an error that somebody swallowed PostgreSQL answers a commit with a rollback: nothing was kept, and the request must hear of it. */
async function commit(tx: Transaction): Promise<void> {
  const { rows } = await sql<{ command: string }>`commit`.execute(tx)
  if (rows[0]?.command === 'ROLLBACK') throw new Error('the transaction had failed and was rolled back')
}

/** Paths come from ltree columns and account ids are integers; both are checked once more, because here they stand in SQL text. */
function roleStatements({ scope, mask, readOnly, accountId }: Standing): string {
  for (const path of scope.paths) if (!/^[a-z0-9_.]+$/i.test(path)) throw new Error(`not an organisation path: ${path}`)
  const statements = readOnly ? ['set transaction isolation level repeatable read, read only'] : []
  statements.push(`set local role ${mask ?? (scope.all ? 'guatu_all' : 'guatu_scoped')}`)
  if (mask || scope.all) return statements.join('; ')
  statements.push(`set local guatu.assignees = '${scope.assignees.map(Math.trunc).join(',')}'`)
  if (accountId) statements.push(`set local guatu.account = '${Math.trunc(accountId)}'`)
  statements.push(`set local guatu.scope = '${scope.paths.join(',')}'`)
  return statements.join('; ')
}
