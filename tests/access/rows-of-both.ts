import { sql } from 'kysely'
import type { Counties } from './two-counties.ts'

/** A row of each county in tables that the two counties' own work leaves empty. */
export async function addRowsOfBoth({ stage: { owner }, east, west }: Counties): Promise<void> {
  for (const county of [east, west]) {
    const { orgId, ownRoundId, accountId, projectId, spareProjectId } = county
    const [a, b] = [Math.min(projectId, spareProjectId), Math.max(projectId, spareProjectId)]
    const round = sql`select r.id, r.org_path, r.opened_by from round r where r.id = ${ownRoundId}`
    const name = `别名${orgId}`
    for (const statement of [
      sql`insert into ranking (round_id, org_path, published_by, scheme, totals) select r.*, '{}', '{}' from (${round}) r`,
      sql`insert into bulletin (round_id, org_path, published_by, title, content) select r.*, '通报', '{}' from (${round}) r`,
      sql`insert into bulletin_template (org_id, name, rhythm, confirms, created_at, created_by)
        values (${orgId}, ${name}, 'month', false, now(), ${accountId})`,
      sql`insert into bulletin_template_version (template_id, version, content, created_at, created_by)
        select t.id, 1, '{}', now(), ${accountId}::int from bulletin_template t where t.org_id = ${orgId}`,
      sql`insert into bulletin_draft (round_id, template_key, org_id, changes, updated_at, updated_by)
        values (${ownRoundId}, 'monthly', ${orgId}, '{}', now(), ${accountId})`,
      sql`insert into figure_confirmation (round_id, org_id, seen_figures, is_confirmed, given_at, given_by)
        values (${ownRoundId}, ${orgId}, repeat('0', 64), true, now(), ${accountId})`,
      sql`insert into ranking_place (ranking_id, org_id, inputs)
        select k.id, ${orgId}::int, '{}' from ranking k where k.round_id = ${ownRoundId}`,
      sql`insert into organisation_alias (organisation_id, alias, folded_alias, source) values (${orgId}, ${name}, ${name}, 'test')`,
      sql`insert into ledger_import_memory (org_id, shape_key, answers) values (${orgId}, 'test', '{}')`,
      sql`insert into duplicate_pair (a_id, b_id, score, reasons) values (${a}, ${b}, 80, '[]') on conflict do nothing`,
      sql`insert into project_merge (survivor_id, absorbed_id, reason, before, after, survivor_version, absorbed_version, merged_at, merged_by)
        values (${projectId}, ${spareProjectId}, '重复', '{}', '{}', 1, 1, now(), ${accountId})`,
      sql`insert into own_column (heading, kind, org_id, org_path) select ${name}, 'text', o.id, o.path from organisation o where o.id = ${orgId}`,
      sql`insert into own_column_value (column_id, project_id, value)
        select c.id, ${projectId}::int, 'x' from own_column c where c.heading = ${name}`,
      sql`insert into saved_view (name, audience, definition, owner_id) values (${name}, 'mine', '{}', ${accountId})`,
      sql`insert into ledger_edit (account_id, org_path, at, cells, projects)
        select ${accountId}::int, o.path, now(), 1, 1 from organisation o where o.id = ${orgId}`,
      sql`insert into account_import (file_name, sha256, rows, created_by) values ('人员.xlsx', '', '[]', ${accountId})`,
      sql`insert into approval_state (project_id, approval_kind, state, changed_by)
        values (${county.projectId}, 'energy', 'inProgress', ${accountId})`,
      sql`insert into ledger_form (name, org_id, file_name, file_sha256, workbook, shape_key, sheets, created_by)
        values ('表', ${orgId}, '表.xlsx', '', '', '', '[]', ${accountId})`,
      sql`insert into quality_exemption (project_id, rule_id, reason, granted_by) values (${projectId}, 1, '按文件', ${accountId})`,
      sql`insert into external_identity (account_id, issuer, subject) values (${accountId}, 'https://issuer.invalid', ${name}) on conflict do nothing`,
      sql`insert into stage_step (project_id, stage, reached_on, reached_by, recorded_by)
        values (${projectId}, 'signed', '2026-01', '2026-01-31', ${accountId})`,
      sql`insert into project_preparation (project_id, item, recorded_by) values (${projectId}, 'land', ${accountId})`,
      sql`insert into cohort (org_id, number, starts_on, ends_on, created_by) values (${orgId}, 90, '2026-01-01', '2026-03-31', ${accountId})`,
      sql`insert into cohort_member (cohort_id, project_id, batch, joined_on, added_by)
        select c.id, ${projectId}::int, 'signed', '2026-01-01', ${accountId}::int from cohort c where c.org_id = ${orgId} and c.number = 90`,
      sql`insert into joint_start (org_id, name, held_on, main_venue, required_items, created_by)
        values (${orgId}, '另一次', '2026-01-01', '会场', '{}', ${accountId})`,
      sql`insert into joint_start_project (joint_start_id, project_id, listed_by)
        select e.id, ${projectId}::int, ${accountId}::int from joint_start e where e.org_id = ${orgId} and e.name = '另一次'`,
      sql`insert into second_factor (account_id, secret_sealed) values (${accountId}, 'sealed') on conflict do nothing`,
      sql`with turned as (insert into plan_rollover (year, org_id, reason) values (2027, ${orgId}, '测试') returning id)
        insert into plan_rollover_project (rollover_id, project_id, year, outcome) select id, ${county.projectId}, 2027, 'continuing' from turned`,
    ])
      await statement.execute(owner)
  }
}
