import type { Transaction } from '#platform/database/pool.ts'
import { type FieldValue, fieldText } from '../fields.ts'
import { type ChangeRow, type ChangeSource, insertChanges } from '../store/project.ts'
import { recomputeStandings } from '../store/standing.ts'
import type { Place } from './rules.ts'
import { placeProjects } from './store.ts'

export type Applied = { moveId: number; projectId: number; from: Place; to: Place }

/** Puts decided moves into the ledger: the rows, the history of each field that changed, and where projects stand then. */
export async function applyMoves(
  db: Transaction,
  moves: readonly Applied[],
  by: Omit<ChangeSource, 'source' | 'sourceId'>,
): Promise<void> {
  if (moves.length === 0) return
  await placeProjects(db, moves, by.at)
  for (const [moveId, rows] of changesByMove(moves)) {
    await insertChanges(db, rows, { ...by, source: 'move', sourceId: String(moveId) })
  }
  await recomputeStandings(
    db,
    moves.map(({ projectId }) => projectId),
  )
}

const FIELDS = ['library', 'stage', 'isPriority'] as const

function changesByMove(moves: readonly Applied[]): Map<number, ChangeRow[]> {
  return new Map(moves.map(({ moveId, projectId, from, to }) => [moveId, changesOf(projectId, from, to)]))
}

function changesOf(projectId: number, from: Place, to: Place): ChangeRow[] {
  const text = (place: Place, field: (typeof FIELDS)[number]) => fieldText(place[field] as FieldValue)
  return FIELDS.filter((field) => from[field] !== to[field]).map((field) => ({
    projectId,
    field,
    old: text(from, field),
    new: text(to, field),
  }))
}
