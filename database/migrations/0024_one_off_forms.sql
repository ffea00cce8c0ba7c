-- One-off forms: an office asks the reporters of chosen projects something once, by a day. What is filled in stands in the office's own columns.
create table one_off_form (
  id integer generated always as identity primary key,
  title text not null constraint one_off_form_title check (length(btrim(title)) between 2 and 60),
  note text not null default '' constraint one_off_form_note check (length(note) <= 1000),
  org_id integer not null references organisation (id),
  due_on date not null,
  created_by integer not null references account (id),
  created_at timestamptz not null,
  closed_by integer references account (id),
  closed_at timestamptz,
  version integer not null default 1,
  constraint one_off_form_closed check ((closed_by is null) = (closed_at is null))
);
create index one_off_form_org on one_off_form (org_id);
create index one_off_form_created_by on one_off_form (created_by);
create index one_off_form_closed_by on one_off_form (closed_by);

create table one_off_form_column (
  form_id integer not null references one_off_form (id) on delete cascade,
  column_id integer not null references own_column (id),
  sort_order integer not null,
  required boolean not null default true,
  -- made for this form: only such a column goes with it
  made_here boolean not null default false,
  primary key (form_id, column_id),
  constraint one_off_form_column_order unique (form_id, sort_order)
);
create index one_off_form_column_column on one_off_form_column (column_id);

create table one_off_form_project (
  form_id integer not null references one_off_form (id) on delete cascade,
  project_id integer not null references project (id) on delete cascade,
  primary key (form_id, project_id)
);
create index one_off_form_project_project on one_off_form_project (project_id);

grant select, insert on one_off_form, one_off_form_column, one_off_form_project to guatu_all, guatu_scoped;
grant update (title, note, due_on, closed_by, closed_at, version) on one_off_form to guatu_all, guatu_scoped;
grant usage on all sequences in schema public to guatu_all, guatu_scoped;

alter table one_off_form_project enable row level security;
create policy one_off_form_project_all on one_off_form_project to guatu_all using (true) with check (true);
create policy one_off_form_project_read on one_off_form_project for select to guatu_scoped
  using (exists (select 1 from project p where p.id = one_off_form_project.project_id));

-- A form is read from its organisation and above, and by whoever has a project on it; it is kept only within the scope.
alter table one_off_form enable row level security;
create policy one_off_form_all on one_off_form to guatu_all using (true) with check (true);
create policy one_off_form_read on one_off_form for select to guatu_scoped
  using (in_scope(organisation_path(org_id)) or exists (select 1 from one_off_form_project fp where fp.form_id = one_off_form.id));
create policy one_off_form_insert on one_off_form for insert to guatu_scoped with check (in_scope(organisation_path(org_id)));
create policy one_off_form_update on one_off_form for update to guatu_scoped
  using (in_scope(organisation_path(org_id))) with check (in_scope(organisation_path(org_id)));

-- past the policy of one_off_form, which itself reads the projects
create function one_off_form_path(id integer) returns ltree
  language sql stable security definer set search_path = public, pg_temp as $$
  select o.path from one_off_form f join organisation o on o.id = f.org_id where f.id = one_off_form_path.id
$$;
revoke execute on function one_off_form_path(integer) from public;
grant execute on function one_off_form_path(integer) to guatu_all, guatu_scoped;
create policy one_off_form_project_insert on one_off_form_project for insert to guatu_scoped
  with check (in_scope(one_off_form_path(form_id)) and exists (select 1 from project p where p.id = one_off_form_project.project_id));

alter table one_off_form_column enable row level security;
create policy one_off_form_column_all on one_off_form_column to guatu_all using (true) with check (true);
create policy one_off_form_column_read on one_off_form_column for select to guatu_scoped
  using (exists (select 1 from one_off_form f where f.id = one_off_form_column.form_id));
create policy one_off_form_column_insert on one_off_form_column for insert to guatu_scoped
  with check (in_scope(one_off_form_path(form_id)));
