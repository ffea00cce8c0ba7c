-- Libraries and lists: every change of library, of priority, every suspension and withdrawal is a move on record with its approval;
-- rosters are lists with a source document whose members join and leave by date; key projects carry a check list.

-- Rules of the region: after how many days without progress a project is proposed for removal.
create table library_setting (
  id integer primary key default 1 constraint library_setting_one check (id = 1),
  stale_days integer not null default 180 constraint library_setting_stale_days check (stale_days between 30 and 1000),
  changed_by integer references account (id),
  changed_at timestamptz
);
create index library_setting_changed_by on library_setting (changed_by);
insert into library_setting default values;

-- Moves proposed together share the number of their batch.
create sequence project_move_batch as integer;
create table project_move (
  id integer generated always as identity primary key,
  batch integer not null,
  -- null while an entry is only proposed: then `proposal` holds the fields of the project to be, and `org_id` its home
  project_id integer references project (id) on delete cascade,
  org_id integer references organisation (id),
  proposal jsonb,
  kind text not null constraint project_move_kind check (kind in ('entry', 'promotion', 'demotion', 'completion', 'reopening', 'suspension',
    'resumption', 'withdrawal', 'reentry', 'priorityOn', 'priorityOff')),
  source text not null constraint project_move_source check (source in ('proposal', 'paper', 'creation', 'import', 'undo')),
  from_library text,
  to_library text not null constraint project_move_to_library check (to_library in ('reserve', 'construction', 'completed')),
  from_stage text,
  to_stage text,
  from_priority boolean not null default false,
  to_priority boolean not null default false,
  reason text not null constraint project_move_reason check (length(btrim(reason)) between 2 and 300),
  effective_on date not null,
  proposed_by integer references account (id),
  proposed_at timestamptz not null default now(),
  state text not null default 'waiting' constraint project_move_state check (state in ('waiting', 'approved', 'refused', 'retracted')),
  decided_by integer references account (id),
  decided_at timestamptz,
  document_number text,
  document_date date,
  deciding_body text,
  decision_remark text,
  retracted_at timestamptz,
  constraint project_move_subject check (project_id is not null or (kind = 'entry' and state <> 'approved' and org_id is not null and proposal is not null)),
  constraint project_move_decided check ((state in ('approved', 'refused')) = (decided_at is not null)),
  constraint project_move_refused check (state <> 'refused' or length(btrim(decision_remark)) >= 2),
  -- whoever proposes does not decide, unless the decision was made on paper and its paper is named
  constraint project_move_four_eyes check (decided_by is null or decided_by is distinct from proposed_by
    or source in ('creation', 'import', 'undo')
    or (length(btrim(document_number)) > 0 and document_date is not null and length(btrim(deciding_body)) > 0))
);
create unique index project_move_one_waiting on project_move (project_id) where state = 'waiting';
create index project_move_project on project_move (project_id, id desc);
create index project_move_org on project_move (org_id);
create index project_move_waiting on project_move (id) where state = 'waiting';
create index project_move_proposed_by on project_move (proposed_by);
create index project_move_decided_by on project_move (decided_by);

-- A list with its source: provincial key projects, central-local cooperation, upgrading projects, a white list.
create table roster (
  id integer generated always as identity primary key,
  name text not null constraint roster_name_present check (length(btrim(name)) between 1 and 60),
  kind text not null constraint roster_kind check (kind in ('key', 'cooperation', 'upgrading', 'whitelist', 'livelihood', 'other')),
  level text not null constraint roster_level check (level in ('national', 'province', 'city', 'county', 'town')),
  year integer constraint roster_year check (year between 1990 and 2100),
  -- whose office keeps the list here; the body that owns it may be far above
  org_id integer not null references organisation (id),
  owner text not null constraint roster_owner_present check (length(btrim(owner)) between 1 and 100),
  document_number text not null default '',
  document_date date,
  valid_from date not null,
  valid_to date,
  note text not null default '',
  created_by integer references account (id),
  created_at timestamptz not null default now(),
  version integer not null default 1,
  constraint roster_span check (valid_to >= valid_from)
);
create unique index roster_name_unique on roster (org_id, name, coalesce(year, 0));
create index roster_created_by on roster (created_by);

-- Nobody is deleted from a list: who left has a date and a reason.
create table roster_member (
  id integer generated always as identity primary key,
  roster_id integer not null references roster (id),
  project_id integer not null references project (id) on delete cascade,
  joined_on date not null,
  join_document text not null default '',
  batch text not null default '',
  tier text not null default '',
  added_by integer references account (id),
  added_at timestamptz not null default now(),
  left_on date,
  leave_document text not null default '',
  leave_reason text,
  removed_by integer references account (id),
  removed_at timestamptz,
  constraint roster_member_left check ((left_on is null) = (leave_reason is null)),
  constraint roster_member_leave_reason check (length(btrim(leave_reason)) >= 2),
  constraint roster_member_span check (left_on >= joined_on)
);
create unique index roster_member_once on roster_member (roster_id, project_id) where left_on is null;
create index roster_member_roster on roster_member (roster_id, id);
create index roster_member_project on roster_member (project_id);
create index roster_member_added_by on roster_member (added_by);
create index roster_member_removed_by on roster_member (removed_by);

-- The turn of the year: a project's state in the annual plan goes over once a year, and who was due and had not begun was decided upon.
create table plan_rollover (
  id integer generated always as identity primary key,
  year integer not null constraint plan_rollover_year check (year between 1990 and 2100),
  org_id integer not null references organisation (id),
  document_number text not null default '',
  reason text not null constraint plan_rollover_reason check (length(btrim(reason)) >= 2),
  made_by integer references account (id),
  made_at timestamptz not null default now()
);
create index plan_rollover_org on plan_rollover (org_id);
create index plan_rollover_made_by on plan_rollover (made_by);
create table plan_rollover_project (
  rollover_id integer not null references plan_rollover (id),
  project_id integer not null references project (id) on delete cascade,
  year integer not null,
  outcome text not null constraint plan_rollover_project_outcome check (outcome in ('continuing', 'carriedOver', 'leftOut', 'finished')),
  from_state text,
  to_state text,
  primary key (project_id, year)
);
create index plan_rollover_project_rollover on plan_rollover_project (rollover_id);

-- What has to be ticked off for a key project: approval, land, funds, construction.
create table check_item (
  id integer generated always as identity primary key,
  project_id integer not null references project (id) on delete cascade,
  kind text not null constraint check_item_kind check (kind in ('approval', 'land', 'funds', 'construction')),
  title text not null constraint check_item_title_present check (length(btrim(title)) between 1 and 60),
  owner text not null default '' constraint check_item_owner check (length(owner) <= 60),
  due_on date,
  done_on date,
  done_by integer references account (id),
  note text not null default '' constraint check_item_note check (length(note) <= 200),
  version integer not null default 1,
  constraint check_item_once unique (project_id, kind, title)
);
create index check_item_done_by on check_item (done_by);
create index check_item_due on check_item (due_on) where done_on is null;

grant select on library_setting, project_move, roster, roster_member, plan_rollover, plan_rollover_project, check_item to guatu_all, guatu_scoped;
grant update (stale_days, changed_by, changed_at) on library_setting to guatu_all;
grant insert on project_move, roster, roster_member, plan_rollover, plan_rollover_project, check_item to guatu_all, guatu_scoped;
grant update (project_id, effective_on, from_library, to_library, from_stage, to_stage, from_priority, to_priority, state, decided_by, decided_at,
  document_number, document_date, deciding_body, decision_remark, retracted_at) on project_move to guatu_all, guatu_scoped;
grant update (name, kind, level, year, owner, document_number, document_date, valid_from, valid_to, note, version) on roster to guatu_all, guatu_scoped;
grant update (batch, tier, left_on, leave_document, leave_reason, removed_by, removed_at) on roster_member to guatu_all, guatu_scoped;
grant update, delete on check_item to guatu_all, guatu_scoped;
grant usage on all sequences in schema public to guatu_all, guatu_scoped;

-- A list is read where it is kept, below, and by whoever has a project on it; kept only within the scope.
create function scope_below(path ltree) returns boolean language sql stable parallel safe as $$
  select path @> any (string_to_array(nullif(current_setting('guatu.scope', true), ''), ',')::ltree[])
$$;

do $$
declare child text;
begin
  foreach child in array array['plan_rollover_project', 'check_item'] loop
    execute format('alter table %I enable row level security', child);
    execute format('create policy %I on %I to guatu_all using (true) with check (true)', child || '_all', child);
    execute format(
      'create policy %I on %I to guatu_scoped using (exists (select 1 from project p where p.id = %I.project_id))',
      child || '_scoped', child, child);
  end loop;
end $$;

alter table project_move enable row level security;
create policy project_move_all on project_move to guatu_all using (true) with check (true);
create policy project_move_scoped on project_move to guatu_scoped
  using (case when project_id is null then in_scope(organisation_path(org_id))
    else exists (select 1 from project p where p.id = project_move.project_id) end);

alter table roster_member enable row level security;
create policy roster_member_all on roster_member to guatu_all using (true) with check (true);
create policy roster_member_read on roster_member for select to guatu_scoped
  using (exists (select 1 from project p where p.id = roster_member.project_id));

alter table roster enable row level security;
create policy roster_all on roster to guatu_all using (true) with check (true);
create policy roster_read on roster for select to guatu_scoped
  using (in_scope(organisation_path(org_id)) or scope_below(organisation_path(org_id))
    or exists (select 1 from roster_member m where m.roster_id = roster.id));
create policy roster_insert on roster for insert to guatu_scoped with check (in_scope(organisation_path(org_id)));
create policy roster_update on roster for update to guatu_scoped using (in_scope(organisation_path(org_id)));

-- past the policy of roster, which itself reads members
create function roster_path(id integer) returns ltree
  language sql stable security definer set search_path = public, pg_temp as $$
  select o.path from roster r join organisation o on o.id = r.org_id where r.id = roster_path.id
$$;
revoke execute on function roster_path(integer) from public;
grant execute on function roster_path(integer) to guatu_all, guatu_scoped;
create policy roster_member_insert on roster_member for insert to guatu_scoped
  with check (in_scope(roster_path(roster_id)) and exists (select 1 from project p where p.id = roster_member.project_id));
create policy roster_member_update on roster_member for update to guatu_scoped
  using (in_scope(roster_path(roster_id)) and exists (select 1 from project p where p.id = roster_member.project_id));

alter table plan_rollover enable row level security;
create policy plan_rollover_all on plan_rollover to guatu_all using (true) with check (true);
create policy plan_rollover_read on plan_rollover for select to guatu_scoped
  using (in_scope(organisation_path(org_id)) or scope_below(organisation_path(org_id)));
create policy plan_rollover_insert on plan_rollover for insert to guatu_scoped with check (in_scope(organisation_path(org_id)));
