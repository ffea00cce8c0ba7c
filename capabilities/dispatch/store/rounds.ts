import { type RawBuilder, sql } from 'kysely'
import { nameInMonth } from '#capabilities/people/public.ts'
import type { Month } from '#kernel/period.ts'
import { inScope, pathInScope, type Scope } from '#platform/access/scope.ts'
import type { Transaction } from '#platform/database/pool.ts'
import type { Round } from '../shapes.ts'
import { IS_REPORTED } from './reported.ts'

/** A round as rules need it, without counts. */
export type RoundFacts = {
  id: number
  kind: 'month' | 'week'
  month: Month
  week: string | null
  title: string
  orgId: number
  orgPath: string
  cutoffOn: string
  deadline: string
  lockedAt: string | null
}
export type RoundCard = Omit<Round, 'mayLock'> & { orgPath: string }

const FACTS = sql`d.id, d.kind, d.month, d.week, d.title, d.org_id as "orgId", d.org_path::text as "orgPath", d.cutoff_on as "cutoffOn",
  d.deadline, d.locked_at as "lockedAt"`

/** The list goes back four years of monthly rounds, or one with weekly ones. */
const ROUNDS_SHOWN = 60

/** Rounds with a report in scope, or opened for an organisation in it; newest first. Counts are those of the scope. */
export async function listRounds(
  db: Transaction,
  scope: Scope,
  only: { id?: number; unlocked?: boolean } = {},
): Promise<RoundCard[]> {
  const { rows } = await sql<RoundCard>`
    select ${FACTS}, d.is_estimate as "isEstimate", d.opened_at as "openedAt", opener.display_name as "openedBy",
      locker.display_name as "lockedBy", n.counts
    from round d join account opener on opener.id = d.opened_by left join account locker on locker.id = d.locked_by
    cross join lateral (${countsOf(scope)}) n
    where (${only.id ?? null}::int is null or d.id = ${only.id ?? null}) and (not ${only.unlocked ?? false} or d.locked_at is null)
      and ((n.counts ->> 'total')::int > 0 or ${pathInScope(scope, 'd.org_path')})
    order by d.month desc, d.id desc limit ${ROUNDS_SHOWN}`.execute(db)
  return rows
}

function countsOf(scope: Scope): RawBuilder<unknown> {
  return sql`
    select json_build_object('total', count(*), 'notStarted', count(*) filter (where r.state = 'draft' and not r.is_started),
      'draft', count(*) filter (where r.state = 'draft' and r.is_started), 'submitted', count(*) filter (where r.state = 'submitted'),
      'returned', count(*) filter (where r.state = 'returned'), 'accepted', count(*) filter (where r.state = 'accepted'),
      'locked', count(*) filter (where r.state = 'locked'), 'late', count(*) filter (where r.is_late),
      'reported', count(*) filter (where ${IS_REPORTED})) as counts
    from progress_report r join project p on p.id = r.project_id where r.round_id = d.id and ${inScope(scope, 'p')}`
}

export async function findRound(db: Transaction, id: number): Promise<RoundFacts | null> {
  const { rows } = await sql<RoundFacts>`select ${FACTS} from round d where d.id = ${id}`.execute(db)
  return rows[0] ?? null
}

export async function listLockedRounds(db: Transaction, limit: number): Promise<RoundFacts[]> {
  const { rows } = await sql<RoundFacts>`
    select ${FACTS} from round d where d.locked_at is not null order by d.month desc, d.locked_at desc, d.id desc limit ${limit}`.execute(
    db,
  )
  return rows
}

/** The monthly round of an organisation's month, else that of the nearest one above it; a locked one first. */
export async function findRoundOfMonth(db: Transaction, orgPath: string, month: Month): Promise<RoundFacts | null> {
  const { rows } = await sql<RoundFacts>`
    select ${FACTS} from round d where d.kind = 'month' and d.month = ${month} and d.org_path @> ${orgPath}::ltree
    order by nlevel(d.org_path) desc, (d.locked_at is null), d.locked_at desc, d.id desc limit 1`.execute(db)
  return rows[0] ?? null
}

/** Whether another monthly round of the whole region for the same month is still being filled. */
export async function isMonthStillOpen(db: Transaction, round: RoundFacts): Promise<boolean> {
  const { rows } = await sql`
    select d.id from round d
    where d.kind = 'month' and nlevel(d.org_path) = 1 and d.month = ${round.month} and d.locked_at is null and d.id <> ${round.id}
    limit 1`.execute(db)
  return rows.length > 0
}

/** Holds a round until the transaction ends: `share` for work on its reports, `update` for its lock and deadline. Taken before reports. */
export async function holdRound(db: Transaction, id: number, strength: 'share' | 'update'): Promise<RoundFacts | null> {
  const { rows } = await sql<RoundFacts>`
    select ${FACTS} from round d where d.id = ${id} ${sql.raw(`for ${strength}`)}`.execute(db)
  return rows[0] ?? null
}

export async function setDeadline(db: Transaction, id: number, deadline: string): Promise<void> {
  await sql`update round set deadline = ${deadline} where id = ${id}`.execute(db)
}

/** Reports that came before the new deadline are not late any more; none becomes late by moving it. Returns how many. */
export async function forgiveLateness(db: Transaction, roundId: number, deadline: string): Promise<number> {
  const { rows } = await sql`
    update progress_report set is_late = false
    where round_id = ${roundId} and is_late and submitted_at <= ${deadline}::timestamptz returning id`.execute(db)
  return rows.length
}

export async function setLocked(db: Transaction, id: number, by: number, now: Date): Promise<void> {
  await sql`update round set locked_at = ${now.toISOString()}, locked_by = ${by} where id = ${id}`.execute(db)
}

/** Locks every report of a round and keeps the step; returns the projects. */
export async function lockReports(
  db: Transaction,
  roundId: number,
  author: { accountId: number; actor: string; now: Date },
): Promise<number[]> {
  const { rows } = await sql<{ projectId: number }>`
    with locked as (
      update progress_report set state = 'locked', version = version + 1, updated_at = ${author.now.toISOString()}
      where round_id = ${roundId} and state <> 'locked' returning id, project_id
    ), kept as (
      insert into report_step (report_id, step, at, account_id, actor)
      select locked.id, 'locked', ${author.now.toISOString()}, ${author.accountId}, ${author.actor} from locked
    )
    select project_id as "projectId" from locked`.execute(db)
  return rows.map((row) => row.projectId)
}

export type OrganisationLateness = {
  orgId: number
  orgName: string
  countyName: string | null
  total: number
  missing: number
  late: number
  returned: number
  reporters: string[]
}

/** By home organisation, in the office's own order: without a submission, late, returned; and who answers for them. */
export async function listLateness(db: Transaction, scope: Scope, roundId: number): Promise<OrganisationLateness[]> {
  const { rows } = await sql<OrganisationLateness>`
    select o.id as "orgId", ${nameInMonth('o', 'd.month')} as "orgName", ${nameInMonth('c', 'd.month')} as "countyName", count(*)::int as total,
      (count(*) filter (where r.submitted_at is null))::int as missing, (count(*) filter (where r.is_late))::int as late,
      (count(*) filter (where coalesce(reviewed.step = 'returned', false)))::int as returned,
      array(select a.display_name from account a where a.disabled_at is null and (
        a.id in (select g.account_id from role_grant g where g.role = 'reporter' and g.organisation_id = o.id
          and g.valid_from <= now() and (g.valid_to is null or g.valid_to > now()))
        or a.id in (select pa.account_id from project_assignment pa where pa.project_id = any (array_agg(p.id)))) order by a.id) as reporters
    from progress_report r join round d on d.id = r.round_id join project p on p.id = r.project_id
    join organisation o on o.id = p.org_id left join organisation c on c.id = p.county_id
    left join lateral (select s.step from report_step s where s.report_id = r.id and s.step <> 'locked' order by s.id desc limit 1) reviewed on true
    where r.round_id = ${roundId} and ${inScope(scope, 'p')}
    group by o.id, c.id, d.id order by coalesce(c.sort_order, -1), coalesce(c.id, 0), o.sort_order, o.id`.execute(db)
  return rows
}
