-- Dispatch: rounds of reporting, one progress report for each project in a round, its review, and the photographs.
create table round (
  id integer generated always as identity primary key,
  kind text not null constraint round_kind check (kind in ('month', 'week')),
  month month_text not null,
  -- the ISO week of a weekly round, 2026-W47
  week text constraint round_week_form check (week ~ '^\d{4}-W\d{2}$'),
  title text not null constraint round_title_present check (length(btrim(title)) between 1 and 120),
  org_id integer not null references organisation (id),
  org_path ltree not null,
  cutoff_on date not null,
  deadline timestamptz not null,
  is_estimate boolean not null default false,
  opened_at timestamptz not null default now(),
  opened_by integer not null references account (id),
  locked_at timestamptz,
  locked_by integer references account (id),
  constraint round_week_with_kind check ((kind = 'week') = (week is not null)),
  constraint round_lock_named check ((locked_at is null) = (locked_by is null))
);
create index round_month on round (month desc, id desc);
create index round_org on round (org_id);
create index round_opened_by on round (opened_by);
create index round_locked_by on round (locked_by);

create table progress_report (
  id integer generated always as identity primary key,
  round_id integer not null references round (id),
  project_id integer not null references project (id) on delete cascade,
  org_path ltree not null,
  state text not null default 'draft' constraint progress_report_state
    check (state in ('draft', 'submitted', 'returned', 'accepted', 'locked')),
  -- false until somebody has saved something: an untouched report is 未报
  is_started boolean not null default false,
  completed_current wan,
  completed_ytd wan,
  physical_progress numeric(5, 2) constraint progress_report_physical check (physical_progress between 0 and 100),
  progress_text text,
  problems text,
  next_step text,
  -- checks that spoke when it was submitted, with the reporter's explanation
  findings jsonb not null default '[]',
  explanation text,
  is_late boolean not null default false,
  filled_for text,
  version integer not null default 1,
  submitted_at timestamptz,
  submitted_by integer references account (id),
  reviewed_at timestamptz,
  reviewed_by integer references account (id),
  updated_at timestamptz not null default now(),
  constraint progress_report_once unique (round_id, project_id),
  constraint progress_report_figures check (state in ('draft', 'returned', 'locked') or completed_ytd is not null)
);
create index progress_report_project on progress_report (project_id, round_id);
create index progress_report_state_in_round on progress_report (round_id, state);
create index progress_report_path_gist on progress_report using gist (org_path);
create index progress_report_submitted_by on progress_report (submitted_by);
create index progress_report_reviewed_by on progress_report (reviewed_by);

-- Each step of a report's life: who, when, why.
create table report_step (
  id integer generated always as identity primary key,
  report_id integer not null references progress_report (id) on delete cascade,
  step text not null constraint report_step_kind check (step in ('submitted', 'returned', 'accepted', 'locked', 'withdrawn')),
  reason text,
  figures jsonb,
  at timestamptz not null default now(),
  account_id integer references account (id),
  actor text not null,
  constraint report_step_reason check (step <> 'returned' or length(btrim(reason)) >= 2)
);
create index report_step_report on report_step (report_id, id);
create index report_step_at on report_step (at desc);
create index report_step_account on report_step (account_id);

create table stored_file (
  id integer generated always as identity primary key,
  sha256 bytea not null,
  name text not null,
  media_type text not null,
  size integer not null constraint stored_file_size check (size between 1 and 20971520),
  bytes bytea not null,
  org_path ltree not null,
  uploaded_at timestamptz not null default now(),
  uploaded_by integer not null references account (id)
);
create index stored_file_uploaded_by on stored_file (uploaded_by);

create table report_photo (
  report_id integer not null references progress_report (id) on delete cascade,
  file_id integer not null references stored_file (id),
  sort_order integer not null default 0,
  primary key (report_id, file_id)
);
create index report_photo_file on report_photo (file_id);
