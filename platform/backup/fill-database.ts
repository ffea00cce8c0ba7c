import { conflict, type Problem } from '#kernel/problem.ts'
import { openKysely, openPool } from '../database/pool.ts'
import { migrate } from '../postgres/migrate.ts'
import { asOwner } from '../postgres/owner.ts'
import { appUrlOf, ensureRoles } from '../postgres/roles.ts'
import { type Verdict, verifyRecord } from '../record/verify.ts'
import type { Inspected } from './inspect-backup.ts'
import { loadRows } from './load-rows.ts'
import { recordAsOwner } from './record-entry.ts'
import { type Keys, throughFile } from './sealing.ts'
import type { Progress } from './write-frames.ts'

export type Filling = {
  file: string
  keys: Keys | null
  appUrl: string | undefined
  inspected: Inspected
  acceptBrokenRecord: boolean
  actor: string
  progress: Progress
}
export type Filled = { applied: string[]; recordEntries: number; recordBreak: string | null }

/**
 * Fills an empty database with a backup: the shape it was written from, its rows, the upgrade to today's shape; then its record is
 * verified from the first entry, and the restore recorded as its next one.
 */
export async function fillDatabase(ownerUrl: string, filling: Filling): Promise<Filled> {
  const { header } = filling.inspected
  await ensureRoles(ownerUrl, filling.appUrl ? undefined : appUrlOf(ownerUrl))
  await migrate(ownerUrl, undefined, header.migrations.at(-1)!.number)
  await throughFile(filling.file, filling.keys, async (frames) => {
    await frames.next()
    await asOwner(ownerUrl, async (client) => await loadRows(client, frames, filling.progress))
  })
  const applied = await migrate(ownerUrl)
  filling.progress('核验操作记录', filling.inspected.rows)
  const verdict = await verified(ownerUrl)
  const recordBreak = breakText(verdict)
  if (recordBreak && !filling.acceptBrokenRecord) throw brokenRecord(recordBreak)
  const {
    header: { at: takenAt, release },
    rows,
    sha256,
  } = filling.inspected
  const after = { takenAt, release, rows, sha256, ...(recordBreak ? { recordBreak } : {}) }
  await recordAsOwner(ownerUrl, { action: 'backup.restored', after, actor: filling.actor })
  await asOwner(ownerUrl, async (client) => await client.query('analyze'))
  return { applied, recordEntries: verdict.entries, recordBreak }
}

async function verified(ownerUrl: string): Promise<Verdict> {
  const db = openKysely(openPool(ownerUrl, { max: 2, name: 'guatu restore', onError: () => undefined }))
  try {
    return await verifyRecord(db)
  } finally {
    await db.destroy()
  }
}

function brokenRecord(recordBreak: string): Problem {
  return conflict(
    'record_broken',
    `备份里的操作记录不完整：${recordBreak}。没有恢复，现有数据没有改动。请换一份备份；` +
      '确认仍要恢复并已报告审计员时，加 --accept-broken-record。',
  )
}

function breakText({ firstBreak }: Verdict): string | null {
  if (!firstBreak) return null
  const { chain, seq, what } = firstBreak
  return chain ? `记录链 ${chain} 第 ${seq} 条不符（${what}）` : what
}
