-- Something one has besides the password (RFC 6238), recovery codes, identities that another system vouches for, and sign-ins under way
-- there. What the codes are made from is sealed; only the doorway reads it.

create table second_factor (
  account_id integer primary key constraint second_factor_account references account (id),
  secret_sealed text not null,
  made_at timestamptz not null default now(),
  confirmed_at timestamptz,
  -- the time step of the last code accepted: that one and earlier ones are used up
  last_step bigint not null default 0,
  -- codes tried since, by whoever already has the password
  tries integer not null default 0,
  tries_since timestamptz,
  recovery_salt bytea
);

create table recovery_code (
  id integer generated always as identity primary key,
  account_id integer not null references second_factor (account_id) on delete cascade,
  digest bytea not null,
  used_at timestamptz,
  constraint recovery_code_once unique (account_id, digest)
);

create table external_identity (
  id integer generated always as identity primary key,
  account_id integer not null references account (id),
  issuer text not null,
  subject text not null constraint external_identity_subject check (length(subject) between 1 and 255),
  -- how the person is called there
  name text,
  linked_at timestamptz not null default now(),
  last_used_at timestamptz,
  constraint external_identity_unique unique (issuer, subject),
  constraint external_identity_one_each unique (account_id, issuer)
);

-- A way through the provider and back: ten minutes, once, in the browser that holds the secret of this digest.
create table oidc_flow (
  digest bytea primary key,
  purpose text not null constraint oidc_flow_purpose check (purpose in ('signIn', 'link', 'code')),
  account_id integer references account (id),
  state text not null,
  nonce text not null,
  verifier text not null,
  return_to text not null constraint oidc_flow_local check (return_to ~ '^/([^/\\]|$)'),
  expires_at timestamptz not null,
  constraint oidc_flow_whose check ((purpose = 'signIn') = (account_id is null))
);
create index oidc_flow_account on oidc_flow (account_id);
create index oidc_flow_expires on oidc_flow (expires_at);

-- The person showed a second factor when this session began, here or to the provider that is trusted with it.
alter table session add column second_factor_met boolean not null default false;

grant select, insert, update, delete on second_factor, recovery_code to guatu_doorway;
grant select, insert, delete on oidc_flow to guatu_doorway;
grant select, insert, delete, update (last_used_at, name) on external_identity to guatu_doorway;
grant select (account_id, confirmed_at) on second_factor to guatu_app, guatu_all, guatu_scoped;
grant delete on second_factor to guatu_all, guatu_scoped;
grant select on external_identity to guatu_all, guatu_scoped;
grant usage on all sequences in schema public to guatu_doorway;

alter table second_factor enable row level security;
create policy second_factor_all on second_factor to guatu_app, guatu_doorway, guatu_all using (true) with check (true);
create policy second_factor_scoped on second_factor to guatu_scoped using (in_scope(account_path(account_id)));
alter table external_identity enable row level security;
create policy external_identity_all on external_identity to guatu_doorway, guatu_all using (true) with check (true);
create policy external_identity_scoped on external_identity for select to guatu_scoped using (in_scope(account_path(account_id)));
