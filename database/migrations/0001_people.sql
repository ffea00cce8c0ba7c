-- People: the tree of organisations, accounts, what they may do, and who is signed in.
create extension if not exists ltree;
create extension if not exists pg_trgm;

create domain month_text as text constraint month_text_form check (value ~ '^\d{4}-(0[1-9]|1[0-2])$');
create domain wan as numeric(16, 4);

-- One row: the region this installation serves and where its figures stand.
create table region (
  id integer primary key default 1 constraint region_single check (id = 1),
  name text not null,
  issuer text not null,
  as_of_month month_text,
  is_demo boolean not null default false,
  created_at timestamptz not null default now()
);

create table organisation (
  id integer generated always as identity primary key,
  parent_id integer references organisation (id),
  kind text not null constraint organisation_kind check (kind in ('city', 'county', 'zone', 'town', 'park', 'department')),
  name text not null constraint organisation_name_present check (length(btrim(name)) between 1 and 80),
  folded_name text not null,
  division_code text,
  path ltree not null constraint organisation_path_unique unique,
  -- the office's own fixed order, used wherever organisations are listed and not ranked
  sort_order integer not null default 0,
  created_at timestamptz not null default now(),
  constraint organisation_name_unique unique nulls not distinct (parent_id, folded_name)
);
create index organisation_path_gist on organisation using gist (path);
create index organisation_parent on organisation (parent_id);
create unique index organisation_one_root on organisation ((parent_id is null)) where parent_id is null;

-- Short and earlier names under which an organisation is met in files.
create table organisation_alias (
  id integer generated always as identity primary key,
  organisation_id integer not null references organisation (id),
  alias text not null,
  folded_alias text not null constraint organisation_alias_unique unique,
  source text not null,
  created_at timestamptz not null default now()
);
create index organisation_alias_organisation on organisation_alias (organisation_id);

-- Outline of an organisation on the wall's map: rings of [longitude, latitude]. A published map needs an approval number;
-- the demonstration region's outlines are generated and say so.
create table organisation_boundary (
  organisation_id integer primary key references organisation (id),
  rings jsonb not null,
  is_generated boolean not null default false,
  source text not null
);

create table account (
  id integer generated always as identity primary key,
  username text not null constraint account_username_form check (username ~ '^[[:alnum:]_.@-]{1,40}$'),
  folded_username text not null constraint account_username_unique unique,
  display_name text not null,
  phone text,
  password_hash text,
  organisation_id integer not null references organisation (id),
  must_change_password boolean not null default false,
  disabled_at timestamptz,
  created_at timestamptz not null default now()
);
create index account_organisation on account (organisation_id);

-- A grant is a role over one organisation's subtree, for a time, with its reason.
create table role_grant (
  id integer generated always as identity primary key,
  account_id integer not null references account (id),
  role text not null constraint role_grant_role
    check (role in ('leader', 'dispatchOffice', 'reporter', 'auditor', 'administrator')),
  organisation_id integer not null references organisation (id),
  valid_from timestamptz not null default now(),
  valid_to timestamptz,
  reason text,
  granted_by integer references account (id),
  constraint role_grant_span check (valid_to is null or valid_to > valid_from)
);
create index role_grant_account on role_grant (account_id);
create index role_grant_organisation on role_grant (organisation_id);
create index role_grant_granted_by on role_grant (granted_by);

-- Only a digest of the token is kept: who reads this table cannot sign in with it.
create table session (
  token_hash bytea primary key,
  account_id integer not null references account (id),
  created_at timestamptz not null default now(),
  last_seen_at timestamptz not null default now(),
  expires_at timestamptz not null,
  revoked_at timestamptz,
  address text,
  user_agent text
);
create index session_account on session (account_id);

create table api_token (
  id integer generated always as identity primary key,
  token_hash bytea not null constraint api_token_hash_unique unique,
  account_id integer not null references account (id),
  name text not null,
  created_at timestamptz not null default now(),
  expires_at timestamptz,
  revoked_at timestamptz,
  last_used_at timestamptz
);
create index api_token_account on api_token (account_id);

create table sign_in_failure (
  id integer generated always as identity primary key,
  folded_username text not null,
  address text not null,
  at timestamptz not null default now()
);
create index sign_in_failure_recent on sign_in_failure (folded_username, address, at);
