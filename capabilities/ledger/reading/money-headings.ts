import type { AmountField } from './fields.ts'

/** A question that a heading leaves open until somebody answers. */
export type HeadingDoubt = 'completed-ambiguous' | 'register-ambiguous'

interface MoneyMeaning {
  field: AmountField | 'completionRate' | null
  year?: number | null
  yearOffset?: number | null
  months?: { from: number; to: number } | null
  fundSource?: string | null
  doubt?: HeadingDoubt | null
}

/**
 * Headings of amounts, which carry year and period: `2024年计划投资`, `1-7月完成投资`, `截至2023年底累计完成`. Null when the heading is of
 * something else; `{ field: null }` when it is an amount of another meaning.
 */
export function readMoneyHeading(cores: string[], hasUnit: boolean): MoneyMeaning | null {
  const all = cores.join('')
  const leaf = cores.at(-1) as string
  if (!/投资|资金|计划|完成|到位|概算|目标/.test(all) && !hasUnit) return null
  if (NOT_MONEY.test(leaf) || (NOT_MONEY.test(all) && !/投资|资金/.test(all))) return null
  if (/开工|竣工/.test(leaf) && !/完成|投资|率/.test(leaf)) return null
  if (/(完成|投资|进度|到位|开工).*(率|占比|比例|百分比|%)|占.*(计划|比)/.test(all)) return { field: 'completionRate' }
  const months = monthsIn(leaf) ?? monthsIn(all)
  const { year, yearOffset } = yearIn(all)
  const common = { year, yearOffset, months }
  if (/到位/.test(all)) return { field: 'fundsInPlace', ...common, fundSource: fundSourceIn(leaf) }
  if (/资金来源|资金筹措|资金构成/.test(all)) return { field: null }
  const done = readCompleted(all, leaf, common)
  if (done) return done
  return readPlanned(all, leaf, common)
}

const NOT_MONEY =
  /时间|日期|内容|任务(?!.*(投资|额))|措施|安排|形象|单位|主体|下步|下月|下一步|下周|领导|性质|类别|类型|阶段|原因|情况说明|文号|方式/

interface Common {
  year: number | null
  yearOffset: number | null
  months: { from: number; to: number } | null
}

function readCompleted(all: string, leaf: string, common: Common): MoneyMeaning | null {
  if (!/完成/.test(all) || /计划完成|预计完成|拟完成|目标/.test(leaf) || /计划/.test(leaf)) return null
  if (isToLastYearEnd(all, common))
    return { field: 'completedToLastYearEnd', ...common, months: null, yearOffset: common.year ? null : -1 }
  if (
    /(自|从)?开工(以来|至今|起|后|建设以来)?.*完成|建设以来.*完成|完成.*(自|从)?开工|累计完成总投资|完成总投资/.test(
      all,
    )
  ) {
    return { field: 'completedSinceStart', ...common }
  }
  const { months } = common
  const isRange = months !== null && (months.from !== months.to || /1月?[-—–~～至到]1月/.test(leaf))
  if (isRange) return { field: 'completedYtd', ...common }
  if (/^(本月|当月|本期|本周|本旬)|本月|当月|本期/.test(leaf) && !/累计/.test(leaf))
    return { field: 'completedCurrent', ...common }
  const isOfYear = /年初|今年|本年|当年|年内|年度/.test(all) || common.year !== null
  if (months && !/截[至止]|累计|底|末/.test(all)) return { field: 'completedCurrent', ...common }
  if (isOfYear) return { field: 'completedYtd', ...common, months: months ? { from: 1, to: months.to } : null }
  if (/累计|截[至止]/.test(all)) return { field: null, ...common, doubt: 'completed-ambiguous' }
  return /^(完成投资额?|完成额|投资完成额?|实际完成投资额?|完成投资情况|完成)$/.test(leaf)
    ? { field: null, ...common, doubt: 'completed-ambiguous' }
    : null
}

function isToLastYearEnd(all: string, { year, months }: Common): boolean {
  if (/(上年|去年|上一年|往年|以前年度|以前年|历年)(度)?(底|末|年底|年末)?.*完成/.test(all)) return true
  const isYearEnd = /\d{4}年(度)?(底|末|12月(底|末|31日)?)/.test(all)
  return isYearEnd && year !== null && (months === null || months.to === 12) && !/年投资|本年|年度投资/.test(all)
}

function readPlanned(all: string, leaf: string, common: Common): MoneyMeaning | null {
  const { months, year, yearOffset } = common
  const isPlan = /计划|目标|任务|拟/.test(all)
  if (isPlan && months && months.from === months.to && !/计划总投资|底|末/.test(all))
    return { field: 'monthlyPlan', ...common }
  if (/总投资|投资总额|概算|投资规模|估算投资/.test(all) && !/年度|(本|当|今)年|\d{4}年(度)?(计划|投资)/.test(leaf)) {
    return /其中|固定资产|设备|土建|已|剩余|尚需/.test(leaf) ? { field: null } : { field: 'totalInvestment', ...common }
  }
  if (isPlan && (year !== null || yearOffset !== null || /年度|全年|^年计划/.test(all)) && !/十[三四五]五/.test(all)) {
    return { field: 'annualPlan', ...common }
  }
  if (/^(计划投资额?|投资计划|计划投资总额|投资额|投资金额)$/.test(leaf) && year === null && yearOffset === null) {
    return { field: 'totalInvestment', ...common }
  }
  return null
}

function yearIn(text: string): { year: number | null; yearOffset: number | null } {
  const written = /((?:19|20)\d\d)(?:年|\.|-)/.exec(text)?.[1] ?? /^((?:20)\d\d)(?=计划|投资|完成)/.exec(text)?.[1]
  if (written) return { year: Number(written), yearOffset: null }
  if (/明年|下年|次年/.test(text)) return { year: null, yearOffset: 1 }
  if (/上年|去年/.test(text)) return { year: null, yearOffset: -1 }
  return { year: null, yearOffset: /年初|今年|本年|当年|年内|年度|全年/.test(text) ? 0 : null }
}

/** Months named in a heading or a remark: `1-7月`, `1月至7月`, `5月`, 上半年, 一季度, 前三季度. */
export function monthsIn(text: string): { from: number; to: number } | null {
  const range = /(?<!\d)(\d{1,2})月?(?:份)?[-—–~～至到](?:\d{4}年)?(\d{1,2})月/.exec(text)
  if (range) return validMonths(Number(range[1]), Number(range[2]))
  if (/上半年/.test(text)) return { from: 1, to: 6 }
  if (/前三季度|[一1][-至]三季度/.test(text)) return { from: 1, to: 9 }
  if (/(一|第一|1|首)季度/.test(text)) return { from: 1, to: 3 }
  const single = /(?<![\d-])(\d{1,2})月/.exec(text)
  return single ? validMonths(Number(single[1]), Number(single[1])) : null
}

function validMonths(from: number, to: number): { from: number; to: number } | null {
  return from >= 1 && to <= 12 && from <= to ? { from, to } : null
}

const FUND_SOURCES: [string, RegExp][] = [
  ['specialBond', /专项债|债券|国债/],
  ['central', /中央|国家/],
  ['provincial', /省/],
  ['localGovernment', /市县|市级|县级|区级|地方|财政|政府/],
  ['bankLoan', /贷款|银行|融资/],
  ['ownFunds', /自筹|自有|企业|社会资本/],
  ['other', /其他|其它/],
]

function fundSourceIn(leaf: string): string | null {
  return FUND_SOURCES.find(([, pattern]) => pattern.test(leaf))?.[0] ?? null
}
