import { type RawBuilder, sql } from 'kysely'
import { inScope, type Scope } from '#platform/access/scope.ts'
import type { Transaction } from '#platform/database/pool.ts'
import type { CheckFields, CheckItem, CheckList } from './check-contract.ts'

const STATE = (today: string) =>
  sql`case when i.done_on is not null then 'done' when i.due_on < ${today}::date then 'overdue' else 'open' end`
const ITEM = (
  today: string,
) => sql`i.id, i.project_id as "projectId", i.kind, i.title, i.owner, i.due_on::text as "dueOn", i.done_on::text as "doneOn",
  who.display_name as "doneBy", i.note, i.version, ${STATE(today)} as state`
/** Approval before land before funds before building; within a kind by when it is due. */
const ORDER = sql`array_position(array['approval', 'land', 'funds', 'construction'], i.kind), i.due_on nulls last, i.id`

export async function listItems(db: Transaction, projectId: number, today: string): Promise<CheckItem[]> {
  const { rows } = await sql<CheckItem>`
    select ${ITEM(today)} from check_item i left join account who on who.id = i.done_by
    where i.project_id = ${projectId} order by ${ORDER}`.execute(db)
  return rows
}

/** An item of a project within scope, with the path of its project; locked. */
export async function lockItem(
  db: Transaction,
  scope: Scope,
  id: number,
  today: string,
): Promise<(CheckItem & { orgPath: string; projectName: string }) | null> {
  await sql`select i.id from check_item i where i.id = ${id} for update`.execute(db)
  const { rows } = await sql<CheckItem & { orgPath: string; projectName: string }>`
    select ${ITEM(today)}, p.org_path::text as "orgPath", p.name as "projectName"
    from check_item i join project p on p.id = i.project_id left join account who on who.id = i.done_by
    where i.id = ${id} and ${inScope(scope, 'p')}`.execute(db)
  return rows[0] ?? null
}

export type NewItem = Pick<CheckFields, 'kind' | 'title'> & {
  owner?: string | undefined
  dueOn?: string | null | undefined
}

/** Adds items; those that are on the list already stay as they are. Answers how many were added. */
export async function insertItems(db: Transaction, projectId: number, items: readonly NewItem[]): Promise<number> {
  const { rows } = await sql`
    insert into check_item (project_id, kind, title, owner, due_on)
    select ${projectId}, r.kind, r.title, coalesce(r.owner, ''), r."dueOn"
    from jsonb_to_recordset(${JSON.stringify(items)}::jsonb) as r (kind text, title text, owner text, "dueOn" date)
    on conflict on constraint check_item_once do nothing returning id`.execute(db)
  return rows.length
}

type Edit = Omit<CheckFields, 'kind'> & { doneBy: number | null }

export async function updateItem(db: Transaction, id: number, given: Edit): Promise<void> {
  await sql`
    update check_item set title = ${given.title}, owner = ${given.owner}, due_on = ${given.dueOn}::date, note = ${given.note},
      done_by = case when ${given.doneOn}::date is null then null when done_on is null then ${given.doneBy}::int else done_by end,
      done_on = ${given.doneOn}::date, version = version + 1
    where id = ${id}`.execute(db)
}

export async function deleteItem(db: Transaction, id: number): Promise<void> {
  await sql`delete from check_item where id = ${id}`.execute(db)
}

type Asked = { org: number | undefined; overdue: boolean; after: number; limit: number; today: string }
type Counts = { projects: number; withoutList: number; done: number; overdue: number; open: number }

/** Key projects in the libraries, and any project with a list; `after` counts those shown before. */
export async function listCheckLists(db: Transaction, scope: Scope, asked: Asked): Promise<CheckList[]> {
  const { today } = asked
  const { rows } = await sql<CheckList>`
    select p.id as "projectId", p.name, county.name as "countyName", p.stage, p.sponsor,
      coalesce((select json_agg(row_to_json(q)) from (select ${ITEM(today)} from check_item i left join account who on who.id = i.done_by
        where i.project_id = p.id order by ${ORDER}) q), '[]'::json) as items
    from project p left join organisation county on county.id = p.county_id
    where ${listed(scope, asked)}
    order by (select count(*) from check_item i where i.project_id = p.id and i.done_on is null and i.due_on < ${today}::date) desc,
      exists (select 1 from check_item has where has.project_id = p.id) desc,
      county.sort_order nulls last, p.total_key desc, p.id
    limit ${asked.limit} offset ${asked.after}`.execute(db)
  return rows
}

export async function countCheckLists(
  db: Transaction,
  scope: Scope,
  asked: Omit<Asked, 'limit' | 'after'>,
): Promise<Counts> {
  const { today } = asked
  const { rows } = await sql<Counts>`
    select count(*)::int as projects, (count(*) filter (where c.items = 0))::int as "withoutList", coalesce(sum(c.done), 0)::int as done,
      coalesce(sum(c.overdue), 0)::int as overdue, coalesce(sum(c.items - c.done - c.overdue), 0)::int as open
    from (
      select count(i.id) as items, count(i.done_on) as done,
        count(i.id) filter (where i.done_on is null and i.due_on < ${today}::date) as overdue
      from project p left join check_item i on i.project_id = p.id where ${listed(scope, asked)} group by p.id
    ) c`.execute(db)
  return rows[0]!
}

function listed(scope: Scope, { org, overdue, today }: Pick<Asked, 'org' | 'overdue' | 'today'>): RawBuilder<unknown> {
  const parts: RawBuilder<unknown>[] = [
    inScope(scope, 'p'),
    sql`p.merged_into is null and p.stage is distinct from 'withdrawn'`,
    sql`((p.is_priority and p.library <> 'completed') or exists (select 1 from check_item mine where mine.project_id = p.id))`,
  ]
  if (org) parts.push(sql`p.org_path <@ (select above.path from organisation above where above.id = ${org})`)
  if (overdue)
    parts.push(
      sql`exists (select 1 from check_item late where late.project_id = p.id and late.done_on is null and late.due_on < ${today}::date)`,
    )
  return sql.join(parts, sql` and `)
}
