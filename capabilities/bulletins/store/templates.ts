import { sql } from 'kysely'
import type { Database, Transaction } from '#platform/database/pool.ts'
import type { Rhythm, TemplateContent } from '../template/content.ts'

type Db = Database | Transaction

/** A template an office made its own, with its latest version. */
export interface TemplateRow {
  id: number
  orgId: number
  readyCode: string | null
  name: string
  rhythm: Rhythm
  confirms: boolean
  version: number
  content: TemplateContent
  changedAt: string
  changedBy: string
  isRetired: boolean
}

const LATEST = sql`
  select t.id, t.org_id as "orgId", t.ready_code as "readyCode", t.name, t.rhythm, t.confirms, v.version, v.content,
    v.created_at as "changedAt", a.display_name as "changedBy",
    t.retired_at is not null as "isRetired"
  from bulletin_template t
  join lateral (select * from bulletin_template_version v where v.template_id = t.id order by v.version desc limit 1) v on true
  join account a on a.id = v.created_by`

/** Of an office, those in use; by name. */
export async function listTemplates(db: Db, orgId: number): Promise<TemplateRow[]> {
  const { rows } = await sql<TemplateRow>`
    ${LATEST} where t.org_id = ${orgId} and t.retired_at is null order by t.name, t.id`.execute(db)
  return rows
}

/** Held until the transaction ends when it is to be changed. */
export async function findTemplate(
  db: Db,
  orgId: number,
  key: { id: number; isKept?: boolean } | { readyCode: string },
  hold = false,
): Promise<TemplateRow | null> {
  const which =
    'id' in key
      ? sql`t.id = ${key.id} and (t.retired_at is null or ${key.isKept ?? false})`
      : sql`t.ready_code = ${key.readyCode} and t.retired_at is null`
  const { rows } = await sql<TemplateRow>`
    ${LATEST} where t.org_id = ${orgId} and ${which} ${hold ? sql`for update of t` : sql``}`.execute(db)
  return rows[0] ?? null
}

export interface NewTemplate {
  orgId: number
  readyCode: string | null
  name: string
  rhythm: Rhythm
  confirms: boolean
  by: number
  now: Date
}

export async function insertTemplate(
  db: Db,
  { orgId, readyCode, name, rhythm, confirms, by, now }: NewTemplate,
): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    insert into bulletin_template (org_id, ready_code, name, rhythm, confirms, created_at, created_by)
    values (${orgId}, ${readyCode}, ${name}, ${rhythm}, ${confirms}, ${now.toISOString()}, ${by}) returning id`.execute(
    db,
  )
  return rows[0]!.id
}

export async function renameTemplate(
  db: Db,
  id: number,
  { name, rhythm, confirms }: Pick<NewTemplate, 'name' | 'rhythm' | 'confirms'>,
): Promise<void> {
  await sql`update bulletin_template set name = ${name}, rhythm = ${rhythm}, confirms = ${confirms} where id = ${id}`.execute(
    db,
  )
}

export async function insertVersion(
  db: Db,
  templateId: number,
  given: { version: number; content: TemplateContent; note: string; by: number; now: Date },
): Promise<void> {
  const { version, content, note, by, now } = given
  await sql`
    insert into bulletin_template_version (template_id, version, content, note, created_at, created_by)
    values (${templateId}, ${version}, ${JSON.stringify(content)}::jsonb, ${note}, ${now.toISOString()}, ${by})`.execute(
    db,
  )
}

/** The last number a template of the office had under this name of a ready one, retired ones included: numbers are not given twice. */
export async function lastVersionOf(db: Db, orgId: number, readyCode: string): Promise<number> {
  const { rows } = await sql<{ last: number }>`
    select coalesce(max(v.version), 0) as last from bulletin_template t join bulletin_template_version v on v.template_id = t.id
    where t.org_id = ${orgId} and t.ready_code = ${readyCode}`.execute(db)
  return rows[0]!.last
}

export interface VersionRow {
  version: number
  note: string
  content: TemplateContent
  createdAt: string
  createdBy: string
}

/** The newest first. */
export async function listVersions(db: Db, templateId: number): Promise<VersionRow[]> {
  const { rows } = await sql<VersionRow>`
    select v.version, v.note, v.content, v.created_at as "createdAt", a.display_name as "createdBy"
    from bulletin_template_version v join account a on a.id = v.created_by
    where v.template_id = ${templateId} order by v.version desc`.execute(db)
  return rows
}

export async function retireTemplate(db: Db, id: number, by: number, now: Date): Promise<void> {
  await sql`update bulletin_template set retired_at = ${now.toISOString()}, retired_by = ${by} where id = ${id}`.execute(
    db,
  )
}
