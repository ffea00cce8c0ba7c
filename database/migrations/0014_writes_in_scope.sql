-- What everybody may read is still changed only by those whose it is. A scoped request loses what no screen of it does, and what it does
-- to rounds, rankings, bulletins, aliases and remembered answers is held to its scope. A trigger and no policy: reports of the region's
-- round are filled under a lock on its row (`for share`), which a policy for updates would hide.
revoke insert, update on region, organisation_boundary from guatu_scoped;
grant update (as_of_month) on region to guatu_scoped;
revoke insert, update, delete on light_preset, campaign from guatu_scoped;
revoke insert on sign_in_failure from guatu_all, guatu_scoped;
revoke delete on ledger_import_memory from guatu_all, guatu_scoped;

-- Published is frozen: a ranking's rows never change, of the rest only what withdrawing, numbering and a move of the unit touch.
revoke update on ranking_place, ranking, bulletin, round from guatu_all, guatu_scoped;
grant update (org_path, withdrawn_at, withdrawn_reason) on ranking to guatu_all, guatu_scoped;
grant update (org_path, number, withdrawn_at, withdrawn_reason) on bulletin to guatu_all, guatu_scoped;
grant update (org_path, deadline, locked_at, locked_by) on round to guatu_all, guatu_scoped;

create function write_in_scope() returns trigger language plpgsql set search_path = public, pg_temp as $$
declare
  column_name text := tg_argv[0];
  written jsonb;
  path ltree;
begin
  if current_user <> 'guatu_scoped' then
    return coalesce(new, old);
  end if;
  -- the row as it was and as it will be: neither taken from another unit nor given to one
  foreach written in array array_remove(array[to_jsonb(old), to_jsonb(new)], null) loop
    path := case column_name
      when 'org_path' then (written ->> 'org_path')::ltree
      when 'ranking_id' then (select r.org_path from ranking r where r.id = (written ->> 'ranking_id')::integer)
      else organisation_path((written ->> column_name)::integer)
    end;
    if not coalesce(in_scope(path), false) then
      raise exception 'the row lies beyond the scope' using errcode = 'insufficient_privilege';
    end if;
  end loop;
  return coalesce(new, old);
end $$;

create trigger round_in_scope before insert or update or delete on round for each row execute function write_in_scope('org_path');
create trigger ranking_in_scope before insert or update or delete on ranking for each row execute function write_in_scope('org_path');
create trigger ranking_place_in_scope before insert or update or delete on ranking_place
  for each row execute function write_in_scope('ranking_id');
create trigger bulletin_in_scope before insert or update or delete on bulletin for each row execute function write_in_scope('org_path');
create trigger organisation_alias_in_scope before insert or update or delete on organisation_alias
  for each row execute function write_in_scope('organisation_id');
create trigger ledger_import_memory_in_scope before insert or update or delete on ledger_import_memory
  for each row execute function write_in_scope('org_id');
