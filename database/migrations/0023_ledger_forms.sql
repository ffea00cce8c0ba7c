-- Blank workbooks of a higher level, kept exactly as they were sent, with what goes into which column.
create table ledger_form (
  id integer generated always as identity primary key,
  name text not null constraint ledger_form_name_present check (length(btrim(name)) between 1 and 100),
  org_id integer not null references organisation (id),
  file_name text not null,
  file_sha256 bytea not null,
  workbook bytea not null,
  -- the layout without its numbers: next month's form of the same shape takes the mapping over
  shape_key text not null,
  sheets jsonb not null,
  version integer not null default 1,
  created_by integer not null references account (id),
  created_at timestamptz not null default now(),
  changed_by integer references account (id),
  changed_at timestamptz,
  retired_at timestamptz
);
create index ledger_form_org on ledger_form (org_id);
create index ledger_form_shape on ledger_form (org_id, shape_key);
create index ledger_form_created_by on ledger_form (created_by);
create index ledger_form_changed_by on ledger_form (changed_by);

grant select, insert on ledger_form to guatu_all, guatu_scoped;
grant update (name, sheets, version, changed_by, changed_at, retired_at) on ledger_form to guatu_all, guatu_scoped;
grant usage on all sequences in schema public to guatu_all, guatu_scoped;

-- A form is read by those of its organisation and below it, and from above; it is changed from its organisation and above.
alter table ledger_form enable row level security;
create policy ledger_form_all on ledger_form to guatu_all using (true) with check (true);
create policy ledger_form_read on ledger_form for select to guatu_scoped using (
  in_scope(organisation_path(org_id))
  or organisation_path(org_id) @> any ((select string_to_array(nullif(current_setting('guatu.scope', true), ''), ',')::ltree[])::ltree[])
);
create policy ledger_form_insert on ledger_form for insert to guatu_scoped with check (in_scope(organisation_path(org_id)));
create policy ledger_form_update on ledger_form for update to guatu_scoped
  using (in_scope(organisation_path(org_id))) with check (in_scope(organisation_path(org_id)));
