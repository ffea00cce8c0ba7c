-- Row level security stands behind the scope that every query carries itself.
-- guatu_app     signs in, owns nothing, reads what sign-in needs
-- guatu_all     a request whose scope is the whole region
-- guatu_scoped  a request limited to subtrees (guatu.scope, comma separated ltree paths) or to assigned projects (guatu.account)
grant usage on schema public to guatu_app, guatu_all, guatu_scoped;

grant select on region, organisation, account, role_grant to guatu_app;
grant select, insert, update on session to guatu_app;
grant select, update on api_token to guatu_app;
grant select, insert, delete on sign_in_failure to guatu_app;
grant select on guatu_migration to guatu_app;
grant delete on idempotency_key to guatu_app;
grant select on idempotency_key to guatu_app;

grant select on all tables in schema public to guatu_all, guatu_scoped;
grant usage on all sequences in schema public to guatu_app, guatu_all, guatu_scoped;
grant insert on sign_in_failure to guatu_all, guatu_scoped;
grant insert, update on region, organisation, organisation_alias, organisation_boundary, account, role_grant, session, api_token to guatu_all, guatu_scoped;
grant insert on record_entry, record_chain to guatu_all, guatu_scoped;
grant update (length, head) on record_chain to guatu_all, guatu_scoped;
grant insert on idempotency_key to guatu_all, guatu_scoped;
grant insert, update, delete on light_preset, project, project_former_name, project_assignment, campaign, campaign_project, annual_plan,
  project_month, ledger_import, ledger_import_change, ledger_import_memory, progress_report, report_photo, stored_file
  to guatu_all, guatu_scoped;
grant insert on figure_correction, field_change, report_step to guatu_all, guatu_scoped;
grant insert, update on round, ranking, ranking_place, bulletin to guatu_all, guatu_scoped;

create function in_scope(path ltree) returns boolean language sql stable parallel safe as $$
  select path <@ any (string_to_array(nullif(current_setting('guatu.scope', true), ''), ',')::ltree[])
$$;

alter table project enable row level security;
create policy project_all on project to guatu_all using (true) with check (true);
create policy project_scoped on project to guatu_scoped
  using (
    org_path <@ any ((select string_to_array(nullif(current_setting('guatu.scope', true), ''), ',')::ltree[])::ltree[])
    or id in (
      select a.project_id from project_assignment a
      where a.account_id = (select nullif(current_setting('guatu.account', true), '')::integer)
    )
  );

do $$
declare child text;
begin
  foreach child in array array['annual_plan', 'project_month', 'figure_correction', 'field_change', 'project_former_name', 'campaign_project'] loop
    execute format('alter table %I enable row level security', child);
    execute format('create policy %I on %I to guatu_all using (true) with check (true)', child || '_all', child);
    execute format(
      'create policy %I on %I to guatu_scoped using (exists (select 1 from project p where p.id = %I.project_id))',
      child || '_scoped', child, child);
  end loop;
end $$;

alter table progress_report enable row level security;
create policy progress_report_all on progress_report to guatu_all using (true) with check (true);
create policy progress_report_scoped on progress_report to guatu_scoped
  using (exists (select 1 from project p where p.id = progress_report.project_id));

do $$
declare child text;
begin
  foreach child in array array['report_step', 'report_photo'] loop
    execute format('alter table %I enable row level security', child);
    execute format('create policy %I on %I to guatu_all using (true) with check (true)', child || '_all', child);
    execute format(
      'create policy %I on %I to guatu_scoped using (exists (select 1 from progress_report r where r.id = %I.report_id))',
      child || '_scoped', child, child);
  end loop;
end $$;

alter table record_entry enable row level security;
create policy record_entry_all on record_entry to guatu_all using (true) with check (true);
create policy record_entry_read on record_entry for select to guatu_scoped using (in_scope(org_path));
create policy record_entry_append on record_entry for insert to guatu_scoped with check (true);

alter table ledger_import enable row level security;
create policy ledger_import_all on ledger_import to guatu_all using (true) with check (true);
create policy ledger_import_scoped on ledger_import to guatu_scoped
  using (exists (select 1 from organisation o where o.id = ledger_import.org_id and in_scope(o.path)));

alter table stored_file enable row level security;
create policy stored_file_all on stored_file to guatu_all using (true) with check (true);
create policy stored_file_scoped on stored_file to guatu_scoped
  using (in_scope(org_path)
    or uploaded_by = (select nullif(current_setting('guatu.account', true), '')::integer)
    or exists (select 1 from report_photo rp where rp.file_id = stored_file.id));

-- Substring search under row level security: LIKE is not leakproof, so the planner would read every row before the index may be used.
-- This function returns candidates only; the policy on project filters them afterwards.
create function project_search_candidates(pattern text) returns setof integer
  language sql stable security definer set search_path = public, pg_temp rows 500 as $$
  select id from project where search_text like pattern
$$;
revoke execute on function project_search_candidates(text) from public;
grant execute on function project_search_candidates(text) to guatu_all, guatu_scoped;

-- Who answers for a project decides who sees it: the list of assignments must not be widened from within a scope. The path comes from
-- a function past the policy of project, which itself reads assignments.
create function project_path(id integer) returns ltree
  language sql stable security definer set search_path = public, pg_temp as $$
  select p.org_path from project p where p.id = project_path.id
$$;
revoke execute on function project_path(integer) from public;
grant execute on function project_path(integer) to guatu_all, guatu_scoped;
alter table project_assignment enable row level security;
create policy project_assignment_all on project_assignment to guatu_all using (true) with check (true);
create policy project_assignment_read on project_assignment for select to guatu_scoped
  using (account_id = (select nullif(current_setting('guatu.account', true), '')::integer) or in_scope(project_path(project_id)));
create policy project_assignment_insert on project_assignment for insert to guatu_scoped with check (in_scope(project_path(project_id)));
create policy project_assignment_update on project_assignment for update to guatu_scoped using (in_scope(project_path(project_id)));
create policy project_assignment_delete on project_assignment for delete to guatu_scoped using (in_scope(project_path(project_id)));

alter table ledger_import_change enable row level security;
create policy ledger_import_change_all on ledger_import_change to guatu_all using (true) with check (true);
create policy ledger_import_change_scoped on ledger_import_change to guatu_scoped
  using (exists (select 1 from ledger_import i where i.id = ledger_import_change.import_id));
