import { ApiProblem } from '#platform/web/client.ts'
import type { CellEdit } from '../../grid/contract.ts'

/** A cell another person has changed since it was read: what one wrote, what stands there now, who wrote that and when. */
export type CellConflict = {
  projectId: number
  field: string
  yours: string | null
  theirs: string | null
  by: string | null
  at: string | null
}
/** A cell the server refuses, with its sentence. */
export type CellProblem = { projectId: number; field: string; message: string }

type Loose = Record<string, unknown>

/** The cells in conflict of a refused edit; none when it was refused for something else. */
export function readConflicts(problem: unknown, cells: readonly CellEdit[]): CellConflict[] {
  if (!(problem instanceof ApiProblem) || problem.status !== 409) return []
  return cellsOf(problem).flatMap((entry) => {
    const cell = cellOf(entry, cells)
    if (!cell || !('theirs' in entry)) return []
    return [{ ...cell, theirs: textOf(entry.theirs), by: textOf(entry.by), at: textOf(entry.at) }]
  })
}

export function readProblems(problem: unknown, cells: readonly CellEdit[]): CellProblem[] {
  if (!(problem instanceof ApiProblem)) return []
  return cellsOf(problem).flatMap((entry) => {
    const cell = cellOf(entry, cells)
    return cell
      ? [{ projectId: cell.projectId, field: cell.field, message: textOf(entry.message) ?? problem.message }]
      : []
  })
}

function cellsOf(problem: ApiProblem): Loose[] {
  const cells = problem.details?.cells
  return Array.isArray(cells) ? (cells as Loose[]) : []
}

function cellOf(
  entry: Loose,
  cells: readonly CellEdit[],
): { projectId: number; field: string; yours: string | null } | null {
  const { projectId, field } = entry
  if (typeof projectId !== 'number' || typeof field !== 'string') return null
  const sent = cells.find((cell) => cell.projectId === projectId && cell.field === field)
  return { projectId, field, yours: sent?.value ?? null }
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : value === null || value === undefined ? null : String(value)
}
