import { sql } from 'kysely'
import { foldName } from '#kernel/fold.ts'
import type { Scope } from '#platform/access/scope.ts'
import type { Transaction } from '#platform/database/pool.ts'
import type { ProjectFilter } from '../../contract.ts'
import { matches } from '../../store/list.ts'
import { CODE_WORDS, labelOf } from '../words.ts'
import { cellOf, fieldOf } from './columns.ts'

const SHOWN = 200

export type GridValue = { value: string; label: string; projects: number }

/** Values that stand in a column within the filter, most frequent first; of organisations the name, of choices the word. */
export async function listValues(
  db: Transaction,
  scope: Scope,
  asked: { filter: ProjectFilter; field: string; like: string | undefined },
): Promise<{ items: GridValue[]; more: boolean }> {
  // the column's own condition is what is being chosen
  const filter = { ...asked.filter, where: asked.filter.where?.filter(({ field }) => field !== asked.field) }
  const kind = fieldOf(asked.field)?.kind
  const pattern = asked.like ? `%${foldName(asked.like).replace(/[\\%_]/g, '\\$&')}%` : null
  const words = JSON.stringify(CODE_WORDS[asked.field as keyof typeof CODE_WORDS] ?? {})
  const { rows } = await sql<{ value: string; projects: number }>`
    select v.value, v.projects from (
      select coalesce(${kind === 'list' ? sql`t.label` : cellOf(asked.field)}, '') as value, count(*)::int as projects
      from project p ${kind === 'list' ? TERMS : sql``} where ${matches(scope, filter)} group by 1) v
    where ${pattern}::text is null or lower(normalize(coalesce(${words}::jsonb ->> v.value, v.value), NFKC)) like ${pattern}
    order by v.projects desc, v.value limit ${SHOWN + 1}`.execute(db)
  const items = rows
    .slice(0, SHOWN)
    .map((row) => ({ ...valueAndLabel(asked.field, row.value), projects: row.projects }))
  return { items, more: rows.length > SHOWN }
}

const TERMS = sql`join project_term pt on pt.project_id = p.id join dictionary_term t on t.id = pt.term_id`

function valueAndLabel(field: string, cell: string): { value: string; label: string } {
  if (fieldOf(field)?.kind !== 'organisation' || cell === '') return { value: cell, label: labelOf(field, cell) }
  const bar = cell.indexOf('|')
  return { value: cell.slice(0, bar), label: cell.slice(bar + 1) }
}
