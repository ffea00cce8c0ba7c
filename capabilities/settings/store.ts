import { sql } from 'kysely'
import type { Transaction } from '#platform/database/pool.ts'
import type { SettingsState } from './contract.ts'

export async function readState(db: Transaction): Promise<Omit<SettingsState, 'webhooks'>> {
  const { rows } = await sql<Omit<SettingsState, 'webhooks'>>`
    select array(select y.year from calendar_year y order by y.year) as "calendarYears",
      (select json_build_object('total', count(*), 'unexplained', count(*) filter (where d.meaning = ''),
        'examples', count(*) filter (where d.is_example)) from dictionary d) as dictionaries`.execute(db)
  return rows[0]!
}

export async function readWebhookState(db: Transaction): Promise<NonNullable<SettingsState['webhooks']>> {
  const { rows } = await sql<NonNullable<SettingsState['webhooks']>>`
    select count(*) filter (where w.is_active and w.paused_at is null)::int as active, count(*) filter (where w.paused_at is not null)::int as paused,
      (select max(d.tried_at) from webhook_delivery d where d.state = 'delivered') as "lastDeliveredAt"
    from webhook w`.execute(db)
  return rows[0]!
}
