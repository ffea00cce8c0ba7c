import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { covers, type Scope } from '../access/scope.ts'
import type { Database } from '../database/pool.ts'
import { positionText, snapshotOf } from './position.ts'
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
  let snapshot: Snapshot | null = null
  let reading: Promise<void> | null = null
  let again = false
  let gathering: NodeJS.Timeout | null = null
  let looking: NodeJS.Timeout | null = null
  let closed = false
  const listener = openListener(appUrl, (from) => {
    if (from !== self) void read()
  })

  const readOnce = async () => {
    if (members.size === 0) return
    const from = snapshot ?? (await currentSnapshot(db))
    const { rows, snapshot: next } = await readChanges(db, from)
    snapshot = members.size > 0 ? next : null
    if (rows.length === 0) return
    const position = positionText(Date.now(), next)
    for (const member of members) {
      const change = changeFor(member, rows)
      if (change) member.follower.tell(change, position)
    }
  }
  /** One at a time; asked for meanwhile, once more afterwards. A database that is away is asked again at the next look. */
  const read = async (): Promise<void> => {
    if (closed) return
    if (reading) {
      again = true
      return await reading
    }
    reading = readOnce().catch(() => undefined)
    await reading
    reading = null
    if (again) {
      again = false
      await read()
    }
  }
  const keepLooking = () => {
    looking ??= setInterval(() => void read(), LOOKED_EVERY_MS).unref()
    listener.connect()
  }

  return {
    followers: () => members.size,
    follow: async (follower, since) => {
      const member: Member = { follower, assigned: await readAssigned(db, follower.scope.assignees) }
      // from here on what is committed is told; what was before is in the snapshot or among the missed
      const begun = await currentSnapshot(db)
      snapshot ??= begun
      members.add(member)
      keepLooking()
      const now = await currentSnapshot(db)
      const from = since === null ? now : snapshotOf(since, Date.now(), now)
      const missed = from === null ? { ids: [], many: true } : changeFor(member, (await readChanges(db, from)).rows)
      return {
        position: positionText(Date.now(), now),
        missed,
        refresh: async () => {
          member.assigned = await readAssigned(db, follower.scope.assignees)
        },
        stop: () => {
          members.delete(member)
          if (members.size > 0) return
          snapshot = null
          if (looking) clearInterval(looking)
          looking = null
        },
      }
    },
    wake: () => {
      if (closed) return
      gathering ??= setTimeout(() => {
        gathering = null
        void notify(db, self).catch(() => undefined)
        void read()
      }, GATHERED_MS).unref()
    },
    close: async () => {
      closed = true
      if (gathering) clearTimeout(gathering)
      if (looking) clearInterval(looking)
      for (const { follower } of [...members]) follower.end()
      members.clear()
      await reading
      await listener.close()
    },
  }
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

/** A connection of its own that hears notices; one that broke is made anew at the next call. */
function openListener(
  appUrl: string,
  heard: (from: string) => void,
): { connect: () => void; close: () => Promise<void> } {
  let client: pg.Client | null = null
  let closed = false
  const lose = (lost: pg.Client) => {
    if (client === lost) client = null
    void lost.end().catch(() => undefined)
  }
  const connect = () => {
    if (client || closed) return
    const own = new pg.Client({ connectionString: appUrl, application_name: 'guatu changes', keepAlive: true })
    client = own
    own.on('error', () => lose(own))
    own.on('end', () => lose(own))
    own.on('notification', ({ payload }) => heard(payload ?? ''))
    own
      .connect()
      .then(() => own.query('listen guatu_changes'))
      .catch(() => lose(own))
  }
  return {
    connect,
    close: async () => {
      closed = true
      const own = client
      client = null
      await own?.end().catch(() => undefined)
    },
  }
}
