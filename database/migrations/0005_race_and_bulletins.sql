-- Ranking and bulletin: computed from a locked round, frozen when published.
create table ranking (
  id integer generated always as identity primary key,
  round_id integer not null references round (id),
  org_path ltree not null,
  scheme jsonb not null,
  totals jsonb not null,
  computed_at timestamptz not null default now(),
  published_at timestamptz not null default now(),
  published_by integer not null references account (id),
  withdrawn_at timestamptz,
  withdrawn_reason text
);
create unique index ranking_one_in_force on ranking (round_id) where withdrawn_at is null;
create index ranking_published_by on ranking (published_by);

create table ranking_place (
  ranking_id integer not null references ranking (id),
  org_id integer not null references organisation (id),
  -- null: 不参与 (zero denominator)
  place integer,
  is_tied boolean not null default false,
  score numeric(14, 4),
  inputs jsonb not null,
  primary key (ranking_id, org_id)
);
create index ranking_place_org on ranking_place (org_id);

create table bulletin (
  id integer generated always as identity primary key,
  round_id integer not null references round (id),
  org_path ltree not null,
  title text not null,
  -- issued by the office's own OA and entered afterwards: 云政办〔2026〕12号
  number text constraint bulletin_number_form check (number ~ '^[^〔]{1,12}〔\d{4}〕[1-9]\d*号$'),
  content jsonb not null,
  published_at timestamptz not null default now(),
  published_by integer not null references account (id),
  withdrawn_at timestamptz,
  withdrawn_reason text
);
create unique index bulletin_one_in_force on bulletin (round_id) where withdrawn_at is null;
create index bulletin_published_by on bulletin (published_by);
