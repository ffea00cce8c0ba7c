import { listOrganisationsAsOf } from '#capabilities/people/public.ts'
import type { Round } from '#capabilities/race/public.ts'
import { lastDayOf } from '#kernel/period.ts'
import { conflict } from '#kernel/problem.ts'
import type { Transaction } from '#platform/database/pool.ts'
import { buildOfficialDocument } from '#platform/word/official-document.ts'
import { draftBulletin } from './drafting.ts'
import { bulletinFileName } from './rules/naming.ts'
import * as store from './store.ts'

export interface BulletinFile {
  fileName: string
  bytes: Uint8Array
}

/** The Word file of the bulletin in force with its number, else of a draft, which its name says. */
export async function wordFile(
  db: Transaction,
  round: Round,
  given: { now: Date; mayDraft: boolean },
): Promise<BulletinFile> {
  const published = await store.findPublished(db, round.id)
  if (!published && !given.mayDraft) throw conflict('bulletin_not_published', '本期通报尚未发布，发布后可以下载。')
  const document = published?.document ?? (await draftBulletin(db, round, given)).document
  const numbered = published?.number ? { ...document, number: published.number } : document
  const org = (await listOrganisationsAsOf(db, lastDayOf(round.month))).find(({ id }) => id === round.orgId)!
  const fileName = bulletinFileName(org.name, round.month, !published)
  return { fileName, bytes: await buildOfficialDocument(numbered) }
}
