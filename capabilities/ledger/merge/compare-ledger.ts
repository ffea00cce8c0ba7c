import { createHash } from 'node:crypto'
import Big from 'big.js'
import type { Scope } from '#platform/access/scope.ts'
import type { Transaction } from '#platform/database/pool.ts'
import { columnOfKey, type LedgerColumn } from '../exporting/columns.ts'
import { type ExportedProject, exportedByIds } from '../store/export.ts'
import { changesSince, lockProjects } from '../store/since.ts'
import { type BaseRow, readBlock } from './base-lines.ts'
import type { MergeCell, MergeCounts, MergeView } from './contract.ts'
import type { EditedCell, EditedRow, FileEdits } from './file-edits.ts'
import { historyOf, refusalOf } from './ledger-values.ts'
import { isSoft, stateOf } from './rules.ts'

/** A verified file against the ledger as it stands now. Cells nobody touched are left out. */
export type Merge = Omit<MergeView, 'undecided' | 'taken'> & {
  edits: FileEdits
  columnOf: Map<string, LedgerColumn>
  /** In the base and the ledger, not in the file. */
  missing: number[]
}
/** Rows of the file without base that turned out to be projects of the ledger. */
export type Paired = EditedRow

type Comparing = { db: Transaction; scope: Scope; now: Date; isWriting: boolean }

/** Walks the base block by block; `paired` are new rows that are projects of the ledger already. */
export async function compareWithLedger(
  { db, scope, now, isWriting }: Comparing,
  edits: FileEdits,
  paired: readonly Paired[],
): Promise<Merge> {
  const columnOf = columnsOf(edits)
  const rows = new Map([...edits.edited, ...paired].map((row) => [row.id, row]))
  if (isWriting) await lockProjects(db, scope, [...rows.keys()])
  const at = { month: edits.head.month, withTerms: columnOf.has('terms') }
  const walk = new Walk(edits, columnOf, rows)
  for (const block of edits.blocks) {
    const { rows: baseRows } = readBlock(block)
    const ours = await exportedByIds(
      db,
      scope,
      baseRows.map(({ id }) => id),
      at,
    )
    walk.takeBlock(baseRows, ours)
  }
  const unbased = await exportedByIds(
    db,
    scope,
    paired.map(({ id }) => id),
    at,
  )
  for (const project of unbased) walk.takeRow(project, rows.get(project.id)!, null)
  const cells = walk.cells
  await nameChanges(db, cells, columnOf, edits.head.at)
  return {
    edits,
    columnOf,
    exportId: edits.head.exportId,
    exportedAt: edits.head.at,
    exportedBy: edits.head.by,
    month: edits.head.month,
    sheet: edits.sheet,
    columns: shownColumns(edits, columnOf),
    projects: [...walk.projects.values()],
    cells,
    counts: countsOf(cells),
    copies: edits.copies.map(({ excelRow, name }) => ({ excelRow, name })),
    gone: walk.gone(),
    unread: [],
    otherSheets: edits.otherSheets,
    missing: walk.missing,
    seen: { at: now.toISOString(), digest: digestOf(cells) },
  }
}

function columnsOf({ columns, newColumns }: FileEdits): Map<string, LedgerColumn> {
  return new Map(
    [...columns, ...newColumns].flatMap(({ key }) => {
      const column = columnOfKey(key)
      return column ? [[key, column] as const] : []
    }),
  )
}

class Walk {
  readonly cells: MergeCell[] = []
  readonly projects = new Map<number, MergeView['projects'][number]>()
  readonly missing: number[] = []
  private readonly seen = new Set<number>()
  private readonly edits: FileEdits
  private readonly columnOf: Map<string, LedgerColumn>
  private readonly rows: Map<number, EditedRow>
  private readonly absent: Set<number>

  constructor(edits: FileEdits, columnOf: Map<string, LedgerColumn>, rows: Map<number, EditedRow>) {
    this.edits = edits
    this.columnOf = columnOf
    this.rows = rows
    this.absent = new Set(edits.missing)
  }

  takeBlock(baseRows: readonly BaseRow[], ours: readonly ExportedProject[]): void {
    const byId = new Map(ours.map((project) => [project.id, project]))
    for (const base of baseRows) {
      const project = byId.get(base.id)
      if (!project) continue
      if (this.absent.has(base.id)) this.missing.push(base.id)
      else this.takeRow(project, this.rows.get(base.id), base)
    }
  }

  takeRow(project: ExportedProject, row: EditedRow | undefined, base: BaseRow | null): void {
    this.seen.add(project.id)
    const edited = new Map(row?.cells.map((cell) => [cell.column, cell]))
    const cells: MergeCell[] = []
    this.edits.columns.forEach(({ key }, at) => {
      const column = this.columnOf.get(key)
      if (!column || key === 'id') return
      const cell = cellOf(project, column, { edit: edited.get(key), base: base ? (base.cells[at] ?? null) : undefined })
      if (cell) cells.push(cell)
    })
    for (const { key } of this.edits.newColumns) {
      const edit = edited.get(key)
      const cell = edit && cellOf(project, this.columnOf.get(key)!, { edit, base: undefined })
      if (cell) cells.push(cell)
    }
    if (cells.length === 0) return
    const states = cells.flatMap(({ state }) => (state === 'unreadable' || state === 'readOnly' ? [] : state))
    for (const cell of cells) if (cell.state === 'there' && isSoft('there', states)) cell.soft = true
    this.cells.push(...cells)
    this.projects.set(project.id, {
      id: project.id,
      name: project.name,
      county: project.county,
      excelRow: row?.excelRow ?? null,
    })
  }

  gone(): MergeView['gone'] {
    return this.edits.edited
      .filter(({ id }) => !this.seen.has(id))
      .map(({ id, name, excelRow }) => ({ id, name, excelRow }))
  }
}

type Sides = { edit: EditedCell | undefined; base: string | null | undefined }

/** One cell three ways; null when there is nothing to say of it. */
function cellOf(project: ExportedProject, column: LedgerColumn, { edit, base }: Sides): MergeCell | null {
  const ours = column.value(project)
  const there = edit ? edit.there : (base ?? null)
  const cell = {
    key: `${project.id}|${column.key}`,
    projectId: project.id,
    column: column.key,
    ...(base === undefined ? {} : { base }),
    ours,
    there,
    ...(edit ? { cell: edit.cell } : {}),
    ...(edit && edit.raw !== there ? { raw: edit.raw } : {}),
  }
  if (edit?.problem) return { ...cell, state: 'unreadable', problem: edit.problem }
  const state = stateOf({ base, ours, there })
  if (state === 'untouched') return null
  if (!column.target) {
    if (state === 'here' || state === 'same') return null
    return { ...cell, state: 'readOnly', problem: column.readOnly ?? '这一列不能写入。' }
  }
  if (state === 'here' || state === 'same') return { ...cell, state }
  const refusal = refusalOf(column, there)
  if (refusal) return { ...cell, state: 'unreadable', problem: refusal }
  return { ...cell, state, ...(isJump(column, ours, there) ? { suspicious: true } : {}) }
}

/** An amount that falls to about a tenth or rises to about ten times looks like a lost digit or a wrong unit (as in two-way imports). */
function isJump({ kind, target }: LedgerColumn, ours: string | null, there: string | null): boolean {
  if (kind !== 'amount' || ours === null || there === null || (target && 'current' in target)) return false
  if (new Big(ours).lte(0)) return false
  const ratio = new Big(there).div(ours)
  return ratio.lte('0.13') || ratio.gte('7.5')
}

/** Beside what the ledger changed meanwhile stands who did it. */
async function nameChanges(
  db: Transaction,
  cells: readonly MergeCell[],
  columnOf: Map<string, LedgerColumn>,
  since: string,
): Promise<void> {
  const concerned = cells.filter(
    ({ state, base }) => state === 'conflict' || state === 'here' || (state === 'same' && base !== undefined),
  )
  const changes = await changesSince(db, [...new Set(concerned.map(({ projectId }) => projectId))], since)
  const byField = new Map<string, typeof changes>()
  for (const change of changes) {
    const key = `${change.projectId}|${change.field}`
    byField.set(key, [...(byField.get(key) ?? []), change])
  }
  for (const cell of concerned) {
    const { field, part } = historyOf(columnOf.get(cell.column)!)
    const last = (byField.get(`${cell.projectId}|${field}`) ?? []).findLast(
      ({ text }) => part === null || isOfPart(text, part),
    )
    if (last) cell.changed = { by: last.by, at: last.at, source: last.source }
  }
}

/** Figures stand in the history behind their month or year: `2026-10 120`, `2026-01..10 120`. */
function isOfPart(text: string | null, part: string): boolean {
  return text !== null && (text.startsWith(`${part} `) || text.startsWith(`${part.slice(0, 4)}-01..${part.slice(5)} `))
}

function shownColumns({ columns, newColumns }: FileEdits, columnOf: Map<string, LedgerColumn>): MergeView['columns'] {
  const isNew = new Set(newColumns.map(({ key }) => key))
  return [...columns, ...newColumns].map(({ key, heading, letters }) => {
    const column = columnOf.get(key)
    return {
      key,
      heading,
      kind: column?.kind ?? 'text',
      ...(column?.choices ? { choices: [...column.choices] } : {}),
      letters,
      isNew: isNew.has(key),
      ...(column?.readOnly && key !== 'id' ? { readOnly: column.readOnly } : {}),
    }
  })
}

function countsOf(cells: readonly MergeCell[]): MergeCounts {
  const counts: MergeCounts = { conflict: 0, there: 0, unreadable: 0, readOnly: 0, same: 0, here: 0 }
  for (const { state } of cells) counts[state] += 1
  return counts
}

/** Of what the file would write over: when it is another at writing time, the person looks again. */
function digestOf(cells: readonly MergeCell[]): string {
  const hash = createHash('sha256')
  for (const { key, state, ours, there } of cells)
    if (state === 'there' || state === 'conflict') hash.update(JSON.stringify([key, ours, there]))
  return hash.digest('hex').slice(0, 32)
}
