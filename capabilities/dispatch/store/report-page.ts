import { sql } from 'kysely'
import type { Transaction } from '#platform/database/pool.ts'
import type { Report } from '../shapes.ts'

export type ReportPage = Pick<
  Report,
  'previousText' | 'previousProblems' | 'plannedYtd' | 'completedToLastYearEnd' | 'steps' | 'photoList'
>

/** What the page of one report shows beyond its row: the texts accepted before it, its steps and its photographs. */
export async function readReportPage(db: Transaction, id: number): Promise<ReportPage> {
  const { rows } = await sql<ReportPage>`
    select case when e.id is not null then e.progress_text when r.state not in ('accepted', 'locked') then p.progress_text end as "previousText",
      case when e.id is not null then e.problems when r.state not in ('accepted', 'locked') then p.problems end as "previousProblems",
      (select trim_scale(sum(pm.planned_current))::text from project_month pm where pm.project_id = p.id
        and pm.month >= left(d.month, 4) || '-01' and pm.month <= d.month) as "plannedYtd",
      trim_scale(p.completed_to_last_year_end)::text as "completedToLastYearEnd",
      coalesce((select json_agg(json_build_object('step', s.step, 'at', to_char(s.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
          'actor', coalesce(a.display_name, s.actor), 'reason', s.reason) order by s.id)
        from report_step s left join account a on a.id = s.account_id where s.report_id = r.id), '[]'::json) as steps,
      coalesce((select json_agg(json_build_object('fileId', f.id, 'name', f.name, 'size', f.size,
          'uploadedAt', to_char(f.uploaded_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) order by rp.sort_order, f.id)
        from report_photo rp join stored_file f on f.id = rp.file_id where rp.report_id = r.id), '[]'::json) as "photoList"
    from progress_report r join round d on d.id = r.round_id join project p on p.id = r.project_id
    left join lateral (
      select before.id, before.progress_text, before.problems from progress_report before join round bd on bd.id = before.round_id
      where before.project_id = p.id and before.id <> r.id and (bd.month < d.month or (bd.month = d.month and bd.week < d.week))
        and exists (select 1 from report_step s where s.report_id = before.id and s.step = 'accepted')
      order by bd.month desc, bd.week desc nulls first, before.id desc limit 1) e on true
    where r.id = ${id}`.execute(db)
  return rows[0]!
}
