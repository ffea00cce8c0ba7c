import { type RawBuilder, sql } from 'kysely'
import { inScope, type Scope } from '#platform/access/scope.ts'
import type { Transaction } from '#platform/database/pool.ts'
import type { Paper, PaperFields } from '../contract.ts'
import type { ApprovalPaper, SaidState } from '../rules/approvals.ts'

export type StoredPaper = Omit<Paper, 'isMine'> & { createdById: number; orgPath: string }

/** The project a paper would belong to; null when it is not in scope. Held until the transaction ends when `hold`. */
export async function findProject(
  db: Transaction,
  scope: Scope,
  id: number,
  hold = false,
): Promise<{ id: number; orgPath: string; stage: string | null; startDate: string | null } | null> {
  const { rows } = await sql<{ id: number; orgPath: string; stage: string | null; startDate: string | null }>`
    select p.id, p.org_path::text as "orgPath", p.stage, p.start_date as "startDate" from project p
    where p.id = ${id} and ${inScope(scope, 'p')} ${hold ? sql`for no key update` : sql``}`.execute(db)
  return rows[0] ?? null
}

/** Papers of a project the transaction may see, or one of them by its number. */
export async function readPapers(
  db: Transaction,
  scope: Scope,
  which: { projectId: number } | { paperId: number },
): Promise<StoredPaper[]> {
  const one = 'paperId' in which ? sql`a.id = ${which.paperId}` : sql`a.project_id = ${which.projectId}`
  const { rows } = await sql<StoredPaper>`
    select a.id, a.project_id as "projectId", p.org_path::text as "orgPath", a.kind, a.approval_kind as "approvalKind", a.title, a.number,
      a.issuer, a.issued_on as "issuedOn", a.expires_on as "expiresOn", a.note, a.version, a.created_at as "createdAt",
      maker.display_name as "createdBy", a.created_by as "createdById", a.updated_at as "updatedAt",
      case when a.withdrawn_at is null then null else json_build_object('at', a.withdrawn_at, 'by', taker.display_name,
        'reason', a.withdrawn_reason) end as withdrawn,
      ${FILES} as files
    from paper a join project p on p.id = a.project_id join account maker on maker.id = a.created_by
    left join account taker on taker.id = a.withdrawn_by
    where ${one} and ${inScope(scope, 'p')} order by a.id desc`.execute(db)
  return rows
}

const FILES: RawBuilder<unknown> = sql`coalesce((select json_agg(json_build_object('number', v.number, 'fileName', v.file_name,
    'format', c.format, 'size', c.size, 'pages', c.pages, 'sha256', encode(c.sha256, 'hex'), 'lookedAt', c.looked_at,
    'notices', to_json(c.notices), 'uploadedAt', v.uploaded_at, 'uploadedBy', sender.display_name) order by v.number desc)
  from paper_version v join paper_content c on c.id = v.content_id join account sender on sender.id = v.uploaded_by
  where v.paper_id = a.id), '[]'::json)`

/** Holds a paper's row until the transaction ends. */
export async function lockPaper(db: Transaction, id: number): Promise<void> {
  await sql`select a.id from paper a where a.id = ${id} for update`.execute(db)
}

export async function countPapers(db: Transaction, projectId: number): Promise<number> {
  const { rows } = await sql<{ papers: number }>`
    select count(*)::int as papers from paper a where a.project_id = ${projectId}`.execute(db)
  return rows[0]!.papers
}

export async function insertPaper(
  db: Transaction,
  given: { projectId: number; fields: PaperFields; accountId: number; now: Date },
): Promise<number> {
  const { fields, now } = given
  const { rows } = await sql<{ id: number }>`
    insert into paper (project_id, kind, approval_kind, title, number, issuer, issued_on, expires_on, note, created_at, created_by, updated_at)
    values (${given.projectId}, ${fields.kind}, ${fields.approvalKind}, ${fields.title}, ${fields.number}, ${fields.issuer},
      ${fields.issuedOn}, ${fields.expiresOn}, ${fields.note}, ${now.toISOString()}, ${given.accountId}, ${now.toISOString()})
    returning id`.execute(db)
  return rows[0]!.id
}

export async function updatePaper(db: Transaction, id: number, fields: PaperFields, now: Date): Promise<void> {
  await sql`
    update paper set kind = ${fields.kind}, approval_kind = ${fields.approvalKind}, title = ${fields.title}, number = ${fields.number},
      issuer = ${fields.issuer}, issued_on = ${fields.issuedOn}, expires_on = ${fields.expiresOn}, note = ${fields.note},
      version = version + 1, updated_at = ${now.toISOString()}
    where id = ${id}`.execute(db)
}

/** Withdraws with `taken`, restores with null. */
export async function setWithdrawn(
  db: Transaction,
  id: number,
  taken: { by: number; reason: string } | null,
  now: Date,
): Promise<void> {
  const at = taken ? now.toISOString() : null
  await sql`
    update paper set withdrawn_at = ${at}, withdrawn_by = ${taken?.by ?? null}, withdrawn_reason = ${taken?.reason ?? null},
      version = version + 1, updated_at = ${now.toISOString()}
    where id = ${id}`.execute(db)
}

export async function touchPaper(db: Transaction, id: number, now: Date): Promise<void> {
  await sql`update paper set version = version + 1, updated_at = ${now.toISOString()} where id = ${id}`.execute(db)
}

export type ApprovalFacts = {
  orgPath: string
  projectId: number
  stage: string | null
  startDate: string | null
  papers: ApprovalPaper[]
  said: SaidState[]
}

/** What the boards of these projects are made of: those in scope, in the order of their numbers. */
export async function readApprovalFacts(
  db: Transaction,
  scope: Scope,
  projectIds: readonly number[],
): Promise<ApprovalFacts[]> {
  const { rows } = await sql<ApprovalFacts>`
    select p.id as "projectId", p.org_path::text as "orgPath", p.stage, p.start_date as "startDate",
      coalesce((select json_agg(json_build_object('id', a.id, 'approvalKind', a.approval_kind, 'number', a.number, 'issuer', a.issuer,
          'issuedOn', a.issued_on, 'expiresOn', a.expires_on) order by a.id)
        from paper a where a.project_id = p.id and a.kind = 'approval' and a.withdrawn_at is null), '[]'::json) as papers,
      coalesce((select json_agg(json_build_object('approvalKind', s.approval_kind, 'state', s.state, 'note', s.note,
          'expectedOn', s.expected_on)) from approval_state s where s.project_id = p.id), '[]'::json) as said
    from project p where p.id = any (${projectIds}::int[]) and ${inScope(scope, 'p')} order by p.id`.execute(db)
  return rows
}

export async function saveApprovalState(
  db: Transaction,
  given: SaidState & { projectId: number; accountId: number; now: Date },
): Promise<void> {
  await sql`
    insert into approval_state (project_id, approval_kind, state, note, expected_on, changed_at, changed_by)
    values (${given.projectId}, ${given.approvalKind}, ${given.state}, ${given.note}, ${given.expectedOn}, ${given.now.toISOString()},
      ${given.accountId})
    on conflict (project_id, approval_kind) do update set state = excluded.state, note = excluded.note,
      expected_on = excluded.expected_on, changed_at = excluded.changed_at, changed_by = excluded.changed_by`.execute(
    db,
  )
}
