import { invalid } from '#kernel/problem.ts'
import type { FieldName, FieldValue } from './fields.ts'

/** One field of a project as it stood and as it is to be; texts as the history keeps them. */
export type FieldMove = { field: FieldName; old: string | null; value: FieldValue }

/** What every edit of a project's fields is held to, on its page and in the grid. Throws the refusal. */
export function refuseEdit(changes: readonly FieldMove[], reason: string | undefined): void {
  refuseMovesByEdit(changes)
  refuseMissingReason(changes, reason)
}

/** Fields that change by a move with its approval and never by an edit. None yet: the project libraries fill it. */
const MOVED_BY_REQUEST: ReadonlySet<string> = new Set<FieldName>()

/** The one place where an edit is told to be a move: `library_moves_by_request`. */
export function refuseMovesByEdit(changes: readonly FieldMove[]): void {
  if (!changes.some(({ field }) => MOVED_BY_REQUEST.has(field))) return
  throw invalid('library_moves_by_request', '入库、调库、停工、退库等须提出申请，请在项目页办理。')
}

/** Changing the total needs its document's approver; the reason names it (MISSION.md, "Total investment has a basis"). */
export function refuseMissingReason(changes: readonly FieldMove[], reason: string | undefined): void {
  const changesTotal = changes.some(({ field }) => field === 'totalInvestment')
  if (changesTotal && !reason?.trim()) throw invalid('reason_needed', '调整总投资请写明依据文件和批准单位。')
}
