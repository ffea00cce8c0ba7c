import { sql } from 'kysely'
import { invalid } from '#kernel/problem.ts'
import { openKysely, openPool, type Transaction } from '../database/pool.ts'
import { appendEntries } from '../record/append.ts'

type Said = { action: string; after: Record<string, unknown>; actor: string }

/**
 * One entry about the database as a whole, appended by its owner to the chain of the region; nothing where no region is set up. Refuses
 * an actor nobody knows.
 */
export async function recordAsOwner(ownerUrl: string, { action, after, actor }: Said): Promise<void> {
  const db = openKysely(openPool(ownerUrl, { max: 1, name: 'guatu record', onError: () => undefined }))
  try {
    await db.transaction().execute(async (tx) => {
      const accountId = await accountOf(tx, actor)
      const { rows } = await sql<{ path: string }>`
        select o.path::text as path from organisation o where o.parent_id is null`.execute(tx)
      if (!rows[0]) return
      const entry = { action, subject: { type: 'region', id: 1 }, orgPath: rows[0].path, after }
      await appendEntries(tx, { accountId, actor, origin: 'console', at: new Date() }, [entry])
    })
  } finally {
    await db.destroy()
  }
}

/** Refuses an actor nobody knows, before long work is done in that name. */
export async function refuseUnknown(ownerUrl: string, actor: string): Promise<void> {
  if (actor === 'console') return
  const db = openKysely(openPool(ownerUrl, { max: 1, name: 'guatu record', onError: () => undefined }))
  try {
    await db.transaction().execute(async (tx) => await accountOf(tx, actor))
  } finally {
    await db.destroy()
  }
}

/** The account in whose name something is recorded; the console needs none. */
async function accountOf(tx: Transaction, actor: string): Promise<number | null> {
  const { rows } = await sql<{ id: number }>`select a.id from account a where a.username = ${actor}`.execute(tx)
  if (!rows[0] && actor !== 'console')
    throw invalid('account_unknown', `没有“${actor}”这个账号，没有改动。可用 guatu users 查看。`)
  return rows[0]?.id ?? null
}
