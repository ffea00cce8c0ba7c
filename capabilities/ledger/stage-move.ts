import type { Context } from '#platform/http/context.ts'
import { fieldText } from './fields.ts'
import { refuseMovedFields } from './libraries/refusing.ts'
import { sourceOf } from './project-server.ts'
import { insertChanges, type NewValues, readProject, updateProject } from './store/project.ts'
import { recomputeStandings } from './store/standing.ts'
import type { Stage } from './vocabulary.ts'

/** Where a recorded step leads a project: a stage, a start date, both or (all undefined) neither. */
export type StageMove = { stage?: Stage | null; startDate?: string | null }

/**
 * Moves a project along its stage line on behalf of a recorded step: stage and start date with their history, and the standing anew.
 * The caller has locked the project in its scope and records the step; nothing is written where nothing changes.
 */
export async function moveStage(
  context: Context,
  projectId: number,
  given: StageMove & { stepId: number },
): Promise<void> {
  const { db, scope, now } = context
  const before = await readProject(db, scope, projectId)
  if (!before) throw new Error(`project ${projectId} was not locked within the scope`)
  const values: NewValues = {}
  if (given.stage !== undefined && given.stage !== before.stage) values.stage = given.stage
  if (given.startDate !== undefined && given.startDate !== before.startDate) values.startDate = given.startDate
  // suspension and withdrawal are decided, not recorded: by a move with its approval
  if (values.stage !== undefined) refuseMovedFields(before, [{ field: 'stage', value: values.stage }])
  const fields = Object.keys(values) as ('stage' | 'startDate')[]
  if (fields.length === 0) return
  await updateProject(db, projectId, values, null, now)
  const changes = fields.map((field) => ({
    projectId,
    field,
    old: fieldText(before[field]),
    new: fieldText(values[field]),
  }))
  await insertChanges(db, changes, sourceOf(context, 'stage', String(given.stepId)))
  await recomputeStandings(db, [projectId])
}
