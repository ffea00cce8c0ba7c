import type { Database } from '../database/pool.ts'
import { type ChangeRow, currentSnapshot, readChanges, type Snapshot } from './store.ts'

export type Reader = {
  /** From now on what is committed is handed over. */
  begin: () => Promise<void>
  /** Hands over what was committed since the last reading. */
  read: () => Promise<void>
  /** Nobody is left to hear of it. */
  rest: () => void
}

/**
 * Reads what was committed, one reading at a time; asked for meanwhile, it reads once more afterwards. A database that is away is asked
 * again at the next call: nothing is lost, the snapshot stays.
 */
export function openReader(db: Database, handOver: (rows: ChangeRow[], snapshot: Snapshot) => void): Reader {
  let snapshot: Snapshot | null = null
  let reading: Promise<void> | null = null
  let again = false
  const once = async () => {
    if (snapshot === null) return
    const found = await readChanges(db, snapshot)
    // somebody may have gone meanwhile, the last of all
    if (snapshot === null) return
    snapshot = found.snapshot
    if (found.rows.length > 0) handOver(found.rows, found.snapshot)
  }
  const read = async (): Promise<void> => {
    if (reading) {
      again = true
      return await reading
    }
    reading = once().catch(() => undefined)
    await reading
    reading = null
    if (!again) return
    again = false
    await read()
  }
  return {
    read,
    begin: async () => {
      const now = await currentSnapshot(db)
      snapshot ??= now
    },
    rest: () => {
      snapshot = null
    },
  }
}
