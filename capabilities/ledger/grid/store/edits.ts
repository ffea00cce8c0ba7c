import { sql } from 'kysely'
import { foldName } from '#kernel/fold.ts'
import { inScope, type Scope } from '#platform/access/scope.ts'
import type { Transaction } from '#platform/database/pool.ts'

/** Locks the rows until the transaction ends, in one order for everybody; answers how many of them lie in scope. */
export async function lockProjects(db: Transaction, scope: Scope, ids: readonly number[]): Promise<number> {
  const { rows } = await sql`
    select p.id from project p where p.id = any (${ids}::int[]) and ${inScope(scope, 'p')} order by p.id for update of p`.execute(
    db,
  )
  return rows.length
}

export type Identity = { id: number; name: string; owner: string | null; code: string | null; countyId: number | null }

export async function readIdentities(db: Transaction, ids: readonly number[]): Promise<Identity[]> {
  const { rows } = await sql<Identity>`
    select p.id, p.name, p.owner, p.code, p.county_id as "countyId" from project p where p.id = any (${ids}::int[])`.execute(
    db,
  )
  return rows
}

/** Of projects as they will be, those that another project outside the edit already is: by code, or by name and owner in the county. */
export async function findTaken(
  db: Transaction,
  becoming: readonly Identity[],
): Promise<{ codes: number[]; names: number[] }> {
  const rows = becoming.map((one) => ({ ...one, name: foldName(one.name), owner: foldName(one.owner ?? '') }))
  const given = sql`jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as b (id int, name text, owner text, code text, "countyId" int)`
  const others = sql`not (p.id = any (${becoming.map(({ id }) => id)}::int[]))`
  const { rows: codes } = await sql<{ id: number }>`
    select b.id from ${given} join project p on p.code = b.code where ${others}`.execute(db)
  const { rows: names } = await sql<{ id: number }>`
    select b.id from ${given} join project p on p.county_id = b."countyId" and p.folded_name = b.name and p.folded_owner = b.owner
    where ${others}`.execute(db)
  return { codes: codes.map(({ id }) => id), names: names.map(({ id }) => id) }
}

export async function keepFormerNames(db: Transaction, names: readonly { id: number; name: string }[]): Promise<void> {
  const rows = names.map(({ id, name }) => ({ id, name, folded: foldName(name) }))
  await sql`
    insert into project_former_name (project_id, name, folded_name)
    select r.id, r.name, r.folded from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r (id int, name text, folded text)`.execute(
    db,
  )
}

/** The latest change of each named cell: whose edit stands in the way, and when it was. */
export async function lastChangesOf(
  db: Transaction,
  cells: readonly { projectId: number; field: string }[],
): Promise<{ projectId: number; field: string; by: string; at: string }[]> {
  const { rows } = await sql<{ projectId: number; field: string; by: string; at: string }>`
    select distinct on (c.project_id, c.field) c.project_id as "projectId", c.field, coalesce(a.display_name, c.actor) as by, c.at
    from jsonb_to_recordset(${JSON.stringify(cells)}::jsonb) as r ("projectId" int, field text)
    join field_change c on c.project_id = r."projectId" and c.field = r.field left join account a on a.id = c.account_id
    order by c.project_id, c.field, c.id desc`.execute(db)
  return rows
}

export type StoredEdit = {
  id: number
  accountId: number
  orgPath: string
  cells: number
  projects: number
  at: string
  by: string
  reason: string | null
  undoneAt: string | null
  ownColumns: Record<string, number>
}
export type NewEdit = Pick<StoredEdit, 'accountId' | 'orgPath' | 'cells' | 'projects' | 'reason' | 'ownColumns'> & {
  undoes: number | null
}

export async function insertEdit(db: Transaction, edit: NewEdit, now: Date): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    insert into ledger_edit (account_id, org_path, at, cells, projects, reason, own_columns, undoes)
    values (${edit.accountId}, ${edit.orgPath}::ltree, ${now.toISOString()}, ${edit.cells}, ${edit.projects}, ${edit.reason},
      ${JSON.stringify(edit.ownColumns)}::jsonb, ${edit.undoes}) returning id`.execute(db)
  return rows[0]!.id
}

const EDIT = sql`e.id, e.account_id as "accountId", e.org_path::text as "orgPath", e.cells, e.projects, e.at, a.display_name as by, e.reason,
  e.undone_at as "undoneAt", e.own_columns as "ownColumns"`

export async function listEdits(db: Transaction, accountId: number, limit: number): Promise<StoredEdit[]> {
  const { rows } = await sql<StoredEdit>`
    select ${EDIT} from ledger_edit e join account a on a.id = e.account_id
    where e.account_id = ${accountId} order by e.id desc limit ${limit}`.execute(db)
  return rows
}

/** One's own edit, locked: an edit is taken back once. */
export async function lockEdit(db: Transaction, accountId: number, id: number): Promise<StoredEdit | null> {
  const { rows } = await sql<StoredEdit>`
    select ${EDIT} from ledger_edit e join account a on a.id = e.account_id
    where e.id = ${id} and e.account_id = ${accountId} for update of e`.execute(db)
  return rows[0] ?? null
}

export async function setUndone(db: Transaction, id: number, by: { accountId: number; now: Date }): Promise<void> {
  await sql`update ledger_edit set undone_at = ${by.now.toISOString()}, undone_by = ${by.accountId} where id = ${id}`.execute(
    db,
  )
}

export type EditedCell = { projectId: number; field: string; old: string | null; new: string | null }

/** What an edit did, cell by cell: the field changes that carry its number. Cells of projects out of scope are not among them. */
export async function readEditedCells(db: Transaction, editId: number): Promise<EditedCell[]> {
  const { rows } = await sql<EditedCell>`
    select c.project_id as "projectId", c.field, c.old, c.new from field_change c
    where c.source = 'grid' and c.source_id = ${String(editId)} order by c.id`.execute(db)
  return rows
}
