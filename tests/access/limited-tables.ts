/** A table under row level security, as `t`: its key as text, whose path decides, the column an idle update may set. */
export type Limited = {
  key: string
  path: string
  /** The project a row belongs to, where an assignment of it counts. */
  project?: string
  column: string
  /** Neither changed nor deleted by anybody. */
  appendOnly?: boolean
  /** Rows may be added beyond the scope, never read. */
  appendsAnywhere?: boolean
  /** Names that everybody knows: read anywhere, changed within the scope only. */
  readsAnywhere?: boolean
}

const projectPath = (id: string) => `(select p.org_path from project p where p.id = ${id})`
const reportProject = (id: string) => `(select r.project_id from progress_report r where r.id = ${id})`

const accountPath = (id: string) =>
  `(select o.path from account a join organisation o on o.id = a.organisation_id where a.id = ${id})`

export const LIMITED: Record<string, Limited> = {
  account: {
    key: 't.id::text',
    path: '(select o.path from organisation o where o.id = t.organisation_id)',
    column: 'display_name',
    readsAnywhere: true,
  },
  account_import: { key: 't.id::text', path: accountPath('t.created_by'), column: 'written_at' },
  api_token: { key: 't.id::text', path: accountPath('t.account_id'), column: 'revoked_at' },
  deputyship: { key: 't.id::text', path: accountPath('t.absent_id'), column: 'end_reason', readsAnywhere: true },
  grant_request: { key: 't.id::text', path: accountPath('t.account_id'), column: 'decision_reason' },
  organisation: { key: 't.id::text', path: 't.path', column: 'name', readsAnywhere: true },
  organisation_change: {
    key: 't.id::text',
    path: '(select o.path from organisation o where o.id = t.organisation_id)',
    column: 'problem',
  },
  organisation_name: {
    key: 't.id::text',
    path: '(select o.path from organisation o where o.id = t.organisation_id)',
    column: 'valid_to',
    readsAnywhere: true,
  },
  password: { key: 't.id::text', path: accountPath('t.account_id'), column: 'set_at', appendOnly: true },
  role_grant: {
    key: 't.id::text',
    path: '(select o.path from organisation o where o.id = t.organisation_id)',
    column: 'end_reason',
    readsAnywhere: true,
  },
  session: { key: 't.id::text', path: accountPath('t.account_id'), column: 'revoked_at' },
  external_identity: { key: 't.id::text', path: accountPath('t.account_id'), column: 'name', appendOnly: true },
  second_factor: { key: 't.account_id::text', path: accountPath('t.account_id'), column: 'confirmed_at' },
  trusted_device: {
    key: 't.id::text',
    path: accountPath('t.account_id'),
    column: 'last_used_at',
    appendOnly: true,
  },
  annual_plan: {
    key: "t.project_id || '/' || t.year",
    path: projectPath('t.project_id'),
    project: 't.project_id',
    column: 'adjusted_reason',
  },
  campaign_project: {
    key: "t.campaign_id || '/' || t.project_id",
    path: projectPath('t.project_id'),
    project: 't.project_id',
    column: 'campaign_id',
  },
  field_change: {
    key: 't.id::text',
    path: projectPath('t.project_id'),
    project: 't.project_id',
    column: 'source',
    appendOnly: true,
  },
  figure_correction: {
    key: 't.id::text',
    path: projectPath('t.project_id'),
    project: 't.project_id',
    column: 'reason',
    appendOnly: true,
  },
  ledger_edit: { key: 't.id::text', path: accountPath('t.account_id'), column: 'reason' },
  own_column: { key: 't.id::text', path: 't.org_path', column: 'unit', readsAnywhere: true },
  own_column_value: {
    key: "t.column_id || '/' || t.project_id",
    path: projectPath('t.project_id'),
    project: 't.project_id',
    column: 'value',
  },
  saved_view: { key: 't.id::text', path: accountPath('t.owner_id'), column: 'name' },
  ledger_import: {
    key: 't.id::text',
    path: '(select o.path from organisation o where o.id = t.org_id)',
    column: 'state',
  },
  progress_report: {
    key: 't.id::text',
    path: projectPath('t.project_id'),
    project: 't.project_id',
    column: 'findings',
  },
  project: { key: 't.id::text', path: 't.org_path', project: 't.id', column: 'remark' },
  project_former_name: {
    key: 't.id::text',
    path: projectPath('t.project_id'),
    project: 't.project_id',
    column: 'name',
  },
  ledger_import_change: {
    key: 't.id::text',
    path: '(select o.path from ledger_import i join organisation o on o.id = i.org_id where i.id = t.import_id)',
    column: 'kind',
  },
  project_assignment: {
    key: "t.project_id || '/' || t.account_id",
    path: projectPath('t.project_id'),
    // of an assigned project, one's own line
    project: 't.project_id',
    column: 'assigned_at',
  },
  project_month: {
    key: "t.project_id || '/' || t.month",
    path: projectPath('t.project_id'),
    project: 't.project_id',
    column: 'source',
  },
  project_term: {
    key: "t.project_id || '/' || t.term_id",
    path: projectPath('t.project_id'),
    project: 't.project_id',
    column: 'term_id',
  },
  record_entry: { key: 't.id::text', path: 't.org_path', column: 'reason', appendOnly: true, appendsAnywhere: true },
  report_photo: {
    key: "t.report_id || '/' || t.file_id",
    path: projectPath(reportProject('t.report_id')),
    project: reportProject('t.report_id'),
    column: 'sort_order',
  },
  report_step: {
    key: 't.id::text',
    path: projectPath(reportProject('t.report_id')),
    project: reportProject('t.report_id'),
    column: 'reason',
    appendOnly: true,
  },
  stored_file: { key: 't.id::text', path: 't.org_path', column: 'name' },
}

/** Tables whose rows are nobody's in particular, or are reached only through one that is limited. A new table must find its place here. */
export const UNLIMITED: Record<string, string> = {
  bulletin: 'a published document is for everyone it concerns',
  calendar_day: 'days of the region’s calendar',
  calendar_year: 'years of the region’s calendar',
  campaign: 'campaigns are the region’s',
  dictionary: 'names the region explains',
  dictionary_term: 'names the region explains',
  guatu_migration: 'which migrations ran',
  idempotency_key: 'read by the person’s own number',
  ledger_import_memory: 'how a form’s columns are meant: no figures',
  light_adoption: 'when which rules of the region were in force',
  light_preset: 'rules of the region',
  live_event: 'only the server itself reads it: numbers and places of projects',
  oidc_flow: 'only the doorway reads it, by a secret of the browser',
  organisation_alias: 'the tree is known to everybody',
  organisation_boundary: 'outlines on the map',
  project_rollup: 'sums by organisation, read with the scope’s organisations',
  ranking: 'a published ranking is for everyone it concerns',
  ranking_place: 'a published ranking is for everyone it concerns',
  recovery_code: 'only the doorway reads it; it ends with the second factor',
  record_chain: 'lengths and hashes, no contents',
  record_digest: 'lengths and hashes, no contents',
  region: 'one row: the region’s name',
  round: 'titles and deadlines; the reports in it are limited',
  security_setting: 'what signing in asks for holds for the whole region',
  sign_in_failure: 'written before anybody is known',
  webhook: 'only the whole region’s mask may read it',
  webhook_delivery: 'only the whole region’s mask may read it',
}
