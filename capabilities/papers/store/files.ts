import { sql } from 'kysely'
import { inScope, type Scope } from '#platform/access/scope.ts'
import type { Transaction } from '#platform/database/pool.ts'
import type { Inspected } from '../reading/inspection.ts'
import type { Format } from '../vocabulary.ts'

const CHUNK = 1024 * 1024

/** Keeps a content once for each project; answers the row that holds it, which may have been there before. */
export async function keepContent(
  db: Transaction,
  projectId: number,
  content: { bytes: Uint8Array; sha256: Buffer; inspected: Inspected; now: Date },
): Promise<number> {
  const known = await findContent(db, projectId, content.sha256)
  if (known !== null) return known
  const { bytes, sha256, inspected, now } = content
  const { rows } = await sql<{ id: number }>`
    insert into paper_content (project_id, sha256, format, size, pages, looked_at, notices, stored_at)
    values (${projectId}, ${sha256}, ${inspected.format}, ${bytes.length}, ${inspected.pages}, ${inspected.lookedAt},
      ${inspected.notices}::text[], ${now.toISOString()}) returning id`.execute(db)
  const { id } = rows[0]!
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  for (let at = 0; at * CHUNK < buffer.length; at++) {
    await sql`insert into paper_chunk (content_id, position, bytes)
      values (${id}, ${at}, ${buffer.subarray(at * CHUNK, (at + 1) * CHUNK)})`.execute(db)
  }
  return id
}

async function findContent(db: Transaction, projectId: number, sha256: Buffer): Promise<number | null> {
  const { rows } = await sql<{ id: number }>`
    select c.id from paper_content c where c.project_id = ${projectId} and c.sha256 = ${sha256}`.execute(db)
  return rows[0]?.id ?? null
}

export type SamePaper = { id: number; title: string; kind: string; approvalKind: string | null }

/** Papers in force of the project whose newest file has this content. */
export async function papersWithContent(db: Transaction, projectId: number, sha256: Buffer): Promise<SamePaper[]> {
  const { rows } = await sql<SamePaper>`
    select p.id, p.title, p.kind, p.approval_kind as "approvalKind" from paper p
    join paper_version v on v.paper_id = p.id join paper_content c on c.id = v.content_id
    where p.project_id = ${projectId} and c.sha256 = ${sha256} and p.withdrawn_at is null
      and v.number = (select max(n.number) from paper_version n where n.paper_id = p.id)
    order by p.id`.execute(db)
  return rows
}

/** Adds the file as the paper's newest; its number. The paper's row is held by the caller. */
export async function addVersion(
  db: Transaction,
  given: { paperId: number; contentId: number; fileName: string; accountId: number; now: Date },
): Promise<number> {
  const { rows } = await sql<{ number: number }>`
    insert into paper_version (paper_id, number, content_id, file_name, uploaded_at, uploaded_by)
    select ${given.paperId}::int, coalesce(max(v.number), 0) + 1, ${given.contentId}::int, ${given.fileName}, ${given.now.toISOString()},
      ${given.accountId}::int
    from paper_version v where v.paper_id = ${given.paperId} returning number`.execute(db)
  return rows[0]!.number
}

export type StoredVersion = { contentId: number; fileName: string; format: Format; size: number; title: string }

/** One file of a paper in scope: the version asked for, or the newest; null when there is none. */
export async function findVersion(
  db: Transaction,
  scope: Scope,
  paperId: number,
  version: number | undefined,
): Promise<StoredVersion | null> {
  const { rows } = await sql<StoredVersion>`
    select c.id as "contentId", v.file_name as "fileName", c.format, c.size, a.title
    from paper a join project p on p.id = a.project_id
    join paper_version v on v.paper_id = a.id join paper_content c on c.id = v.content_id
    where a.id = ${paperId} and (${version ?? null}::int is null or v.number = ${version ?? null}) and ${inScope(scope, 'p')}
    order by v.number desc limit 1`.execute(db)
  return rows[0] ?? null
}

/** The content piece by piece, read as it is sent. */
export async function* contentChunks(db: Transaction, contentId: number): AsyncGenerator<Uint8Array> {
  for (let position = 0; ; position++) {
    const { rows } = await sql<{ bytes: Buffer }>`
      select c.bytes from paper_chunk c where c.content_id = ${contentId} and c.position = ${position}`.execute(db)
    if (!rows[0]) return
    yield rows[0].bytes
  }
}

/** The whole content. */
export async function readContent(db: Transaction, contentId: number): Promise<Buffer> {
  const { rows } = await sql<{ bytes: Buffer }>`
    select c.bytes from paper_chunk c where c.content_id = ${contentId} order by c.position`.execute(db)
  return Buffer.concat(rows.map(({ bytes }) => bytes))
}
