-- Signing in: what the security administrator has set, browsers that signed in before, and failures counted apart for them.

-- Versions one after the other: the newest holds, the earlier ones say what held before, who changed it and why. Nobody alters a version.
create table security_setting (
  id integer generated always as identity primary key,
  settings jsonb not null constraint security_setting_object check (jsonb_typeof(settings) = 'object'),
  reason text not null constraint security_setting_reason check (length(btrim(reason)) > 0),
  made_by integer references account (id),
  made_at timestamptz not null default now()
);
create index security_setting_made_by on security_setting (made_by);
grant select on security_setting to guatu_app, guatu_doorway, guatu_all, guatu_scoped;
grant insert on security_setting to guatu_all;

-- A browser from which an account has signed in: it keeps a secret of which only the digest is here. Failures of strangers do not count
-- against it (OWASP, device cookies).
create table trusted_device (
  id integer generated always as identity primary key,
  digest bytea not null,
  account_id integer not null references account (id),
  created_at timestamptz not null default now(),
  last_used_at timestamptz not null default now(),
  constraint trusted_device_once unique (account_id, digest)
);
alter table trusted_device enable row level security;
create policy trusted_device_all on trusted_device to guatu_app, guatu_doorway, guatu_all using (true) with check (true);
create policy trusted_device_scoped on trusted_device to guatu_scoped using (in_scope(account_path(account_id)));
grant select, insert on trusted_device to guatu_doorway, guatu_all;
grant update (last_used_at) on trusted_device to guatu_doorway, guatu_all;
-- without the digests, for whoever looks after accounts within a scope
grant select (id, account_id, created_at, last_used_at) on trusted_device to guatu_scoped;
grant select (id, last_used_at), delete on trusted_device to guatu_app;

-- Of a failure: whether it came from a known browser, or from an address the account has signed in from.
alter table sign_in_failure add column device_id integer references trusted_device (id) on delete cascade;
alter table sign_in_failure add column is_stranger boolean not null default true;
create index sign_in_failure_device on sign_in_failure (device_id);
create index sign_in_failure_strangers on sign_in_failure (folded_username, at) where is_stranger;

-- How old a password is decides whether it is due; a hash of older parameters is renewed when its owner signs in.
grant select (id, account_id, set_at) on password to guatu_app;
grant update (hash) on password to guatu_doorway;

create index session_started on session (account_id, created_at desc);
