import { sql } from 'kysely'
import type { Database, Transaction } from '#platform/database/pool.ts'
import type { Place, Ranking } from './contract.ts'
import type { Totals } from './rules.ts'

type Db = Database | Transaction

export interface RankingRow {
  id: number
  scheme: Ranking['scheme'] & { group: string }
  totals: Totals
  computedAt: string
  publishedAt: string
  publishedBy: string
  places: Place[]
}

/** The ranking in force for a round, as it was frozen; without the rows it was computed from. */
export async function findPublished(db: Db, roundId: number): Promise<RankingRow | null> {
  const { rows } = await sql<RankingRow>`
    select k.id, k.scheme, k.totals - 'unplacedRows' as totals, k.computed_at as "computedAt", k.published_at as "publishedAt",
      a.display_name as "publishedBy",
      (select coalesce(jsonb_agg(p.inputs -> 'figures' order by p.place nulls last, (p.inputs ->> 'order')::int), '[]')
       from ranking_place p where p.ranking_id = k.id) as places
    from ranking k join account a on a.id = k.published_by
    where k.round_id = ${roundId} and k.withdrawn_at is null`.execute(db)
  return rows[0] ?? null
}

/** The rows a published ranking was computed from, each with the organisation it was counted for. */
export async function readFrozenRows(db: Db, rankingId: number): Promise<unknown[]> {
  const { rows } = await sql<{ row: unknown }>`
    select frozen.row from (
      select p.inputs -> 'rows' as rows from ranking_place p where p.ranking_id = ${rankingId}
      union all select k.totals -> 'unplacedRows' from ranking k where k.id = ${rankingId}
    ) as parts cross join lateral jsonb_array_elements(parts.rows) as frozen (row)
    order by (frozen.row ->> 'projectId')::int`.execute(db)
  return rows.map(({ row }) => row)
}

/** Holds the ranking in force until the transaction ends: nobody withdraws it meanwhile. */
export async function holdPublished(db: Db, roundId: number): Promise<boolean> {
  const { rows } =
    await sql`select k.id from ranking k where k.round_id = ${roundId} and k.withdrawn_at is null for share`.execute(db)
  return rows.length > 0
}

export interface NewRanking {
  roundId: number
  orgPath: string
  scheme: RankingRow['scheme']
  totals: Totals
  unplacedRows: unknown[]
  computedAt: Date
  publishedBy: number
}

export async function insertRanking(db: Db, ranking: NewRanking): Promise<number> {
  const { roundId, orgPath, scheme, totals, unplacedRows, computedAt, publishedBy } = ranking
  const { rows } = await sql<{ id: number }>`
    insert into ranking (round_id, org_path, scheme, totals, computed_at, published_at, published_by)
    values (${roundId}, ${orgPath}::ltree, ${JSON.stringify(scheme)}::jsonb, ${JSON.stringify({ ...totals, unplacedRows })}::jsonb,
      ${computedAt.toISOString()}, ${computedAt.toISOString()}, ${publishedBy})
    returning id`.execute(db)
  return rows[0]!.id
}

/** `order` keeps the sequence in which tied and unranked organisations are listed. */
export async function insertPlace(
  db: Db,
  rankingId: number,
  given: { place: Place; order: number; rows: unknown[] },
): Promise<void> {
  const { place, order, rows } = given
  await sql`
    insert into ranking_place (ranking_id, org_id, place, is_tied, score, inputs)
    values (${rankingId}, ${place.orgId}, ${place.place}, ${place.isTied}, round(${place.completionRate}::numeric, 4),
      ${JSON.stringify({ figures: place, order, rows })}::jsonb)`.execute(db)
}

/** Withdraws the ranking in force and keeps its snapshot; the row's lock makes publication of a bulletin and this wait for each other. */
export async function withdraw(db: Db, roundId: number, reason: string, now: Date): Promise<number | null> {
  const { rows } = await sql<{ id: number }>`
    update ranking set withdrawn_at = ${now.toISOString()}, withdrawn_reason = ${reason}
    where round_id = ${roundId} and withdrawn_at is null returning id`.execute(db)
  return rows[0]?.id ?? null
}

/**
 * Whether a bulletin in force stands on the round's ranking. The table belongs to bulletins, a later capability that race may not ask:
 * this one fact is read here, after the ranking's row was locked.
 */
export async function hasBulletinInForce(db: Db, roundId: number): Promise<boolean> {
  const { rows } =
    await sql`select b.id from bulletin b where b.round_id = ${roundId} and b.withdrawn_at is null`.execute(db)
  return rows.length > 0
}

export interface Preceding {
  rankingId: number
  month: string
  totals: Totals
  places: { orgId: number; place: number }[]
}

/** The published ranking before this one: same organisation, same rhythm, the latest with an earlier cut-off. */
export async function findPreceding(
  db: Db,
  round: { orgId: number; kind: string; cutoffOn: string },
): Promise<Preceding | null> {
  const { rows } = await sql<Preceding>`
    select k.id as "rankingId", r.month, k.totals - 'unplacedRows' as totals,
      (select coalesce(jsonb_agg(jsonb_build_object('orgId', p.org_id, 'place', p.place)), '[]')
       from ranking_place p where p.ranking_id = k.id and p.place is not null) as places
    from ranking k join round r on r.id = k.round_id
    where r.org_id = ${round.orgId} and r.kind = ${round.kind} and r.cutoff_on < ${round.cutoffOn}::date and k.withdrawn_at is null
    order by r.cutoff_on desc, r.id desc limit 1`.execute(db)
  return rows[0] ?? null
}

/** The latest published monthly ranking of an organisation's group. */
export async function findLatest(db: Db, orgId: number): Promise<{ roundId: number; title: string } | null> {
  const { rows } = await sql<{ roundId: number; title: string }>`
    select r.id as "roundId", r.title from ranking k join round r on r.id = k.round_id
    where r.org_id = ${orgId} and r.kind = 'month' and k.withdrawn_at is null
      -- a few projects ranked ahead of the region's month, or without a single place, are not the wall's ranking
      and r.month <= coalesce((select g.as_of_month from region g), r.month)
      and exists (select 1 from ranking_place p where p.ranking_id = k.id and p.place is not null)
    order by r.cutoff_on desc, r.id desc limit 1`.execute(db)
  return rows[0] ?? null
}

export interface PublishedOf {
  rankingId: number
  month: string
  week: string | null
  cutoffOn: string
  lockedAt: string
  planBasis: Totals['planBasis']
}

/** The ranking in force of a month's round, or of the last weekly round with a cut-off before a day. */
export async function findPublishedOf(
  db: Db,
  wanted: { orgId: number; kind: 'month'; month: string } | { orgId: number; kind: 'week'; before: string },
): Promise<PublishedOf | null> {
  const period = wanted.kind === 'month' ? sql`r.month = ${wanted.month}` : sql`r.cutoff_on < ${wanted.before}::date`
  const { rows } = await sql<PublishedOf>`
    select k.id as "rankingId", r.month, r.week, r.cutoff_on as "cutoffOn", r.locked_at as "lockedAt",
      k.totals ->> 'planBasis' as "planBasis"
    from ranking k join round r on r.id = k.round_id
    where r.org_id = ${wanted.orgId} and r.kind = ${wanted.kind} and ${period} and k.withdrawn_at is null and r.locked_at is not null
    order by r.cutoff_on desc, r.id desc limit 1`.execute(db)
  return rows[0] ?? null
}
