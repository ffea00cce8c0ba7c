/** The sentence a user reads for a warning: where, what, and what was done about it. */
export function warningText(warning: Record<string, unknown> & { code: string }): string {
  const sentence = SENTENCES[warning.code]?.(warning as Detail) ?? '请核对。'
  return `${placeOf(warning as Detail)}${sentence}`
}

// biome-ignore lint/suspicious/noExplicitAny: details differ by code and are only printed
type Detail = Record<string, any>

function placeOf({ sheet, excelRow, excelRows, column, columns, cell }: Detail): string {
  const rows = excelRow ? [excelRow] : ((excelRows ?? []) as number[])
  const shown = rows.length > 6 ? `${rows.slice(0, 6).join('、')}等${rows.length}` : rows.join('、')
  const cells = cell ? `${cell}单元格` : ''
  const row = !cell && rows.length > 0 ? `第${shown}行` : ''
  const col = !cell && (column || columns) ? `${column ?? columns.join('、')}列` : ''
  const place = `${row}${col}${cells}`
  return sheet ? `“${sheet}”${place}：` : place ? `${place}：` : ''
}

const SENTENCES: Record<string, (detail: Detail) => string> = {
  'unmapped-column': ({ heading }) => `“${heading}”没有对应的项目字段，内容保留为附加信息，不参与统计。`,
  'duplicate-column': ({ heading, field }) =>
    `“${heading}”与前面的列含义相同（${field}），未采用，可在列对应关系中调整。`,
  'empty-column': () => '整列没有内容。',
  'hidden-sheet': () => '工作表是隐藏的，没有读取。需要时请取消隐藏或在导入设置中选择该表。',
  'sheet-skipped': ({ reason }) => `没有读取：${reason}。`,
  'hidden-rows': ({ count }) => `有${count}行被隐藏或筛选掉，仍已读取。`,
  'total-mismatch': ({ scope, stated, statedRaw, listed, sumOfSections, difference, against }) =>
    against === 'sections'
      ? `“${scope}”写明${stated}万元，各分项之和为${sumOfSections}万元，相差${difference}万元。`
      : stated === null
        ? `“${scope}”写的是${statedRaw}（单位不明），所列项目之和为${listed}万元，对不上。`
        : `“${scope}”写明${stated}万元，所列项目之和为${listed}万元，相差${difference}万元。`,
  'total-uncheckable': ({ scope, stated }) =>
    stated === null
      ? `“${scope}”的合计没有数值，无法核对。`
      : `“${scope}”写明${stated}万元，所列项目没有可相加的金额，无法核对。`,
  'count-mismatch': ({ scope, statedCount, listedCount, sumOfSections, against }) =>
    against === 'sections'
      ? `“${scope}”写明${statedCount}个，各分项之和为${sumOfSections}个。`
      : `“${scope}”写明${statedCount}个，实际列出${listedCount}个。`,
  'unit-ambiguous': ({ raw }) => `“${raw}”没有写明单位，表头和表上方也没有，暂不计入金额。`,
  'unit-mixed': ({ units }) => `同一列用了不同的单位（${units.join('、')}），已分别换算为万元。`,
  'unit-conflict': () => '单位行写了不止一种金额单位，请确认。',
  'number-as-text': ({ raw }) => `“${raw}”是文本格式的数字，已按数字读取；表内公式不会计入它。`,
  'amount-unreadable': ({ raw }) => `“${raw}”不能读成一个金额，留空，原文保留。`,
  'amount-approximate': ({ raw }) => `“${raw}”是约数，按所写数字读取。`,
  'amount-merged': () => '金额单元格跨行合并，只计入第一行，避免重复。',
  'currency-foreign': ({ raw }) => `“${raw}”是外币，没有折算，请填写折合的万元数。`,
  'second-table': () => '从这一行起是另一张表，列与上面不同，没有读取。请把它移到单独的工作表。',
  'formula-value-missing': () => '公式没有保存计算结果，不能当作零或空白。请用 Excel 或 WPS 打开并保存后重新上传。',
  'formula-cell': ({ formula }) => `文字单元格里是公式（${formula}），只取已保存的结果，不执行。`,
  'error-value': ({ raw }) => `单元格是错误值${raw}，留空。`,
  'year-inferred': () => '日期没有写年份，按台账年份补上。',
  'date-unreadable': ({ raw }) => `“${raw}”不能读成日期，留空，原文保留。`,
  'date-ambiguous': ({ raw }) => `“${raw}”可能是1月，也可能是丢了末尾零的10月，请核对。`,
  'stage-unrecognised': ({ raw }) => `“${raw}”不能对应到建设阶段（推进力度不是阶段），阶段留空，请补填。`,
  'value-unrecognised': ({ raw }) => `“${raw}”不是本列认识的取值，未采用。`,
  'sponsor-not-a-name': () => '填的是职务（如县级领导），不是姓名，不建立人员，文字保留。',
  'county-missing': () => '没有写明县区。',
  'county-alias': ({ alias, county }) => `“${alias}”按“${county}”读取。`,
  'county-unknown': ({ raw }) => `“${raw}”不在行政区划表中，按原文保留，请核对。`,
  'county-above': ({ raw }) => `“${raw}”是市或省，不是县区，县区留空。`,
  'county-several': ({ raw }) => `“${raw}”涉及多个县区，县区留空，请指定牵头县区。`,
  'county-is-town': ({ raw }) => `“${raw}”是乡镇，不是县区。`,
  'duplicate-name': ({ name, sameProject }) =>
    sameProject
      ? `“${name}”出现多次，请确认是否为同一项目。`
      : `“${name}”出现多次且建设单位不同，请确认是否为不同项目。`,
  'duplicate-code': ({ raw }) => `项目代码${raw}出现多次。`,
  'code-malformed': ({ raw }) => `“${raw}”不符合项目代码的格式（四段数字：2404-210921-04-01-123456）。`,
  'similar-name': ({ names }) => `项目名称相近（${names.join('、')}），请留意是否重复。`,
  'issue-unassigned': () => '问题没有写明涉及企业和责任单位。',
  'row-without-amount': ({ count }) => `有${count}个项目没有总投资，按空白处理，不当作0。`,
  'period-differs': ({ stated, heading }) => `备注写的是${stated}，表头写的是${heading}，请核对口径。`,
  'rows-merged': () => '项目名称跨行合并，只读取第一行。',
  'plan-exceeds-rest': ({ plan, rest }) => `年度计划${plan}万元大于总投资减去以前年度完成后的余额${rest}万元。`,
  'amount-negative': ({ raw }) => `“${raw}”是负数，请核对。`,
  'suspicious-change': ({ name, old, new: now }) =>
    `“${name}”的金额由${old}万元变为${now}万元，相差约十倍，请确认是否多写或少写了一位。`,
  'cumulative-falls': ({ name, old, new: now }) =>
    `“${name}”的累计数由${old}万元减少到${now}万元，累计数一般不减少，请确认。`,
}
