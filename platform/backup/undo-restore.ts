import type pg from 'pg'
import { conflict } from '#kernel/problem.ts'
import { migrate } from '../postgres/migrate.ts'
import { asOwner, urlWith } from '../postgres/owner.ts'
import { dropDatabase, holdRestore, type Kept, keptDatabases } from './databases-store.ts'
import { recordAsOwner } from './record-entry.ts'
import type { Site } from './site.ts'
import { putInPlace } from './swap.ts'

/** Changes the present database for the one kept by the latest restore; the present one is kept in its turn. */
export async function undoRestore(site: Site, actor: string): Promise<{ back: string; keptAs: string | null }> {
  return await amongKept(site, async (maintenance, [latest]) => {
    const ownerUrl = urlWith(site.ownerUrl, { database: latest!.name })
    await migrate(ownerUrl)
    await recordAsOwner(ownerUrl, { action: 'restore.undone', after: { database: latest!.name }, actor })
    const keptAs = await putInPlace(maintenance, site, latest!.name)
    return { back: latest!.name, keptAs }
  })
}

/** Deletes for good what restores kept. */
export async function discardKept(site: Site, actor: string): Promise<Kept[]> {
  return await amongKept(site, async (maintenance, kept) => {
    for (const { name } of kept) await dropDatabase(maintenance, name)
    const databases = kept.map(({ name }) => name)
    await recordAsOwner(site.ownerUrl, { action: 'restore.discarded', after: { databases }, actor })
    return kept
  })
}

async function amongKept<T>(site: Site, work: (maintenance: pg.Client, kept: Kept[]) => Promise<T>): Promise<T> {
  return await asOwner(site.maintenanceUrl, async (maintenance) => {
    if (!(await holdRestore(maintenance, site.database))) {
      throw conflict('restoring_already', '另一个恢复正在进行。请等它结束后再试。')
    }
    const kept = await keptDatabases(maintenance, site.database)
    if (kept.length === 0) throw conflict('nothing_kept', '没有恢复之前保留的数据库，无须处理。')
    return await work(maintenance, kept)
  })
}
