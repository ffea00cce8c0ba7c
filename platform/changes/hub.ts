import { randomUUID } from 'node:crypto'
import { covers, type Scope } from '../access/scope.ts'
import type { Database } from '../database/pool.ts'
import { openListener } from './listener.ts'
import { positionText, snapshotOf } from './position.ts'
import { openReader } from './reader.ts'
import { type ChangeRow, currentSnapshot, notify, readAssigned, readChanges, type Snapshot } from './store.ts'

/** What a follower is told: projects within its scope that changed, came or went; `many`: more than could be named, read anew. */
export type Change = { ids: number[]; many: boolean }
export type Follower = {
  scope: Scope
  /** `position` is where to go on from after an interruption; without a change it only moves on. */
  tell: (change: Change | null, position: string) => void
  /** The server is leaving. */
  end: () => void
}
export type Following = { position: string; missed: Change | null; refresh: () => Promise<void>; stop: () => void }
export type ChangeHub = {
  follow: (follower: Follower, since: string | null) => Promise<Following>
  /** Something was committed by this process. */
  wake: () => void
  followers: () => number
  close: () => Promise<void>
}

/** Waking is gathered for a moment: a hundred commits at once are one reading. */
const GATHERED_MS = 20
/** Other processes (an import by command) wake nobody: they are looked for. */
const LOOKED_EVERY_MS = 2_000
const NAMED_AT_MOST = 1_000

type Member = { follower: Follower; assigned: Map<number, string> }

/**
 * Tells followers what changed in the ledger, whoever changed it. One reading serves all of a process; other servers on the same database
 * are told by a notice after the commit. Nothing is connected or read until somebody follows.
 */
export function openChangeHub({ db, appUrl }: { db: Database; appUrl: string }): ChangeHub {
  const self = randomUUID()
  const members = new Set<Member>()
  const reader = openReader(db, (rows, snapshot) => {
    const position = positionText(Date.now(), snapshot)
    for (const member of members) {
      const change = changeFor(member, rows)
      if (change) member.follower.tell(change, position)
    }
  })
  const listener = openListener(appUrl, (from) => {
    if (from !== self) void reader.read()
  })
  const looking = every(LOOKED_EVERY_MS, () => {
    listener.connect()
    void reader.read()
  })
  const gathering = after(GATHERED_MS, () => {
    void notify(db, self).catch(() => undefined)
    void reader.read()
  })
  const stop = (member: Member) => {
    members.delete(member)
    if (members.size > 0) return
    looking.stop()
    reader.rest()
  }

  return {
    followers: () => members.size,
    wake: gathering.start,
    follow: async (follower, since) => {
      const member: Member = { follower, assigned: await readAssigned(db, follower.scope.assignees) }
      members.add(member)
      looking.start()
      // from here on what is committed is told; what was before is among the missed
      await reader.begin()
      const now = await currentSnapshot(db)
      return {
        position: positionText(Date.now(), now),
        missed: since === null ? null : await missedBy(db, member, { since, now }),
        refresh: async () => {
          member.assigned = await readAssigned(db, follower.scope.assignees)
        },
        stop: () => stop(member),
      }
    },
    close: async () => {
      gathering.close()
      looking.close()
      for (const { follower } of [...members]) follower.end()
      members.clear()
      await reader.read()
      await listener.close()
    },
  }
}

/** What was committed since a position; of one that is too old everything has to be read anew. */
async function missedBy(
  db: Database,
  member: Member,
  { since, now }: { since: string; now: Snapshot },
): Promise<Change | null> {
  const from = snapshotOf(since, Date.now(), now)
  if (from === null) return { ids: [], many: true }
  return changeFor(member, (await readChanges(db, from)).rows)
}

/** Of many changes what concerns one follower, null where nothing does. */
function changeFor({ follower: { scope }, assigned }: Member, rows: readonly ChangeRow[]): Change | null {
  const ids = new Set<number>()
  let many = false
  const places = new Set(assigned.values())
  for (const row of rows) {
    if (row.ids.length === 0) many ||= row.paths.some((path) => covers(scope, path) || places.has(path))
    row.ids.forEach((id, at) => {
      if (assigned.has(id) || covers(scope, row.paths[at]!)) ids.add(id)
    })
  }
  if (many || ids.size > NAMED_AT_MOST) return { ids: [], many: true }
  return ids.size > 0 ? { ids: [...ids], many: false } : null
}

type Timing = { start: () => void; stop: () => void; close: () => void }

/** Again and again from `start` until `stop`; after `close` no more. */
function every(milliseconds: number, work: () => void): Timing {
  let timer: NodeJS.Timeout | null = null
  let closed = false
  const stop = () => {
    if (timer) clearInterval(timer)
    timer = null
  }
  const start = () => {
    if (timer || closed) return
    timer = setInterval(work, milliseconds).unref()
    work()
  }
  const close = () => {
    closed = true
    stop()
  }
  return { start, stop, close }
}

/** Once, a moment after the first `start`. */
function after(milliseconds: number, work: () => void): Timing {
  let timer: NodeJS.Timeout | null = null
  let closed = false
  const stop = () => {
    if (timer) clearTimeout(timer)
    timer = null
  }
  const start = () => {
    if (closed) return
    timer ??= setTimeout(() => {
      timer = null
      work()
    }, milliseconds).unref()
  }
  const close = () => {
    closed = true
    stop()
  }
  return { start, stop, close }
}
