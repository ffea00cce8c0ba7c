-- Nearly no statement touches a merged project: asking that first keeps its kept plan, where the roll-up itself is planned anew each time.
create or replace function project_rollup_merged() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare
  touches boolean;
  sides text := case tg_op
    when 'INSERT' then 'select -1 as weight, n.* from changed_new n where n.merged_into is not null'
    when 'DELETE' then 'select 1 as weight, o.* from changed_old o where o.merged_into is not null'
    else 'select -1 as weight, n.* from changed_new n where n.merged_into is not null
      union all select 1, o.* from changed_old o where o.merged_into is not null' end;
begin
  if tg_op = 'INSERT' then
    touches := exists (select 1 from changed_new n where n.merged_into is not null);
  elsif tg_op = 'DELETE' then
    touches := exists (select 1 from changed_old o where o.merged_into is not null);
  else
    touches := exists (select 1 from changed_new n where n.merged_into is not null)
      or exists (select 1 from changed_old o where o.merged_into is not null);
  end if;
  if not touches then
    return null;
  end if;
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
