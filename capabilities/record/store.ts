import { sql } from 'kysely'
import { pathInScope, type Scope } from '#platform/access/scope.ts'
import type { Transaction } from '#platform/database/pool.ts'
import type { RecordEntry } from './contract.ts'

type Filter = {
  before?: number | undefined
  subjectType?: string | undefined
  subjectId?: string | undefined
  actor?: string | undefined
  limit: number
}

/** The record within scope, newest first. */
export async function listRecord(db: Transaction, scope: Scope, filter: Filter): Promise<RecordEntry[]> {
  const { rows } = await sql<RecordEntry>`
    select id, chain, seq, at, actor, action, subject_type as "subjectType", subject_id as "subjectId", before, after, reason, origin,
      encode(hash, 'hex') as hash
    from record_entry
    where ${pathInScope(scope, 'record_entry.org_path')}
      and (${filter.before ?? null}::int is null or id < ${filter.before ?? null})
      and (${filter.subjectType ?? null}::text is null or subject_type = ${filter.subjectType ?? null})
      and (${filter.subjectId ?? null}::text is null or subject_id = ${filter.subjectId ?? null})
      and (${filter.actor ?? null}::text is null or actor = ${filter.actor ?? null})
    order by id desc limit ${filter.limit}`.execute(db)
  return rows
}
