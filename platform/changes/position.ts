import type { Snapshot } from './store.ts'

/** Older changes are no longer kept (`housekeeping`): whoever comes back later reads everything anew. */
const KEPT_MS = 12 * 3_600_000

/** Where a stream stands, as the id of its events: the moment and the snapshot. */
export function positionText(at: number, snapshot: Snapshot): string {
  return `${at}_${snapshot}`
}

/** The snapshot to go on from; null where it is too old, of another database's life, or no position at all. */
export function snapshotOf(position: string, now: number, current: Snapshot): Snapshot | null {
  const match = /^(\d{13})_((\d{1,19}):(\d{1,19}):[\d,]{0,2000})$/.exec(position)
  if (!match) return null
  const [, at, snapshot, xmin, xmax] = match as unknown as [string, string, string, string, string]
  if (now - Number(at) > KEPT_MS || Number(at) - now > KEPT_MS) return null
  if (!isSnapshot(snapshot)) return null
  const reached = BigInt(current.split(':')[1]!)
  return BigInt(xmin) <= BigInt(xmax) && BigInt(xmax) <= reached ? snapshot : null
}

/** Numbers within the snapshot lie between its ends and rise, else PostgreSQL refuses to read it. */
function isSnapshot(text: string): boolean {
  const [xmin, xmax, list = ''] = text.split(':')
  if (BigInt(xmin!) === 0n) return false
  const running = list === '' ? [] : list.split(',')
  if (running.some((one) => one === '')) return false
  let last = BigInt(xmin!) - 1n
  for (const one of running.map(BigInt)) {
    if (one <= last || one >= BigInt(xmax!)) return false
    last = one
  }
  return true
}
