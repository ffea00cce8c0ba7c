import { conflict, invalid, Problem } from '#kernel/problem.ts'

/**
 * What a refusal by PostgreSQL means to a person. The database refuses first (architecture, invariant 8); this is the one place
 * where the name of a constraint becomes a sentence.
 */
const SENTENCES: Record<string, () => Problem> = {
  project_code_unique: () => conflict('project_code_taken', '这个项目代码已有项目使用，请核对代码。'),
  project_identity: () => conflict('project_exists', '本县区已有同名、同建设单位的项目，请核对是否重复申报。'),
  project_name_present: () => invalid('project_name_missing', '请填写项目名称（不超过300字）。'),
  organisation_name_unique: () => conflict('organisation_exists', '上级单位下已有同名单位，请直接选用。'),
  organisation_alias_unique: () => conflict('alias_taken', '这个简称已指向另一个单位，请先核对。'),
  organisation_open: () =>
    conflict('organisation_closed', '这个单位已撤销或并入其他单位，不能再安排项目、账号和岗位。请选择现有的单位。'),
  organisation_division_code_unique: () => conflict('division_code_taken', '这个区划代码已是其他单位的代码，请核对。'),
  organisation_division_code_form: () => invalid('division_code_form', '区划代码为6位、9位或12位数字，请核对。'),
  account_username_unique: () => conflict('username_taken', '这个用户名已被使用，请换一个。'),
  account_username_form: () => invalid('username_form', '用户名只能用文字、数字和 _ . @ -，不超过40个字。'),
  account_name_reserved: () => invalid('username_reserved', '这个用户名由系统使用，请换一个。'),
  role_grant_separate: () =>
    conflict(
      'separate_administrators',
      '系统管理员、安全管理员、审计员须由不同的人担任，且不兼任业务岗位。请换一位人员，或先终止其现有岗位。',
    ),
  role_grant_span: () => invalid('grant_span', '岗位的终止时间须晚于开始时间，且不早于今天。'),
  role_grant_no_deputy: () =>
    conflict('deputy_not_administrator', '该同志这段时间正在代理他人的岗位，不能担任三类管理员。请先结束代理。'),
  deputyship_span: () => invalid('deputyship_span', '代理的结束日期须晚于开始时间，且不早于今天。'),
  deputyship_once: () => conflict('deputyship_overlaps', '这段时间已经有人代理。请先结束原来的代理，或调整日期。'),
  deputyship_separate: () =>
    conflict('administrator_no_deputy', '系统管理员、安全管理员、审计员不能代理他人的岗位。请换一位同志。'),
  account_import_once: () => conflict('import_row_written', '这一行已经建立账号，请刷新后核对。'),
  progress_report_once: () => conflict('project_already_in_round', '项目已在本期调度中，不能重复加入。'),
  ranking_one_in_force: () => conflict('ranking_already_published', '本期排名已经发布。如需重发，请先撤回并写明原因。'),
  bulletin_one_in_force: () =>
    conflict('bulletin_already_published', '本期这份文稿已经发布。如需重发，请先撤回并写明原因。'),
  bulletin_number_form: () =>
    invalid('bulletin_number_form', '文号格式如：云政办〔2026〕12号（无“第”字，数字不加零）；简报如：第12期。'),
  bulletin_template_name_once: () => conflict('template_name_taken', '已有同名的模板，请换一个名称。'),
  bulletin_template_ready_once: () =>
    conflict('template_changed', '这个模板刚被他人改过。请刷新，看过对方的修改后再保存。'),
  bulletin_template_version_once: () =>
    conflict('template_changed', '这个模板刚被他人改过。请刷新，看过对方的修改后再保存。'),
  light_preset_version: () => conflict('preset_version_taken', '该预设版本已存在，请另取版本号。'),
  quality_rule_name_unique: () => conflict('quality_rule_exists', '已有同名的规则，请直接修改它，或换一个名称。'),
  project_move_one_waiting: () =>
    conflict('move_waiting', '其中的项目已有一项等待决定的调整，请先决定或由提出人撤回，再提出新的。'),
  project_move_four_eyes: () =>
    conflict('move_four_eyes', '提出人不能自己决定；已有批准文件的，请填写文号、文件日期和批准单位。'),
  roster_name_unique: () => conflict('roster_exists', '同一单位、同一年度已有同名清单，请直接使用，或换一个名称。'),
  roster_member_once: () => conflict('already_member', '其中的项目已在这份清单上，请刷新后核对。'),
  roster_member_span: () => invalid('member_span', '移出日期不能早于列入日期，请核对。'),
  check_item_once: () => conflict('check_item_exists', '这个项目的清单上已有同名事项，请直接修改。'),
  dictionary_name_unique: () => conflict('dictionary_exists', '已有同名的字典，请直接在其中增加词条。'),
  dictionary_term_label_unique: () =>
    conflict('term_exists', '这本字典中已有同名词条（可能已停用），请直接启用或换一个名称。'),
  own_column_heading_taken: () =>
    conflict('heading_taken', '本单位的上级或下级已有同名的列，请直接使用，或换一个列名。'),
  saved_view_name_once: () => conflict('view_exists', '您已有同名的视图，请换一个名称。'),
  project_total_investment_sign: () => invalid('amount_negative', '总投资不能为负数，请核对。'),
  annual_plan_initial_sign: () => invalid('amount_negative', '年度计划投资不能为负数，请核对。'),
  annual_plan_adjusted_sign: () => invalid('amount_negative', '调整后的年度计划投资不能为负数，请核对。'),
  figure_correction_reason: () => invalid('correction_reason_missing', '请写明核增、核减的原因。'),
  report_step_reason: () => invalid('return_reason_missing', '请写明退回原因，填报人据此修改。'),
  stage_step_superseded_once: () => conflict('step_superseded', '这条阶段记录刚被他人更正或撤销，请刷新后再改。'),
  cohort_number_unique: () => conflict('cohort_exists', '这一期已经登记。请核对期数，或打开已有的一期修改。'),
  cohort_member_once: () => conflict('already_in_cohort', '其中有项目刚被加入本期，请刷新后重新选择。'),
  cohort_member_span: () => invalid('left_before_joined', '调出日期不能早于进批日期，请核对。'),
  preparation_item_label_unique: () =>
    conflict('item_exists', '已有同名的开工条件（可能已停用），请直接启用或换一个名称。'),
  joint_start_name_unique: () =>
    conflict('joint_start_exists', '已有同名的集中开工活动。请换一个名称，或打开已有的修改。'),
  joint_start_project_once: () => conflict('already_listed', '其中有项目刚被列入名单，请刷新后重新选择。'),
  paper_project: () =>
    conflict(
      'project_has_papers',
      '项目已有附件或审批手续在册，不能删除。请先在项目页核对；确需撤销的，联系项目办逐项处理。',
    ),
  paper_content_project: () => conflict('project_has_papers', '项目已有附件在册，不能删除。请在项目页核对。'),
  paper_content_once: () => conflict('paper_already_there', '同一个文件正在上传，请刷新后核对。'),
  project_merged_stays: () => conflict('project_merged', '这个项目已并入其他项目，不能再修改。请打开它并入的项目。'),
  project_merge_in_force: () => conflict('project_merged', '这个项目已经并入其他项目，请刷新后查看。'),
  round_lock_named: () => conflict('round_locked', '本期已经锁定。'),
}

/** The person's sentence for a refusal by PostgreSQL, or null when the error is not one of these. */
export function problemOfDatabaseError(error: unknown): Problem | null {
  if (!(error instanceof Error)) return null
  const { code, constraint } = error as Error & { code?: string; constraint?: string }
  if (constraint && SENTENCES[constraint]) return SENTENCES[constraint]()
  if (error.message.includes('timeout exceeded when trying to connect')) {
    return new Problem(503, 'busy', '同时下载或操作的人较多，请稍后重试。')
  }
  if (isAway(error.message, code)) {
    return new Problem(
      503,
      'database_away',
      '数据库暂时连接不上，可能正在重启。请稍后刷新，核对刚才的操作是否生效，没有生效的再做一次。',
    )
  }
  if (code === '40001' || code === '40P01') return conflict('busy_retry', '另一项操作正在修改同一内容，请稍后重试。')
  if (code === '57014') return conflict('query_timeout', '查询时间过长，已经停止。请缩小范围后重试。')
  if (code === '23514') return invalid('value_refused', `数值不合规则（${constraint ?? '校验'}），请核对后重试。`)
  if (code === '23505') return conflict('already_exists', '相同的内容已经存在，请刷新后核对。')
  if (code === '23503') return conflict('still_in_use', '所引用的内容不存在或仍被使用，请刷新后核对。')
  if (code === '22P02' || code === '22007' || code === '22008')
    return invalid('value_malformed', '提交的数值、日期或翻页位置格式不正确，请刷新后重试。')
  if (code === '22021' || code === '22P05') {
    return invalid('text_unreadable', '提交的文字含有无法保存的字符（空字符或残缺字符），请删除后重试。')
  }
  if (code === '22003') return invalid('number_too_large', '数值过大，请核对单位（万元）。')
  return null
}

/** The server is not there, is leaving or has no connection to give: class 08, 57P01—57P03, 53300, and what the driver says itself. */
function isAway(message: string, code = ''): boolean {
  if (/^(08...|57P0[123]|53300|ECONNREFUSED|ECONNRESET|ENOENT|EPIPE)$/.test(code)) return true
  return /Connection terminated|not queryable/.test(message)
}
