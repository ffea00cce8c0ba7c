-- The record: append-only and hash-chained. Several chains (one for each county, one for the region), never one global chain.
create table record_chain (
  name text primary key,
  length integer not null default 0,
  head bytea not null
);

create table record_entry (
  id integer generated always as identity primary key,
  chain text not null references record_chain (name),
  seq integer not null,
  at timestamptz not null,
  account_id integer references account (id),
  actor text not null,
  action text not null,
  subject_type text not null,
  subject_id text not null,
  org_path ltree not null,
  before jsonb,
  after jsonb,
  reason text,
  origin text not null,
  previous_hash bytea not null,
  hash bytea not null,
  constraint record_entry_place unique (chain, seq)
);
create index record_entry_subject on record_entry (subject_type, subject_id, id);
create index record_entry_account on record_entry (account_id, id);
create index record_entry_path_gist on record_entry using gist (org_path);

-- The same request sent twice is answered once: the first answer is kept and given again.
create table idempotency_key (
  account_id integer not null references account (id),
  key text not null constraint idempotency_key_length check (length(key) between 8 and 80),
  route text not null,
  request_hash bytea not null,
  status integer not null,
  answer jsonb,
  at timestamptz not null default now(),
  primary key (account_id, key)
);
create index idempotency_key_at on idempotency_key (at);
