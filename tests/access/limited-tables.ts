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

const orgPath = (id: string) => `(select o.path from organisation o where o.id = ${id})`

const paperProject = (id: string) => `(select a.project_id from paper a where a.id = ${id})`

const contentProject = (id: string) => `(select c.project_id from paper_content c where c.id = ${id})`

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
  ledger_form: {
    key: 't.id::text',
    path: '(select o.path from organisation o where o.id = t.org_id)',
    column: 'name',
  },
  quality_exemption: {
    key: 't.id::text',
    path: projectPath('t.project_id'),
    project: 't.project_id',
    column: 'reason',
  },
  stage_step: {
    key: 't.id::text',
    path: projectPath('t.project_id'),
    project: 't.project_id',
    column: 'note',
    appendOnly: true,
  },
  cohort_member: {
    key: 't.id::text',
    path: projectPath('t.project_id'),
    project: 't.project_id',
    column: 'left_reason',
  },
  project_preparation: {
    key: "t.project_id || '/' || t.item",
    path: projectPath('t.project_id'),
    project: 't.project_id',
    column: 'note',
  },
  joint_start_project: {
    key: 't.id::text',
    path: projectPath('t.project_id'),
    project: 't.project_id',
    column: 'removed_reason',
  },
  approval_state: {
    key: "t.project_id || '/' || t.approval_kind",
    path: projectPath('t.project_id'),
    project: 't.project_id',
    column: 'note',
  },
  paper: { key: 't.id::text', path: projectPath('t.project_id'), project: 't.project_id', column: 'note' },
  paper_chunk: {
    key: "t.content_id || '/' || t.position",
    path: projectPath(contentProject('t.content_id')),
    project: contentProject('t.content_id'),
    column: 'bytes',
    appendOnly: true,
  },
  paper_content: {
    key: 't.id::text',
    path: projectPath('t.project_id'),
    project: 't.project_id',
    column: 'notices',
    appendOnly: true,
  },
  paper_version: {
    key: 't.id::text',
    path: projectPath(paperProject('t.paper_id')),
    project: paperProject('t.paper_id'),
    column: 'file_name',
    appendOnly: true,
  },
  check_item: {
    key: 't.id::text',
    path: projectPath('t.project_id'),
    project: 't.project_id',
    column: 'note',
  },
  plan_rollover: {
    key: 't.id::text',
    path: '(select o.path from organisation o where o.id = t.org_id)',
    column: 'reason',
    appendOnly: true,
  },
  plan_rollover_project: {
    key: "t.project_id || '/' || t.year",
    path: projectPath('t.project_id'),
    project: 't.project_id',
    column: 'outcome',
    appendOnly: true,
  },
  project_move: {
    key: 't.id::text',
    path: `coalesce(${projectPath('t.project_id')}, (select o.path from organisation o where o.id = t.org_id))`,
    project: 't.project_id',
    column: 'decision_remark',
  },
  roster: { key: 't.id::text', path: '(select o.path from organisation o where o.id = t.org_id)', column: 'note' },
  roster_member: {
    key: 't.id::text',
    path: projectPath('t.project_id'),
    project: 't.project_id',
    column: 'batch',
  },
  duplicate_pair: {
    key: "t.a_id || '/' || t.b_id",
    path: projectPath('t.a_id'),
    column: 'score',
  },
  project_merge: {
    key: 't.id::text',
    path: projectPath('t.survivor_id'),
    project: 't.survivor_id',
    column: 'undone_at',
  },
  ledger_edit: { key: 't.id::text', path: accountPath('t.account_id'), column: 'reason' },
  own_column: { key: 't.id::text', path: 't.org_path', column: 'unit', readsAnywhere: true },
  own_column_value: {
    key: "t.column_id || '/' || t.project_id",
    path: projectPath('t.project_id'),
    project: 't.project_id',
    column: 'value',
  },
  one_off_form: {
    key: 't.id::text',
    path: '(select o.path from organisation o where o.id = t.org_id)',
    column: 'note',
  },
  one_off_form_column: {
    key: "t.form_id || '/' || t.column_id",
    path: '(select o.path from one_off_form f join organisation o on o.id = f.org_id where f.id = t.form_id)',
    column: 'required',
    appendOnly: true,
  },
  one_off_form_project: {
    key: "t.form_id || '/' || t.project_id",
    path: projectPath('t.project_id'),
    project: 't.project_id',
    column: 'project_id',
    appendOnly: true,
  },
  bulletin_template: { key: 't.id::text', path: orgPath('t.org_id'), column: 'name' },
  bulletin_template_version: {
    key: "t.template_id || '/' || t.version",
    path: '(select o.path from bulletin_template b join organisation o on o.id = b.org_id where b.id = t.template_id)',
    column: 'note',
    appendOnly: true,
  },
  bulletin_draft: { key: "t.round_id || '/' || t.template_key", path: orgPath('t.org_id'), column: 'changes' },
  figure_confirmation: { key: 't.id::text', path: orgPath('t.org_id'), column: 'note', appendOnly: true },
  saved_view: { key: 't.id::text', path: accountPath('t.owner_id'), column: 'name' },
}

/** Tables whose rows are nobody's in particular, or are reached only through one that is limited. A new table must find its place here. */
export const UNLIMITED: Record<string, string> = {
  bulletin: 'a published document is for everyone it concerns',
  calendar_day: 'days of the region’s calendar',
  calendar_year: 'years of the region’s calendar',
  campaign: 'campaigns are the region’s',
  cohort: 'rounds of 三个一批: numbers and dates; the members are limited',
  dictionary: 'names the region explains',
  dictionary_term: 'names the region explains',
  guatu_migration: 'which migrations ran',
  idempotency_key: 'read by the person’s own number',
  joint_start: 'events everybody may come to; the projects on the list are limited',
  ledger_import_memory: 'how a form’s columns are meant: no figures',
  library_setting: 'a rule of the region',
  light_adoption: 'when which rules of the region were in force',
  light_preset: 'rules of the region',
  live_event: 'only the server itself reads it: numbers and places of projects',
  oidc_flow: 'only the doorway reads it, by a secret of the browser',
  organisation_alias: 'the tree is known to everybody',
  organisation_boundary: 'outlines on the map',
  preparation_item: 'what a start asks for',
  project_rollup: 'sums by organisation, read with the scope’s organisations',
  quality_rule: 'what is asked of every project of the region',
  ranking: 'a published ranking is for everyone it concerns',
  ranking_place: 'a published ranking is for everyone it concerns',
  record_chain: 'lengths and hashes, no contents',
  record_digest: 'lengths and hashes, no contents',
  recovery_code: 'only the doorway reads it; it ends with the second factor',
  region: 'one row: the region’s name',
  round: 'titles and deadlines; the reports in it are limited',
  security_setting: 'what signing in asks for holds for the whole region',
  sign_in_failure: 'written before anybody is known',
  webhook: 'only the whole region’s mask may read it',
  webhook_delivery: 'only the whole region’s mask may read it',
}
