import { type RawBuilder, sql } from 'kysely'
import { pathInScope, type Scope } from '#platform/access/scope.ts'
import type { Transaction } from '#platform/database/pool.ts'
import type { HistoryEntry, RecordDigest, RecordEntry, RecordFilter } from './contract.ts'

type Page = { before?: number | undefined; limit: number }

/** The record within scope, newest first. Only conditions that hold are written, so that each finds its index. */
export async function listRecord(
  db: Transaction,
  scope: Scope,
  { before, limit, ...filter }: RecordFilter & Page,
): Promise<RecordEntry[]> {
  const held = sql<boolean>`${conditions(scope, filter)} and ${before === undefined ? sql`true` : sql`e.id < ${before}`}`
  if (!filter.field) return await readWhere(db, held, limit)
  const near = sql<boolean>`${held} and ${before === undefined ? NEWEST : sql`e.id >= ${before - NEAR}`}`
  const recent = await readWhere(db, near, limit)
  return recent.length === limit
    ? recent
    : await readWhere(db, sql<boolean>`${held} and ${withField(filter.field)}`, limit)
}

/**
 * PostgreSQL knows no frequencies inside jsonb: looking for a rare field it would read the whole record backwards, for a common one collect
 * half of it. A common one is found among the newest entries; only for others its index is asked.
 */
const NEAR = 20_000
const NEWEST = sql<boolean>`e.id >= (select max(r.id) from record_entry r) - ${NEAR}`

function withField(field: string): RawBuilder<boolean> {
  return sql<boolean>`e.id in (with found as materialized (
    select f.id from record_entry f where ${hasField('f', field)}) select found.id from found)`
}

function hasField(alias: string, field: string): RawBuilder<boolean> {
  return sql<boolean>`record_fields(${sql.ref(`${alias}.before`)}, ${sql.ref(`${alias}.after`)}) ?| ${field.split(',')}::text[]`
}

async function readWhere(db: Transaction, held: RawBuilder<boolean>, limit: number): Promise<RecordEntry[]> {
  const { rows } = await sql<RecordEntry>`
    select e.id, e.chain, e.seq, e.at, e.account_id as "accountId", e.actor, a.display_name as "actorName", e.action,
      e.subject_type as "subjectType", e.subject_id as "subjectId", ${subjectName()} as "subjectName",
      e.org_path::text as "orgPath", e.before, e.after, e.reason, e.origin,
      encode(e.previous_hash, 'hex') as "previousHash", encode(e.hash, 'hex') as hash
    from record_entry e left join account a on a.id = e.account_id
    where ${held} order by e.id desc limit ${limit}`.execute(db)
  return rows
}

/** Looked up row by row, by number: what other subjects are called is for later capabilities to know. */
function subjectName(): RawBuilder<string | null> {
  return sql`case when e.subject_id !~ '^[1-9][0-9]{0,8}$' then null
    when e.subject_type = 'account' then (select s.display_name from account s where s.id = e.subject_id::integer)
    when e.subject_type = 'organisation' then (select o.name from organisation o where o.id = e.subject_id::integer) end`
}

/** The numbers of the entries a filter finds, newest first, at most `limit`. */
export async function findEntries(
  db: Transaction,
  scope: Scope,
  filter: RecordFilter,
  limit: number,
): Promise<number[]> {
  // sorted outside, so that the order is not mistaken for a way to them
  const { rows } = await sql<{ id: number }>`
    select found.id from (select e.id from record_entry e where ${conditions(scope, filter)} limit ${limit}) found order by found.id desc`.execute(
    db,
  )
  return rows.map(({ id }) => id)
}

/** Those entries page by page. */
export async function* entryPages(db: Transaction, ids: number[]): AsyncGenerator<RecordEntry[]> {
  const size = 2_000
  for (let at = 0; at < ids.length; at += size) {
    const page = ids.slice(at, at + size)
    yield await readWhere(db, sql<boolean>`e.id = any (${page}::int[])`, size)
  }
}

function conditions(scope: Scope, filter: RecordFilter): RawBuilder<boolean> {
  const { subjectType, subjectId, actor, account, action, field, from, to, unit, reason } = filter
  const held = [pathInScope(scope, 'e.org_path')]
  if (subjectType) held.push(sql<boolean>`e.subject_type = ${subjectType}`)
  if (subjectId) held.push(sql<boolean>`e.subject_id = ${subjectId}`)
  if (actor) held.push(sql<boolean>`e.actor = ${actor}`)
  if (account) held.push(sql<boolean>`e.account_id = ${account}`)
  if (action) held.push(sql<boolean>`e.action = ${action}`)
  if (field) held.push(hasField('e', field))
  if (from) held.push(sql<boolean>`e.at >= ${from}::date::timestamp at time zone 'Asia/Shanghai'`)
  if (to) held.push(sql<boolean>`e.at < (${to}::date + 1)::timestamp at time zone 'Asia/Shanghai'`)
  if (unit) held.push(sql<boolean>`e.org_path <@ (select o.path from organisation o where o.id = ${unit})`)
  if (reason) held.push(sql<boolean>`strpos(lower(e.reason), lower(${reason})) > 0`)
  return sql`${sql.join(held, sql` and `)}`
}

/** Who did something that was recorded within scope. */
export async function listAuthors(db: Transaction, scope: Scope) {
  const { rows } = await sql<{ accountId: number; username: string; displayName: string }>`
    select a.id as "accountId", a.username, a.display_name as "displayName" from account a
    where exists (select 1 from record_entry e where e.account_id = a.id and ${pathInScope(scope, 'e.org_path')})
    order by a.username`.execute(db)
  return rows
}

export type HistoryFilter = {
  subjectType: string
  subjectId: number
  about?: string | undefined
  before?: number | undefined
  limit: number
  /** Kinds of actions that are shown, those before the point of `account.created`; null for every kind. */
  kinds: readonly string[] | null
}

/** What was done to one object within scope, newest first: without addresses, without hashes. */
export async function listHistory(db: Transaction, scope: Scope, filter: HistoryFilter): Promise<HistoryEntry[]> {
  const kinds = filter.about ? [filter.about] : filter.kinds
  const { rows } = await sql<HistoryEntry>`
    select e.id, e.at, e.actor, a.display_name as "actorName", e.action, e.before, e.after, e.reason
    from record_entry e left join account a on a.id = e.account_id
    where e.subject_type = ${filter.subjectType} and e.subject_id = ${String(filter.subjectId)}
      and ${pathInScope(scope, 'e.org_path')}
      and (${kinds}::text[] is null or split_part(e.action, '.', 1) = any (${kinds}::text[]))
      and (${filter.kinds}::text[] is null or split_part(e.action, '.', 1) = any (${filter.kinds}::text[]))
      and (${filter.before ?? null}::int is null or e.id < ${filter.before ?? null})
    order by e.id desc limit ${filter.limit}`.execute(db)
  return rows
}

export type DigestFilter = {
  before?: string | undefined
  from?: string | undefined
  hash?: string | undefined
  limit: number
}

/** Daily digests, newest first. */
export async function listDigests(db: Transaction, filter: DigestFilter): Promise<RecordDigest[]> {
  const { rows } = await sql<RecordDigest>`
    select d.day, d.since, encode(d.previous_hash, 'hex') as previous, d.chains, d.made_at as "madeAt", encode(d.hash, 'hex') as hash
    from record_digest d
    where (${filter.before ?? null}::date is null or d.day < ${filter.before ?? null}::date)
      and (${filter.from ?? null}::date is null or d.day >= ${filter.from ?? null}::date)
      and (${filter.hash ?? null}::text is null or d.hash = decode(${filter.hash ?? null}, 'hex'))
    order by d.day desc limit ${filter.limit}`.execute(db)
  return rows
}

/** The path of the region itself; before it was set up there is none. */
export async function rootPath(db: Transaction): Promise<string> {
  const { rows } = await sql<{ path: string }>`
    select o.path::text as path from organisation o where o.parent_id is null order by o.id limit 1`.execute(db)
  return rows[0]?.path ?? 'region'
}
