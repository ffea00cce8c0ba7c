import { conflict } from '#kernel/problem.ts'
import type { Context } from '#platform/http/context.ts'
import type { FieldValue } from '../fields.ts'
import { recordStageMoves } from '../libraries/recording.ts'
import { type ImportValues, updateProjects } from '../store/bulk.ts'
import * as changes from '../store/import-changes.ts'
import { type StoredImport, setState } from '../store/imports.ts'
import { insertChanges } from '../store/project.ts'
import { recomputeStandings } from '../store/standing.ts'

/** Takes a written import back, all or nothing. What it added goes, what it changed returns; work done since is never thrown away. */
export async function undo(context: Context, stored: StoredImport, reason: string): Promise<void> {
  const { db, now, person } = context
  const touched = await changes.findTouchedSince(db, stored.id)
  if (touched.length > 0) {
    const names = touched.slice(0, 3).map(({ name }) => `“${name}”`)
    throw conflict(
      'import_worked_on',
      `导入后，${names.join('、')}${touched.length > 3 ? '等项目' : ''}又有改动或填报，不能整批撤销。请在项目页逐项更正。`,
      { projects: touched },
    )
  }
  const all = await changes.readImportChanges(db, stored.id)
  const added = all.filter(({ kind }) => kind === 'added').map(({ projectId }) => projectId)
  const changed = all.filter(({ kind }) => kind === 'changed')
  await restoreFields(context, stored, changed)
  await changes.restorePlansAndMonths(db, changed)
  await changes.deleteProjects(db, added)
  await recomputeStandings(
    db,
    changed.map(({ projectId }) => projectId),
  )
  await setState(db, stored.id, 'undone', person.accountId, now)
  const after = { removed: added.length, restored: changed.length }
  context.record({
    action: 'ledger.importUndone',
    subject: { type: 'import', id: stored.id },
    orgPath: stored.orgPath,
    after,
    reason,
  })
}

async function restoreFields(
  { db, now, person }: Context,
  stored: StoredImport,
  changed: changes.StoredChange[],
): Promise<void> {
  const updates = changed.map(({ projectId, before, after }) => ({
    id: projectId,
    values: valuesBefore(before!),
    extra: before!.extra,
    removed: Object.keys(after.extra ?? {}).filter((heading) => !(heading in before!.extra)),
  }))
  await updateProjects(db, updates, now)
  const stages = changed.flatMap(({ projectId, before, after }) =>
    before!.fields.stage === undefined
      ? []
      : [{ projectId, from: textOf(after.values.stage), to: before!.fields.stage }],
  )
  const doing = { source: 'undo' as const, reason: `撤销第${stored.id}次导入`, accountId: person.accountId, at: now }
  await recordStageMoves(db, stages, doing)
  const rows = changed.flatMap(({ projectId, before, after }) =>
    Object.entries(before!.fields).map(([field, old]) => ({
      projectId,
      field,
      old: textOf(after.values[field]),
      new: old,
    })),
  )
  await insertChanges(db, rows, {
    at: now,
    accountId: person.accountId,
    actor: person.username,
    source: 'undo',
    sourceId: String(stored.id),
  })
}

function valuesBefore({ fields, name }: changes.BeforeImport): ImportValues {
  const values = Object.fromEntries(
    Object.entries(fields).map(([field, value]): [string, FieldValue] => [field, value]),
  )
  return fields.name === undefined ? values : { ...values, name }
}

function textOf(value: unknown): string | null {
  return value === null || value === undefined ? null : String(value)
}
