import type { Template } from '../template/content.ts'
import {
  BASIS,
  COUNTY_TABLE,
  CURRENT_MONTH,
  INVESTMENT,
  LIGHT_CHANGES,
  LIGHTS,
  PACE_COUNTS,
  PROBLEMS,
  RATE_CHANGE,
  REQUIREMENTS,
  STANDING,
  STARTS,
} from './parts.ts'

const TO_COUNTIES = '{{主送单位}}'
const NOBODY = { masthead: '', addressees: '', copyTo: '', note: '' }

const MONTHLY: Template = {
  key: 'monthly',
  name: '月度项目建设通报',
  rhythm: 'month',
  confirms: true,
  content: {
    ...NOBODY,
    kind: '通报',
    title: '关于{{本期}}{{全域}}{{如果 部分项目}}部分{{结束}}重点项目建设进展情况的通报',
    addressees: TO_COUNTIES,
    body: `现将{{本期}}{{全域}}重点项目建设进展情况通报如下。本通报${BASIS}
# 总体情况
${INVESTMENT}${CURRENT_MONTH}${RATE_CHANGE}
${LIGHTS}${LIGHT_CHANGES}
${STARTS}
# 各{{组}}完成情况
${STANDING}${PACE_COUNTS}
${COUNTY_TABLE}
# 存在问题
${PROBLEMS}
# 下一步工作要求
${REQUIREMENTS}`,
  },
}

const QUARTERLY: Template = {
  key: 'quarterly',
  name: '季度总结通报',
  rhythm: 'quarter',
  confirms: true,
  content: {
    ...NOBODY,
    kind: '通报',
    title: '关于{{年}}年{{季度}}{{全域}}重点项目建设情况的通报',
    addressees: TO_COUNTIES,
    body: `现将{{年}}年{{季度}}{{全域}}重点项目建设情况通报如下。本通报${BASIS}
# 投资完成情况
{{如果 有 本季完成投资}}{{季度}}，{{全域}}重点项目完成投资{{本季完成投资}}。{{结束}}${INVESTMENT}{{如果 有 完成投资 同比}}{{累计}}完成投资{{完成投资 同比}}。{{结束}}
{{如果 参与排名单位数 大于 1}}从各{{组}}看，完成投资居前三位的{{分别 单位 按 完成投资 前 3}}，分别占{{全域}}的{{逐个 单位 按 完成投资 前 3 间隔 “、”}}{{完成投资 占比 数}}{{结束}}。{{结束}}
${STANDING}${PACE_COUNTS}
{{图 单位 按 完成率 题 “各单位年度计划投资完成率”}}
${COUNTY_TABLE}
# 项目开工和进度情况
${STARTS}
${LIGHTS}{{如果 竣工项目数 大于 0}}已竣工项目{{竣工项目数}}。{{结束}}
# 存在问题
${PROBLEMS}
# 下一步工作要求
${REQUIREMENTS}`,
  },
}

/** 统计 and 调度 are two investments: the report says which one it speaks of. */
const INVESTMENT_REPORT: Template = {
  key: 'investment-report',
  name: '固定资产投资与项目管理工作报告',
  rhythm: 'month',
  confirms: false,
  content: {
    ...NOBODY,
    kind: '报告',
    title: '关于{{本期}}{{全域}}固定资产投资与项目管理工作情况的报告',
    addressees: '{{上报机关}}',
    body: `现将{{本期}}{{全域}}固定资产投资与项目管理工作情况报告如下。固定资产投资总量和增速以统计部门公布的数据为准，本报告所列为重点项目调度情况，${BASIS}
# 重点项目投资完成情况
${INVESTMENT}${CURRENT_MONTH}{{如果 有 完成投资 同比}}与上年同期的重点项目相比，完成投资{{完成投资 同比}}。{{结束}}
{{逐个 参评单位 按 完成率 后 3 其中 较序时 低于 0 间隔 “；”}}{{如果 序号 等于 1}}低于序时进度、完成率靠后的有：{{结束}}{{名称}}完成率{{完成率}}，{{较序时}}{{如果 有 主要问题}}，主要问题是{{主要问题}}{{结束}}{{没有}}没有完成率低于序时进度的{{组}}{{结束}}。
${COUNTY_TABLE}
# 项目管理情况
## 项目开工
${STARTS}
{{如果 逾期未开工项目数 大于 0}}
{{表 逾期未开工项目 前 20}}
题：逾期未开工项目（前20个）
列：序号 | 项目名称 | {{组}} | 计划开工 | 所处阶段 | 存在问题
行：{{序号}} | {{名称}} | {{单位}} | {{计划开工}} | {{阶段}} | {{问题}}
{{结束}}
{{结束}}
## 项目进度
${LIGHTS}${LIGHT_CHANGES}
## 项目填报
本期应报项目{{应报项目数}}，未报{{未报项目数}}，迟报{{迟报项目数}}。
# 下一步工作打算
${REQUIREMENTS}
特此报告。`,
  },
}

const WEEKLY: Template = {
  key: 'weekly',
  name: '周调度简报',
  rhythm: 'week',
  confirms: false,
  content: {
    ...NOBODY,
    kind: '简报',
    masthead: '重点项目周调度简报',
    title: '{{年}}年{{周}}{{全域}}重点项目调度情况',
    body: `# 本周进展
本周调度重点项目{{项目数}}，应报{{应报项目数}}，未报{{未报项目数}}，迟报{{迟报项目数}}。截至{{截至}}，今年累计完成投资{{完成投资}}{{如果 有 完成率}}，完成率{{完成率}}{{如果 有 较序时}}，{{较序时}}{{结束}}{{结束}}。{{如果 完成投资 较上期 增量 大于 0}}比上周增加{{完成投资 较上期 增量}}。{{结束}}
${LIGHTS}{{如果 有上期 且 非 计划已调整}}与上周相比，红灯项目数{{红灯项目数 较上期}}、黄灯项目数{{黄灯项目数 较上期}}。{{结束}}
{{图 单位 灯色 题 “各单位项目灯色分布”}}
# 需要协调的项目
{{逐个 红灯项目 前 10}}
{{名称}}（{{单位}}）：完成率{{如果 有 完成率}}{{完成率}}，{{较序时}}{{否则}}无法计算{{结束}}。{{问题}}。
{{没有}}
本周没有红灯项目。
{{结束}}
# 下周重点
{{如果 逾期未开工项目数 大于 0}}抓紧推动{{逾期未开工项目数}}逾期未开工项目开工；{{结束}}{{如果 红灯项目数 大于 0}}逐个协调红灯项目存在问题；{{结束}}做好下周填报。`,
  },
}

/** One page: what a leader reads before the meeting. */
const ONE_PAGE: Template = {
  key: 'one-page',
  name: '领导一页纸',
  rhythm: 'month',
  confirms: false,
  content: {
    ...NOBODY,
    kind: '简报',
    masthead: '重点项目一页纸',
    title: '',
    body: `一看总体：{{本期}}{{项目数}}项目完成投资{{完成投资}}{{如果 有 完成率}}，{{完成率 成句}}{{如果 有 较序时}}，{{较序时}}{{结束}}{{结束}}{{如果 有 完成投资 同比}}，{{完成投资 同比}}{{结束}}。
二看排位：{{如果 参与排名单位数 大于 1}}前三位{{逐个 参评单位 前 3 间隔 “、”}}{{名称}}{{结束}}{{如果 参与排名单位数 大于 5}}，后三位{{逐个 参评单位 后 3 间隔 “、”}}{{名称}}{{结束}}{{结束}}。{{否则}}本期不排位次。{{结束}}
三看进度：绿灯{{绿灯项目数}}、黄灯{{黄灯项目数}}、红灯{{红灯项目数}}{{如果 有上期 且 非 计划已调整}}（红灯较{{上期末}}{{红灯项目数 较上期}}）{{结束}}。
四看开工：应开工{{应开工项目数}}，已开工{{应开工已开工项目数}}，逾期{{逾期未开工项目数}}。
{{图 参评单位 按 完成率}}
请关注：{{逐个 红灯项目 前 1}}{{名称}}（{{单位}}），{{问题摘要}}{{没有}}本期没有红灯项目{{结束}}。
调度口径，截至{{截至}}，按{{计划口径}}。`,
  },
}

const RANKING: Template = {
  key: 'ranking',
  name: '排名通报',
  rhythm: 'month',
  confirms: true,
  content: {
    ...NOBODY,
    kind: '通报',
    title: '关于{{本期}}各{{组}}重点项目建设排名情况的通报',
    addressees: TO_COUNTIES,
    body: `现将{{本期}}各{{组}}重点项目年度计划完成率排名情况通报如下。本通报${BASIS}
# 排名情况
${STANDING}${PACE_COUNTS}
{{如果 参与排名单位数 大于 1}}
{{表 单位}}
题：{{累计}}各{{组}}完成率排名
单位：万元、个、百分点
列：位次 | {{组}} | 项目数 | 年度计划投资 | {{累计}}完成投资 | 完成率 | 较序时 | 位次较上期
行：{{位次 数}} | {{名称}} | {{项目数 数}} | {{年度计划投资 数}} | {{完成投资 数}} | {{完成率 数}} | {{较序时 数}} | {{位次 较上期 数}}
合计：— | {{全域}}合计 | {{项目数 数}} | {{年度计划投资 数}} | {{完成投资 数}} | {{完成率 数}} | {{较序时 数}} | —
注：{{并列说明}}{{不参与说明}}完成率按{{计划口径}}计算。
{{结束}}
{{结束}}
# 表扬和提醒
{{如果 参与排名单位数 大于 1}}对完成率居前三位的{{逐个 参评单位 前 3 间隔 “、”}}{{名称}}{{结束}}予以通报表扬。{{结束}}
{{逐个 参评单位 按 完成率 后 3 其中 较序时 低于 0}}
{{名称}}完成率{{完成率}}，{{位次 成句}}，{{较序时}}。{{如果 有 主要问题}}主要问题：{{主要问题}}。{{结束}}
{{没有}}
排名靠后的{{组}}均达到序时进度。
{{结束}}
# 有关要求
位次靠后的{{组}}要认真查找差距，逐个项目分析原因，于下期填报前将整改情况报{{发文机关}}。`,
  },
}

/** The templates every office starts with. An office that edits one keeps its own versions; these stay as they are. */
export const READY_TEMPLATES: readonly Template[] = [MONTHLY, QUARTERLY, INVESTMENT_REPORT, WEEKLY, ONE_PAGE, RANKING]
