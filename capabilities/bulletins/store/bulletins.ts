import { sql } from 'kysely'
import type { Figure, Source } from '#capabilities/figures/public.ts'
import type { Database, Transaction } from '#platform/database/pool.ts'
import type { OfficialDocument } from '#platform/word/document-model.ts'
import type { Made } from '../rules/made.ts'
import type { RoundNature } from '../rules/scene-of.ts'

type Db = Database | Transaction

/** What a published bulletin keeps: its text, its figures, the rows with the values they were made from, and how it was made of them. */
export interface Content {
  document: OfficialDocument
  figures: Figure[]
  rows: Source['rows']
  round: Source['round']
  earlier?: NonNullable<Source['earlier']>
  /** Absent from documents published before there were templates: they are kept and not made once more. */
  made?: Made
}

export interface PublishedRow {
  id: number
  templateKey: string
  title: string
  number: string | null
  document: OfficialDocument
  figures: Figure[]
  made: Made | null
  publishedAt: string
  publishedBy: string
}

/**
 * What the text says about the round's figures: whether they hold estimates (预计), whether January was filled in together with
 * February, as it is when January had no round of its own, and whether it is about less than half of what is being built below the
 * round's organisation. Facts of dispatch's table that dispatch does not publish.
 */
export async function readRoundNature(db: Db, roundId: number): Promise<RoundNature> {
  const { rows } = await sql<RoundNature>`
    select r.is_estimate as "isEstimate", r.month like '%-02' and not exists (
      select 1 from round january where january.org_id = r.org_id and january.kind = r.kind and january.month = left(r.month, 4) || '-01'
    ) as "isMerged",
      (select count(*) from progress_report p where p.round_id = r.id) < 0.5 * (
        select coalesce(sum(u.projects), 0) from project_rollup u join organisation o on o.id = u.org_id
        where o.path <@ r.org_path and u.library = 'construction' and u.stage <> 'withdrawn') as "isPartial"
    from round r where r.id = ${roundId}`.execute(db)
  return rows[0]!
}

/** The bulletin of a template in force for a round, without its rows. */
export async function findPublished(db: Db, roundId: number, templateKey: string): Promise<PublishedRow | null> {
  const { rows } = await sql<PublishedRow>`
    select b.id, b.template_key as "templateKey", b.title, b.number, b.content -> 'document' as document,
      b.content -> 'figures' as figures, b.content -> 'made' as made, b.published_at as "publishedAt", a.display_name as "publishedBy"
    from bulletin b join account a on a.id = b.published_by
    where b.round_id = ${roundId} and b.template_key = ${templateKey} and b.withdrawn_at is null`.execute(db)
  return rows[0] ?? null
}

/** How the document in force was made; null where there is none, or it was published before documents kept this. */
export async function findMade(db: Db, roundId: number, templateKey: string): Promise<Made | null> {
  const { rows } = await sql<{ made: Made | null }>`
    select b.content -> 'made' as made from bulletin b
    where b.round_id = ${roundId} and b.template_key = ${templateKey} and b.withdrawn_at is null`.execute(db)
  return rows[0]?.made ?? null
}

export interface InForce {
  templateKey: string
  /** Of the template, as it was called then. */
  name: string
  kind: string
  title: string
  number: string | null
  publishedAt: string
  publishedBy: string
}

/** Every document in force of a round. */
export async function listPublished(db: Db, roundId: number): Promise<InForce[]> {
  const { rows } = await sql<InForce>`
    select b.template_key as "templateKey", coalesce(b.content #>> '{made,template,name}', b.title) as name,
      coalesce(b.content #>> '{document,kind}', '通报') as kind, b.title, b.number, b.published_at as "publishedAt", a.display_name as "publishedBy"
    from bulletin b join account a on a.id = b.published_by
    where b.round_id = ${roundId} and b.withdrawn_at is null order by b.id`.execute(db)
  return rows
}

/** The frozen rows a published bulletin was made from, with the round they were locked in. */
export async function readFrozenSource(db: Db, id: number): Promise<Omit<Source, 'figures'>> {
  const { rows } = await sql<Omit<Source, 'figures'>>`
    select b.content -> 'rows' as rows, b.content -> 'round' as round, coalesce(b.content -> 'earlier', '[]') as earlier
    from bulletin b where b.id = ${id}`.execute(db)
  return rows[0]!
}

export interface NewBulletin {
  roundId: number
  orgPath: string
  templateKey: string
  title: string
  content: Content
  publishedAt: Date
  publishedBy: number
}

export async function insertBulletin(db: Db, bulletin: NewBulletin): Promise<number> {
  const { roundId, orgPath, templateKey, title, content, publishedAt, publishedBy } = bulletin
  const { rows } = await sql<{ id: number }>`
    insert into bulletin (round_id, org_path, template_key, title, content, published_at, published_by)
    values (${roundId}, ${orgPath}::ltree, ${templateKey}, ${title}, ${JSON.stringify(content)}::jsonb, ${publishedAt.toISOString()},
      ${publishedBy})
    returning id`.execute(db)
  return rows[0]!.id
}

export async function setNumber(db: Db, id: number, number: string): Promise<void> {
  await sql`update bulletin set number = ${number} where id = ${id}`.execute(db)
}

/** Withdraws the bulletin in force; its text stays. False when somebody else was faster. */
export async function withdraw(db: Db, id: number, reason: string, now: Date): Promise<boolean> {
  const { rows } = await sql`
    update bulletin set withdrawn_at = ${now.toISOString()}, withdrawn_reason = ${reason}
    where id = ${id} and withdrawn_at is null returning id`.execute(db)
  return rows.length > 0
}
