import type { MergeCell, MergeView } from '../../../merge/contract.ts'
import { type Choice, type Decisions, outcomeOf, takesRow } from '../../../merge/rules.ts'

/** The views of a merge: what one must decide, what the file changed alone, what cannot be taken, and what is only told. */
export const MERGE_VIEWS = ['decide', 'take', 'cannot', 'same', 'here'] as const
export type MergeTab = (typeof MERGE_VIEWS)[number]

export function tabOf({ state, suspicious }: Pick<MergeCell, 'state' | 'suspicious'>): MergeTab {
  if (state === 'conflict' || (state === 'there' && suspicious)) return 'decide'
  if (state === 'there') return 'take'
  return state === 'unreadable' || state === 'readOnly' ? 'cannot' : state
}

/** Whether somebody may choose a side of the cell. */
export function isDecidable({ state }: Pick<MergeCell, 'state'>): boolean {
  return state === 'conflict' || state === 'there'
}

export type Standing = {
  undecided: number
  projects: number
  cells: number
  added: number
  byTab: Record<MergeTab, number>
}

/** How far the decisions go. `byTab` counts what is listed. */
export function standingOf(merge: MergeView, addedRows: readonly number[], decisions: Decisions): Standing {
  const byTab: Standing['byTab'] = { decide: 0, take: 0, cannot: 0, same: 0, here: 0 }
  const projects = new Set<number>()
  let [undecided, cells] = [0, 0]
  for (const cell of merge.cells) {
    byTab[tabOf(cell)] += 1
    const act = actOf(cell, decisions)
    if (act === 'undecided') undecided += 1
    if (act !== 'write') continue
    cells += 1
    projects.add(cell.projectId)
  }
  const added = addedRows.filter((row) => takesRow(`+${row}`, decisions)).length
  return { undecided, projects: projects.size, cells, added, byTab }
}

export function actOf(cell: MergeCell, decisions: Decisions): 'write' | 'keep' | 'undecided' {
  if (cell.state === 'unreadable' || cell.state === 'readOnly') return 'keep'
  return outcomeOf({ ...cell, state: cell.state }, decisions).act
}

/** The side that holds now, null while nobody decided. */
export function choiceOf(cell: MergeCell, decisions: Decisions): Choice | null {
  if (!isDecidable(cell)) return null
  const given = decisions.cells?.[cell.key] ?? decisions.columns?.[cell.column]
  return given ?? (tabOf(cell) === 'take' ? 'theirs' : null)
}

export type Item = { kind: 'project'; id: number } | { kind: 'cell'; cell: MergeCell }

/** Rows of the list: a project, then its cells. */
export function itemsOf(merge: MergeView, tab: MergeTab, column: string | undefined): Item[] {
  const items: Item[] = []
  let project: number | null = null
  for (const cell of merge.cells) {
    if (tabOf(cell) !== tab || (column && cell.column !== column)) continue
    if (cell.projectId !== project) items.push({ kind: 'project', id: cell.projectId })
    project = cell.projectId
    items.push({ kind: 'cell', cell })
  }
  return items
}

/** The next cell from `from` on in this direction; `from` itself where there is none. `open` asks for one that waits for a decision. */
export function nextCell(
  items: readonly Item[],
  from: number,
  step: 1 | -1,
  decisions: Decisions,
  open = false,
): number {
  for (let at = from + step; at >= 0 && at < items.length; at += step) {
    const item = items[at]!
    if (item.kind === 'cell' && (!open || actOf(item.cell, decisions) === 'undecided')) return at
  }
  return from
}

/** The columns that occur in a view, with how many cells each has, the frequent first. */
export function columnsIn(merge: MergeView, tab: MergeTab): { key: string; heading: string; count: number }[] {
  const counts = new Map<string, number>()
  for (const cell of merge.cells) if (tabOf(cell) === tab) counts.set(cell.column, (counts.get(cell.column) ?? 0) + 1)
  return merge.columns
    .flatMap(({ key, heading }) => (counts.has(key) ? [{ key, heading, count: counts.get(key)! }] : []))
    .sort((a, b) => b.count - a.count)
}

/** Beyond this many cells of a column the column is decided as a whole. */
const MOST_SINGLE = 4_000

/** The decisions that give all cells of a view (of one column) this side. What holds anyway is taken back instead of kept. */
export function bulkChoice(
  merge: MergeView,
  tab: MergeTab,
  column: string | undefined,
  side: 'theirs' | 'ours' | null,
): { cells: Record<string, Choice | null>; columns: Record<string, 'theirs' | 'ours' | null> } {
  const cells = merge.cells.filter((cell) => tabOf(cell) === tab && (!column || cell.column === column))
  const given = side === 'theirs' && tab === 'take' ? null : side
  const perColumn = new Map<string, number>()
  for (const cell of cells) perColumn.set(cell.column, (perColumn.get(cell.column) ?? 0) + 1)
  const whole = new Set([...perColumn].filter(([, count]) => count > MOST_SINGLE).map(([key]) => key))
  return {
    cells: Object.fromEntries(cells.map((cell) => [cell.key, whole.has(cell.column) ? null : given])),
    columns: Object.fromEntries([...perColumn.keys()].map((key) => [key, whole.has(key) ? given : null])),
  }
}
