import { sql } from 'kysely'
import type { Transaction } from '#platform/database/pool.ts'

/** A message about to be sent. */
export type Due = {
  id: number
  webhookId: number
  messageId: string
  url: string
  payload: unknown
  attempts: number
  secretSealed: string
  /** Still signs beside the new one; null once its day is over. */
  formerSecretSealed: string | null
}

const AT_ONCE = 4
const LEASE = 60_000

/**
 * Takes what is due, a few of each push so that a silent receiver does not hold up the others, and puts it aside for a minute: a process
 * that dies while sending leaves it to be taken again. Another deliverer's are skipped.
 */
export async function takeDue(db: Transaction, now: Date): Promise<Due[]> {
  const { rows } = await sql<Due>`
    update webhook_delivery t set next_try_at = ${new Date(now.getTime() + LEASE).toISOString()}
    from webhook w cross join lateral (
      select d.id from webhook_delivery d
      where d.webhook_id = w.id and d.state = 'waiting' and d.next_try_at <= ${now.toISOString()}
        and (d.event = 'ping' or (w.is_active and w.paused_at is null))
      order by d.next_try_at, d.id limit ${AT_ONCE} for update skip locked
    ) due
    where t.id = due.id
    returning t.id, t.webhook_id as "webhookId", 'msg_' || t.message_id as "messageId", w.url, t.payload, t.attempts,
      w.secret_sealed as "secretSealed", case when w.former_until > ${now.toISOString()} then w.former_secret_sealed end as "formerSecretSealed"`.execute(
    db,
  )
  return rows
}

export type Outcome = { status: number | null; error: string | null; answer: string | null }

export async function settleDelivered(
  db: Transaction,
  due: Due,
  { status, answer }: Outcome,
  now: Date,
): Promise<void> {
  await sql`update webhook_delivery set state = 'delivered', attempts = attempts + 1, tried_at = ${now.toISOString()}, last_status = ${status},
    last_error = null, last_answer = ${answer} where id = ${due.id}`.execute(db)
  await sql`update webhook set failures = 0, failing_since = null where id = ${due.webhookId} and failures > 0`.execute(
    db,
  )
}

/** `nextTry` null: given up. Answers how often, and since when, the push has failed on end. */
export async function settleFailed(
  db: Transaction,
  due: Due,
  { status, error, answer }: Outcome,
  { now, nextTry }: { now: Date; nextTry: Date | null },
): Promise<{ failures: number; failingSince: string; isPaused: boolean; url: string }> {
  await sql`update webhook_delivery set attempts = attempts + 1, tried_at = ${now.toISOString()}, last_status = ${status}, last_error = ${error},
    last_answer = ${answer}, state = ${nextTry ? 'waiting' : 'givenUp'}, next_try_at = ${(nextTry ?? now).toISOString()}
    where id = ${due.id}`.execute(db)
  const { rows } = await sql<{ failures: number; failingSince: string; isPaused: boolean; url: string }>`
    update webhook set failures = failures + 1, failing_since = coalesce(failing_since, ${now.toISOString()}::timestamptz)
    where id = ${due.webhookId} returning failures, failing_since as "failingSince", paused_at is not null as "isPaused", url`.execute(
    db,
  )
  return rows[0]!
}

export async function pause(db: Transaction, webhookId: number, because: string, now: Date): Promise<void> {
  await sql`update webhook set paused_at = ${now.toISOString()}, paused_because = ${because}, version = version + 1
    where id = ${webhookId}`.execute(db)
}

export async function rootPath(db: Transaction): Promise<string> {
  const { rows } = await sql<{ path: string }>`
    select o.path::text as path from organisation o where o.parent_id is null order by o.id limit 1`.execute(db)
  return rows[0]!.path
}

/** What was sent or given up more than 30 days ago. */
export async function forgetOld(db: Transaction, now: Date): Promise<void> {
  const before = new Date(now.getTime() - 30 * 86_400_000).toISOString()
  await sql`delete from webhook_delivery where state <> 'waiting' and raised_at < ${before}`.execute(db)
}
