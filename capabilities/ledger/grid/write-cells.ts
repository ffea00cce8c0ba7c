import { createHash } from 'node:crypto'
import type { Context } from '#platform/http/context.ts'
import { sourceOf } from '../project-server.ts'
import { projectsInScope } from '../store/assignments.ts'
import { type ImportValues, type ProjectUpdate, updateProjects } from '../store/bulk.ts'
import { insertChanges } from '../store/project.ts'
import { recomputeStandings } from '../store/standing.ts'
import { type CellWrite, fieldName } from './edit-rules.ts'
import { insertEdit, keepFormerNames } from './store/edits.ts'

/** Cells that stand in the record itself; of a large edit the digest stands for the rest, and the history has each. */
const RECORDED = 50

/** Fields whose change may turn a light or a sum of the standing. */
const JUDGED: readonly string[] = ['stage', 'plannedStart', 'startDate', 'completedToLastYearEnd']

/** Writes decided cells: fields and own columns, versions, history, standings, search texts, one record entry. */
export async function writeCells(
  context: Context,
  writes: readonly CellWrite[],
  given: { reason: string | null; undoes: number | null },
): Promise<{ id: number; rows: { id: number; version: number }[] }> {
  const { db, now, person, scope } = context
  const updates = updatesOf(writes)
  const ids = updates.map(({ id }) => id)
  const orgPath = commonPath((await projectsInScope(db, scope, ids)).map((project) => project.orgPath))
  const own = writes.flatMap(({ column }) => (column.own ? [[column.own.heading, column.own.id] as const] : []))
  const size = { cells: writes.length, projects: ids.length }
  const edit = { accountId: person.accountId, orgPath, ...size, ...given, ownColumns: Object.fromEntries(own) }
  const id = await insertEdit(db, edit, now)
  const renamed = writes.filter(({ column, old }) => column.field === 'name' && old !== null)
  // before the names are folded anew: a project is found by what it was called
  if (renamed.length > 0)
    await keepFormerNames(
      db,
      renamed.map((write) => ({ id: write.projectId, name: write.old! })),
    )
  const versions = await updateProjects(db, updates, now)
  const changes = writes.map(({ projectId, column, old, new: value }) => ({
    projectId,
    field: fieldName(column),
    old,
    new: value,
  }))
  await insertChanges(db, changes, sourceOf(context, 'grid', String(id)))
  const judged = writes.filter(({ column }) => JUDGED.includes(column.field)).map(({ projectId }) => projectId)
  if (judged.length > 0) await recomputeStandings(db, [...new Set(judged)])
  context.record({
    action: given.undoes === null ? 'ledger.edited' : 'ledger.editUndone',
    subject: { type: 'edit', id: given.undoes ?? id },
    orgPath,
    after: {
      ...size,
      ...(given.undoes === null ? {} : { edit: id }),
      digest: createHash('sha256').update(JSON.stringify(changes)).digest('hex'),
      changes: changes.slice(0, RECORDED),
    },
    reason: given.reason,
  })
  return { id, rows: ids.map((projectId) => ({ id: projectId, version: versions.get(projectId)! })) }
}

function updatesOf(writes: readonly CellWrite[]): ProjectUpdate[] {
  const updates = new Map<number, ProjectUpdate>()
  for (const { projectId, column, new: value } of writes) {
    const update = updates.get(projectId) ?? { id: projectId, values: {}, extra: {} }
    updates.set(projectId, update)
    if (column.own) update.extra[column.own.heading] = value
    else update.values[column.field as keyof ImportValues] = value
  }
  return [...updates.values()]
}

/** The organisation all of them lie below: whose record the edit belongs to. */
function commonPath(paths: readonly string[]): string {
  const [first = '', ...others] = paths
  const labels = first.split('.')
  const shared = others.reduce((length, path) => {
    const other = path.split('.')
    const differs = labels.slice(0, length).findIndex((label, at) => label !== other[at])
    return differs < 0 ? length : differs
  }, labels.length)
  return labels.slice(0, shared).join('.')
}
