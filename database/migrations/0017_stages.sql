-- Stages and cohorts. A project's stage line: when each stage was reached, with what evidence, recorded by whom. Entries are added and
-- never changed: a correction is a new entry that supersedes, a withdrawal too.
create table stage_step (
  id integer generated always as identity primary key,
  project_id integer not null references project (id) on delete cascade,
  stage text not null constraint stage_step_stage check (stage in
    ('planning', 'signed', 'preparation', 'started', 'underConstruction', 'completed', 'inProduction', 'atCapacity', 'returnsAchieved',
     'suspended', 'withdrawn')),
  -- as precise as it is known: 2024, 2024-03 or 2024-03-28
  reached_on text not null constraint stage_step_reached_form check (reached_on ~ '^\d{4}(-\d{2}(-\d{2})?)?$'),
  -- the last day of that, but not after the day it was recorded: by this day the stage had been reached
  reached_by date not null,
  -- what began: a start is the first permanent excavation or pile, and nothing else
  start_works text constraint stage_step_start_works check (start_works in ('excavation', 'pile')),
  document text constraint stage_step_document_length check (length(document) <= 200),
  note text constraint stage_step_note_length check (length(note) <= 1000),
  witness text constraint stage_step_witness_length check (length(witness) <= 100),
  supersedes integer constraint stage_step_superseded_once unique references stage_step (id),
  is_withdrawn boolean not null default false,
  reason text,
  -- where the project stood before this entry moved it, so that withdrawing leads back
  has_moved boolean not null default false,
  stage_before text,
  start_before text,
  recorded_at timestamptz not null default now(),
  recorded_by integer not null references account (id),
  constraint stage_step_start check (stage <> 'started' or start_works is not null),
  constraint stage_step_reason check (supersedes is null or length(btrim(reason)) >= 2),
  constraint stage_step_withdraws check (not is_withdrawn or supersedes is not null)
);
create index stage_step_project on stage_step (project_id, id);
create index stage_step_reached on stage_step (stage, reached_by);
create index stage_step_recorded_by on stage_step (recorded_by);

-- What the overview and the rates read of field_change: stages that came through edits, imports and reports.
create index field_change_stage on field_change (project_id, id) where field = 'stage';

-- 三个一批: one round (期), followed as a cohort. What its batches are called and by when they move on is the round's own.
create table cohort (
  id integer generated always as identity primary key,
  org_id integer not null references organisation (id),
  number integer not null constraint cohort_number check (number between 1 and 999),
  name text not null default '' constraint cohort_name_length check (length(name) <= 60),
  starts_on date not null,
  ends_on date not null,
  signed_label text not null default '签约' constraint cohort_signed_label check (length(btrim(signed_label)) between 1 and 20),
  started_label text not null default '开工' constraint cohort_started_label check (length(btrim(started_label)) between 1 and 20),
  producing_label text not null default '投产' constraint cohort_producing_label check (length(btrim(producing_label)) between 1 and 20),
  -- by when a batch moves on, counted from the day a project joined it; null: it is not due to move on
  signed_within integer constraint cohort_signed_within check (signed_within between 1 and 3650),
  signed_unit text not null default 'days' constraint cohort_signed_unit check (signed_unit in ('days', 'months')),
  started_within integer constraint cohort_started_within check (started_within between 1 and 3650),
  started_unit text not null default 'months' constraint cohort_started_unit check (started_unit in ('days', 'months')),
  producing_within integer constraint cohort_producing_within check (producing_within between 1 and 3650),
  producing_unit text not null default 'months' constraint cohort_producing_unit check (producing_unit in ('days', 'months')),
  warn_days integer not null default 30 constraint cohort_warn_days check (warn_days between 0 and 366),
  document text constraint cohort_document_length check (length(document) <= 200),
  version integer not null default 1,
  created_at timestamptz not null default now(),
  created_by integer not null references account (id),
  constraint cohort_number_unique unique (org_id, number),
  constraint cohort_span check (ends_on >= starts_on)
);
create index cohort_created_by on cohort (created_by);

create table cohort_member (
  id integer generated always as identity primary key,
  cohort_id integer not null references cohort (id),
  project_id integer not null references project (id) on delete cascade,
  batch text not null constraint cohort_member_batch check (batch in ('signed', 'started', 'inProduction')),
  joined_on date not null,
  -- who leaves a round stays in it up to that day
  left_on date,
  left_reason text,
  added_at timestamptz not null default now(),
  added_by integer not null references account (id),
  constraint cohort_member_left check ((left_on is null) = (left_reason is null)),
  constraint cohort_member_left_reason check (length(btrim(left_reason)) >= 2),
  constraint cohort_member_span check (left_on >= joined_on)
);
create unique index cohort_member_once on cohort_member (cohort_id, project_id) where left_on is null;
create index cohort_member_cohort on cohort_member (cohort_id);
create index cohort_member_project on cohort_member (project_id);
create index cohort_member_added_by on cohort_member (added_by);

-- What must be in hand before a project may start; the list is data, an item no longer asked for is retired and not deleted.
create table preparation_item (
  code text primary key constraint preparation_item_code_form check (code ~ '^[a-z][a-zA-Z0-9]{0,39}$'),
  label text not null constraint preparation_item_label_unique unique
    constraint preparation_item_label_present check (length(btrim(label)) between 1 and 20),
  sort_order integer not null default 0,
  is_retired boolean not null default false
);
insert into preparation_item (code, label, sort_order) values
  ('filing', '立项备案', 10), ('land', '用地', 20), ('planningPermit', '规划许可', 30), ('environment', '环评', 40), ('design', '设计', 50),
  ('tender', '招标', 60), ('buildingPermit', '施工许可', 70), ('contractor', '施工单位', 80), ('machinery', '机械进场', 90);

create table project_preparation (
  project_id integer not null references project (id) on delete cascade,
  item text not null references preparation_item (code),
  done_on date,
  planned_on date,
  document text constraint project_preparation_document_length check (length(document) <= 200),
  note text constraint project_preparation_note_length check (length(note) <= 300),
  recorded_at timestamptz not null default now(),
  recorded_by integer not null references account (id),
  primary key (project_id, item)
);
create index project_preparation_item on project_preparation (item);
create index project_preparation_recorded_by on project_preparation (recorded_by);

-- 集中开工: an event on a day, at a main venue and others.
create table joint_start (
  id integer generated always as identity primary key,
  org_id integer not null references organisation (id),
  name text not null constraint joint_start_name_present check (length(btrim(name)) between 1 and 100),
  held_on date not null,
  main_venue text not null constraint joint_start_main_venue check (length(btrim(main_venue)) between 1 and 100),
  sub_venues text[] not null default '{}' constraint joint_start_sub_venues check (cardinality(sub_venues) <= 40),
  document text constraint joint_start_document_length check (length(document) <= 200),
  -- codes of the preparation items that a project of this event must have in hand
  required_items text[] not null,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  created_by integer not null references account (id),
  constraint joint_start_name_unique unique (org_id, name)
);
create index joint_start_created_by on joint_start (created_by);

create table joint_start_project (
  id integer generated always as identity primary key,
  joint_start_id integer not null references joint_start (id),
  project_id integer not null references project (id) on delete cascade,
  -- null: the main venue
  venue text constraint joint_start_project_venue check (length(btrim(venue)) between 1 and 100),
  -- as they stood when it was put on the list: what was announced does not change afterwards
  total_investment wan,
  annual_plan wan,
  -- what was missing when it was put on the list, and why it was all the same
  missing_items text[] not null default '{}',
  override_reason text,
  listed_at timestamptz not null default now(),
  listed_by integer not null references account (id),
  removed_at timestamptz,
  removed_by integer references account (id),
  removed_reason text,
  constraint joint_start_project_override check (cardinality(missing_items) = 0 or length(btrim(override_reason)) >= 2),
  constraint joint_start_project_removed check ((removed_at is null) = (removed_reason is null))
);
create unique index joint_start_project_once on joint_start_project (joint_start_id, project_id) where removed_at is null;
create index joint_start_project_event on joint_start_project (joint_start_id);
create index joint_start_project_project on joint_start_project (project_id);
create index joint_start_project_listed_by on joint_start_project (listed_by);
create index joint_start_project_removed_by on joint_start_project (removed_by);

grant select on stage_step, cohort, cohort_member, preparation_item, project_preparation, joint_start, joint_start_project
  to guatu_all, guatu_scoped;
grant insert on stage_step to guatu_all, guatu_scoped;
grant insert, update on cohort, joint_start, project_preparation to guatu_all, guatu_scoped;
grant insert, update on preparation_item to guatu_all;
grant insert on cohort_member, joint_start_project to guatu_all, guatu_scoped;
grant update (left_on, left_reason) on cohort_member to guatu_all, guatu_scoped;
grant update (removed_at, removed_by, removed_reason) on joint_start_project to guatu_all, guatu_scoped;
grant usage on all sequences in schema public to guatu_all, guatu_scoped;

-- Rounds and events are known to everybody they concern; what is in them is limited by project, and only their own unit changes them.
create trigger cohort_in_scope before insert or update or delete on cohort for each row execute function write_in_scope('org_id');
create trigger joint_start_in_scope before insert or update or delete on joint_start
  for each row execute function write_in_scope('org_id');

do $$
declare child text;
begin
  foreach child in array array['stage_step', 'cohort_member', 'project_preparation', 'joint_start_project'] loop
    execute format('alter table %I enable row level security', child);
    execute format('create policy %I on %I to guatu_all using (true) with check (true)', child || '_all', child);
    execute format(
      'create policy %I on %I to guatu_scoped using (exists (select 1 from project p where p.id = %I.project_id))',
      child || '_scoped', child, child);
  end loop;
end $$;
