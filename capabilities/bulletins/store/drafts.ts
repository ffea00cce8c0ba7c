import { sql } from 'kysely'
import type { Database, Transaction } from '#platform/database/pool.ts'
import type { DraftChanges } from '../rules/draft.ts'

type Db = Database | Transaction

export interface DraftRow {
  changes: DraftChanges
  version: number
  updatedAt: string
  updatedBy: string
}

/** One issue's own words; null while it says what its template says. */
export async function findDraft(db: Db, roundId: number, templateKey: string): Promise<DraftRow | null> {
  const { rows } = await sql<DraftRow>`
    select d.changes, d.version, d.updated_at as "updatedAt", a.display_name as "updatedBy"
    from bulletin_draft d join account a on a.id = d.updated_by
    where d.round_id = ${roundId} and d.template_key = ${templateKey}`.execute(db)
  return rows[0] ?? null
}

/** Saves over the version the writer saw (0: there was none). False when somebody else was faster. */
export async function saveDraft(
  db: Db,
  at: { roundId: number; templateKey: string; orgId: number },
  { changes, seen, by, now }: { changes: DraftChanges; seen: number; by: number; now: Date },
): Promise<boolean> {
  const json = JSON.stringify(changes)
  const { rows } =
    seen === 0
      ? await sql`
          insert into bulletin_draft (round_id, template_key, org_id, changes, updated_at, updated_by)
          values (${at.roundId}, ${at.templateKey}, ${at.orgId}, ${json}::jsonb, ${now.toISOString()}, ${by})
          on conflict (round_id, template_key) do nothing returning version`.execute(db)
      : await sql`
          update bulletin_draft set changes = ${json}::jsonb, version = version + 1, updated_at = ${now.toISOString()}, updated_by = ${by}
          where round_id = ${at.roundId} and template_key = ${at.templateKey} and version = ${seen} returning version`.execute(
          db,
        )
  return rows.length > 0
}

/** Empties it and counts on, so that an editor opened before does not save over what comes after. False when there was nothing in it. */
export async function dropDraft(
  db: Db,
  at: { roundId: number; templateKey: string },
  { by, now }: { by: number; now: Date },
): Promise<boolean> {
  const { rows } = await sql`
    update bulletin_draft set changes = '{}', version = version + 1, updated_at = ${now.toISOString()}, updated_by = ${by}
    where round_id = ${at.roundId} and template_key = ${at.templateKey} and changes <> '{}' returning round_id`.execute(
    db,
  )
  return rows.length > 0
}
