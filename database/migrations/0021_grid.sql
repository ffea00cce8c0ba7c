-- The grid: edits of many cells as one recorded change, saved views, the offices' own columns, and what changed a moment ago.

-- A number where the text is one, else nothing: own columns are kept as text and may hold what does not fit their kind.
create function decimal_or_null(given text) returns numeric language sql immutable parallel safe as $$
  select case when given ~ '^-?\d{1,12}(\.\d{1,8})?$' then given::numeric end
$$;
grant execute on function decimal_or_null(text) to guatu_all, guatu_scoped;

-- A column of an office's own, for the projects of its organisation and below; values stand in project.extra under the heading.
create table own_column (
  id integer generated always as identity primary key,
  heading text not null constraint own_column_heading check (length(btrim(heading)) between 1 and 40),
  kind text not null constraint own_column_kind check (kind in ('text', 'longText', 'choice', 'yesNo', 'date', 'amount', 'number')),
  choices text[] not null default '{}',
  unit text,
  org_id integer not null references organisation (id),
  org_path ltree not null,
  created_by integer references account (id),
  created_at timestamptz not null default now(),
  dropped_by integer references account (id),
  dropped_at timestamptz,
  cleared_at timestamptz,
  version integer not null default 1
);
create index own_column_org on own_column (org_id);
create index own_column_created_by on own_column (created_by);
create index own_column_dropped_by on own_column (dropped_by);

-- One meaning of a heading from the top of the tree to its leaves; beside each other two counties may use the same word.
create function own_column_heading_free() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if new.dropped_at is not null then
    return null;
  end if;
  perform pg_advisory_xact_lock(7146, hashtext(new.heading));
  if exists (select 1 from own_column c where c.heading = new.heading and c.dropped_at is null and c.id is distinct from new.id
      and (c.org_path @> new.org_path or c.org_path <@ new.org_path)) then
    raise exception 'the heading is taken' using errcode = 'unique_violation', constraint = 'own_column_heading_taken';
  end if;
  return null;
end $$;
revoke execute on function own_column_heading_free() from public;
create trigger own_column_heading_free after insert or update on own_column for each row execute function own_column_heading_free();

-- What stood in a dropped column, for thirty days: the projects themselves no longer carry it.
create table own_column_value (
  column_id integer not null references own_column (id) on delete cascade,
  project_id integer not null references project (id) on delete cascade,
  value text not null,
  primary key (column_id, project_id)
);
create index own_column_value_project on own_column_value (project_id);

create table saved_view (
  id integer generated always as identity primary key,
  name text not null constraint saved_view_name check (length(btrim(name)) between 1 and 40),
  audience text not null constraint saved_view_audience check (audience in ('mine', 'shared', 'role')),
  role text,
  org_id integer references organisation (id),
  org_path ltree,
  definition jsonb not null,
  owner_id integer not null references account (id),
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  updated_by integer references account (id),
  constraint saved_view_name_once unique (owner_id, name),
  constraint saved_view_shared check ((audience = 'mine') = (org_id is null) and (audience = 'role') = (role is not null))
);
create index saved_view_org on saved_view (org_id);
create index saved_view_updated_by on saved_view (updated_by);

-- An edit of the grid: its cells are the field changes that carry its number.
create table ledger_edit (
  id integer generated always as identity primary key,
  account_id integer not null references account (id),
  org_path ltree not null,
  at timestamptz not null,
  cells integer not null,
  projects integer not null,
  reason text,
  -- fields of own columns as they were called → the column's number
  own_columns jsonb not null default '{}',
  -- the edit this one takes back
  undoes integer references ledger_edit (id),
  undone_at timestamptz,
  undone_by integer references account (id)
);
create index ledger_edit_account on ledger_edit (account_id, id desc);
create index ledger_edit_undoes on ledger_edit (undoes);
create index ledger_edit_undone_by on ledger_edit (undone_by);
-- partial: no other writer of the history pays for it
create index field_change_grid on field_change (source_id) where source = 'grid';

grant select, insert, update on own_column, saved_view, ledger_edit to guatu_all, guatu_scoped;
grant select, insert, delete on own_column_value to guatu_all, guatu_scoped;
grant delete on saved_view to guatu_all, guatu_scoped;
grant usage on all sequences in schema public to guatu_all, guatu_scoped;

alter table own_column enable row level security;
create policy own_column_all on own_column to guatu_all using (true) with check (true);
-- headings are known to everybody, as names of units are; changing them is limited to the scope
create policy own_column_read on own_column for select to guatu_scoped using (true);
create policy own_column_insert on own_column for insert to guatu_scoped with check (in_scope(org_path));
create policy own_column_update on own_column for update to guatu_scoped using (in_scope(org_path));

alter table own_column_value enable row level security;
create policy own_column_value_all on own_column_value to guatu_all using (true) with check (true);
create policy own_column_value_scoped on own_column_value to guatu_scoped
  using (exists (select 1 from project p where p.id = own_column_value.project_id));

-- Of oneself (guatu.account), of those below, and what is shared from above.
alter table saved_view enable row level security;
create policy saved_view_all on saved_view to guatu_all using (true) with check (true);
create policy saved_view_read on saved_view for select to guatu_scoped using (
  owner_id = (select nullif(current_setting('guatu.account', true), '')::integer)
  or in_scope(account_path(owner_id)) or in_scope(org_path)
  or org_path @> any ((select string_to_array(nullif(current_setting('guatu.scope', true), ''), ',')::ltree[])::ltree[])
);
create policy saved_view_insert on saved_view for insert to guatu_scoped with check (
  (owner_id = (select nullif(current_setting('guatu.account', true), '')::integer) or in_scope(account_path(owner_id)))
  and (org_path is null or in_scope(org_path)));
create policy saved_view_update on saved_view for update to guatu_scoped using (
  owner_id = (select nullif(current_setting('guatu.account', true), '')::integer) or in_scope(account_path(owner_id)) or in_scope(org_path));
create policy saved_view_delete on saved_view for delete to guatu_scoped using (
  owner_id = (select nullif(current_setting('guatu.account', true), '')::integer) or in_scope(account_path(owner_id)) or in_scope(org_path));

alter table ledger_edit enable row level security;
create policy ledger_edit_all on ledger_edit to guatu_all using (true) with check (true);
create policy ledger_edit_scoped on ledger_edit to guatu_scoped using (
  account_id = (select nullif(current_setting('guatu.account', true), '')::integer) or in_scope(account_path(account_id)));

-- What changed a moment ago: numbers of projects and where they lie, nothing of their contents. Read by the server itself, which tells
-- each stream only what lies in its scope. One row per statement, whatever changed the projects.
create table live_event (
  id bigint generated always as identity,
  xid xid8 not null default pg_current_xact_id(),
  at timestamptz not null default now(),
  -- side by side; without numbers: more than could be named, somewhere below these paths
  project_ids integer[] not null,
  paths text[] not null,
  constraint live_event_key primary key (xid, id)
);
create index live_event_at on live_event (at);
grant select, delete on live_event to guatu_app;

-- Where the projects lie that somebody answers for: the server, which reads nothing else of projects, asks for its streams.
create function assigned_projects(accounts integer[]) returns table (id integer, path text)
  language sql stable security definer set search_path = public, pg_temp as $$
  select p.id, p.org_path::text from project_assignment a join project p on p.id = a.project_id where a.account_id = any (accounts)
$$;
revoke execute on function assigned_projects(integer[]) from public;
grant execute on function assigned_projects(integer[]) to guatu_app;

-- Without a notice of its own: one inside the transaction makes every commit wait for the one before. The server wakes its streams after
-- the commit; those of another process look every two seconds.
create function project_live() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare
  ids integer[];
  paths text[];
  told text;
begin
  -- a moved project is told to those it leaves, too
  if tg_op = 'INSERT' then
    select array_agg(n.id), array_agg(n.org_path::text) into ids, paths from (select id, org_path from changed_new limit 501) n;
  elsif tg_op = 'DELETE' then
    select array_agg(n.id), array_agg(n.org_path::text) into ids, paths from (select id, org_path from changed_old limit 501) n;
  else
    select array_agg(n.id), array_agg(n.org_path::text) into ids, paths
    from (select id, org_path from changed_new union select id, org_path from changed_old limit 501) n;
  end if;
  if ids is null then
    return null;
  end if;
  if cardinality(ids) > 500 then
    ids := '{}';
    if tg_op = 'INSERT' then
      select array_agg(distinct org_path::text) into paths from changed_new;
    elsif tg_op = 'DELETE' then
      select array_agg(distinct org_path::text) into paths from changed_old;
    else
      select array_agg(distinct b.path) into paths
      from (select org_path::text as path from changed_new union select org_path::text from changed_old) b;
    end if;
  end if;
  -- an edit touches its projects several times in one transaction
  told := pg_current_xact_id()::text || md5(ids::text || paths::text);
  if current_setting('guatu.live_told', true) is distinct from told then
    insert into live_event (project_ids, paths) values (ids, paths);
    perform set_config('guatu.live_told', told, true);
  end if;
  return null;
end $$;
revoke execute on function project_live() from public;
create trigger project_live_insert after insert on project referencing new table as changed_new
  for each statement execute function project_live();
create trigger project_live_update after update on project referencing new table as changed_new old table as changed_old
  for each statement execute function project_live();
create trigger project_live_delete after delete on project referencing old table as changed_old
  for each statement execute function project_live();
