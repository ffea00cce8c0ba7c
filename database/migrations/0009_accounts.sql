-- Accounts that end by themselves, what finds a person, when somebody last signed in; deputies that cannot undo the separation of the
-- administrators; accounts from a workbook.
alter table account add column expires_at timestamptz;
-- name, user name, telephone and pinyin initials, folded; null until the application has computed it
alter table account add column search_text text;
alter table account add column last_sign_in_at timestamptz;
update account set last_sign_in_at = (select max(s.created_at) from session s where s.account_id = account.id);
create index account_place on account (organisation_id, id);

-- Sessions are tidied away; that somebody once signed in stays known.
create function session_signs_in() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  update account set last_sign_in_at = greatest(last_sign_in_at, new.created_at) where id = new.account_id;
  return null;
end $$;
revoke execute on function session_signs_in() from public;
create trigger session_signs_in after insert on session for each row execute function session_signs_in();

-- What was to begin later and is ended before holds for no moment at all.
alter table role_grant drop constraint role_grant_span;
alter table role_grant add constraint role_grant_span check (valid_to is null or valid_to > valid_from or (end_reason is not null and valid_to = valid_from));
alter table deputyship drop constraint deputyship_span;
alter table deputyship add constraint deputyship_span check (valid_to > valid_from or (end_reason is not null and valid_to = valid_from));

-- One deputy at a time, and none who is an administrator then. The lock is the one of role_grant_separate, taken in the order of the numbers.
create function deputyship_fits() returns trigger language plpgsql set search_path = public, pg_temp as $$
begin
  perform pg_advisory_xact_lock(7145, least(new.absent_id, new.deputy_id));
  perform pg_advisory_xact_lock(7145, greatest(new.absent_id, new.deputy_id));
  if exists (
    select 1 from deputyship d where d.absent_id = new.absent_id and d.id <> new.id
      and tstzrange(d.valid_from, d.valid_to) && tstzrange(new.valid_from, new.valid_to)
  ) then
    raise exception 'one deputy at a time' using errcode = 'check_violation', constraint = 'deputyship_once';
  end if;
  if exists (
    select 1 from role_grant g where g.account_id = new.deputy_id and g.role in ('systemAdministrator', 'securityAdministrator', 'auditor')
      and tstzrange(g.valid_from, g.valid_to) && tstzrange(new.valid_from, new.valid_to)
  ) then
    raise exception 'an administrator stands in for nobody' using errcode = 'check_violation', constraint = 'deputyship_separate';
  end if;
  return new;
end $$;
create trigger deputyship_fits after insert on deputyship for each row execute function deputyship_fits();

create function role_grant_no_deputy() returns trigger language plpgsql set search_path = public, pg_temp as $$
begin
  perform pg_advisory_xact_lock(7145, new.account_id);
  if exists (
    select 1 from deputyship d where d.deputy_id = new.account_id
      and tstzrange(d.valid_from, d.valid_to) && tstzrange(new.valid_from, new.valid_to)
  ) then
    raise exception 'a deputy becomes no administrator' using errcode = 'check_violation', constraint = 'role_grant_no_deputy';
  end if;
  return new;
end $$;
create trigger role_grant_no_deputy after insert on role_grant for each row
  when (new.role in ('systemAdministrator', 'securityAdministrator', 'auditor')) execute function role_grant_no_deputy();

-- Whose account is closed lends no roles; `until` is the last moment of what is held, where it has one.
create or replace view grant_in_force with (security_invoker = true) as
select g.account_id, g.role, g.organisation_id, null::integer as deputy_for, g.valid_to as until
from role_grant g where g.valid_from <= now() and (g.valid_to is null or g.valid_to > now())
union all
select d.deputy_id, g.role, g.organisation_id, d.absent_id, least(d.valid_to, g.valid_to)
from deputyship d
join account absent on absent.id = d.absent_id and absent.disabled_at is null and (absent.expires_at is null or absent.expires_at > now())
join role_grant g on g.account_id = d.absent_id and g.valid_from <= now() and (g.valid_to is null or g.valid_to > now())
where d.valid_from <= now() and d.valid_to > now()
  and g.role not in ('systemAdministrator', 'securityAdministrator', 'auditor');

-- A workbook of accounts as it was understood, before anything is made of it; only who uploaded it goes on with it.
create table account_import (
  id integer generated always as identity primary key,
  file_name text not null,
  sha256 bytea not null,
  -- the rows as they will be created
  rows jsonb not null,
  created_by integer not null references account (id),
  created_at timestamptz not null default now(),
  written_at timestamptz
);
create index account_import_created_by on account_import (created_by);
alter table account add column import_id integer references account_import (id);
alter table account add column import_row integer;
alter table account add constraint account_import_once unique (import_id, import_row);
grant select, insert on account_import to guatu_all, guatu_scoped;
grant update (written_at) on account_import to guatu_all, guatu_scoped;
grant usage on all sequences in schema public to guatu_all, guatu_scoped;
alter table account_import enable row level security;
create policy account_import_all on account_import to guatu_all using (true) with check (true);
create policy account_import_scoped on account_import to guatu_scoped using (in_scope(account_path(created_by)));
