import { type RawBuilder, sql } from 'kysely'
import { inScope, pathInScope, type Scope } from '#platform/access/scope.ts'
import type { Transaction } from '#platform/database/pool.ts'
import type { Move, Paper } from './contract.ts'
import type { EntryField } from './entry-rules.ts'
import type { Library, MoveKind, Place } from './rules.ts'

/** A move as handlers need it: with the path of its project or, of a proposed entry, of its home to be. */
export type StoredMove = Omit<Move, 'isOwn'> & {
  orgPath: string
  orgId: number | null
  proposedById: number | null
  proposal: Record<string, unknown> | null
}

const MOVE = sql`m.id, m.batch, m.project_id as "projectId", coalesce(p.name, m.proposal ->> 'name') as "projectName", county.name as "countyName",
  coalesce(p.total_investment::text, m.proposal ->> 'totalInvestment') as "totalInvestment", m.kind, m.source, m.from_library as "fromLibrary",
  m.to_library as "toLibrary", m.from_stage as "fromStage", m.to_stage as "toStage", m.from_priority as "fromPriority",
  m.to_priority as "toPriority", m.reason, m.effective_on::text as "effectiveOn", who.display_name as "proposedBy", m.proposed_at as "proposedAt",
  m.state, decider.display_name as "decidedBy", m.decided_at as "decidedAt", m.document_number as "documentNumber",
  m.document_date::text as "documentDate", m.deciding_body as "decidingBody", m.decision_remark as "decisionRemark",
  coalesce(p.org_path, home.path)::text as "orgPath", m.org_id as "orgId", m.proposed_by as "proposedById", m.proposal`
const FROM_MOVE = sql`from project_move m left join project p on p.id = m.project_id left join organisation home on home.id = m.org_id
  left join organisation county on county.id = case when p.id is not null then p.county_id else
    (select c.id from organisation c where c.path @> home.path and c.kind in ('county', 'zone') order by nlevel(c.path) limit 1) end
  left join account who on who.id = m.proposed_by left join account decider on decider.id = m.decided_by`

/** A move is in scope with its project; a proposed entry with the organisation it is for. */
function moveInScope(scope: Scope): RawBuilder<boolean> {
  if (scope.all) return sql<boolean>`true`
  return sql<boolean>`case when m.project_id is null then ${pathInScope(scope, 'home.path')} else ${inScope(scope, 'p')} end`
}

type Asked = {
  state?: string | undefined
  kind?: string | undefined
  org?: number | undefined
  batch?: number | undefined
  projectId?: number
  ids?: readonly number[]
  before?: number | undefined
  limit: number
}

/** Moves within scope, newest first. */
export async function listMoves(db: Transaction, scope: Scope, asked: Asked): Promise<StoredMove[]> {
  const { rows } = await sql<StoredMove>`select ${MOVE} ${FROM_MOVE} where ${matching(scope, asked)}
    and (${asked.before ?? null}::int is null or m.id < ${asked.before ?? null}) order by m.id desc limit ${asked.limit}`.execute(
    db,
  )
  return rows
}

export async function countMoves(
  db: Transaction,
  scope: Scope,
  asked: Omit<Asked, 'limit' | 'before'>,
): Promise<number> {
  const { rows } = await sql<{ total: number }>`
    select count(*)::int as total ${FROM_MOVE} where ${matching(scope, asked)}`.execute(db)
  return rows[0]!.total
}

function matching(scope: Scope, asked: Omit<Asked, 'limit' | 'before'>): RawBuilder<unknown> {
  const parts: RawBuilder<unknown>[] = [moveInScope(scope)]
  if (asked.state) parts.push(sql`m.state = ${asked.state}`)
  if (asked.kind) parts.push(sql`m.kind = ${asked.kind}`)
  if (asked.batch) parts.push(sql`m.batch = ${asked.batch}`)
  if (asked.projectId) parts.push(sql`m.project_id = ${asked.projectId}`)
  if (asked.ids) parts.push(sql`m.id = any (${asked.ids}::int[])`)
  if (asked.org)
    parts.push(
      sql`coalesce(p.org_path, home.path) <@ (select above.path from organisation above where above.id = ${asked.org})`,
    )
  return sql.join(parts, sql` and `)
}

/** Locks moves until the transaction ends, in the order of their ids. */
export async function lockMoves(db: Transaction, ids: readonly number[]): Promise<void> {
  await sql`select m.id from project_move m where m.id = any (${ids}::int[]) order by m.id for update`.execute(db)
}

/** A project as moves see it. `entry`: the fields that entry rules ask for; `waiting`: its undecided move. */
export type Movable = Place & {
  id: number
  name: string
  orgPath: string
  stageBefore: string | null
  waiting: MoveKind | null
  entry: Partial<Record<EntryField, unknown>>
}

/** Projects within scope as they stand, locked in the order of their ids when something is to be done to them. */
export async function readMovable(
  db: Transaction,
  scope: Scope,
  ids: readonly number[],
  options: { lock: boolean },
): Promise<Movable[]> {
  if (options.lock)
    await sql`select p.id from project p where p.id = any (${ids}::int[]) and ${inScope(scope, 'p')} order by p.id for update`.execute(
      db,
    )
  const { rows } = await sql<Movable>`
    select p.id, p.name, p.org_path::text as "orgPath", p.library, p.stage, p.is_priority as "isPriority",
      (select m.from_stage from project_move m where m.project_id = p.id and m.state = 'approved'
        and (m.to_stage = p.stage or (p.library = 'completed' and m.kind = 'completion')) and m.from_stage is distinct from m.to_stage
        order by m.id desc limit 1) as "stageBefore",
      (select m.kind from project_move m where m.project_id = p.id and m.state = 'waiting') as waiting,
      json_build_object('code', p.code, 'totalInvestment', p.total_investment::text, 'scale', p.scale, 'plannedStart', p.planned_start,
        'startDate', p.start_date, 'finishDate', p.finish_date, 'responsibleOrg', p.responsible_org, 'leadOrg', p.lead_org,
        'competentOrg', p.competent_org) as entry
    from project p where p.merged_into is null and p.id = any (${ids}::int[]) and ${inScope(scope, 'p')} order by p.id`.execute(
    db,
  )
  return rows
}

export async function readPlaces(db: Transaction, ids: readonly number[]): Promise<Map<number, Place>> {
  const { rows } = await sql<Place & { id: number }>`
    select p.id, p.library, p.stage, p.is_priority as "isPriority" from project p where p.id = any (${ids}::int[])`.execute(
    db,
  )
  return new Map(rows.map(({ id, ...place }) => [id, place]))
}

export async function nextBatch(db: Transaction): Promise<number> {
  const { rows } = await sql<{ batch: number }>`select nextval('project_move_batch')::int as batch`.execute(db)
  return rows[0]!.batch
}

export type NewMove = { projectId: number; from: Place | null; to: Place }
export type MoveSource = Move['source']
export type Proposal = {
  batch: number
  kind: MoveKind
  source: MoveSource
  reason: string
  effectiveOn: string
  by: number
  at: Date
  /** Already decided: by whom, when, on what paper. */
  decided?: { by: number | null; paper: Paper | null; remark: string | null }
}

/** Keeps a move of each project, waiting for a decision or decided already; answers their ids by project. */
export async function insertMoves(
  db: Transaction,
  moves: readonly NewMove[],
  proposal: Proposal,
): Promise<Map<number, number>> {
  const { decided } = proposal
  const paper = decided?.paper ?? null
  const at = proposal.at.toISOString()
  const { rows } = await sql<{ id: number; projectId: number }>`
    insert into project_move (batch, project_id, kind, source, from_library, to_library, from_stage, to_stage, from_priority, to_priority,
      reason, effective_on, proposed_by, proposed_at, state, decided_by, decided_at, document_number, document_date, deciding_body, decision_remark)
    select ${proposal.batch}, r."projectId", ${proposal.kind}, ${proposal.source}, r."from" ->> 'library', r."to" ->> 'library', r."from" ->> 'stage',
      r."to" ->> 'stage', coalesce((r."from" ->> 'isPriority')::boolean, false), (r."to" ->> 'isPriority')::boolean, ${proposal.reason},
      ${proposal.effectiveOn}::date, ${proposal.by}::int, ${at}::timestamptz, ${decided ? 'approved' : 'waiting'}, ${decided?.by ?? null}::int,
      ${decided ? at : null}::timestamptz, ${paper?.documentNumber ?? null}, ${paper?.documentDate ?? null}::date, ${paper?.decidingBody ?? null},
      ${decided?.remark ?? null}
    from jsonb_to_recordset(${JSON.stringify(moves)}::jsonb) as r ("projectId" int, "from" jsonb, "to" jsonb)
    returning id, project_id as "projectId"`.execute(db)
  return new Map(rows.map(({ id, projectId }) => [projectId, id]))
}

/** An entry that is only proposed: the project comes into being when it is approved. */
export async function insertEntryProposal(
  db: Transaction,
  given: Pick<Proposal, 'batch' | 'reason' | 'effectiveOn' | 'by' | 'at'> & {
    orgId: number
    project: Record<string, unknown>
    toLibrary: Library
    toStage: string | null
  },
): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    insert into project_move (batch, org_id, proposal, kind, source, to_library, to_stage, reason, effective_on, proposed_by, proposed_at)
    values (${given.batch}, ${given.orgId}, ${JSON.stringify(given.project)}::jsonb, 'entry', 'proposal', ${given.toLibrary}, ${given.toStage},
      ${given.reason}, ${given.effectiveOn}::date, ${given.by}, ${given.at.toISOString()}) returning id`.execute(db)
  return rows[0]!.id
}

export type Decision = {
  outcome: 'approved' | 'refused'
  by: number
  at: Date
  effectiveOn: string | null
  paper: Paper | null
  remark: string | null
}
/** What each move comes to: of an approved one the place it leads from and to as of now, and the project of an approved entry. */
export type Decided = { id: number; projectId: number | null; from: Place | null; to: Place | null }

export async function saveDecisions(db: Transaction, decided: readonly Decided[], decision: Decision): Promise<void> {
  const { outcome, by, at, effectiveOn, paper, remark } = decision
  await sql`
    update project_move m set state = ${outcome}, decided_by = ${by}, decided_at = ${at.toISOString()},
      effective_on = coalesce(${effectiveOn}::date, m.effective_on), document_number = ${paper?.documentNumber ?? null},
      document_date = ${paper?.documentDate ?? null}::date, deciding_body = ${paper?.decidingBody ?? null}, decision_remark = ${remark},
      project_id = r."projectId", from_library = coalesce(r."from" ->> 'library', m.from_library),
      from_stage = case when r."from" is null then m.from_stage else r."from" ->> 'stage' end,
      from_priority = coalesce((r."from" ->> 'isPriority')::boolean, m.from_priority),
      to_library = coalesce(r."to" ->> 'library', m.to_library), to_stage = case when r."to" is null then m.to_stage else r."to" ->> 'stage' end,
      to_priority = coalesce((r."to" ->> 'isPriority')::boolean, m.to_priority)
    from jsonb_to_recordset(${JSON.stringify(decided)}::jsonb) as r (id int, "projectId" int, "from" jsonb, "to" jsonb)
    where m.id = r.id`.execute(db)
}

export async function retract(db: Transaction, id: number, at: Date): Promise<void> {
  await sql`update project_move set state = 'retracted', retracted_at = ${at.toISOString()} where id = ${id}`.execute(
    db,
  )
}

/** Puts projects where their moves lead, as an edit: version and time move on. */
export async function placeProjects(
  db: Transaction,
  places: readonly { projectId: number; to: Place }[],
  now: Date,
): Promise<void> {
  await sql`
    update project p set library = r."to" ->> 'library', stage = r."to" ->> 'stage', is_priority = (r."to" ->> 'isPriority')::boolean,
      version = p.version + 1, updated_at = ${now.toISOString()}
    from jsonb_to_recordset(${JSON.stringify(places)}::jsonb) as r ("projectId" int, "to" jsonb) where p.id = r."projectId"`.execute(
    db,
  )
}
