import { sql } from 'kysely'
import { pathInScope, type Scope } from '#platform/access/scope.ts'
import type { Transaction } from '#platform/database/pool.ts'
import type { ImportAnswers, ImportPreview, ImportSummary } from '../import/contract.ts'
import type { MergeAnswers } from '../merge/contract.ts'

export type StoredImport = {
  id: number
  fileName: string
  orgId: number
  orgPath: string
  state: ImportPreview['state']
  shapeKey: string
  answers: ImportAnswers
  /** Before each correction, the latest last. */
  earlierAnswers: ImportAnswers[]
  layoutKey: string
  fileKey: string
  recalled: Recalled | null
  summary: ImportSummary | null
  createdAt: string
  createdBy: string
  writtenAt: string | null
  undoneAt: string | null
}

/** Corrections of the last file of a layout: when they were kept, from which file. */
export type Recalled = { at: string; fileName: string | null; answers: ImportAnswers }

export async function insertImport(
  db: Transaction,
  given: {
    fileName: string
    sha256: Buffer
    workbook: Uint8Array | null
    orgId: number
    shapeKey: string
    /** By default the shape as read. */
    layoutKey?: string
    recalled?: Recalled | null
    answers: ImportAnswers
    summary: ImportSummary
    createdBy: number
    now: Date
  },
): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    insert into ledger_import (file_name, file_sha256, workbook, org_id, shape_key, layout_key, recalled, answers, summary, created_by, created_at)
    values (${given.fileName}, ${given.sha256}, ${given.workbook && Buffer.from(given.workbook)}, ${given.orgId}, ${given.shapeKey},
      ${given.layoutKey ?? given.shapeKey}, ${given.recalled ? JSON.stringify(given.recalled) : null}::jsonb,
      ${JSON.stringify(given.answers)}::jsonb, ${JSON.stringify(given.summary)}::jsonb, ${given.createdBy}, ${given.now.toISOString()})
    returning id`.execute(db)
  return rows[0]!.id
}

const COLUMNS = sql`i.id, i.file_name as "fileName", i.org_id as "orgId", o.path::text as "orgPath", i.state, i.shape_key as "shapeKey",
  i.answers, i.earlier_answers as "earlierAnswers", coalesce(i.layout_key, i.shape_key) as "layoutKey", encode(i.file_sha256, 'hex') as "fileKey",
  i.recalled, i.summary, i.created_at as "createdAt", a.display_name as "createdBy", i.written_at as "writtenAt", i.undone_at as "undoneAt"
  from ledger_import i join organisation o on o.id = i.org_id join account a on a.id = i.created_by`

export async function findImport(
  db: Transaction,
  scope: Scope,
  id: number,
  lock = false,
): Promise<StoredImport | null> {
  const { rows } = await sql<StoredImport>`
    select ${COLUMNS} where i.id = ${id} and ${pathInScope(scope, 'o.path')} ${lock ? sql`for update of i` : sql``}`.execute(
    db,
  )
  return rows[0] ?? null
}

export async function listImports(db: Transaction, scope: Scope): Promise<StoredImport[]> {
  const { rows } = await sql<StoredImport>`
    select ${COLUMNS} where i.state <> 'discarded' and ${pathInScope(scope, 'o.path')} order by i.id desc limit 200`.execute(
    db,
  )
  return rows
}

export async function readWorkbookBytes(db: Transaction, id: number): Promise<Uint8Array | null> {
  const { rows } = await sql<{ workbook: Buffer | null }>`select workbook from ledger_import where id = ${id}`.execute(
    db,
  )
  return rows[0]?.workbook ?? null
}

export async function saveAnswers(
  db: Transaction,
  id: number,
  given: { answers: ImportAnswers; shapeKey: string; summary: ImportSummary },
): Promise<void> {
  await sql`update ledger_import set answers = ${JSON.stringify(given.answers)}::jsonb, shape_key = ${given.shapeKey},
    summary = ${JSON.stringify(given.summary)}::jsonb where id = ${id}`.execute(db)
}

export async function keepDecisions(db: Transaction, id: number, merge: MergeAnswers): Promise<void> {
  await sql`update ledger_import set answers = jsonb_set(answers, '{merge}', ${JSON.stringify(merge)}::jsonb) where id = ${id}`.execute(
    db,
  )
}

export async function setState(
  db: Transaction,
  id: number,
  state: ImportPreview['state'],
  by: number,
  now: Date,
): Promise<void> {
  const at = now.toISOString()
  await sql`update ledger_import set state = ${state},
      written_at = case when ${state} = 'written' then ${at}::timestamptz else written_at end,
      undone_at = case when ${state} = 'undone' then ${at}::timestamptz else undone_at end,
      undone_by = case when ${state} = 'undone' then ${by}::int else undone_by end,
      workbook = case when ${state} = 'discarded' then null else workbook end
    where id = ${id}`.execute(db)
}

export async function saveTrail(db: Transaction, id: number, earlier: ImportAnswers[]): Promise<void> {
  await sql`update ledger_import set earlier_answers = ${JSON.stringify(earlier)}::jsonb where id = ${id}`.execute(db)
}

export async function recallAnswers(db: Transaction, orgId: number, shapeKey: string): Promise<ImportAnswers> {
  return (await recallMemory(db, orgId, shapeKey))?.answers ?? {}
}

export async function recallMemory(db: Transaction, orgId: number, layoutKey: string): Promise<Recalled | null> {
  const { rows } = await sql<Recalled>`
    select m.answers, m.updated_at as at, m.file_name as "fileName" from ledger_import_memory m
    where m.org_id = ${orgId} and m.shape_key = ${layoutKey}`.execute(db)
  return rows[0] ?? null
}

/** Forgets what was remembered of a layout, and that this import took it over. */
export async function forgetMemory(db: Transaction, { id, orgId, layoutKey }: StoredImport): Promise<void> {
  await sql`delete from ledger_import_memory where org_id = ${orgId} and shape_key = ${layoutKey}`.execute(db)
  await sql`update ledger_import set recalled = null where id = ${id}`.execute(db)
}

export async function rememberAnswers(
  db: Transaction,
  { orgId, layoutKey, fileName, answers }: Pick<StoredImport, 'orgId' | 'layoutKey' | 'fileName' | 'answers'>,
  now: Date,
): Promise<void> {
  await sql`insert into ledger_import_memory (org_id, shape_key, answers, file_name, updated_at)
    values (${orgId}, ${layoutKey}, ${JSON.stringify(answers)}::jsonb, ${fileName}, ${now.toISOString()})
    on conflict (org_id, shape_key) do update set answers = excluded.answers, file_name = excluded.file_name, updated_at = excluded.updated_at`.execute(
    db,
  )
}

/** A project as the difference compares it. Amounts decimal text in 万元; plans by year, months by name. */
export type ExistingProject = {
  id: number
  code: string | null
  name: string
  county: string | null
  countyId: number | null
  version: number
  fields: Record<string, string | null>
  plans: Record<string, string>
  months: Record<string, { planned: string | null; current: string | null; ytd: string | null }>
  extra: Record<string, string>
  formerNames: string[]
  orgName: string
  /** Written earlier by a file of the same shape: its absence from this one is worth a question. */
  sameSource: boolean
}

/** Projects of the counties a file speaks of, those with one of its codes, and those named by id; all within scope. */
export async function loadExisting(
  db: Transaction,
  scope: Scope,
  wanted: {
    countyIds: (number | null)[]
    codes: string[]
    ids: number[]
    orgId: number
    shapeKey: string
    fields: Record<string, string>
  },
): Promise<ExistingProject[]> {
  const fields = Object.entries(wanted.fields).map(
    ([field, column]) => sql`${sql.lit(field)}, ${sql.ref(`p.${column}`)}::text`,
  )
  const pairs = chunk(fields, 40).map((part) => sql`jsonb_build_object(${sql.join(part)})`)
  const { rows } = await sql<ExistingProject>`
    with found as (
      select p.* from project p
      where p.merged_into is null and ${scope.all ? sql`true` : sql`p.org_path <@ any (${scope.paths}::ltree[])`}
        and (p.county_id = any (${wanted.countyIds.filter((id) => id !== null)}::int[]) or p.code = any (${wanted.codes}::text[])
          or p.id = any (${wanted.ids}::int[]) ${wanted.countyIds.includes(null) ? sql`or p.county_id is null` : sql``})
    ), sourced as (
      select distinct c.project_id from ledger_import_change c join ledger_import i on i.id = c.import_id
      where i.state = 'written' and i.shape_key = ${wanted.shapeKey} and i.org_id = ${wanted.orgId}
    )
    select p.id, p.code, p.name, county.name as county, p.county_id as "countyId", p.version, ${sql.join(pairs, sql` || `)} as fields,
      coalesce(plans.plans, '{}') as plans, coalesce(months.months, '{}') as months, sourced.project_id is not null as "sameSource",
      p.extra, home.name as "orgName", array(select f.name from project_former_name f where f.project_id = p.id) as "formerNames"
    from found p
    join organisation home on home.id = p.org_id
    left join organisation county on county.id = p.county_id
    left join sourced on sourced.project_id = p.id
    left join (select ap.project_id, jsonb_object_agg(ap.year, trim_scale(coalesce(ap.adjusted_amount, ap.initial_amount))::text) as plans
      from annual_plan ap join found f on f.id = ap.project_id group by ap.project_id) plans on plans.project_id = p.id
    left join (select m.project_id, jsonb_object_agg(m.month, jsonb_build_object('planned', trim_scale(m.planned_current)::text,
        'current', trim_scale(m.reported_current)::text, 'ytd', trim_scale(m.completed_ytd)::text)) as months
      from project_month m join found f on f.id = m.project_id group by m.project_id) months on months.project_id = p.id
    order by p.id`.execute(db)
  return rows
}

function chunk<T>(list: T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(list.length / size) }, (_, index) =>
    list.slice(index * size, (index + 1) * size),
  )
}
