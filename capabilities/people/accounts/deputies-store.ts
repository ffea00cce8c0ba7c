import { type RawBuilder, sql } from 'kysely'
import type { Transaction } from '#platform/database/pool.ts'
import type { Deputyship } from './deputies-contract.ts'
import { closedAt } from './store.ts'

export type DeputyshipRow = Deputyship & { absentPath: string }
type Filter = {
  id?: number
  /** Absent or deputy. */
  accountId?: number | undefined
  /** Where one of the two belongs. */
  paths?: string[] | null
  /** Those over are left out. */
  living?: boolean
}

/** Deputyships, those in force first, then the latest. */
export async function listDeputyships(db: Transaction, filter: Filter): Promise<DeputyshipRow[]> {
  const { id = null, accountId = null, paths = null, living = false } = filter
  const { rows } = await sql<DeputyshipRow>`
    select d.id, ${personOf('absent')} as absent, ${personOf('deputy')} as deputy, absent_home.path::text as "absentPath",
      d.valid_from as "validFrom", d.valid_to as "validTo", d.reason, d.end_reason as "endReason",
      maker.display_name as "madeBy", ender.display_name as "endedBy",
      case when d.valid_to <= now() or d.valid_to = d.valid_from then 'over' when d.valid_from > now() then 'coming' else 'inForce' end as state
    from deputyship d
      join account absent on absent.id = d.absent_id join organisation absent_home on absent_home.id = absent.organisation_id
      join account deputy on deputy.id = d.deputy_id join organisation deputy_home on deputy_home.id = deputy.organisation_id
      left join account maker on maker.id = d.made_by left join account ender on ender.id = d.ended_by
    where (${id}::int is null or d.id = ${id}) and (${accountId}::int is null or ${accountId} in (d.absent_id, d.deputy_id))
      and (not ${living} or (d.valid_to > now() and d.valid_to > d.valid_from))
      and (${paths}::ltree[] is null or absent_home.path <@ any (${paths}::ltree[]) or deputy_home.path <@ any (${paths}::ltree[]))
    order by (d.valid_to > now() and d.valid_from <= now()) desc, d.valid_from desc, d.id desc`.execute(db)
  return rows
}

function personOf(who: 'absent' | 'deputy'): RawBuilder<unknown> {
  const home = sql.ref(`${who}_home.name`)
  return sql`json_build_object('id', ${sql.ref(`${who}.id`)}, 'displayName', ${sql.ref(`${who}.display_name`)}, 'organisationName', ${home})`
}

export type Standing = {
  id: number
  displayName: string
  path: string
  /** Nobody can sign in as it. */
  isClosed: boolean
  /** It holds, now or until the end of the span, a role in which somebody may stand in. */
  hasWork: boolean
  /** It is stood in for itself at some moment of the span. */
  isAbsent: boolean
}

/** What a deputyship asks about one of its two people, over the span. */
export async function readStanding(
  db: Transaction,
  accountId: number,
  span: { from: Date | null; to: Date | null },
): Promise<Standing | null> {
  const from = sql`coalesce(${span.from?.toISOString() ?? null}::timestamptz, now())`
  const to = sql`${span.to?.toISOString() ?? null}::timestamptz`
  const { rows } = await sql<Standing>`
    select a.id, a.display_name as "displayName", o.path::text as path, ${closedAt()} is not null as "isClosed",
      exists (
        select 1 from role_grant g where g.account_id = a.id
          and g.role not in ('systemAdministrator', 'securityAdministrator', 'auditor')
          and g.valid_from < coalesce(${to}, 'infinity') and (g.valid_to is null or g.valid_to > ${from})
      ) as "hasWork",
      exists (
        select 1 from deputyship d where d.absent_id = a.id and d.valid_from < coalesce(${to}, 'infinity') and d.valid_to > ${from}
          and d.valid_to > d.valid_from
      ) as "isAbsent"
    from account a join organisation o on o.id = a.organisation_id where a.id = ${accountId} and a.username <> 'console'`.execute(
    db,
  )
  return rows[0] ?? null
}

/** Who may be asked to stand in: of the same unit, the one above or directly below, and no administrator. */
export async function listCandidates(db: Transaction, accountId: number): Promise<Deputyship['deputy'][]> {
  const { rows } = await sql<Deputyship['deputy']>`
    select a.id, a.display_name as "displayName", o.name as "organisationName"
    from account me join organisation home on home.id = me.organisation_id
      join organisation o on o.id = home.id or o.id = home.parent_id or o.parent_id = home.id
      join account a on a.organisation_id = o.id
    where me.id = ${accountId} and a.id <> me.id and a.username <> 'console' and ${closedAt()} is null
      and not exists (
        select 1 from role_grant g where g.account_id = a.id and g.role in ('systemAdministrator', 'securityAdministrator', 'auditor')
          and (g.valid_to is null or g.valid_to > now())
      )
    order by (o.id = home.id) desc, o.path, a.id limit 500`.execute(db)
  return rows
}

export async function insertDeputyship(
  db: Transaction,
  given: { absentId: number; deputyId: number; from: Date | null; to: Date; reason: string; madeBy: number },
): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    insert into deputyship (absent_id, deputy_id, valid_from, valid_to, reason, made_by)
    values (${given.absentId}, ${given.deputyId}, coalesce(${given.from?.toISOString() ?? null}::timestamptz, now()),
      ${given.to.toISOString()}, ${given.reason}, ${given.madeBy})
    returning id`.execute(db)
  return rows[0]!.id
}

/** Ends it now, or before it begins; false where it was over already. */
export async function endDeputyship(
  db: Transaction,
  given: { id: number; endedBy: number; reason: string },
): Promise<boolean> {
  const { rows } = await sql`
    update deputyship set valid_to = greatest(now(), valid_from), ended_by = ${given.endedBy}, end_reason = ${given.reason}
    where id = ${given.id} and end_reason is null and valid_to > now() returning id`.execute(db)
  return rows.length > 0
}
