-- Documents from templates the office edits itself. A ready template lives in the code; what an office changes becomes versions of its own.
create table bulletin_template (
  id integer generated always as identity primary key,
  org_id integer not null references organisation (id),
  -- the ready template that this office made its own; null for one it wrote itself
  ready_code text constraint bulletin_template_ready_form check (ready_code ~ '^[a-z][a-z-]{1,40}$'),
  name text not null constraint bulletin_template_name check (length(btrim(name)) between 1 and 60),
  rhythm text not null constraint bulletin_template_rhythm check (rhythm in ('month', 'quarter', 'week')),
  confirms boolean not null,
  created_at timestamptz not null,
  created_by integer not null references account (id),
  retired_at timestamptz,
  retired_by integer references account (id),
  constraint bulletin_template_retired check ((retired_at is null) = (retired_by is null))
);
create unique index bulletin_template_ready_once on bulletin_template (org_id, ready_code) where retired_at is null;
create unique index bulletin_template_name_once on bulletin_template (org_id, name) where retired_at is null;
create index bulletin_template_created_by on bulletin_template (created_by);
create index bulletin_template_retired_by on bulletin_template (retired_by);

create table bulletin_template_version (
  template_id integer not null references bulletin_template (id),
  version integer not null constraint bulletin_template_version_counts check (version > 0),
  content jsonb not null,
  note text not null default '' constraint bulletin_template_version_note check (length(note) <= 300),
  created_at timestamptz not null,
  created_by integer not null references account (id),
  constraint bulletin_template_version_once primary key (template_id, version)
);
create index bulletin_template_version_created_by on bulletin_template_version (created_by);

-- One issue's own words: what the office changed of the template for this period, and how it explains what does not add up.
create table bulletin_draft (
  round_id integer not null references round (id),
  template_key text not null constraint bulletin_draft_key check (template_key ~ '^([a-z][a-z-]{1,40}|t[1-9]\d{0,9})$'),
  -- of the round: the office whose draft it is
  org_id integer not null references organisation (id),
  changes jsonb not null,
  version integer not null default 1,
  updated_at timestamptz not null,
  updated_by integer not null references account (id),
  primary key (round_id, template_key)
);
create index bulletin_draft_org on bulletin_draft (org_id);
create index bulletin_draft_updated_by on bulletin_draft (updated_by);

-- A ranked organisation says that its figures are right, or why not; seen_figures is the SHA-256 of those it saw.
create table figure_confirmation (
  id integer generated always as identity primary key,
  round_id integer not null references round (id),
  org_id integer not null references organisation (id),
  seen_figures text not null constraint figure_confirmation_seen_figures check (seen_figures ~ '^[0-9a-f]{64}$'),
  is_confirmed boolean not null,
  note text not null default '' constraint figure_confirmation_note check (length(note) <= 300),
  given_at timestamptz not null,
  given_by integer not null references account (id),
  constraint figure_confirmation_reason check (is_confirmed or length(btrim(note)) >= 2)
);
create index figure_confirmation_round on figure_confirmation (round_id, org_id, id);
create index figure_confirmation_org on figure_confirmation (org_id);
create index figure_confirmation_given_by on figure_confirmation (given_by);

-- one document of each template for a round, and the numbers of house forms: 第12期, 督〔2026〕5号, 〔2026〕12号
alter table bulletin add column template_key text not null default 'monthly'
  constraint bulletin_template_key check (template_key ~ '^([a-z][a-z-]{1,40}|t[1-9]\d{0,9})$');
drop index bulletin_one_in_force;
create unique index bulletin_one_in_force on bulletin (round_id, template_key) where withdrawn_at is null;
alter table bulletin drop constraint bulletin_number_form;
alter table bulletin add constraint bulletin_number_form check (number ~ '^([^〔]{0,12}〔\d{4}〕[1-9]\d*号|第[1-9]\d*期)$');

grant select, insert on bulletin_template, bulletin_template_version, bulletin_draft, figure_confirmation to guatu_all, guatu_scoped;
grant update (name, rhythm, confirms, retired_at, retired_by) on bulletin_template to guatu_all, guatu_scoped;
grant update (changes, version, updated_at, updated_by) on bulletin_draft to guatu_all, guatu_scoped;
grant usage on all sequences in schema public to guatu_all, guatu_scoped;

alter table bulletin_template enable row level security;
create policy bulletin_template_all on bulletin_template to guatu_all using (true) with check (true);
create policy bulletin_template_read on bulletin_template for select to guatu_scoped using (in_scope(organisation_path(org_id)));
create policy bulletin_template_insert on bulletin_template for insert to guatu_scoped
  with check (in_scope(organisation_path(org_id)));
create policy bulletin_template_update on bulletin_template for update to guatu_scoped
  using (in_scope(organisation_path(org_id))) with check (in_scope(organisation_path(org_id)));

alter table bulletin_template_version enable row level security;
create policy bulletin_template_version_all on bulletin_template_version to guatu_all using (true) with check (true);
create policy bulletin_template_version_read on bulletin_template_version for select to guatu_scoped
  using (exists (select 1 from bulletin_template t where t.id = bulletin_template_version.template_id));
create policy bulletin_template_version_insert on bulletin_template_version for insert to guatu_scoped
  with check (exists (select 1 from bulletin_template t where t.id = bulletin_template_version.template_id));

-- a draft is the office's own until it is published
alter table bulletin_draft enable row level security;
create policy bulletin_draft_all on bulletin_draft to guatu_all using (true) with check (true);
create policy bulletin_draft_read on bulletin_draft for select to guatu_scoped using (in_scope(organisation_path(org_id)));
create policy bulletin_draft_insert on bulletin_draft for insert to guatu_scoped with check (in_scope(organisation_path(org_id)));
create policy bulletin_draft_update on bulletin_draft for update to guatu_scoped
  using (in_scope(organisation_path(org_id))) with check (in_scope(organisation_path(org_id)));

alter table figure_confirmation enable row level security;
create policy figure_confirmation_all on figure_confirmation to guatu_all using (true) with check (true);
create policy figure_confirmation_read on figure_confirmation for select to guatu_scoped using (in_scope(organisation_path(org_id)));
create policy figure_confirmation_insert on figure_confirmation for insert to guatu_scoped
  with check (in_scope(organisation_path(org_id)));
