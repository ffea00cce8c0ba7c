import { sql } from 'kysely'
import type { Counties } from './two-counties.ts'

/** Every row that is 西县's, table by table, as one digest each: equal before and after means that nothing of it changed. */
export async function westernRows({ stage, west }: Counties): Promise<Record<string, string>> {
  const digests: Record<string, string> = {}
  for (const [table, condition] of Object.entries(WESTERN)) {
    const { rows } = await sql<{ digest: string }>`
      select count(*) || ':' || coalesce(md5(string_agg(t::text, '|' order by t::text)), '') as digest
      from ${sql.table(table)} t where ${sql.raw(condition.replaceAll('$west', String(west.orgId)))}`.execute(
      stage.owner,
    )
    digests[table] = rows[0]!.digest
  }
  return digests
}

const BELOW = '(select o.path from organisation o where o.id = $west)'
const PROJECTS = `(select p.id from project p where p.org_path <@ ${BELOW})`
const REPORTS = `(select r.id from progress_report r where r.project_id in ${PROJECTS})`
const ORGANISATIONS = `(select o.id from organisation o where o.path <@ ${BELOW})`
const ROUNDS = `(select r.id from round r where r.org_path <@ ${BELOW})`

const WESTERN: Record<string, string> = {
  organisation: `t.id in ${ORGANISATIONS}`,
  account: `t.organisation_id in ${ORGANISATIONS}`,
  role_grant: `t.organisation_id in ${ORGANISATIONS}`,
  project: `t.id in ${PROJECTS}`,
  project_assignment: `t.project_id in ${PROJECTS}`,
  annual_plan: `t.project_id in ${PROJECTS}`,
  project_month: `t.project_id in ${PROJECTS}`,
  figure_correction: `t.project_id in ${PROJECTS}`,
  field_change: `t.project_id in ${PROJECTS}`,
  project_former_name: `t.project_id in ${PROJECTS}`,
  campaign_project: `t.project_id in ${PROJECTS}`,
  project_term: `t.project_id in ${PROJECTS}`,
  paper: `t.project_id in ${PROJECTS}`,
  paper_content: `t.project_id in ${PROJECTS}`,
  approval_state: `t.project_id in ${PROJECTS}`,
  project_move: `t.project_id in ${PROJECTS} or t.org_id in ${ORGANISATIONS}`,
  roster: `t.org_id in ${ORGANISATIONS}`,
  roster_member: `t.project_id in ${PROJECTS}`,
  check_item: `t.project_id in ${PROJECTS}`,
  plan_rollover_project: `t.project_id in ${PROJECTS}`,
  progress_report: `t.project_id in ${PROJECTS}`,
  report_step: `t.report_id in ${REPORTS}`,
  report_photo: `t.report_id in ${REPORTS}`,
  stored_file: `t.org_path <@ ${BELOW}`,
  ledger_import: `t.org_id in ${ORGANISATIONS}`,
  ledger_import_memory: `t.org_id in ${ORGANISATIONS}`,
  round: `t.id in ${ROUNDS}`,
  stage_step: `t.project_id in ${PROJECTS}`,
  project_preparation: `t.project_id in ${PROJECTS}`,
  cohort: `t.org_id in ${ORGANISATIONS}`,
  cohort_member: `t.project_id in ${PROJECTS}`,
  joint_start: `t.org_id in ${ORGANISATIONS}`,
  ledger_form: `t.org_id in ${ORGANISATIONS}`,
  quality_exemption: `t.project_id in ${PROJECTS}`,
  joint_start_project: `t.project_id in ${PROJECTS}`,
}
