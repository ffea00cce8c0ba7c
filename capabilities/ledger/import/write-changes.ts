import { type Doing, recordStageMoves } from '../libraries/recording.ts'
import { type PlannedProject, plannedWrites } from '../merge/write-plan.ts'
import type { Change } from '../reading/difference.ts'
import { type ImportValues, saveMonths, savePlans, updateProjects } from '../store/bulk.ts'
import { type ChangeRow, insertChanges } from '../store/project.ts'
import { recomputeStandings } from '../store/standing.ts'
import type { Assessment } from './assess.ts'
import { type RowValues, rowValues } from './row-values.ts'
import type { Writing } from './write.ts'

/** What an import did to a project, for taking it back. */
export type Changed = { projectId: number; before: unknown; after: unknown; version: number }

/** What each project gets: of a merge the cells that were taken, else what the two-way difference named. */
export function plannedChanges(
  { answers, confirmSuspicious }: Writing,
  { difference, reading, merge }: Assessment,
): PlannedProject[] {
  if (merge) return plannedWrites(merge, answers.merge ?? {}, confirmSuspicious === true)
  return difference.matched
    .filter(({ changes }) => changes.length > 0)
    .map(({ project, row, changes }) => ({
      projectId: project.id!,
      ...changedParts(changes, rowValues(row, reading)),
      removed: [],
      rows: changes.map((change) => changeRow(project.id!, change)),
    }))
}

export async function writeChanged(
  writing: Writing,
  plans: PlannedProject[],
  { existing }: Assessment,
): Promise<Changed[]> {
  const { db } = writing
  const updates = plans.map(({ projectId, values, extra, removed }) => ({ id: projectId, values, extra, removed }))
  const versions = await updateProjects(db, updates, writing.now)
  await savePlans(db, plans)
  await saveMonths(db, plans)
  await insertChanges(
    db,
    plans.flatMap(({ rows }) => rows),
    sourceOf(writing),
  )
  const stages = plans.map(({ projectId, values }) => ({
    projectId,
    from: existing.get(projectId)!.fields.stage,
    to: values.stage as string | null | undefined,
  }))
  await recordStageMoves(db, stages, doing(writing))
  await recomputeStandings(
    db,
    plans.map(({ projectId }) => projectId),
  )
  return plans.map(({ projectId, values, extra, plans: byYear, months }) => {
    const before = existing.get(projectId)!
    return {
      projectId,
      before: {
        fields: pick(before.fields, Object.keys(values)),
        name: before.name,
        code: before.code,
        extra: before.extra,
        plans: before.plans,
        months: before.months,
      },
      after: { values, extra, plans: byYear, months },
      version: versions.get(projectId)!,
    }
  })
}

/** Of everything the row says, only what the difference named: unchanged cells are not written again. */
function changedParts(
  changes: Change[],
  given: RowValues,
): { values: ImportValues; extra: Record<string, string>; plans: RowValues['plans']; months: RowValues['months'] } {
  const fields = new Set(changes.map(({ field }) => field))
  const values = Object.fromEntries(
    Object.entries(given.values).filter(
      ([field]) =>
        fields.has(field) || fields.has(`${field}Wan`) || (field === 'plannedStart' && fields.has('plannedStartDate')),
    ),
  )
  const touchesMonths = ['completedYtdWan', 'completedCurrentWan', 'monthlyPlanWan'].some((field) => fields.has(field))
  return {
    values,
    extra: given.extra,
    plans: fields.has('annualPlanWan') ? given.plans : {},
    months: touchesMonths ? given.months : [],
  }
}

function changeRow(projectId: number, { field, part, old, new: now }: Change): ChangeRow {
  const said = (value: string | null) => (value !== null && part ? `${part} ${value}` : value)
  return { projectId, field: field.replace(/Wan$/, ''), old: said(old), new: said(now) }
}

/** How the moves of libraries tell where one came from. */
export function doing({ person, now, fileName }: Writing): Doing {
  return { source: 'import', reason: `台账导入：${fileName}`, accountId: person.accountId, at: now }
}

/** How the history tells where a change came from. */
export function sourceOf({ now, person, importId }: Writing) {
  return { at: now, accountId: person.accountId, actor: person.username, source: 'import', sourceId: String(importId) }
}

function pick(fields: Record<string, string | null>, names: string[]): Record<string, string | null> {
  return Object.fromEntries(names.map((name) => [name, fields[name] ?? null]))
}
