import { sql } from 'kysely'
import { type Database, openKysely, openPool } from '#platform/database/pool.ts'
import { keptKey } from '#platform/http/idempotency.ts'
import { verifyRecord } from '#platform/record/verify.ts'
import type { Write } from './kill-writes.ts'

export type Acknowledged = { acknowledged: Write[]; unacknowledged: Write[] }
type Found = { mark: string; rows: number; entries: number; keys: number }

/** Looks into the database as its owner: what is missing, what is there twice, what is there by half. */
export async function inspect(ownerUrl: string, { acknowledged, unacknowledged }: Acknowledged): Promise<string[]> {
  const db = openKysely(openPool(ownerUrl, { max: 1, name: 'proof', onError: () => undefined }))
  try {
    const faults: string[] = []
    const found = await findAll(db, [...acknowledged, ...unacknowledged])
    for (const { mark } of acknowledged) {
      if (found.get(mark)?.rows !== 1)
        faults.push(`${mark} was acknowledged and is there ${found.get(mark)?.rows} times`)
    }
    for (const { mark, rows, entries, keys } of found.values()) {
      if (rows > 1 || entries !== rows || keys !== rows) {
        faults.push(`${mark} is half done: ${rows} rows, ${entries} entries of the record, ${keys} kept answers`)
      }
    }
    const verdict = await verifyRecord(db)
    if (!verdict.ok) faults.push(`the record does not hold: ${JSON.stringify(verdict.firstBreak)}`)
    return [...faults, ...(await sumsThatDisagree(db))]
  } finally {
    await db.destroy()
  }
}

/** Each write by its mark: the rows it made, its entries in the record, and the answer kept under its key. */
async function findAll(db: Database, writes: Write[]): Promise<Map<string, Found>> {
  const asked = JSON.stringify(writes.map(({ mark, key }) => ({ mark, kept: keptKey(key) })))
  const { rows } = await sql<Found>`
    select w.mark,
      (select count(*)::int from project p where p.name = w.mark)
        + (select count(*)::int from figure_correction c where c.reason = w.mark) as rows,
      coalesce(e.count, 0)::int as entries,
      (select count(*)::int from idempotency_key k where k.key = w.kept) as keys
    from jsonb_to_recordset(${asked}::jsonb) as w (mark text, kept text)
    left join (
      select coalesce(r.reason, r.after ->> 'name') as mark, count(*) from record_entry r group by 1
    ) e on e.mark = w.mark`.execute(db)
  return new Map(rows.map((row) => [row.mark, row]))
}

/** What triggers and handlers keep beside the rows themselves: corrections in the month and in the project, projects in the roll-ups. */
async function sumsThatDisagree(db: Database): Promise<string[]> {
  const { rows } = await sql<{ what: string; one: string; other: string }>`
    select 'corrections of project ' || m.project_id as what, m.correction::text as one, c.sum::text as other
    from project_month m join (select f.project_id, f.month, sum(f.delta) as sum from figure_correction f group by 1, 2) c
      on c.project_id = m.project_id and c.month = m.month where m.correction <> c.sum
    union all
    select 'completed of project ' || p.id, p.completed_ytd::text, m.completed_ytd::text
    from project p join project_month m on m.project_id = p.id and m.month = p.standing_month where p.completed_ytd <> m.completed_ytd
    union all
    select 'roll-ups', r.sums, p.sums
    from (select concat_ws('/', coalesce(sum(projects), 0), coalesce(sum(total_investment), 0)::float8, coalesce(sum(completed_ytd), 0)::float8) as sums from project_rollup) r,
      (select concat_ws('/', count(*), coalesce(sum(total_investment), 0)::float8, coalesce(sum(completed_ytd), 0)::float8) as sums from project where merged_into is null) p
    where r.sums <> p.sums`.execute(db)
  return rows.map(({ what, one, other }) => `${what} disagree: ${one} and ${other}`)
}
