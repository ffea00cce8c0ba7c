-- A grant is ended and never taken up again: whoever is to have the role once more is granted it anew, where separation is looked at.
create function role_grant_only_ends() returns trigger language plpgsql set search_path = public, pg_temp as $$
begin
  if old.valid_to is not null and (new.valid_to is null or new.valid_to > old.valid_to) then
    raise exception 'an ended grant is not taken up again' using errcode = 'check_violation', constraint = 'role_grant_only_ends';
  end if;
  return new;
end $$;
create trigger role_grant_only_ends before update of valid_to on role_grant for each row execute function role_grant_only_ends();

-- Names under which the record speaks of those who are no person; the command line's own account has no password.
create function account_name_reserved() returns trigger language plpgsql set search_path = public, pg_temp as $$
begin
  if exists (select 1 from account a where a.id = new.account_id and a.folded_username in ('console', 'public', 'system')) then
    raise exception 'nobody signs in under this name' using errcode = 'check_violation', constraint = 'account_name_reserved';
  end if;
  return new;
end $$;
create trigger account_name_reserved before insert on password for each row execute function account_name_reserved();
