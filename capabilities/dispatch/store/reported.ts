import { sql } from 'kysely'

/**
 * Whether a submission of the report `r` stands. The lock gives every report one state, so whether a return was still unanswered by then is
 * read from its steps.
 */
export const IS_REPORTED = sql<boolean>`(case r.state when 'locked' then r.submitted_at is not null and coalesce((
    select s.step <> 'returned' from report_step s where s.report_id = r.id and s.step <> 'locked' order by s.id desc limit 1), true)
  else r.state in ('submitted', 'accepted') end)`
