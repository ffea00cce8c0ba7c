import { findRound } from '#capabilities/dispatch/public.ts'
import { notFound } from '#kernel/problem.ts'
import type { Transaction } from '#platform/database/pool.ts'
import type { Sources } from '#platform/word/citations.ts'
import { templateOf } from './drafting.ts'
import { printable, wordBytes } from './file.ts'

/** A document of a round as a Word file, for the command line: published, else the draft (its name says so). */
export async function bulletinFile(
  db: Transaction,
  roundId: number,
  given: { template?: string; sources?: Sources['style']; now?: Date } = {},
): Promise<{ fileName: string; bytes: Uint8Array }> {
  const round = await findRound(db, roundId)
  if (!round) throw notFound('这一期调度')
  const template = await templateOf(db, round.orgId, given.template ?? 'monthly')
  const file = await printable(db, { round, template }, { now: given.now ?? new Date(), mayDraft: true })
  return { fileName: `${file.name}.docx`, bytes: await wordBytes(file, given.sources) }
}
