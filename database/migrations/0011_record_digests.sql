-- The record's days: a digest of every chain's length and head, chained to the day before, to be kept where the database's owner is not.
-- What was appended after the last digest kept outside is no proof against whoever owns the database; up to it every change shows.
create table record_digest (
  day date primary key,
  -- the first day it covers: later than the day after the previous digest never, earlier where days were missed; null from the beginning
  since date,
  previous_hash bytea not null constraint record_digest_previous_length check (length(previous_hash) = 32),
  -- [{"head": hex, "length": number, "name": text}] in the order of names
  chains jsonb not null constraint record_digest_chains_form check (jsonb_typeof(chains) = 'array'),
  hash bytea not null constraint record_digest_hash_length check (length(hash) = 32),
  made_at timestamptz not null,
  constraint record_digest_span check (since is null or since <= day),
  -- two digests on one predecessor would be two histories
  constraint record_digest_one_successor unique (previous_hash)
);
grant select on record_digest to guatu_app, guatu_all, guatu_scoped;
grant select on record_chain to guatu_app;
-- made by housekeeping and the command line alone, never within somebody's request
grant insert on record_digest to guatu_app;

-- Appended, never rewritten: also not by the owner of the database, unless these triggers are disabled on purpose. Whoever does that
-- leaves no entry here, which is why digests are kept outside.
create function record_stays() returns trigger language plpgsql set search_path = public, pg_temp as $$
begin
  raise exception 'the record is append-only: % of % refused', tg_op, tg_table_name
    using errcode = 'insufficient_privilege', hint = 'Nothing in the record is changed or removed; a correction is a new entry.';
end $$;
revoke execute on function record_stays() from public;

create trigger record_entry_stays before update or delete on record_entry for each statement execute function record_stays();
create trigger record_entry_kept before truncate on record_entry for each statement execute function record_stays();
create trigger record_digest_stays before update or delete on record_digest for each statement execute function record_stays();
create trigger record_digest_kept before truncate on record_digest for each statement execute function record_stays();
create trigger record_chain_stays before delete on record_chain for each statement execute function record_stays();
create trigger record_chain_kept before truncate on record_chain for each statement execute function record_stays();
-- a chain only grows
create trigger record_chain_grows before update on record_chain for each row
  when (new.name <> old.name or new.length <= old.length) execute function record_stays();
alter table record_entry enable always trigger record_entry_stays, enable always trigger record_entry_kept;
alter table record_digest enable always trigger record_digest_stays, enable always trigger record_digest_kept;
alter table record_chain enable always trigger record_chain_stays, enable always trigger record_chain_kept, enable always trigger record_chain_grows;

-- Which fields an entry speaks of, at any depth: grids keep a list of rows. Plain expressions, so that the planner puts them in place of the
-- call and finds the index.
create function record_fields(before jsonb, after jsonb) returns jsonb language sql immutable parallel safe as $$
  select coalesce(jsonb_path_query_array(before, 'strict $.** ? (@.type() == "object").keyvalue().key'), '[]'::jsonb)
    || coalesce(jsonb_path_query_array(after, 'strict $.** ? (@.type() == "object").keyvalue().key'), '[]'::jsonb)
$$;
create index record_entry_fields on record_entry using gin (record_fields(before, after));
create index record_entry_action on record_entry (action, id);
-- entries come in the order of time: a range of days is a range of pages
create index record_entry_at on record_entry using brin (at) with (pages_per_range = 16, autosummarize = on);

-- the scope is read once for the query, not for every row
alter policy record_entry_read on record_entry using (
  org_path <@ any ((select string_to_array(nullif(current_setting('guatu.scope', true), ''), ',')::ltree[])::ltree[])
);
