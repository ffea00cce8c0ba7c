import { sql } from 'kysely'
import type { Transaction } from '#platform/database/pool.ts'

/** The terms of a project as a whole; those that stay are not touched. */
export async function replaceTerms(db: Transaction, projectId: number, ids: readonly number[]): Promise<void> {
  await sql`delete from project_term where project_id = ${projectId} and term_id <> all (${ids}::int[])`.execute(db)
  await sql`insert into project_term (project_id, term_id) select ${projectId}, id from unnest(${ids}::int[]) as id
    on conflict do nothing`.execute(db)
}

/** The terms of `project p`, for its page. */
export const TERMS_OF_PROJECT = sql`select t.id, d.name as dictionary, t.label from project_term pt join dictionary_term t on t.id = pt.term_id
  join dictionary d on d.id = t.dictionary_id where pt.project_id = p.id order by d.sort_order, d.id, t.sort_order, t.id`

/** The terms of `project p` as they leave in a workbook: `三个一批：开工一批；四化：智能化`; null for none. */
export const TERMS_TEXT = sql`(select string_agg(g.name || '：' || g.labels, '；' order by g.sort_order, g.id) from (
    select d.id, d.name, d.sort_order, string_agg(t.label, '、' order by t.sort_order, t.id) as labels
    from project_term pt join dictionary_term t on t.id = pt.term_id join dictionary d on d.id = t.dictionary_id
    where pt.project_id = p.id group by d.id) g)`

/** Whether any project carries a term: without one the export has no column for them. */
export async function hasTerms(db: Transaction): Promise<boolean> {
  const { rows } = await sql<{ any: boolean }>`select exists (select 1 from project_term) as any`.execute(db)
  return rows[0]!.any
}
