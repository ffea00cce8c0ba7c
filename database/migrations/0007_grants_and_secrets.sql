-- Three separate administrators (GB/T 22239-2019, 8.1.5), stewards, deputies, requests for roles; secrets in tables of their own that only
-- the doorway reads.
-- guatu_doorway  a request that signs somebody in or concerns only the person's own account
-- guatu_public   a visitor who is not signed in: sees what was published, through views made for it

-- The administrator of the first release kept accounts and granted roles. Both stay possible after the upgrade, now as two roles; no new
-- grant may join them in one person again, and the list of roles names those who hold both until the office has divided them.
alter table role_grant drop constraint role_grant_role;
alter table role_grant add column made_at timestamptz not null default now();
alter table role_grant add column ended_by integer references account (id);
alter table role_grant add column end_reason text;
create index role_grant_ended_by on role_grant (ended_by);
insert into role_grant (account_id, role, organisation_id, valid_from, valid_to, reason, granted_by)
select account_id, 'securityAdministrator', organisation_id, valid_from, valid_to, '升级：原管理员分为系统管理员和安全管理员，请尽快由两人分任', granted_by
from role_grant where role = 'administrator';
update role_grant set role = 'systemAdministrator' where role = 'administrator';
alter table role_grant add constraint role_grant_role check (role in ('leader', 'dispatchOffice', 'reporter', 'steward',
  'systemAdministrator', 'securityAdministrator', 'auditor'));

-- None of the three holds another's role or works the figures, at any moment of the grant. The command line is exempt: who runs it
-- already holds the database.
create function role_grant_separate() returns trigger language plpgsql set search_path = public, pg_temp as $$
begin
  perform pg_advisory_xact_lock(7145, new.account_id);
  if exists (
    select 1 from role_grant g join account a on a.id = g.account_id
    where g.account_id = new.account_id and g.id <> new.id and g.role <> new.role and a.username <> 'console'
      and (g.role in ('systemAdministrator', 'securityAdministrator', 'auditor')
        or new.role in ('systemAdministrator', 'securityAdministrator', 'auditor'))
      and tstzrange(g.valid_from, g.valid_to) && tstzrange(new.valid_from, new.valid_to)
  ) then
    raise exception 'separate administrators' using errcode = 'check_violation', constraint = 'role_grant_separate';
  end if;
  return new;
end $$;
create trigger role_grant_separate after insert on role_grant for each row execute function role_grant_separate();

-- Whoever is on leave is stood in for: the deputy has the absent person's roles and assigned projects for that time. The roles of the
-- three administrators are not stood in for; they are granted for a time instead.
create table deputyship (
  id integer generated always as identity primary key,
  absent_id integer not null references account (id),
  deputy_id integer not null references account (id),
  valid_from timestamptz not null,
  valid_to timestamptz not null,
  reason text not null constraint deputyship_reason check (length(btrim(reason)) > 0),
  made_by integer references account (id),
  made_at timestamptz not null default now(),
  ended_by integer references account (id),
  end_reason text,
  constraint deputyship_two_people check (absent_id <> deputy_id),
  constraint deputyship_span check (valid_to > valid_from)
);
create index deputyship_absent on deputyship (absent_id);
create index deputyship_deputy on deputyship (deputy_id);
create index deputyship_made_by on deputyship (made_by);
create index deputyship_ended_by on deputyship (ended_by);

-- Who keeps accounts proposes a role; who grants roles decides.
create table grant_request (
  id integer generated always as identity primary key,
  account_id integer not null references account (id),
  role text not null constraint grant_request_role check (role in ('leader', 'dispatchOffice', 'reporter', 'steward',
    'systemAdministrator', 'securityAdministrator', 'auditor')),
  organisation_id integer not null references organisation (id),
  valid_to timestamptz,
  reason text not null constraint grant_request_reason check (length(btrim(reason)) > 0),
  requested_by integer not null references account (id),
  requested_at timestamptz not null default now(),
  decision text constraint grant_request_decision check (decision in ('granted', 'refused')),
  decided_by integer references account (id),
  decided_at timestamptz,
  decision_reason text,
  constraint grant_request_decided check ((decision is null) = (decided_at is null))
);
create index grant_request_account on grant_request (account_id);
create index grant_request_organisation on grant_request (organisation_id);
create index grant_request_requested_by on grant_request (requested_by);
create index grant_request_decided_by on grant_request (decided_by);
create index grant_request_waiting on grant_request (id) where decision is null;

-- The roles a person has at this moment, their own and those they stand in for.
create view grant_in_force with (security_invoker = true) as
select g.account_id, g.role, g.organisation_id, null::integer as deputy_for
from role_grant g where g.valid_from <= now() and (g.valid_to is null or g.valid_to > now())
union all
select d.deputy_id, g.role, g.organisation_id, d.absent_id
from deputyship d
join role_grant g on g.account_id = d.absent_id and g.valid_from <= now() and (g.valid_to is null or g.valid_to > now())
where d.valid_from <= now() and d.valid_to > now()
  and g.role not in ('systemAdministrator', 'securityAdministrator', 'auditor');

-- Passwords one after the other: the newest holds, the earlier ones may not be used again.
create table password (
  id integer generated always as identity primary key,
  account_id integer not null references account (id),
  hash text not null,
  set_at timestamptz not null default now(),
  set_by integer references account (id)
);
create index password_account on password (account_id, id desc);
create index password_set_by on password (set_by);
-- when it was set was not kept before: its age counts from the upgrade
insert into password (account_id, hash) select id, password_hash from account where password_hash is not null;
alter table account drop column password_hash;

-- A session has a number by which its owner and the security administrator name it; its secret stays a digest.
alter table session add column id integer generated always as identity constraint session_id_unique unique;

-- What a visitor may see without signing in.
create view public_region as
select r.name, r.is_demo, exists (select 1 from password) as has_people from region r;

grant usage on schema public to guatu_doorway, guatu_public;
grant select on public_region to guatu_public;

grant select on region, organisation, organisation_alias, account, role_grant, deputyship, grant_in_force, password, session, api_token,
  sign_in_failure, idempotency_key, record_chain to guatu_doorway;
grant insert, update on session, api_token to guatu_doorway;
grant insert on password, deputyship, sign_in_failure, record_entry, record_chain, idempotency_key to guatu_doorway;
grant update (ended_by, end_reason, valid_to) on deputyship to guatu_doorway;
grant update (must_change_password) on account to guatu_doorway;
grant update (length, head) on record_chain to guatu_doorway;
grant usage on all sequences in schema public to guatu_doorway;

revoke select, insert, update on session, api_token from guatu_all, guatu_scoped;
grant select (id, account_id, created_at, last_seen_at, expires_at, revoked_at, address, user_agent), update (revoked_at) on session to guatu_all, guatu_scoped;
grant insert on session to guatu_all;
grant select (id, account_id, name, created_at, expires_at, revoked_at, last_used_at), update (revoked_at) on api_token to guatu_all, guatu_scoped;
grant insert on api_token to guatu_all;
revoke select on sign_in_failure from guatu_all, guatu_scoped;
grant insert on password to guatu_all, guatu_scoped;
grant select (id, account_id, set_at, set_by) on password to guatu_all, guatu_scoped;
grant select on deputyship, grant_request, grant_in_force to guatu_all, guatu_scoped;
grant insert on deputyship, grant_request to guatu_all, guatu_scoped;
grant update (ended_by, end_reason, valid_to) on deputyship to guatu_all, guatu_scoped;
grant update (decision, decided_by, decided_at, decision_reason) on grant_request to guatu_all, guatu_scoped;
revoke update on role_grant from guatu_all, guatu_scoped;
grant update (valid_to, ended_by, end_reason) on role_grant to guatu_all, guatu_scoped;
grant usage on all sequences in schema public to guatu_all, guatu_scoped;
grant select on deputyship, grant_in_force to guatu_app;

-- Assignments count for the person and for those the person stands in for: guatu.assignees, comma separated account numbers.
alter policy project_scoped on project using (
  org_path <@ any ((select string_to_array(nullif(current_setting('guatu.scope', true), ''), ',')::ltree[])::ltree[])
  or id in (
    select a.project_id from project_assignment a
    where a.account_id = any ((select string_to_array(nullif(current_setting('guatu.assignees', true), ''), ',')::integer[])::integer[])
  )
);
alter policy project_assignment_read on project_assignment using (
  account_id = any ((select string_to_array(nullif(current_setting('guatu.assignees', true), ''), ',')::integer[])::integer[])
  or in_scope(project_path(project_id))
);
alter policy stored_file_scoped on stored_file using (
  in_scope(org_path)
  or uploaded_by = any ((select string_to_array(nullif(current_setting('guatu.assignees', true), ''), ',')::integer[])::integer[])
  or exists (select 1 from report_photo rp where rp.file_id = stored_file.id)
);

-- Names of colleagues and units are known to everybody; changing them is limited to the scope. The path of a unit is read past its policy.
create function organisation_path(id integer) returns ltree
  language sql stable security definer set search_path = public, pg_temp as $$
  select o.path from organisation o where o.id = organisation_path.id
$$;
create function account_path(id integer) returns ltree
  language sql stable security definer set search_path = public, pg_temp as $$
  select o.path from account a join organisation o on o.id = a.organisation_id where a.id = account_path.id
$$;
revoke execute on function organisation_path(integer), account_path(integer) from public;
grant execute on function organisation_path(integer), account_path(integer) to guatu_all, guatu_scoped, guatu_doorway;

alter table organisation enable row level security;
create policy organisation_read on organisation for select using (true);
create policy organisation_all on organisation to guatu_all using (true) with check (true);
create policy organisation_insert on organisation for insert to guatu_scoped with check (in_scope(path));
create policy organisation_update on organisation for update to guatu_scoped using (in_scope(path));

alter table account enable row level security;
create policy account_read on account for select using (true);
create policy account_all on account to guatu_all using (true) with check (true);
create policy account_own on account for update to guatu_doorway using (true);
create policy account_insert on account for insert to guatu_scoped with check (in_scope(organisation_path(organisation_id)));
create policy account_update on account for update to guatu_scoped using (in_scope(organisation_path(organisation_id)));

alter table role_grant enable row level security;
create policy role_grant_read on role_grant for select using (true);
create policy role_grant_all on role_grant to guatu_all using (true) with check (true);
create policy role_grant_insert on role_grant for insert to guatu_scoped with check (in_scope(organisation_path(organisation_id)));
create policy role_grant_update on role_grant for update to guatu_scoped using (in_scope(organisation_path(organisation_id)));

-- What hangs on an account is reached through the account's unit.
do $$
declare child text;
begin
  foreach child in array array['session', 'api_token', 'password', 'grant_request'] loop
    execute format('alter table %I enable row level security', child);
    execute format('create policy %I on %I to guatu_app, guatu_doorway, guatu_all using (true) with check (true)', child || '_all', child);
    execute format('create policy %I on %I to guatu_scoped using (in_scope(account_path(account_id)))', child || '_scoped', child);
  end loop;
end $$;
alter table deputyship enable row level security;
create policy deputyship_all on deputyship to guatu_app, guatu_doorway, guatu_all using (true) with check (true);
create policy deputyship_read on deputyship for select to guatu_scoped using (true);
create policy deputyship_insert on deputyship for insert to guatu_scoped with check (in_scope(account_path(absent_id)));
create policy deputyship_update on deputyship for update to guatu_scoped using (in_scope(account_path(absent_id)));

create policy record_entry_doorway on record_entry for insert to guatu_doorway with check (true);
