-- Merging two entries carries along what a project stands on and has in hand: lists, rounds, joint starts, readiness, check items, one-off forms,
-- papers. These rows move (decision 0009): a list may be kept by an office further up, and what is on it is nobody's to delete, so that the
-- application could neither copy nor take back. Where the survivor stands there already, the absorbed entry's row stays where it is.
create function project_merge_parts() returns table (part text, key text, standing text) language sql immutable as $$
  values
    ('roster_member', 'id', 't.left_on is null and not exists
      (select 1 from roster_member own where own.project_id = $1 and own.roster_id = t.roster_id and own.left_on is null)'),
    ('cohort_member', 'id', 't.left_on is null and not exists
      (select 1 from cohort_member own where own.project_id = $1 and own.cohort_id = t.cohort_id and own.left_on is null)'),
    ('joint_start_project', 'id', 't.removed_at is null and not exists
      (select 1 from joint_start_project own where own.project_id = $1 and own.joint_start_id = t.joint_start_id and own.removed_at is null)'),
    ('project_preparation', 'item', 'not exists (select 1 from project_preparation own where own.project_id = $1 and own.item = t.item)'),
    ('check_item', 'id', 'not exists (select 1 from check_item own where own.project_id = $1 and own.kind = t.kind and own.title = t.title)'),
    ('one_off_form_project', 'form_id', 'exists (select 1 from one_off_form f where f.id = t.form_id and f.closed_at is null)
      and not exists (select 1 from one_off_form_project own where own.project_id = $1 and own.form_id = t.form_id)'),
    ('approval_state', 'approval_kind', 'not exists
      (select 1 from approval_state own where own.project_id = $1 and own.approval_kind = t.approval_kind)'),
    -- a file that the survivor has already is not stored twice for one project: its paper stays behind
    ('paper', 'id', 'not exists (select 1 from paper_version v join paper_content c on c.id = v.content_id
      join paper_content own on own.project_id = $1 and own.sha256 = c.sha256 where v.paper_id = t.id)'),
    -- after the papers, which decide what contents come along
    ('paper_content', 'id', 'exists
      (select 1 from paper_version v join paper p on p.id = v.paper_id where v.content_id = t.id and p.project_id = $1)')
$$;

-- Past the policies, and so only for the two entries of one merge that both lie within the scope of whoever asks.
create function project_merge_permitted(survivor integer, absorbed integer) returns void language plpgsql set search_path = public, pg_temp as $$
begin
  if current_setting('role') = 'guatu_scoped' and (
    select count(*) filter (where in_scope(p.org_path)) from project p where p.id in (survivor, absorbed)) <> 2 then
    raise exception 'an entry lies beyond the scope' using errcode = 'insufficient_privilege';
  end if;
end $$;

-- What would come along, by table: how many rows. Contents are no row anybody counts.
create function project_merge_counts(survivor integer, absorbed integer) returns jsonb
  language plpgsql stable security definer set search_path = public, pg_temp as $$
declare
  one record;
  found integer;
  counts jsonb := '{}';
begin
  perform project_merge_permitted(survivor, absorbed);
  for one in select * from project_merge_parts() p where p.part <> 'paper_content' loop
    execute format('select count(*)::integer from %I t where t.project_id = $2 and (%s)', one.part, one.standing) into found using survivor, absorbed;
    counts := counts || jsonb_build_object(one.part, found);
  end loop;
  return counts;
end $$;

-- Moves them to the entry that `absorbed` was merged into; answers the keys of the rows by table.
create function project_merge_carry(absorbed integer) returns jsonb
  language plpgsql security definer set search_path = public, pg_temp as $$
declare
  survivor integer;
  one record;
  keys jsonb;
  carried jsonb := '{}';
begin
  select p.merged_into into survivor from project p where p.id = absorbed;
  if survivor is null then
    raise exception 'project % was not merged', absorbed;
  end if;
  perform project_merge_permitted(survivor, absorbed);
  for one in select * from project_merge_parts() loop
    execute format('with moved as (update %I t set project_id = $1 where t.project_id = $2 and (%s) returning t.%I::text as key)
      select coalesce(jsonb_agg(m.key order by m.key), ''[]'') from moved m', one.part, one.standing, one.key) into keys using survivor, absorbed;
    carried := carried || jsonb_build_object(one.part, keys);
  end loop;
  return carried;
end $$;

-- Gives them back, as the merge itself noted them; before the absorbed entry stands for itself again.
create function project_merge_give_back(merge integer) returns void
  language plpgsql security definer set search_path = public, pg_temp as $$
declare
  done record;
  one record;
begin
  select m.survivor_id, m.absorbed_id, m.before -> 'gained' -> 'carried' as carried into done
  from project_merge m join project p on p.id = m.absorbed_id and p.merged_into = m.survivor_id
  where m.id = merge and m.undone_at is null;
  if done is null then
    raise exception 'merge % does not stand', merge;
  end if;
  perform project_merge_permitted(done.survivor_id, done.absorbed_id);
  for one in select * from project_merge_parts() loop
    execute format('update %I t set project_id = $2 where t.project_id = $1 and t.%I::text in (select jsonb_array_elements_text($3))', one.part, one.key)
      using done.survivor_id, done.absorbed_id, coalesce(done.carried -> one.part, '[]');
  end loop;
end $$;

revoke execute on function project_merge_parts(), project_merge_permitted(integer, integer), project_merge_counts(integer, integer),
  project_merge_carry(integer), project_merge_give_back(integer) from public;
grant execute on function project_merge_counts(integer, integer), project_merge_carry(integer), project_merge_give_back(integer)
  to guatu_all, guatu_scoped;
