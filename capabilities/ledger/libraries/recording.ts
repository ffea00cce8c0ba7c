import { dateInChina } from '#kernel/period.ts'
import type { Transaction } from '#platform/database/pool.ts'
import { isMovedStage, moveBehind, type Place } from './rules.ts'
import { insertMoves, type MoveSource, type NewMove, nextBatch, readPlaces } from './store.ts'

/** Who did it, when, and in what way other than by a proposal. */
export type Doing = {
  source: Extract<MoveSource, 'creation' | 'import' | 'undo'>
  reason: string
  accountId: number
  at: Date
}

/** Projects entered directly, by hand or from a file: their entry is on record too, decided by whoever entered them. */
export async function recordEntries(
  db: Transaction,
  entered: readonly { projectId: number; to: Place }[],
  doing: Doing,
): Promise<void> {
  if (entered.length === 0) return
  const moves = entered.map(({ projectId, to }) => ({ projectId, from: null, to }))
  await insertMoves(db, moves, { ...(await proposalOf(db, doing)), kind: 'entry' })
}

/** Before and after, as a file changed it; undefined where it said nothing of the stage. */
export type StageChange = { projectId: number; from: string | null | undefined; to: string | null | undefined }

/** Stages a file (or its undo) set to or from 停工 and 退库: each is a move on record, as if it had been proposed and approved. */
export async function recordStageMoves(db: Transaction, changes: readonly StageChange[], doing: Doing): Promise<void> {
  const moved = changes.filter(({ from, to }) => to !== undefined && (isMovedStage(from ?? null) || isMovedStage(to)))
  if (moved.length === 0) return
  const places = await readPlaces(
    db,
    moved.map(({ projectId }) => projectId),
  )
  const byKind = new Map<NonNullable<ReturnType<typeof moveBehind>>, NewMove[]>()
  for (const { projectId, from, to } of moved) {
    const place = places.get(projectId)
    if (!place) continue
    const move = { projectId, from: { ...place, stage: from ?? null }, to: { ...place, stage: to ?? null } }
    const kind = moveBehind(move.from, move.to)
    if (kind) byKind.set(kind, [...(byKind.get(kind) ?? []), move])
  }
  const proposal = await proposalOf(db, doing)
  for (const [kind, moves] of byKind) await insertMoves(db, moves, { ...proposal, kind })
}

async function proposalOf(db: Transaction, { source, reason, accountId, at }: Doing) {
  return {
    batch: await nextBatch(db),
    source,
    reason: reason.slice(0, 300),
    effectiveOn: dateInChina(at),
    by: accountId,
    at,
    decided: { by: accountId, paper: null, remark: null },
  }
}
