import { type RawBuilder, sql } from 'kysely'
import { foldName } from '#kernel/fold.ts'
import { inScope, type Scope } from '#platform/access/scope.ts'
import type { Transaction } from '#platform/database/pool.ts'
import type { DuplicatePair, LikeProject } from './contract.ts'
import type { Comparable, LikenessReason } from './likeness.ts'

export type Candidate = Comparable & { id: number }
type Pair = { a: number; b: number }

/** Projects within scope that stand for themselves, by number, `limit` of them after `after`. */
export async function readPage(db: Transaction, scope: Scope, after: number, limit: number): Promise<Candidate[]> {
  const { rows } = await sql<Candidate>`
    select p.id, p.name, p.owner, p.site, p.code, p.total_investment as "totalInvestment", p.county_id as "countyId"
    from project p where p.id > ${after} and p.merged_into is null and ${inScope(scope, 'p')} order by p.id limit ${limit}`.execute(
    db,
  )
  return rows
}

async function readComparables(db: Transaction, ids: readonly number[]): Promise<Map<number, Candidate>> {
  const { rows } = await sql<Candidate>`
    select p.id, p.name, p.owner, p.site, p.code, p.total_investment as "totalInvestment", p.county_id as "countyId"
    from project p where p.id = any (${ids}::int[])`.execute(db)
  return new Map(rows.map((row) => [row.id, row]))
}

export type FoundPair = Pair & { score: number; reasons: LikenessReason[] }

/** Keeps what a search found. Pairs not found again go, those somebody set aside stay as they are. */
export async function savePairs(db: Transaction, scope: Scope, found: readonly FoundPair[], now: Date): Promise<void> {
  const rows = JSON.stringify(found)
  await sql`
    delete from duplicate_pair d where d.dismissed_at is null and ${bothInScope(scope)}
      and not exists (select 1 from jsonb_to_recordset(${rows}::jsonb) as r (a int, b int) where r.a = d.a_id and r.b = d.b_id)`.execute(
    db,
  )
  await sql`
    insert into duplicate_pair as kept (a_id, b_id, score, reasons, found_at)
    select r.a, r.b, r.score, r.reasons, ${now.toISOString()} from jsonb_to_recordset(${rows}::jsonb) as r (a int, b int, score int, reasons jsonb)
    on conflict (a_id, b_id) do update set score = excluded.score, reasons = excluded.reasons, found_at = excluded.found_at`.execute(
    db,
  )
}

function bothInScope(scope: Scope): RawBuilder<unknown> {
  if (scope.all) return sql`true`
  return sql`exists (select 1 from project p where p.id = d.a_id and ${inScope(scope, 'p')})
    and exists (select 1 from project p where p.id = d.b_id and ${inScope(scope, 'p')})`
}

export type PairQuery = {
  state: 'open' | 'dismissed'
  across?: 'true' | 'false' | undefined
  q?: string | undefined
  offset: number
  limit: number
}
type PairRow = Omit<DuplicatePair, 'text'> & { reasons: LikenessReason[] }

/** One page of pairs, the likeliest first, and how many there are; both entries of each within scope and neither merged. */
export async function listPairs(
  db: Transaction,
  scope: Scope,
  query: PairQuery,
): Promise<{ items: PairRow[]; total: number; searchedAt: string | null }> {
  const parts: RawBuilder<unknown>[] = [
    inScope(scope, 'a'),
    inScope(scope, 'b'),
    sql`a.merged_into is null and b.merged_into is null`,
    query.state === 'open' ? sql`d.dismissed_at is null` : sql`d.dismissed_at is not null`,
  ]
  if (query.across === 'true') parts.push(sql`a.county_id is distinct from b.county_id`)
  if (query.across === 'false') parts.push(sql`a.county_id is not distinct from b.county_id`)
  if (query.q) {
    const pattern = `%${foldName(query.q).replace(/[\\%_]/g, '\\$&')}%`
    parts.push(sql`(a.search_text like ${pattern} or b.search_text like ${pattern})`)
  }
  const from = sql`from duplicate_pair d join project a on a.id = d.a_id join project b on b.id = d.b_id where ${sql.join(parts, sql` and `)}`
  const { rows: items } = await sql<PairRow>`
    select ${briefOf('a')} as a, ${briefOf('b')} as b, d.score, d.reasons, d.found_at as "foundAt",
      case when d.dismissed_at is not null then jsonb_build_object('by', (select u.display_name from account u where u.id = d.dismissed_by),
        'at', d.dismissed_at, 'reason', d.dismissed_reason) end as dismissed
    ${from} order by d.score desc, d.a_id, d.b_id limit ${query.limit} offset ${query.offset}`.execute(db)
  const { rows: counts } = await sql<{ total: number; searchedAt: string | null }>`
    select (select count(*)::int ${from}) as total,
      (select max(d.found_at) from duplicate_pair d where ${bothInScope(scope)}) as "searchedAt"`.execute(db)
  return { items, ...counts[0]! }
}

/** A project in few words, as JSON. */
function briefOf(alias: 'a' | 'b'): RawBuilder<LikeProject> {
  const column = (name: string) => sql.ref(`${alias}.${name}`)
  return sql<LikeProject>`jsonb_build_object('id', ${column('id')}, 'name', ${column('name')}, 'code', ${column('code')}, 'owner', ${column('owner')},
    'site', ${column('site')}, 'countyId', ${column('county_id')}, 'countyName', (select c.name from organisation c where c.id = ${column('county_id')}),
    'totalInvestment', trim_scale(${column('total_investment')})::text, 'stage', ${column('stage')}, 'updatedAt', ${column('updated_at')})`
}

/** Both projects of a pair when they lie in scope and neither is merged; what was said of the pair before. */
export async function findPair(
  db: Transaction,
  scope: Scope,
  [aId, bId]: readonly [number, number],
): Promise<{ orgPath: string; a: Candidate; b: Candidate; dismissed: boolean } | null> {
  const { rows } = await sql<{ id: number; orgPath: string; dismissed: boolean }>`
    select p.id, p.org_path::text as "orgPath", exists (
      select 1 from duplicate_pair d where d.a_id = ${aId} and d.b_id = ${bId} and d.dismissed_at is not null) as dismissed
    from project p where p.id = any (${[aId, bId]}::int[]) and p.merged_into is null and ${inScope(scope, 'p')} order by p.id for update of p`.execute(
    db,
  )
  if (rows.length !== 2) return null
  const both = await readComparables(db, [aId, bId])
  return { orgPath: rows[0]!.orgPath, a: both.get(aId)!, b: both.get(bId)!, dismissed: rows[0]!.dismissed }
}

/** Sets a pair aside, or brings it back; a pair no search found yet is kept too, so that none ever offers it. */
export async function setDismissed(
  db: Transaction,
  pair: FoundPair,
  dismissed: { by: number; at: Date; reason: string | null } | null,
): Promise<void> {
  await sql`
    insert into duplicate_pair as kept (a_id, b_id, score, reasons, dismissed_at, dismissed_by, dismissed_reason)
    values (${pair.a}, ${pair.b}, ${pair.score}, ${JSON.stringify(pair.reasons)}::jsonb, ${dismissed?.at.toISOString() ?? null},
      ${dismissed?.by ?? null}, ${dismissed?.reason ?? null})
    on conflict (a_id, b_id) do update set dismissed_at = excluded.dismissed_at, dismissed_by = excluded.dismissed_by,
      dismissed_reason = excluded.dismissed_reason`.execute(db)
}

export type SoughtRow = Comparable & { at: number }
/** For each row of a file the projects within scope of the same amount, owner, name or code. */
export async function findLike(
  db: Transaction,
  scope: Scope,
  rows: readonly SoughtRow[],
): Promise<{ at: number; project: Candidate; countyName: string | null }[]> {
  if (rows.length === 0) return []
  const given = rows.map(({ at, name, owner, code, totalInvestment }) => ({
    at,
    name: foldName(name),
    owner: foldName(owner ?? ''),
    code,
    total: totalInvestment,
  }))
  const { rows: found } = await sql<Candidate & { at: number; countyName: string | null }>`
    select l.at, p.id, p.name, p.owner, p.site, p.code, p.total_investment as "totalInvestment", p.county_id as "countyId", c.name as "countyName"
    from project_like_candidates(${JSON.stringify(given)}::jsonb) l join project p on p.id = l.id left join organisation c on c.id = p.county_id
    where ${inScope(scope, 'p')}`.execute(db)
  return found.map(({ at, countyName, ...project }) => ({ at, project, countyName }))
}

export type MergedEntry = { name: string; county: string | null; owner: string | null; into: number }

/** Entries that were merged, by the project each led to in the end; few, so all within scope. */
export async function readMerged(db: Transaction, scope: Scope): Promise<MergedEntry[]> {
  const { rows } = await sql<MergedEntry>`
    with recursive led as (
      select p.id, p.merged_into as into from project p where p.merged_into is not null and ${inScope(scope, 'p')}
      union all select led.id, p.merged_into from led join project p on p.id = led.into where p.merged_into is not null
    )
    select p.name, c.name as county, p.owner, led.into from led join project p on p.id = led.id left join organisation c on c.id = p.county_id
    join project s on s.id = led.into and s.merged_into is null`.execute(db)
  return rows
}
