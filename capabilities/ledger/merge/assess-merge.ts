import type { Scope } from '#platform/access/scope.ts'
import type { Transaction } from '#platform/database/pool.ts'
import type { ImportSummary } from '../import/contract.ts'
import type { LedgerDifference } from '../reading/difference.ts'
import type { LedgerRow } from '../reading/shape.ts'
import { exportedByIds } from '../store/export.ts'
import { compareWithLedger, type Merge, type Paired } from './compare-ledger.ts'
import type { MergeAnswers } from './contract.ts'
import type { FileEdits } from './file-edits.ts'
import { outcomeOf, takesRow } from './rules.ts'

export type AssessedMerge = Merge & {
  undecided: number
  taken: { projects: number; cells: number; added: number }
  /** What the file adds and lacks, in the words of a two-way difference. */
  difference: Pick<LedgerDifference, 'added' | 'changed' | 'matched' | 'unchanged' | 'missing' | 'rejected'>
  summary: ImportSummary
}

/** At most so many of the projects a file lacks are named; the count is whole. */
const NAMED = 500

type Asking = { db: Transaction; scope: Scope; now: Date; isWriting?: boolean }

/** Everything known of a file that carries its base; `compared` says which of its new rows the ledger has already. */
export async function assessMerge(
  asking: Asking,
  edits: FileEdits,
  compared: LedgerDifference,
  decisions: MergeAnswers,
): Promise<AssessedMerge> {
  const { paired, repeated } = pairedRows(edits, compared)
  const withoutPaired = { ...edits, missing: edits.missing.filter((id) => !paired.some((row) => row.id === id)) }
  const merge = await compareWithLedger({ ...asking, isWriting: asking.isWriting === true }, withoutPaired, paired)
  const { db, scope } = asking
  const lacking = await exportedByIds(db, scope, merge.missing.slice(0, NAMED), { month: null, withTerms: false })
  const changed = new Set(
    merge.cells.flatMap(({ state, projectId }) => (state === 'there' || state === 'conflict' ? projectId : [])),
  )
  const { added } = compared
  return {
    ...merge,
    copies: [...merge.copies, ...repeated].sort((a, b) => a.excelRow - b.excelRow),
    unread: unreadRows(edits, compared),
    ...standing(merge, added, decisions),
    difference: {
      added,
      changed: [],
      matched: [],
      unchanged: edits.present - changed.size,
      missing: lacking.map(({ id, name, owner }) => ({ id, name, owner })),
      rejected: [],
    },
    summary: {
      added: added.length,
      changed: changed.size,
      unchanged: Math.max(0, edits.present - changed.size),
      missing: merge.missing.length,
      rejected: merge.counts.unreadable + merge.counts.readOnly,
    },
  }
}

/** How far the decisions go: what would be written now, and what still waits. */
function standing(
  merge: Merge,
  added: readonly LedgerRow[],
  decisions: MergeAnswers,
): Pick<AssessedMerge, 'undecided' | 'taken'> {
  const projects = new Set<number>()
  let [undecided, cells] = [0, 0]
  for (const cell of merge.cells) {
    const state = cell.state === 'unreadable' || cell.state === 'readOnly' ? 'untouched' : cell.state
    const { act } = outcomeOf({ ...cell, state }, decisions)
    if (act === 'undecided') undecided += 1
    if (act !== 'write') continue
    cells += 1
    projects.add(cell.projectId)
  }
  const rows = added.filter(({ excelRow }) => takesRow(`+${excelRow}`, decisions))
  return { undecided, taken: { projects: projects.size, cells, added: rows.length } }
}

/** New rows that are projects of the ledger: compared cell by cell, without a base; of projects the file has already they are repeats. */
function pairedRows(edits: FileEdits, { matched }: LedgerDifference): { paired: Paired[]; repeated: Merge['copies'] } {
  const missing = new Set(edits.missing)
  const present = new Set(edits.ids.filter((id) => !missing.has(id)))
  const inserted = new Map(edits.inserted.map((row) => [row.excelRow, row]))
  const paired: Paired[] = []
  const repeated: Merge['copies'] = []
  for (const { project, row } of matched) {
    const found = inserted.get(row.excelRow)
    if (!found) continue
    if (present.has(project.id!)) repeated.push({ excelRow: row.excelRow, name: row.name })
    else paired.push({ id: project.id!, excelRow: row.excelRow, name: row.name, cells: found.cells })
  }
  return { paired, repeated }
}

function unreadRows({ inserted }: FileEdits, { added, matched }: LedgerDifference): number[] {
  const read = new Set([...added, ...matched.map(({ row }) => row)].map(({ excelRow }) => excelRow))
  return inserted.flatMap(({ excelRow }) => (read.has(excelRow) ? [] : excelRow))
}
