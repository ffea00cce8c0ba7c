import { findRound } from '#capabilities/dispatch/public.ts'
import { notFound } from '#kernel/problem.ts'
import type { Transaction } from '#platform/database/pool.ts'
import { type BulletinFile, wordFile } from './file.ts'

/** The bulletin of a round as a Word file, for the command line: published, else the draft (its name says so). */
export async function bulletinFile(db: Transaction, roundId: number, now = new Date()): Promise<BulletinFile> {
  const round = await findRound(db, roundId)
  if (!round) throw notFound('这一期调度')
  return await wordFile(db, round, { now, mayDraft: true })
}
