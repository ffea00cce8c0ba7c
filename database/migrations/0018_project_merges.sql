-- Understanding a sheet: corrections are taken back one by one, and what was remembered says when and from which file, and can be forgotten.
alter table ledger_import
  -- the layout as read without any answer: the next file is recognised before anybody has answered
  add column layout_key text,
  -- answers as they stood before each correction, the latest last
  add column earlier_answers jsonb not null default '[]',
  -- what was taken over from an earlier file of this layout: { at, fileName, answers }
  add column recalled jsonb;
update ledger_import set layout_key = shape_key;
alter table ledger_import_memory add column file_name text;
grant delete on ledger_import_memory to guatu_all, guatu_scoped;

-- Two entries of one project become one: the absorbed row stays, readable and with its history, and counts nowhere (decision 0009).
alter table project
  add column merged_into integer constraint project_merged_into references project (id) on delete restrict,
  add constraint project_merged_elsewhere check (merged_into <> id);
create index project_merged on project (merged_into);
-- its name and code are free for the one that lives on
alter table project drop constraint project_identity;
create unique index project_identity on project (county_id, folded_name, folded_owner) where merged_into is null;
alter table project drop constraint project_code_unique;
create unique index project_code_unique on project (code) where merged_into is null;

-- What was merged is not worked on: whoever writes its fields (and so its version) is told where it went. Standings may still be computed.
create function project_merged_stays() returns trigger language plpgsql set search_path = public, pg_temp as $$
begin
  raise exception 'project % was merged into %', old.id, old.merged_into using errcode = 'check_violation', constraint = 'project_merged_stays';
end $$;
create trigger project_merged_stays before update on project for each row
  when (old.merged_into is not null and new.merged_into is not null and new.version <> old.version)
  execute function project_merged_stays();

-- The roll-ups count every row of project as it changes; this takes back what they counted of merged ones. Apart from theirs, so that each can
-- change alone; it fires after theirs (by name), within the same statement.
create function project_rollup_merged() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare
  sides text := case tg_op
    when 'INSERT' then 'select -1 as weight, n.* from changed_new n where n.merged_into is not null'
    when 'DELETE' then 'select 1 as weight, o.* from changed_old o where o.merged_into is not null'
    else 'select -1 as weight, n.* from changed_new n where n.merged_into is not null
      union all select 1, o.* from changed_old o where o.merged_into is not null' end;
begin
  execute 'insert into project_rollup as kept (org_id, county_id, park_id, library, is_priority, stage, light, plan_state, standing_year, projects,
      total_investment, annual_plan, completed_current, completed_ytd, pace_amount)
    select org_id, coalesce(county_id, 0), coalesce(park_id, 0), library, is_priority, coalesce(stage, ''''), light, coalesce(plan_state, ''''),
      coalesce(left(standing_month, 4)::integer, 0), sum(weight), sum(weight * coalesce(total_investment, 0)),
      sum(weight * coalesce(annual_plan, 0)), sum(weight * coalesce(completed_current, 0)), sum(weight * coalesce(completed_ytd, 0)),
      sum(weight * coalesce(annual_plan * pace / 100, 0))
    from (' || sides || ') as merged group by 1, 2, 3, 4, 5, 6, 7, 8, 9 order by 1, 2, 3, 4, 5, 6, 7, 8, 9
    on conflict (org_id, county_id, park_id, library, is_priority, stage, light, plan_state, standing_year) do update set
      projects = kept.projects + excluded.projects, total_investment = kept.total_investment + excluded.total_investment,
      annual_plan = kept.annual_plan + excluded.annual_plan, completed_current = kept.completed_current + excluded.completed_current,
      completed_ytd = kept.completed_ytd + excluded.completed_ytd, pace_amount = kept.pace_amount + excluded.pace_amount';
  return null;
end $$;
create trigger project_rollup_x_merged_insert after insert on project referencing new table as changed_new
  for each statement execute function project_rollup_merged();
create trigger project_rollup_x_merged_update after update on project referencing new table as changed_new old table as changed_old
  for each statement execute function project_rollup_merged();
create trigger project_rollup_x_merged_delete after delete on project referencing old table as changed_old
  for each statement execute function project_rollup_merged();

-- Projects that may be what a row of a file means: of the same amount, owner, name or code. Candidates only, past the policy of project, whose
-- comparisons are not leakproof; the policy filters them afterwards. duplicates/likeness.ts judges them.
create index project_by_owner on project (folded_owner);
create function project_like_candidates(given jsonb) returns table (at integer, id integer)
  language sql stable security definer set search_path = public, pg_temp rows 5000 as $$
  select r.at, hit.id
  from jsonb_to_recordset(given) as r (at integer, name text, owner text, code text, total numeric)
  cross join lateral (
    (select p.id from project p where p.merged_into is null and r.total > 0 and p.total_key = r.total::numeric(16, 4) limit 20)
    union (select p.id from project p where p.merged_into is null and r.owner <> '' and p.folded_owner = r.owner limit 40)
    union (select p.id from project p where p.merged_into is null and p.folded_name = r.name limit 20)
    union (select p.id from project p where p.merged_into is null and p.code = r.code limit 2)
  ) as hit
$$;
revoke execute on function project_like_candidates(jsonb) from public;
grant execute on function project_like_candidates(jsonb) to guatu_all, guatu_scoped;

create table duplicate_pair (
  a_id integer not null references project (id) on delete cascade,
  b_id integer not null references project (id) on delete cascade,
  score integer not null constraint duplicate_pair_score check (score between 0 and 100),
  reasons jsonb not null,
  found_at timestamptz not null default now(),
  -- 不是同一项目: who said so, when, and why
  dismissed_at timestamptz,
  dismissed_by integer references account (id),
  dismissed_reason text,
  primary key (a_id, b_id),
  constraint duplicate_pair_order check (a_id < b_id)
);
create index duplicate_pair_b on duplicate_pair (b_id);
create index duplicate_pair_dismissed_by on duplicate_pair (dismissed_by);

create table project_merge (
  id integer generated always as identity primary key,
  survivor_id integer not null references project (id) on delete cascade,
  absorbed_id integer not null references project (id) on delete cascade,
  reason text not null constraint project_merge_reason check (length(btrim(reason)) >= 2),
  -- the survivor as it was, what was added to it, and what it came to be: enough to undo it, and to see that nothing happened since
  before jsonb not null,
  after jsonb not null,
  survivor_version integer not null,
  absorbed_version integer not null,
  merged_at timestamptz not null,
  merged_by integer not null references account (id),
  undone_at timestamptz,
  undone_by integer references account (id)
);
create index project_merge_survivor on project_merge (survivor_id, id desc);
create index project_merge_absorbed on project_merge (absorbed_id);
create index project_merge_merged_by on project_merge (merged_by);
create index project_merge_undone_by on project_merge (undone_by);
create unique index project_merge_in_force on project_merge (absorbed_id) where undone_at is null;

grant select, insert, update, delete on duplicate_pair to guatu_all, guatu_scoped;
grant select, insert on project_merge to guatu_all, guatu_scoped;
grant update (undone_at, undone_by) on project_merge to guatu_all, guatu_scoped;
grant usage on all sequences in schema public to guatu_all, guatu_scoped;
alter table duplicate_pair enable row level security;
create policy duplicate_pair_all on duplicate_pair to guatu_all using (true) with check (true);
create policy duplicate_pair_scoped on duplicate_pair to guatu_scoped
  using (exists (select 1 from project p where p.id = duplicate_pair.a_id) and exists (select 1 from project p where p.id = duplicate_pair.b_id));
alter table project_merge enable row level security;
create policy project_merge_all on project_merge to guatu_all using (true) with check (true);
create policy project_merge_scoped on project_merge to guatu_scoped
  using (exists (select 1 from project p where p.id = project_merge.survivor_id));
