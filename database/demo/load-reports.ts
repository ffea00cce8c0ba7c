import { createHash } from 'node:crypto'
import { type Connection, insertRows } from './bulk-insert.ts'
import { before } from './load-projects.ts'
import { drawScene } from './photographs.ts'
import type { DemoRegion, Report } from './region.ts'

const DAY = 1440

/** Rounds, their reports with every step, and the pictures. The open round was opened five days before `now`. */
export async function loadReports(client: Connection, region: DemoRegion, now: Date): Promise<void> {
  const { rounds, organisations } = region
  await insertRows(
    client,
    'round',
    {
      id: 'integer',
      kind: 'text',
      month: 'text',
      title: 'text',
      org_id: 'integer',
      org_path: 'ltree',
      cutoff_on: 'date',
      deadline: 'timestamptz',
      opened_at: 'timestamptz',
      opened_by: 'integer',
      locked_at: 'timestamptz',
      locked_by: 'integer',
    },
    rounds.map((round) => ({
      ...round,
      kind: 'month',
      orgPath: organisations[0]!.path,
      openedAt: round.openedAt ?? before(now, 5 * DAY),
    })),
  )
  await insertRows(client, 'progress_report', REPORT_COLUMNS, reportRows(region, now))
  await client.query(STEPS, [JSON.stringify(region.returns)])
  await loadPhotographs(client, region, now)
}

const REPORT_COLUMNS = {
  id: 'integer',
  round_id: 'integer',
  project_id: 'integer',
  org_path: 'ltree',
  state: 'text',
  is_started: 'boolean',
  completed_current: 'numeric',
  completed_ytd: 'numeric',
  physical_progress: 'numeric',
  progress_text: 'text',
  problems: 'text',
  next_step: 'text',
  findings: 'jsonb',
  explanation: 'text',
  is_late: 'boolean',
  filled_for: 'text',
  version: 'integer',
  submitted_at: 'timestamptz',
  submitted_by: 'integer',
  reviewed_at: 'timestamptz',
  reviewed_by: 'integer',
  updated_at: 'timestamptz',
}

const VERSIONS: Record<Report['state'], number> = { draft: 1, submitted: 2, returned: 3, accepted: 3, locked: 4 }

function reportRows({ reports, rounds }: DemoRegion, now: Date) {
  return reports.map((report) => {
    const round = rounds[report.roundId - 1]!
    const { submittedMinutesAgo, reviewedMinutesAgo } = report
    const submittedAt = submittedMinutesAgo === null ? report.submittedAt : before(now, submittedMinutesAgo)
    const reviewedAt = reviewedMinutesAgo === null ? report.reviewedAt : before(now, reviewedMinutesAgo)
    return {
      ...report,
      submittedAt,
      reviewedAt,
      isLate: submittedAt !== null && submittedAt > round.deadline,
      version: VERSIONS[report.state],
      updatedAt: round.lockedAt ?? reviewedAt ?? submittedAt ?? before(now, 5 * DAY),
    }
  })
}

/** The steps follow from the reports (locking is the round's, not a step of each); one that was sent back and sent again has two more, some hours before. */
const STEPS = `
  with sent_back as (select b."reportId" as report_id, b.reason from json_to_recordset($1::json) as b("reportId" integer, reason text)),
  step as (
    select r.id as report_id, 'submitted' as step, null as reason, r.submitted_at as at, r.submitted_by as account_id
    from progress_report r where r.submitted_at is not null
    union all
    select r.id, 'accepted', null, r.reviewed_at, r.reviewed_by from progress_report r where r.state in ('accepted', 'locked')
    union all
    select r.id, 'returned', s.reason, case r.state when 'returned' then r.reviewed_at else r.submitted_at - interval '2 hours' end, r.reviewed_by
    from sent_back s join progress_report r on r.id = s.report_id
    union all
    select r.id, 'submitted', null, r.submitted_at - interval '5 hours', r.submitted_by
    from sent_back s join progress_report r on r.id = s.report_id where r.state = 'locked'
  )
  insert into report_step (report_id, step, reason, figures, at, account_id, actor)
  select step.report_id, step.step, step.reason,
    case step.step when 'submitted' then jsonb_build_object('completedCurrent', trim_scale(r.completed_current)::text,
      'completedYtd', trim_scale(r.completed_ytd)::text, 'physicalProgress', trim_scale(r.physical_progress)::text) end,
    step.at, step.account_id, a.username
  from step
  join progress_report r on r.id = step.report_id
  join account a on a.id = step.account_id
  order by step.at, step.report_id`

async function loadPhotographs(client: Connection, { photographs, reports }: DemoRegion, now: Date): Promise<void> {
  const files = photographs.map((photograph) => {
    const bytes = drawScene(photograph.scene, photograph.variant)
    const report = reports[photograph.reportId - 1]!
    return {
      ...photograph,
      sha256: hex(createHash('sha256').update(bytes).digest()),
      mediaType: 'image/png',
      size: bytes.length,
      bytes: hex(bytes),
      orgPath: report.orgPath,
      uploadedAt: report.submittedAt ?? before(now, report.submittedMinutesAgo ?? 0),
      fileId: photograph.id,
      sortOrder: 0,
    }
  })
  await insertRows(
    client,
    'stored_file',
    {
      id: 'integer',
      sha256: 'bytea',
      name: 'text',
      media_type: 'text',
      size: 'integer',
      bytes: 'bytea',
      org_path: 'ltree',
      uploaded_at: 'timestamptz',
      uploaded_by: 'integer',
    },
    files,
  )
  await insertRows(client, 'report_photo', { report_id: 'integer', file_id: 'integer', sort_order: 'integer' }, files)
}

/** Bytes as PostgreSQL reads them from text. */
function hex(bytes: Uint8Array): string {
  return `\\x${Buffer.from(bytes).toString('hex')}`
}
