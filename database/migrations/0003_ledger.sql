-- The ledger: projects, their annual plans and monthly figures, and the history of every field.
-- Money is numeric 万元 with four decimals. What stands here is 调度口径, never 固定资产投资.

create table light_preset (
  id integer generated always as identity primary key,
  name text not null,
  version integer not null,
  rules jsonb not null,
  source text not null,
  valid_from date not null,
  is_current boolean not null default false,
  created_at timestamptz not null default now(),
  constraint light_preset_version unique (name, version)
);
create unique index light_preset_one_current on light_preset (is_current) where is_current;

create table project (
  id integer generated always as identity primary key,
  code text constraint project_code_unique unique,
  name text not null constraint project_name_present check (length(btrim(name)) between 1 and 300),
  folded_name text not null,
  folded_owner text not null default '',
  -- the one home organisation, for scope and totals; the path is kept beside it for row level security
  org_id integer not null references organisation (id),
  org_path ltree not null,
  county_id integer references organisation (id),
  park_id integer references organisation (id),
  owner text,
  site text,
  longitude numeric(9, 6) constraint project_longitude check (longitude between -180 and 180),
  latitude numeric(9, 6) constraint project_latitude check (latitude between -90 and 90),
  industry text,
  field text,
  construction_nature text constraint project_construction_nature
    check (construction_nature in ('newBuild', 'expansion', 'reconstruction', 'technicalUpgrade', 'relocation', 'restoration')),
  plan_state text constraint project_plan_state check (plan_state in ('new', 'continuing')),
  approval_kind text,
  fund_kind text,
  library text not null default 'construction' constraint project_library check (library in ('reserve', 'construction', 'completed')),
  is_priority boolean not null default false,
  tier integer constraint project_tier check (tier in (1, 2)),
  stage text constraint project_stage check (stage in
    ('planning', 'signed', 'preparation', 'started', 'underConstruction', 'completed', 'inProduction', 'atCapacity', 'returnsAchieved',
     'suspended', 'withdrawn')),
  scale text,
  total_investment wan constraint project_total_investment_sign check (total_investment >= 0),
  total_investment_basis text,
  -- dates as precise as they were written: 2024, 2024-03 or 2024-03-28
  start_date text constraint project_start_date_form check (start_date ~ '^\d{4}(-\d{2}(-\d{2})?)?$'),
  planned_start text constraint project_planned_start_form check (planned_start ~ '^\d{4}(-\d{2}(-\d{2})?)?$'),
  finish_date text constraint project_finish_date_form check (finish_date ~ '^\d{4}(-\d{2}(-\d{2})?)?$'),
  responsible_org text,
  lead_org text,
  competent_org text,
  sponsor text,
  steward text,
  contact text,
  annual_content text,
  progress_text text,
  problems text,
  next_step text,
  remark text,
  statistical_entry text,
  funds_in_place wan,
  completed_to_last_year_end wan,
  completed_since_start wan,
  -- columns of the office's own that no field stands for: heading → text
  extra jsonb not null default '{}',
  -- the standing: what lists and roll-ups read. Computed by rules/standing.ts whenever a figure, a plan or the as-of month changes
  standing_month month_text,
  annual_plan wan,
  completed_current wan,
  completed_ytd wan,
  completion_rate numeric(14, 4),
  pace numeric(14, 4),
  light text not null default 'grey' constraint project_light check (light in ('green', 'yellow', 'red', 'grey')),
  light_reason jsonb not null default '{}',
  completion_key numeric(14, 4) generated always as (coalesce(completion_rate, -1000000)) stored,
  total_key numeric(16, 4) generated always as (coalesce(total_investment, -1)) stored,
  search_text text not null default '',
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint project_identity unique (county_id, folded_name, folded_owner)
);
create index project_org on project (org_id);
create index project_park on project (park_id);
create index project_path_gist on project using gist (org_path);
create index project_by_completion on project (completion_key desc, id desc);
create index project_by_county_completion on project (county_id, stage, light, completion_key desc, id desc);
create index project_by_total on project (total_key desc, id desc);
create index project_by_name on project (folded_name, id);
create index project_by_updated on project (updated_at desc, id desc);
create index project_search_trgm on project using gin (search_text gin_trgm_ops);

create table project_former_name (
  id integer generated always as identity primary key,
  project_id integer not null references project (id) on delete cascade,
  name text not null,
  folded_name text not null,
  until timestamptz not null default now()
);
create index project_former_name_project on project_former_name (project_id);
create index project_former_name_folded on project_former_name (folded_name);

create table project_assignment (
  project_id integer not null references project (id) on delete cascade,
  account_id integer not null references account (id),
  assigned_at timestamptz not null default now(),
  assigned_by integer references account (id),
  primary key (project_id, account_id)
);
create index project_assignment_account on project_assignment (account_id);
create index project_assignment_assigned_by on project_assignment (assigned_by);

create table campaign (
  id integer generated always as identity primary key,
  name text not null constraint campaign_name_unique unique,
  starts_on date not null,
  ends_on date not null,
  sort_order integer not null default 0,
  constraint campaign_span check (ends_on >= starts_on)
);
create table campaign_project (
  campaign_id integer not null references campaign (id),
  project_id integer not null references project (id) on delete cascade,
  primary key (campaign_id, project_id)
);
create index campaign_project_project on campaign_project (project_id);

-- The annual plan is issued once and kept for ever; an adjustment stands beside it.
create table annual_plan (
  project_id integer not null references project (id) on delete cascade,
  year integer not null constraint annual_plan_year check (year between 1990 and 2100),
  initial_amount wan not null constraint annual_plan_initial_sign check (initial_amount >= 0),
  adjusted_amount wan constraint annual_plan_adjusted_sign check (adjusted_amount >= 0),
  adjusted_reason text,
  primary key (project_id, year)
);

create table project_month (
  project_id integer not null references project (id) on delete cascade,
  month month_text not null,
  planned_current wan,
  reported_current wan,
  -- 核增 / 核减 posted after locking
  correction wan not null default 0,
  completed_ytd wan,
  physical_progress numeric(5, 2) constraint project_month_physical check (physical_progress between 0 and 100),
  light text constraint project_month_light check (light in ('green', 'yellow', 'red', 'grey')),
  source text not null constraint project_month_source check (source in ('report', 'import', 'entry', 'demo')),
  updated_at timestamptz not null default now(),
  primary key (project_id, month)
);

create table figure_correction (
  id integer generated always as identity primary key,
  project_id integer not null references project (id) on delete cascade,
  month month_text not null,
  delta wan not null constraint figure_correction_delta check (delta <> 0),
  reason text not null constraint figure_correction_reason check (length(btrim(reason)) >= 2),
  approver text not null constraint figure_correction_approver check (length(btrim(approver)) >= 1),
  posted_at timestamptz not null default now(),
  posted_by integer not null references account (id)
);
create index figure_correction_project on figure_correction (project_id, month);
create index figure_correction_posted_by on figure_correction (posted_by);

create table field_change (
  id integer generated always as identity primary key,
  project_id integer not null references project (id) on delete cascade,
  field text not null,
  old text,
  new text,
  at timestamptz not null default now(),
  account_id integer references account (id),
  actor text not null,
  source text not null,
  source_id text
);
create index field_change_project on field_change (project_id, id desc);
create index field_change_at on field_change (at desc);
create index field_change_account on field_change (account_id);

-- Roll-ups kept by change at the lowest organisation, summed when read: one shared row for a city would make writers wait for each other.
create table project_rollup (
  org_id integer not null references organisation (id),
  county_id integer not null default 0,
  park_id integer not null default 0,
  library text not null,
  is_priority boolean not null,
  stage text not null,
  light text not null,
  plan_state text not null,
  standing_year integer not null,
  projects integer not null default 0,
  total_investment numeric not null default 0,
  annual_plan numeric not null default 0,
  completed_current numeric not null default 0,
  completed_ytd numeric not null default 0,
  pace_amount numeric not null default 0,
  primary key (org_id, county_id, park_id, library, is_priority, stage, light, plan_state, standing_year)
);

create function project_rollup_apply() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if tg_op = 'INSERT' then
    insert into project_rollup as kept
    select org_id, coalesce(county_id, 0), coalesce(park_id, 0), library, is_priority, coalesce(stage, ''), light, coalesce(plan_state, ''),
      coalesce(left(standing_month, 4)::integer, 0), count(*), sum(coalesce(total_investment, 0)), sum(coalesce(annual_plan, 0)),
      sum(coalesce(completed_current, 0)), sum(coalesce(completed_ytd, 0)), sum(coalesce(annual_plan * pace / 100, 0))
    from changed_new group by 1, 2, 3, 4, 5, 6, 7, 8, 9 order by 1, 2, 3, 4, 5, 6, 7, 8, 9
    on conflict (org_id, county_id, park_id, library, is_priority, stage, light, plan_state, standing_year) do update set
      projects = kept.projects + excluded.projects, total_investment = kept.total_investment + excluded.total_investment,
      annual_plan = kept.annual_plan + excluded.annual_plan, completed_current = kept.completed_current + excluded.completed_current,
      completed_ytd = kept.completed_ytd + excluded.completed_ytd, pace_amount = kept.pace_amount + excluded.pace_amount;
  elsif tg_op = 'DELETE' then
    insert into project_rollup as kept
    select org_id, coalesce(county_id, 0), coalesce(park_id, 0), library, is_priority, coalesce(stage, ''), light, coalesce(plan_state, ''),
      coalesce(left(standing_month, 4)::integer, 0), -count(*), -sum(coalesce(total_investment, 0)), -sum(coalesce(annual_plan, 0)),
      -sum(coalesce(completed_current, 0)), -sum(coalesce(completed_ytd, 0)), -sum(coalesce(annual_plan * pace / 100, 0))
    from changed_old group by 1, 2, 3, 4, 5, 6, 7, 8, 9 order by 1, 2, 3, 4, 5, 6, 7, 8, 9
    on conflict (org_id, county_id, park_id, library, is_priority, stage, light, plan_state, standing_year) do update set
      projects = kept.projects + excluded.projects, total_investment = kept.total_investment + excluded.total_investment,
      annual_plan = kept.annual_plan + excluded.annual_plan, completed_current = kept.completed_current + excluded.completed_current,
      completed_ytd = kept.completed_ytd + excluded.completed_ytd, pace_amount = kept.pace_amount + excluded.pace_amount;
  else
    insert into project_rollup as kept
    select org_id, coalesce(county_id, 0), coalesce(park_id, 0), library, is_priority, coalesce(stage, ''), light, coalesce(plan_state, ''),
      coalesce(left(standing_month, 4)::integer, 0), sum(weight), sum(weight * coalesce(total_investment, 0)),
      sum(weight * coalesce(annual_plan, 0)), sum(weight * coalesce(completed_current, 0)), sum(weight * coalesce(completed_ytd, 0)),
      sum(weight * coalesce(annual_plan * pace / 100, 0))
    from (
      select 1 as weight, org_id, county_id, park_id, library, is_priority, stage, light, plan_state, standing_month, total_investment,
        annual_plan, completed_current, completed_ytd, pace from changed_new
      union all
      select -1, org_id, county_id, park_id, library, is_priority, stage, light, plan_state, standing_month, total_investment,
        annual_plan, completed_current, completed_ytd, pace from changed_old
    ) as both_sides
    group by 1, 2, 3, 4, 5, 6, 7, 8, 9
    having sum(weight) <> 0 or sum(weight * coalesce(total_investment, 0)) <> 0 or sum(weight * coalesce(annual_plan, 0)) <> 0
      or sum(weight * coalesce(completed_current, 0)) <> 0 or sum(weight * coalesce(completed_ytd, 0)) <> 0
      or sum(weight * coalesce(annual_plan * pace / 100, 0)) <> 0
    order by 1, 2, 3, 4, 5, 6, 7, 8, 9
    on conflict (org_id, county_id, park_id, library, is_priority, stage, light, plan_state, standing_year) do update set
      projects = kept.projects + excluded.projects, total_investment = kept.total_investment + excluded.total_investment,
      annual_plan = kept.annual_plan + excluded.annual_plan, completed_current = kept.completed_current + excluded.completed_current,
      completed_ytd = kept.completed_ytd + excluded.completed_ytd, pace_amount = kept.pace_amount + excluded.pace_amount;
  end if;
  return null;
end $$;
create trigger project_rollup_insert after insert on project referencing new table as changed_new
  for each statement execute function project_rollup_apply();
create trigger project_rollup_update after update on project referencing new table as changed_new old table as changed_old
  for each statement execute function project_rollup_apply();
create trigger project_rollup_delete after delete on project referencing old table as changed_old
  for each statement execute function project_rollup_apply();

-- An import: one transaction, one record entry, one undo.
create table ledger_import (
  id integer generated always as identity primary key,
  file_name text not null,
  file_sha256 bytea not null,
  org_id integer not null references organisation (id),
  state text not null default 'preview' constraint ledger_import_state check (state in ('preview', 'written', 'undone', 'discarded')),
  shape_key text not null,
  -- kept until discarded: answers are applied by reading it again
  workbook bytea,
  answers jsonb not null default '{}',
  summary jsonb,
  created_at timestamptz not null default now(),
  created_by integer not null references account (id),
  written_at timestamptz,
  undone_at timestamptz,
  undone_by integer references account (id)
);
create index ledger_import_created_by on ledger_import (created_by, id desc);
create index ledger_import_undone_by on ledger_import (undone_by);
create index ledger_import_org on ledger_import (org_id);

-- What an import did to each project, enough to undo it.
create table ledger_import_change (
  id integer generated always as identity primary key,
  import_id integer not null references ledger_import (id) on delete cascade,
  project_id integer not null,
  kind text not null constraint ledger_import_change_kind check (kind in ('added', 'changed')),
  before jsonb,
  after jsonb not null,
  version_after integer not null
);
create index ledger_import_change_import on ledger_import_change (import_id);
create index ledger_import_change_project on ledger_import_change (project_id);

-- Corrections a user made to what was understood, remembered for the next file of the same shape.
create table ledger_import_memory (
  org_id integer not null references organisation (id),
  shape_key text not null,
  answers jsonb not null,
  updated_at timestamptz not null default now(),
  primary key (org_id, shape_key)
);
