-- Organisations change over time: renamed, moved, merged and closed on a date, with the document that says so. What belongs to a month keeps
-- the name its unit had in that month.

alter table organisation
  add column short_name text constraint organisation_short_name_present check (length(btrim(short_name)) between 1 and 40),
  add column closed_on date,
  add column merged_into_id integer references organisation (id),
  add column version integer not null default 1,
  add constraint organisation_merged_is_closed check (merged_into_id is null or closed_on is not null),
  add constraint organisation_root_stays check (parent_id is not null or closed_on is null);
create index organisation_merged_into on organisation (merged_into_id);

-- a closed unit keeps its name and code; a new one may have them again
alter table organisation drop constraint organisation_name_unique;
create unique index organisation_name_unique on organisation (parent_id, folded_name) nulls not distinct where closed_on is null;

-- What happens to a unit: planned until its date, then applied; withdrawn before that, or held up by `problem`. `target_id` is the new
-- superior unit, or the unit it is merged into.
create table organisation_change (
  id integer generated always as identity primary key,
  organisation_id integer not null references organisation (id),
  kind text not null constraint organisation_change_kind check (kind in ('renamed', 'moved', 'merged', 'closed', 'edited')),
  effective_on date not null,
  name text constraint organisation_change_name check (length(btrim(name)) between 1 and 80),
  target_id integer references organisation (id),
  document text,
  reason text not null constraint organisation_change_reason check (length(btrim(reason)) > 0),
  before jsonb,
  after jsonb,
  recorded_at timestamptz not null default now(),
  recorded_by integer references account (id),
  applied_at timestamptz,
  withdrawn_at timestamptz,
  withdrawn_by integer references account (id),
  withdrawn_reason text,
  problem text,
  constraint organisation_change_complete check (
    (kind = 'renamed') = (name is not null) and (kind in ('moved', 'merged')) = (target_id is not null)),
  constraint organisation_change_ends_once check (applied_at is null or withdrawn_at is null)
);
create index organisation_change_organisation on organisation_change (organisation_id, id);
create index organisation_change_target on organisation_change (target_id);
create index organisation_change_recorded_by on organisation_change (recorded_by);
create index organisation_change_withdrawn_by on organisation_change (withdrawn_by);
create index organisation_change_planned on organisation_change (effective_on, id) where applied_at is null and withdrawn_at is null;

-- The names of a unit one after the other; null: from its beginning, until now.
create table organisation_name (
  id integer generated always as identity primary key,
  organisation_id integer not null references organisation (id),
  name text not null,
  folded_name text not null,
  valid_from date,
  valid_to date,
  change_id integer references organisation_change (id),
  constraint organisation_name_begins_once unique nulls not distinct (organisation_id, valid_from),
  constraint organisation_name_span check (valid_to > valid_from)
);
create unique index organisation_name_present_one on organisation_name (organisation_id) where valid_to is null;
create index organisation_name_folded on organisation_name (folded_name);
create index organisation_name_change on organisation_name (change_id);
insert into organisation_name (organisation_id, name, folded_name) select id, name, folded_name from organisation;

-- A new unit's name holds from its beginning; a name set right without a date is a correction of the present one.
create function organisation_name_keep() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if tg_op = 'INSERT' then
    insert into organisation_name (organisation_id, name, folded_name) values (new.id, new.name, new.folded_name);
  else
    update organisation_name set name = new.name, folded_name = new.folded_name
    where organisation_id = new.id and valid_to is null and name <> new.name;
  end if;
  return null;
end $$;
create trigger organisation_name_keep after insert or update of name on organisation for each row execute function organisation_name_keep();

-- The last day of a month `2026-03`: the day whose names a month's figures bear.
create function month_end(month text) returns date language sql immutable parallel safe as $$
  select (to_date(month, 'YYYY-MM') + interval '1 month - 1 day')::date
$$;

-- Codes of the national standard (GB/T 2260, GB/T 10114) have 6, 9 or 12 digits and name one unit. Earlier releases did not check them:
-- what cannot be one is taken away and kept in the unit's history.
with odd as (
  select o.id, o.division_code from organisation o
  where o.division_code is not null and (o.division_code !~ '^\d{6}(\d{3}){0,2}$'
    or exists (select 1 from organisation other where other.division_code = o.division_code and other.id < o.id))
), noted as (
  insert into organisation_change (organisation_id, kind, effective_on, reason, before, after, applied_at)
  select odd.id, 'edited', current_date, '升级：区划代码格式不符或与其他单位重复，请重新填写',
    jsonb_build_object('divisionCode', odd.division_code), jsonb_build_object('divisionCode', null), now()
  from odd
)
update organisation o set division_code = null from odd where odd.id = o.id;
alter table organisation add constraint organisation_division_code_form check (division_code ~ '^\d{6}(\d{3}){0,2}$');
create unique index organisation_division_code_unique on organisation (division_code) where closed_on is null;

-- Nothing new comes to a closed unit, and a project's copy of the path agrees with the tree: whoever read the path before the unit moved
-- asks again. `for share` lets a unit be closed or moved only after those who were adding to it.
create function project_home_check() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare home record;
begin
  select o.path, o.closed_on into home from organisation o where o.id = new.org_id for share;
  if home.closed_on is not null then
    raise exception 'closed organisation' using errcode = 'check_violation', constraint = 'organisation_open';
  end if;
  if home.path <> new.org_path then
    raise exception 'the organisation has moved' using errcode = 'serialization_failure';
  end if;
  return new;
end $$;
create trigger project_home_check before insert or update of org_id, org_path on project
  for each row execute function project_home_check();

create function organisation_open_check() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare closed date;
begin
  select o.closed_on into closed from organisation o where o.id = new.organisation_id for share;
  if closed is not null then
    raise exception 'closed organisation' using errcode = 'check_violation', constraint = 'organisation_open';
  end if;
  return new;
end $$;
create trigger account_organisation_open before insert or update of organisation_id on account
  for each row execute function organisation_open_check();
create trigger role_grant_organisation_open before insert on role_grant for each row execute function organisation_open_check();

grant select on organisation_name, organisation_change to guatu_all, guatu_scoped;
grant select on organisation_name to guatu_app, guatu_doorway;
grant insert, update (name, folded_name, valid_to) on organisation_name to guatu_all, guatu_scoped;
grant insert, update (before, after, applied_at, withdrawn_at, withdrawn_by, withdrawn_reason, problem) on organisation_change
  to guatu_all, guatu_scoped;
grant update (organisation_id), delete on organisation_alias to guatu_all, guatu_scoped;
grant usage on all sequences in schema public to guatu_all, guatu_scoped;

-- names are known to everybody; what is planned for a unit, to those who answer for it
alter table organisation_name enable row level security;
create policy organisation_name_read on organisation_name for select using (true);
create policy organisation_name_all on organisation_name to guatu_all using (true) with check (true);
create policy organisation_name_insert on organisation_name for insert to guatu_scoped
  with check (in_scope(organisation_path(organisation_id)));
create policy organisation_name_update on organisation_name for update to guatu_scoped
  using (in_scope(organisation_path(organisation_id)));
alter table organisation_change enable row level security;
create policy organisation_change_all on organisation_change to guatu_all using (true) with check (true);
create policy organisation_change_scoped on organisation_change to guatu_scoped
  using (in_scope(organisation_path(organisation_id)));
