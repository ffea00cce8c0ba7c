import { sql } from 'kysely'
import type { Counties } from './two-counties.ts'

/** A row of each county in tables that the two counties' own work leaves empty. */
export async function addRowsOfBoth({ stage: { owner }, east, west }: Counties): Promise<void> {
  for (const county of [east, west]) {
    const { orgId, ownRoundId, accountId, projectId } = county
    const round = sql`select r.id, r.org_path, r.opened_by from round r where r.id = ${ownRoundId}`
    const name = `别名${orgId}`
    for (const statement of [
      sql`insert into ranking (round_id, org_path, published_by, scheme, totals) select r.*, '{}', '{}' from (${round}) r`,
      sql`insert into bulletin (round_id, org_path, published_by, title, content) select r.*, '通报', '{}' from (${round}) r`,
      sql`insert into ranking_place (ranking_id, org_id, inputs)
        select k.id, ${orgId}::int, '{}' from ranking k where k.round_id = ${ownRoundId}`,
      sql`insert into organisation_alias (organisation_id, alias, folded_alias, source) values (${orgId}, ${name}, ${name}, 'test')`,
      sql`insert into ledger_import_memory (org_id, shape_key, answers) values (${orgId}, 'test', '{}')`,
      sql`insert into own_column (heading, kind, org_id, org_path) select ${name}, 'text', o.id, o.path from organisation o where o.id = ${orgId}`,
      sql`insert into own_column_value (column_id, project_id, value)
        select c.id, ${projectId}::int, 'x' from own_column c where c.heading = ${name}`,
      sql`insert into saved_view (name, audience, definition, owner_id) values (${name}, 'mine', '{}', ${accountId})`,
      sql`insert into ledger_edit (account_id, org_path, at, cells, projects)
        select ${accountId}::int, o.path, now(), 1, 1 from organisation o where o.id = ${orgId}`,
      sql`insert into account_import (file_name, sha256, rows, created_by) values ('人员.xlsx', '', '[]', ${accountId})`,
      sql`insert into external_identity (account_id, issuer, subject) values (${accountId}, 'https://issuer.invalid', ${name}) on conflict do nothing`,
      sql`insert into second_factor (account_id, secret_sealed) values (${accountId}, 'sealed') on conflict do nothing`,
    ])
      await statement.execute(owner)
  }
}
