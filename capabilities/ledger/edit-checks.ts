import { invalid } from '#kernel/problem.ts'
import type { FieldName, FieldValue } from './fields.ts'
import { refuseMovedFields } from './libraries/refusing.ts'

/** One field of a project as it stood and as it is to be; texts as the history keeps them. */
export type FieldMove = { field: FieldName; old: string | null; value: FieldValue }

/** What every edit of a project's fields is held to, on its page and in the grid. Throws the refusal. */
export function refuseEdit(changes: readonly FieldMove[], reason: string | undefined): void {
  refuseMovesByEdit(changes)
  refuseMissingReason(changes, reason)
}

/** What changes by a move with its approval and never by an edit: library, priority, suspension and withdrawal (B01). */
export function refuseMovesByEdit(changes: readonly FieldMove[]): void {
  const stage = changes.find(({ field }) => field === 'stage')
  refuseMovedFields({ stage: stage?.old ?? null }, changes)
}

/** Changing the total needs its document's approver; the reason names it (MISSION.md, "Total investment has a basis"). */
export function refuseMissingReason(changes: readonly FieldMove[], reason: string | undefined): void {
  const changesTotal = changes.some(({ field }) => field === 'totalInvestment')
  if (changesTotal && !reason?.trim()) throw invalid('reason_needed', '调整总投资请写明依据文件和批准单位。')
}
