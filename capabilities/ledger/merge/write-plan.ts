import type { ChangeRow } from '../store/project.ts'
import type { AssessedMerge } from './assess-merge.ts'
import type { MergeAnswers, MergeCell } from './contract.ts'
import { applyCell, emptyPatch, historyOf, historyText, type ProjectPatch } from './ledger-values.ts'
import { outcomeOf } from './rules.ts'

/** What a project gets, and how its history tells it. */
export type PlannedProject = ProjectPatch & { projectId: number; rows: ChangeRow[] }

/** The cells that were taken, by project; everything else stays as the ledger has it. */
export function plannedWrites(
  merge: AssessedMerge,
  decisions: MergeAnswers,
  confirmSuspicious: boolean,
): PlannedProject[] {
  const projects = new Map<number, PlannedProject>()
  for (const cell of merge.cells) {
    if (cell.state !== 'there' && cell.state !== 'conflict') continue
    const suspicious = cell.suspicious === true && !(confirmSuspicious && cell.state === 'there')
    const outcome = outcomeOf({ ...cell, state: cell.state, suspicious }, decisions)
    if (outcome.act !== 'write') continue
    const column = merge.columnOf.get(cell.column)!
    const project = projects.get(cell.projectId) ?? { ...emptyPatch(), projectId: cell.projectId, rows: [] }
    projects.set(cell.projectId, project)
    applyCell(project, column, outcome.value)
    project.rows.push({
      projectId: cell.projectId,
      field: historyOf(column).field,
      old: historyText(column, cell.ours),
      new: historyText(column, outcome.value),
    })
  }
  return [...projects.values()]
}

/** Cells that wait for a decision, the first of them to be named. */
export function undecidedCells(merge: AssessedMerge, decisions: MergeAnswers, confirmSuspicious: boolean): MergeCell[] {
  return merge.cells.filter((cell) => {
    if (cell.state !== 'there' && cell.state !== 'conflict') return false
    const suspicious = cell.suspicious === true && !(confirmSuspicious && cell.state === 'there')
    return outcomeOf({ ...cell, state: cell.state, suspicious }, decisions).act === 'undecided'
  })
}
