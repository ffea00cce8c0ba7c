import { sql } from 'kysely'
import type { Stage } from '#capabilities/ledger/contract.ts'
import { inScope, type Scope } from '#platform/access/scope.ts'
import type { Transaction } from '#platform/database/pool.ts'
import { type ProjectLine, readLines } from './lines.ts'

export type StoredStep = {
  id: number
  projectId: number
  stage: Stage
  reachedOn: string
  reachedBy: string
  startWorks: 'excavation' | 'pile' | null
  document: string | null
  note: string | null
  witness: string | null
  hasMoved: boolean
  stageBefore: Stage | null
  startBefore: string | null
}

export type NewStep = Omit<StoredStep, 'id' | 'reachedBy'> & {
  reachedBy: string
  supersedes: number | null
  isWithdrawn: boolean
  reason: string | null
  recordedAt: Date
  recordedBy: number
}

/** One project with its line; null when it is not in scope. */
export async function readLine(db: Transaction, scope: Scope, projectId: number): Promise<ProjectLine | null> {
  return (await readLines(db, scope, sql`p.id = ${projectId}`))[0] ?? null
}

/** A step in force, of a project in scope. */
export async function findStep(db: Transaction, scope: Scope, id: number): Promise<StoredStep | null> {
  const { rows } = await sql<StoredStep>`
    select s.id, s.project_id as "projectId", s.stage, s.reached_on as "reachedOn", s.reached_by as "reachedBy",
      s.start_works as "startWorks", s.document, s.note, s.witness, s.has_moved as "hasMoved", s.stage_before as "stageBefore",
      s.start_before as "startBefore"
    from stage_step s join project p on p.id = s.project_id
    where s.id = ${id} and ${inScope(scope, 'p')} and not s.is_withdrawn
      and not exists (select 1 from stage_step n where n.supersedes = s.id)`.execute(db)
  return rows[0] ?? null
}

export async function insertStep(db: Transaction, step: NewStep): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    insert into stage_step (project_id, stage, reached_on, reached_by, start_works, document, note, witness, supersedes, is_withdrawn,
      reason, has_moved, stage_before, start_before, recorded_at, recorded_by)
    values (${step.projectId}, ${step.stage}, ${step.reachedOn}, ${step.reachedBy}, ${step.startWorks}, ${step.document}, ${step.note},
      ${step.witness}, ${step.supersedes}, ${step.isWithdrawn}, ${step.reason}, ${step.hasMoved}, ${step.stageBefore},
      ${step.startBefore}, ${step.recordedAt.toISOString()}, ${step.recordedBy})
    returning id`.execute(db)
  return rows[0]!.id
}

export type FormerRow = {
  id: number
  stage: Stage
  reachedOn: string
  document: string | null
  note: string | null
  witness: string | null
  recordedAt: string
  recordedBy: string
  endedAs: 'corrected' | 'withdrawn'
  reason: string
  endedAt: string
  endedBy: string
}

/** Entries of a project that hold no more, newest first. */
export async function readFormer(db: Transaction, projectId: number): Promise<FormerRow[]> {
  const { rows } = await sql<FormerRow>`
    select s.id, s.stage, s.reached_on as "reachedOn", s.document, s.note, s.witness, s.recorded_at as "recordedAt",
      a.display_name as "recordedBy", case when n.is_withdrawn then 'withdrawn' else 'corrected' end as "endedAs", n.reason,
      n.recorded_at as "endedAt", b.display_name as "endedBy"
    from stage_step s join stage_step n on n.supersedes = s.id join account a on a.id = s.recorded_by
    join account b on b.id = n.recorded_by
    where s.project_id = ${projectId} order by n.id desc`.execute(db)
  return rows
}
