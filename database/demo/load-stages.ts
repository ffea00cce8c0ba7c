import { type Connection, insertRows } from './bulk-insert.ts'
import type { DemoRegion } from './region.ts'

/** Stage lines, rounds of 三个一批 and joint starts. */
export async function loadStages(client: Connection, region: DemoRegion): Promise<void> {
  const names = new Map(region.accounts.map(({ id, username }) => [id, username]))
  await insertRows(client, 'stage_step', STEP_COLUMNS, region.stageSteps)
  await insertRows(
    client,
    'field_change',
    CHANGE_COLUMNS,
    region.stageChanges.map((change) => ({ ...change, field: 'stage', actor: names.get(change.accountId) })),
  )
  await insertRows(client, 'cohort', COHORT_COLUMNS, region.cohorts)
  await insertRows(client, 'cohort_member', MEMBER_COLUMNS, numbered(region.cohortMembers))
  await insertRows(client, 'project_preparation', PREPARATION_COLUMNS, region.preparations)
  await insertRows(client, 'joint_start', EVENT_COLUMNS, region.jointStarts)
  await insertRows(client, 'joint_start_project', LISTED_COLUMNS, numbered(region.jointStartProjects))
}

/** Rows given in the order of their ids. */
function numbered<Row extends object>(rows: Row[]): (Row & { id: number })[] {
  return rows.map((row, at) => ({ ...row, id: at + 1 }))
}

const STEP_COLUMNS = {
  id: 'integer',
  project_id: 'integer',
  stage: 'text',
  reached_on: 'text',
  reached_by: 'date',
  start_works: 'text',
  document: 'text',
  witness: 'text',
  note: 'text',
  has_moved: 'boolean',
  recorded_at: 'timestamptz',
  recorded_by: 'integer',
  is_withdrawn: 'boolean',
}
const CHANGE_COLUMNS = {
  project_id: 'integer',
  field: 'text',
  old: 'text',
  new: 'text',
  at: 'timestamptz',
  account_id: 'integer',
  actor: 'text',
  source: 'text',
}
const COHORT_COLUMNS = {
  id: 'integer',
  org_id: 'integer',
  number: 'integer',
  name: 'text',
  starts_on: 'date',
  ends_on: 'date',
  signed_label: 'text',
  started_label: 'text',
  producing_label: 'text',
  signed_within: 'integer',
  signed_unit: 'text',
  started_within: 'integer',
  started_unit: 'text',
  producing_within: 'integer',
  producing_unit: 'text',
  warn_days: 'integer',
  document: 'text',
  version: 'integer',
  created_at: 'timestamptz',
  created_by: 'integer',
}
const MEMBER_COLUMNS = {
  id: 'integer',
  cohort_id: 'integer',
  project_id: 'integer',
  batch: 'text',
  joined_on: 'date',
  added_at: 'timestamptz',
  added_by: 'integer',
}
const PREPARATION_COLUMNS = {
  project_id: 'integer',
  item: 'text',
  done_on: 'date',
  document: 'text',
  recorded_at: 'timestamptz',
  recorded_by: 'integer',
}
const EVENT_COLUMNS = {
  id: 'integer',
  org_id: 'integer',
  name: 'text',
  held_on: 'date',
  main_venue: 'text',
  sub_venues: 'text[]',
  document: 'text',
  required_items: 'text[]',
  version: 'integer',
  created_at: 'timestamptz',
  created_by: 'integer',
}
const LISTED_COLUMNS = {
  id: 'integer',
  joint_start_id: 'integer',
  project_id: 'integer',
  venue: 'text',
  total_investment: 'numeric',
  annual_plan: 'numeric',
  missing_items: 'text[]',
  override_reason: 'text',
  listed_at: 'timestamptz',
  listed_by: 'integer',
}
