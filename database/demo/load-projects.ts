import { searchText } from '#capabilities/ledger/rules/search-text.ts'
import { foldName } from '#kernel/fold.ts'
import { type Connection, insertRows } from './bulk-insert.ts'
import type { DemoRegion } from './region.ts'

/** Projects with their names, plans, months, corrections, campaigns and reporters, and what changed in them lately. */
export async function loadProjects(client: Connection, region: DemoRegion, now: Date): Promise<void> {
  await insertRows(client, 'project', PROJECT_COLUMNS, projectRows(region, now))
  await insertRows(
    client,
    'project_former_name',
    { project_id: 'integer', name: 'text', folded_name: 'text', until: 'timestamptz' },
    region.formerNames.map((former) => ({ ...former, foldedName: foldName(former.name) })),
  )
  const assignedAt = region.rounds[0]!.openedAt
  const assignedBy = region.rounds[0]!.openedBy
  await insertRows(
    client,
    'project_assignment',
    { project_id: 'integer', account_id: 'integer', assigned_at: 'timestamptz', assigned_by: 'integer' },
    region.assignments.map((assignment) => ({ ...assignment, assignedAt, assignedBy })),
  )
  await loadCampaigns(client, region)
  await loadFigures(client, region)
  await loadChanges(client, region, now)
}

const PROJECT_COLUMNS = {
  id: 'integer',
  code: 'text',
  name: 'text',
  folded_name: 'text',
  folded_owner: 'text',
  org_id: 'integer',
  org_path: 'ltree',
  county_id: 'integer',
  park_id: 'integer',
  owner: 'text',
  site: 'text',
  longitude: 'numeric',
  latitude: 'numeric',
  industry: 'text',
  field: 'text',
  construction_nature: 'text',
  plan_state: 'text',
  approval_kind: 'text',
  fund_kind: 'text',
  library: 'text',
  is_priority: 'boolean',
  tier: 'integer',
  stage: 'text',
  scale: 'text',
  total_investment: 'numeric',
  total_investment_basis: 'text',
  start_date: 'text',
  planned_start: 'text',
  finish_date: 'text',
  responsible_org: 'text',
  lead_org: 'text',
  competent_org: 'text',
  sponsor: 'text',
  steward: 'text',
  contact: 'text',
  annual_content: 'text',
  progress_text: 'text',
  problems: 'text',
  next_step: 'text',
  statistical_entry: 'text',
  funds_in_place: 'numeric',
  completed_to_last_year_end: 'numeric',
  completed_since_start: 'numeric',
  search_text: 'text',
  created_at: 'timestamptz',
  updated_at: 'timestamptz',
}

function projectRows({ projects, formerNames, rounds, reports, changes }: DemoRegion, now: Date) {
  const minutesAgo = new Map<number, number>()
  const touch = (projectId: number, minutes: number | null) =>
    minutes !== null && minutesAgo.set(projectId, Math.min(minutes, minutesAgo.get(projectId) ?? minutes))
  for (const { projectId, reviewedMinutesAgo } of reports) touch(projectId, reviewedMinutesAgo)
  for (const change of changes) touch(change.projectId, change.minutesAgo)
  const lastLock = rounds.at(-2)!.lockedAt!
  return projects.map((project) => {
    const former = formerNames.filter(({ projectId }) => projectId === project.id).map(({ name }) => name)
    const minutes = minutesAgo.get(project.id)
    return {
      ...project,
      foldedName: foldName(project.name),
      foldedOwner: foldName(project.owner),
      searchText: searchText([project.name, ...former], project.owner, project.code),
      createdAt: rounds[0]!.openedAt,
      updatedAt: minutes === undefined ? lastLock : before(now, minutes),
    }
  })
}

async function loadCampaigns(client: Connection, { campaigns, campaignProjects }: DemoRegion): Promise<void> {
  await insertRows(
    client,
    'campaign',
    { id: 'integer', name: 'text', starts_on: 'date', ends_on: 'date', sort_order: 'integer' },
    campaigns,
  )
  await insertRows(client, 'campaign_project', { campaign_id: 'integer', project_id: 'integer' }, campaignProjects)
}

async function loadFigures(client: Connection, { annualPlans, months, corrections }: DemoRegion): Promise<void> {
  await insertRows(client, 'annual_plan', PLAN_COLUMNS, annualPlans)
  await insertRows(client, 'project_month', MONTH_COLUMNS, months)
  await insertRows(client, 'figure_correction', CORRECTION_COLUMNS, corrections)
}

const PLAN_COLUMNS = {
  project_id: 'integer',
  year: 'integer',
  initial_amount: 'numeric',
  adjusted_amount: 'numeric',
  adjusted_reason: 'text',
}

const MONTH_COLUMNS = {
  project_id: 'integer',
  month: 'text',
  planned_current: 'numeric',
  reported_current: 'numeric',
  correction: 'numeric',
  completed_ytd: 'numeric',
  physical_progress: 'numeric',
  light: 'text',
  source: 'text',
}

const CORRECTION_COLUMNS = {
  id: 'integer',
  project_id: 'integer',
  month: 'text',
  delta: 'numeric',
  reason: 'text',
  approver: 'text',
  posted_at: 'timestamptz',
  posted_by: 'integer',
}

/** Where a change came from, by field; the rest was edited by hand. */
const SOURCES: Record<string, string> = { completedYtd: 'report', light: 'standing' }

async function loadChanges(client: Connection, { changes, accounts }: DemoRegion, now: Date): Promise<void> {
  const names = new Map(accounts.map(({ id, username }) => [id, username]))
  await insertRows(
    client,
    'field_change',
    {
      project_id: 'integer',
      field: 'text',
      old: 'text',
      new: 'text',
      at: 'timestamptz',
      account_id: 'integer',
      actor: 'text',
      source: 'text',
    },
    changes.map((change) => ({
      ...change,
      at: before(now, change.minutesAgo),
      actor: change.accountId === null ? 'system' : names.get(change.accountId),
      source: SOURCES[change.field] ?? 'edit',
    })),
  )
}

/** The instant so many minutes before now. */
export function before(now: Date, minutes: number): string {
  return new Date(now.getTime() - minutes * 60_000).toISOString()
}
