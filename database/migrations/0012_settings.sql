-- Settings of the whole region: the calendar of working days, dictionaries of the office's own names, pushes to other systems, and when
-- which light rules were in force. Read by everybody who may see settings; written only by who answers for the whole region.

-- A year is here when somebody (or the supplied arrangement) answers for all of it: a day of another year is not guessed.
create table calendar_year (
  year integer primary key constraint calendar_year_range check (year between 1990 and 2100),
  source text not null constraint calendar_year_source check (length(btrim(source)) > 0),
  kept_by integer references account (id),
  kept_at timestamptz not null default now()
);
create index calendar_year_kept_by on calendar_year (kept_by);

-- Days that differ from Monday to Friday working and the weekend free; all others have no row.
create table calendar_day (
  date date primary key,
  year integer generated always as (extract(year from date)::integer) stored constraint calendar_day_year references calendar_year (year),
  kind text not null constraint calendar_day_kind check (kind in ('holiday', 'makeup')),
  name text not null constraint calendar_day_name check (length(btrim(name)) between 1 and 40),
  source text not null,
  reason text,
  changed_by integer references account (id),
  changed_at timestamptz not null default now(),
  constraint calendar_day_makeup check (kind <> 'makeup' or extract(isodow from date) >= 6)
);
create index calendar_day_of_year on calendar_day (year);
create index calendar_day_changed_by on calendar_day (changed_by);

-- Names that documents use without saying what they stand for (四化, 四保): the office writes down what they mean here.
create table dictionary (
  id integer generated always as identity primary key,
  code text not null constraint dictionary_code_unique unique constraint dictionary_code_form check (code ~ '^[a-z][a-z0-9-]{0,39}$'),
  name text not null constraint dictionary_name_unique unique constraint dictionary_name_present check (length(btrim(name)) between 1 and 40),
  meaning text not null default '',
  source text not null default '',
  is_example boolean not null default false,
  sort_order integer not null default 0,
  created_by integer references account (id),
  created_at timestamptz not null default now(),
  version integer not null default 1
);
create index dictionary_created_by on dictionary (created_by);

-- A term that is no longer used ends on a date and stays for the rows that carry it; nobody deletes it.
create table dictionary_term (
  id integer generated always as identity primary key,
  dictionary_id integer not null references dictionary (id),
  code text not null constraint dictionary_term_code_form check (code ~ '^[a-z0-9][a-z0-9-]{0,39}$'),
  label text not null constraint dictionary_term_label_present check (length(btrim(label)) between 1 and 40),
  meaning text not null default '',
  sort_order integer not null default 0,
  valid_from date not null,
  valid_to date,
  created_by integer references account (id),
  created_at timestamptz not null default now(),
  constraint dictionary_term_code_unique unique (dictionary_id, code),
  constraint dictionary_term_label_unique unique (dictionary_id, label),
  constraint dictionary_term_span check (valid_to >= valid_from)
);
create index dictionary_term_created_by on dictionary_term (created_by);

insert into dictionary (code, name, sort_order) values
  ('si-hua', '四化', 1), ('si-bao', '四保', 2), ('si-xiang-dui-jie', '四项对接', 3), ('san-ge-yi-pi', '三个一批', 4);

-- What a project is called in those terms.
create table project_term (
  project_id integer not null references project (id) on delete cascade,
  term_id integer not null references dictionary_term (id),
  primary key (project_id, term_id)
);
create index project_term_term on project_term (term_id);

-- When which version of the light rules was put in force, by whom and why; an earlier version may be put in force again.
create table light_adoption (
  id integer generated always as identity primary key,
  preset_id integer not null references light_preset (id),
  valid_from date not null,
  reason text not null constraint light_adoption_reason check (length(btrim(reason)) > 0),
  adopted_by integer references account (id),
  adopted_at timestamptz not null default now()
);
create index light_adoption_preset on light_adoption (preset_id);
create index light_adoption_adopted_by on light_adoption (adopted_by);

-- Pushes: what happened is told to another system (Standard Webhooks). The secret that signs them is sealed with the installation's key.
create table webhook (
  id integer generated always as identity primary key,
  name text not null constraint webhook_name_present check (length(btrim(name)) between 1 and 60),
  url text not null constraint webhook_url_length check (length(url) between 10 and 500),
  events text[] not null constraint webhook_events_present check (cardinality(events) > 0),
  secret_sealed text not null,
  -- the one before signs too for a day after it was replaced, so that the receiver can be changed over
  former_secret_sealed text,
  former_until timestamptz,
  is_active boolean not null default true,
  failures integer not null default 0,
  failing_since timestamptz,
  paused_at timestamptz,
  paused_because text,
  created_by integer references account (id),
  created_at timestamptz not null default now(),
  version integer not null default 1
);
create index webhook_created_by on webhook (created_by);

-- The outbox: written in the transaction of the change, sent after its commit.
create table webhook_delivery (
  id integer generated always as identity primary key,
  message_id uuid not null default gen_random_uuid() constraint webhook_delivery_message unique,
  webhook_id integer not null references webhook (id) on delete cascade,
  event text not null,
  payload jsonb not null,
  state text not null default 'waiting' constraint webhook_delivery_state check (state in ('waiting', 'delivered', 'givenUp')),
  attempts integer not null default 0,
  next_try_at timestamptz not null,
  raised_at timestamptz not null,
  tried_at timestamptz,
  last_status integer,
  last_error text,
  last_answer text constraint webhook_delivery_answer check (octet_length(last_answer) <= 4096)
);
create index webhook_delivery_webhook on webhook_delivery (webhook_id, id desc);
create index webhook_delivery_due on webhook_delivery (webhook_id, next_try_at) where state = 'waiting';

-- A scoped request raises events without seeing where they go: addresses and secrets stay with the whole region's mask.
create function queue_webhook_deliveries(raised jsonb) returns integer
  language sql volatile security definer set search_path = public, pg_temp as $$
  with queued as (
    insert into webhook_delivery (webhook_id, event, payload, next_try_at, raised_at)
    select w.id, e.payload ->> 'type', e.payload, (e.payload ->> 'timestamp')::timestamptz, (e.payload ->> 'timestamp')::timestamptz
    from jsonb_array_elements(raised) as e (payload)
    join webhook w on w.is_active and w.paused_at is null and (e.payload ->> 'type') = any (w.events)
    returning id
  )
  select count(*)::integer from queued
$$;
revoke execute on function queue_webhook_deliveries(jsonb) from public;
grant execute on function queue_webhook_deliveries(jsonb) to guatu_all, guatu_scoped, guatu_doorway, guatu_app;

-- Each day's digest of the record goes outside as it is made: that is its purpose.
create function record_digest_raised() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform queue_webhook_deliveries(jsonb_build_array(jsonb_build_object(
    'type', 'record.digest',
    'timestamp', to_char(new.made_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
    'data', jsonb_build_object('subject', 'recordDigest', 'id', new.day::text,
      'organisation', coalesce((select o.path::text from organisation o where o.parent_id is null order by o.id limit 1), ''),
      'digest', jsonb_build_object('day', new.day, 'since', new.since, 'previous', encode(new.previous_hash, 'hex'), 'chains', new.chains,
        'madeAt', to_char(new.made_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'hash', encode(new.hash, 'hex'))))));
  return new;
end $$;
revoke execute on function record_digest_raised() from public;
create trigger record_digest_raised after insert on record_digest for each row execute function record_digest_raised();

grant select on calendar_year, calendar_day, dictionary, dictionary_term, project_term, light_adoption to guatu_all, guatu_scoped;
grant insert, update on calendar_year to guatu_all;
grant insert, update, delete on calendar_day to guatu_all;
grant insert, update on dictionary, dictionary_term to guatu_all;
grant insert on light_adoption to guatu_all;
grant insert, delete on project_term to guatu_all, guatu_scoped;
grant select, insert, update, delete on webhook, webhook_delivery to guatu_all;
grant usage on all sequences in schema public to guatu_all, guatu_scoped;

alter table project_term enable row level security;
create policy project_term_all on project_term to guatu_all using (true) with check (true);
create policy project_term_scoped on project_term to guatu_scoped
  using (exists (select 1 from project p where p.id = project_term.project_id));
