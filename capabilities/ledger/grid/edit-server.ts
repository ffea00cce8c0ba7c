import { conflict, invalid, notFound } from '#kernel/problem.ts'
import type { Context, Handlers } from '#platform/http/context.ts'
import type { Input } from '#platform/http/contract.ts'
import type { ledgerRoutes } from '../contract.ts'
import { listColumns } from '../own-columns/store.ts'
import { type CellColumn, editableColumn, readCell } from './cell-values.ts'
import type { CellEdit, GridEdit } from './contract.ts'
import {
  type CellWrite,
  fieldName,
  type RefusedCell,
  refuseCells,
  refuseWhatMayNotBe,
  storedText,
} from './edit-rules.ts'
import { ownId } from './store/columns.ts'
import * as store from './store/edits.ts'
import { readRows } from './store/rows.ts'
import { writeCells } from './write-cells.ts'

type Routes = typeof ledgerRoutes

/** Edits of many cells as one recorded change, all or nothing, and taking them back. */
export const gridEditHandlers = {
  editCells,
  listEdits: async ({ db, person }, { query }) => ({
    items: (await store.listEdits(db, person.accountId, query.limit)).map(editView),
  }),
  undoEdit,
} satisfies Partial<Handlers<Routes>>

type Written = { edit: GridEdit; rows: { id: number; version: number }[] }

async function editCells(context: Context, { body }: Input<Routes['editCells']>): Promise<Written> {
  const columns = await columnsOf(context, body.cells)
  return await writeEdits(context, { cells: body.cells, columns, reason: body.reason })
}

type Edits = { cells: readonly CellEdit[]; columns: ReadonlyMap<string, CellColumn>; reason: string | undefined }

/** Cells of known columns, all or nothing: within scope, read by kind, against what was seen. A one-off form fills through it, too. */
export async function writeEdits(context: Context, { cells, columns, reason }: Edits): Promise<Written> {
  refuseTwice(cells)
  const projectIds = [...new Set(cells.map(({ projectId }) => projectId))]
  const fields = [...new Set(cells.map(({ field }) => field))]
  const standing = await lockedCells(context, projectIds, fields)
  const { writes, refused, changed } = decide(cells, columns, standing)
  if (refused.length > 0) refuseCells(refused)
  if (changed.length > 0) await refuseChangedSince(context, changed)
  if (writes.length === 0) throw invalid('nothing_changed', '没有改动任何内容。')
  await refuseWhatMayNotBe(context.db, writes, reason)
  return await save(context, writes, { reason: reason?.trim() || null, undoes: null })
}

/** Takes an edit back as a new one, so that it can itself be taken back. What others did to its cells since stands in the way. */
async function undoEdit(context: Context, { params }: Input<Routes['undoEdit']>): Promise<Written> {
  const { db, person, now } = context
  const edit = await store.lockEdit(db, person.accountId, params.id)
  if (!edit) throw notFound('这次编辑')
  if (edit.undoneAt) throw conflict('edit_undone', '这次编辑已经撤销。')
  const cells = await store.readEditedCells(db, edit.id)
  if (cells.length < edit.cells) throw notFound('其中的部分项目')
  const own = new Map((await listColumns(db, context.scope)).map((column) => [column.id, column]))
  const columnFor = (field: string) => columnOfChange(field, edit.ownColumns, own)
  const standing = await lockedCells(
    context,
    [...new Set(cells.map(({ projectId }) => projectId))],
    [...new Set(cells.map(({ field }) => columnFor(field).field))],
  )
  const writes = cells.map(({ projectId, field, old, new: written }): CellWrite => {
    const column = columnFor(field)
    return { projectId, column, old: written, new: old }
  })
  const changed = writes.filter((write) => current(standing, write) !== write.old)
  if (changed.length > 0)
    await refuseChangedSince(
      context,
      changed.map((write) => ({ ...write, theirs: current(standing, write) })),
    )
  const reason = edit.reason ? `撤销：${edit.reason}` : '撤销编辑'
  await refuseWhatMayNotBe(db, writes, reason)
  const answer = await save(context, writes, { reason, undoes: edit.id })
  await store.setUndone(db, edit.id, { accountId: person.accountId, now })
  return answer
}

/** The columns the cells name; what is no column to write in is refused together with the cells that name it. */
async function columnsOf(context: Context, cells: readonly CellEdit[]): Promise<Map<string, CellColumn>> {
  const names = new Set(cells.map(({ field }) => field))
  const own = [...names].some((name) => ownId(name) !== null) ? await listColumns(context.db, context.scope) : []
  const columns = new Map<string, CellColumn>()
  for (const name of names) {
    const id = ownId(name)
    const column = id === null ? null : own.find((one) => one.id === id)
    const known = column ? { own: column, field: name } : editableColumn(name)
    if (known) columns.set(name, known)
  }
  const refused = cells.filter(({ field }) => !columns.has(field))
  if (refused.length > 0) {
    const message = '这一列不能在表格中修改，或者已经删除。'
    refuseCells(refused.map(({ projectId, field }) => ({ projectId, field, code: 'not_editable', message })))
  }
  return columns
}

function refuseTwice(cells: readonly CellEdit[]): void {
  const seen = new Set<string>()
  for (const { projectId, field } of cells) {
    const key = `${projectId}/${field}`
    if (seen.has(key)) throw invalid('cell_twice', '同一个单元格在一次编辑中出现了两次，请刷新后重试。')
    seen.add(key)
  }
}

type Standing = ReadonlyMap<number, Record<string, string | null>>

/** Locks the projects, all of which must be in scope, and answers what stands in their cells. Names nothing of those that are not. */
async function lockedCells(
  { db, scope }: Context,
  ids: readonly number[],
  fields: readonly string[],
): Promise<Standing> {
  if ((await store.lockProjects(db, scope, ids)) < ids.length) throw notFound('其中的部分项目')
  const rows = await readRows(db, scope, ids, fields)
  return new Map(rows.map(({ id, cells }) => [id, cells]))
}

function current(standing: Standing, { projectId, column }: Pick<CellWrite, 'projectId' | 'column'>): string | null {
  return storedText(column, standing.get(projectId)?.[column.field] ?? null)
}

type Changed = CellWrite & { theirs: string | null }

/** Of every cell: what is to be written, what cannot be, and what another changed since it was seen. */
function decide(cells: readonly CellEdit[], columns: ReadonlyMap<string, CellColumn>, standing: Standing) {
  const writes: CellWrite[] = []
  const refused: RefusedCell[] = []
  const changed: Changed[] = []
  for (const { projectId, field, seen, value } of cells) {
    const column = columns.get(field)!
    const reading = readCell(column, value)
    const theirs = current(standing, { projectId, column })
    if ('code' in reading) refused.push({ projectId, field, ...reading })
    else if (reading.text !== theirs) {
      const write = { projectId, column, old: theirs, new: reading.text }
      if (storedText(column, seen) === theirs) writes.push(write)
      else changed.push({ ...write, theirs })
    }
  }
  return { writes, refused, changed }
}

const NAMED = 200

/** 409 with the cells, the value each has now, who wrote it and when; nothing is written. */
async function refuseChangedSince({ db }: Context, changed: readonly Changed[]): Promise<never> {
  const named = changed.slice(0, NAMED)
  const last = await store.lastChangesOf(
    db,
    named.map(({ projectId, column }) => ({ projectId, field: fieldName(column) })),
  )
  const cells = named.map(({ projectId, column, new: yours, theirs }) => {
    const change = last.find((one) => one.projectId === projectId && one.field === fieldName(column))
    return { projectId, field: column.field, yours, theirs, by: change?.by ?? null, at: change?.at ?? null }
  })
  throw conflict('cells_changed', `有${changed.length}个单元格已被他人修改，没有写入。请对照最新内容，确认后再保存。`, {
    cells,
    total: changed.length,
  })
}

async function save(
  context: Context,
  writes: readonly CellWrite[],
  given: { reason: string | null; undoes: number | null },
): Promise<Written> {
  const { id, rows } = await writeCells(context, writes, given)
  const edit = (await store.lockEdit(context.db, context.person.accountId, id))!
  return { edit: editView(edit), rows }
}

function editView({ accountId: _, orgPath: _path, ownColumns: _own, ...edit }: store.StoredEdit): GridEdit {
  return { ...edit, mayUndo: edit.undoneAt === null }
}

type OwnById = ReadonlyMap<number, Extract<CellColumn, { field: string; own: object }>['own']>

/** The column a change in the history was of; an own column is found by its number, whatever it is called by now. */
function columnOfChange(field: string, named: Record<string, number>, own: OwnById): CellColumn {
  const id = named[field]
  const column = id === undefined ? null : own.get(id)
  if (column) return { own: column, field: `own.${id}` }
  const known = id === undefined ? editableColumn(field) : null
  if (!known) throw conflict('column_gone', '这次编辑涉及的列已经删除，不能撤销。请先恢复该列。')
  return known
}
