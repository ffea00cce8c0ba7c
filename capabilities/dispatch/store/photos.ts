import { sql } from 'kysely'
import { inScope, type Scope } from '#platform/access/scope.ts'
import type { Transaction } from '#platform/database/pool.ts'
import type { PictureType } from '#platform/pictures/sniff.ts'
import type { ProjectPhoto } from '../contract.ts'

export type Photo = { name: string; mediaType: PictureType; bytes: Uint8Array; sha256: Buffer }

export async function countPhotos(
  db: Transaction,
  reportId: number,
  sha256: Buffer,
): Promise<{ photos: number; same: number }> {
  const { rows } = await sql<{ photos: number; same: number }>`
    select count(*)::int as photos, (count(*) filter (where f.sha256 = ${sha256}))::int as same
    from report_photo rp join stored_file f on f.id = rp.file_id where rp.report_id = ${reportId}`.execute(db)
  return rows[0]!
}

/** Keeps the photograph as it came, EXIF included: place and time of capture are evidence. */
export async function insertPhoto(
  db: Transaction,
  given: { reportId: number; orgPath: string; photo: Photo; accountId: number; now: Date },
): Promise<number> {
  const { name, mediaType, bytes, sha256 } = given.photo
  const { rows } = await sql<{ id: number }>`
    insert into stored_file (sha256, name, media_type, size, bytes, org_path, uploaded_at, uploaded_by)
    values (${sha256}, ${name}, ${mediaType}, ${bytes.length}, ${Buffer.from(bytes)}, ${given.orgPath}::ltree,
      ${given.now.toISOString()}, ${given.accountId}) returning id`.execute(db)
  const id = rows[0]!.id
  await sql`
    insert into report_photo (report_id, file_id, sort_order)
    select ${given.reportId}::int, ${id}::int, coalesce(max(sort_order), 0) + 1 from report_photo where report_id = ${given.reportId}`.execute(
    db,
  )
  await sql`update progress_report set is_started = true where id = ${given.reportId} and not is_started`.execute(db)
  return id
}

export type PhotoCard = { id: number; name: string; sha256: string }

/** Takes a photograph off its report and deletes it; null when the report has no such photograph. */
export async function deletePhoto(db: Transaction, reportId: number, fileId: number): Promise<PhotoCard | null> {
  // one statement: row level security lets the file be seen through its report, which must still hold it
  const { rows } = await sql<PhotoCard>`
    with taken as (delete from report_photo where report_id = ${reportId} and file_id = ${fileId} returning file_id)
    delete from stored_file f using taken where f.id = taken.file_id
    returning f.id, f.name, encode(f.sha256, 'hex') as sha256`.execute(db)
  return rows[0] ?? null
}

/** A photograph of a report within scope. */
export async function readPhoto(
  db: Transaction,
  scope: Scope,
  fileId: number,
): Promise<{ name: string; mediaType: string; bytes: Buffer } | null> {
  const { rows } = await sql<{ name: string; mediaType: string; bytes: Buffer }>`
    select f.name, f.media_type as "mediaType", f.bytes from stored_file f join report_photo rp on rp.file_id = f.id
    join progress_report r on r.id = rp.report_id join project p on p.id = r.project_id
    where f.id = ${fileId} and ${inScope(scope, 'p')} limit 1`.execute(db)
  return rows[0] ?? null
}

/** The latest photographs of each of these projects within scope, the newest first. */
export async function listProjectPhotos(
  db: Transaction,
  scope: Scope,
  projectIds: readonly number[],
  each: number,
): Promise<ProjectPhoto[]> {
  const { rows } = await sql<ProjectPhoto>`
    select p.id as "projectId", f.id as "fileId", f.name, r.id as "reportId", d.title as "roundTitle", d.month,
      f.uploaded_at as "uploadedAt", a.display_name as "uploadedBy"
    from project p cross join lateral (
      select rp.file_id, rp.report_id from progress_report pr join report_photo rp on rp.report_id = pr.id
      where pr.project_id = p.id order by rp.file_id desc limit ${each}
    ) latest
    join progress_report r on r.id = latest.report_id join round d on d.id = r.round_id
    join stored_file f on f.id = latest.file_id join account a on a.id = f.uploaded_by
    where p.id = any (${projectIds}::int[]) and ${inScope(scope, 'p')} order by p.id, f.id desc`.execute(db)
  return rows
}
