import type { Dice } from './dice.ts'
import type { AmountKind, Plan } from './made-columns.ts'

/** The amounts of a ledger with the headings LEDGER.md lists for each; year and period are those of the plan. */
export function amountKinds(dice: Dice, { year, month }: Plan): Record<string, AmountKind> {
  const ytd = `completedYtdByPeriodWan.${year}-01..${two(month)}`
  const toLastYear = dice.one(['截至上年底累计完成', `截至${year - 1}年底累计完成`])
  const sinceStart = dice.one<[string, Record<string, string>?]>([
    ['自开工累计完成投资'],
    ['开工以来累计完成'],
    ['累计完成投资', { 'completed-ambiguous': 'completedSinceStart' }],
  ])
  return {
    totalInvestment: {
      field: 'totalInvestment',
      path: 'totalInvestmentWan',
      heading: [dice.one(['总投资', '计划总投资', '概算投资', '投资总额'])],
      of: (project) => project.totalInvestment,
    },
    annualPlan: {
      field: 'annualPlan',
      path: `annualPlansWan.${year}`,
      heading: [dice.one(['年度计划投资', `${year}年计划投资`, '本年计划', '当年计划'])],
      of: (project) => project.annualPlan,
    },
    completedYtd: {
      field: 'completedYtd',
      path: ytd,
      heading: [dice.one(ytdHeadings(month))],
      of: (project) => project.completedYtd,
    },
    completedCurrent: {
      field: 'completedCurrent',
      path: `completedCurrentByMonthWan.${year}-${two(month)}`,
      heading: [dice.one(['本月完成投资', '本期完成', `${month}月完成`])],
      of: (project) => project.completedCurrent,
    },
    completedSinceStart: {
      field: 'completedSinceStart',
      path: 'completedSinceStartWan',
      heading: [sinceStart[0]],
      ...(sinceStart[1] ? { answers: sinceStart[1] } : {}),
      of: (project) => project.completedSinceStart,
    },
    completedToLastYearEnd: {
      field: 'completedToLastYearEnd',
      path: 'completedToLastYearEndWan',
      heading: [toLastYear],
      of: (project) => project.completedToLastYearEnd,
    },
    monthlyPlan: {
      field: 'monthlyPlan',
      path: `monthlyPlansWan.${year}-${two(Math.min(12, month + 1))}`,
      heading: [`${Math.min(12, month + 1)}月计划`],
      of: (project) => project.monthlyPlan,
    },
    fundsInPlace: {
      field: 'fundsInPlace',
      path: 'fundsInPlaceWan',
      heading: [dice.one(['累计到位资金', '到位资金', '资金到位情况'])],
      of: (project) => project.fundsInPlace,
    },
  }
}

/** Under one group heading: this year's figures. */
export function yearGroup(dice: Dice, plan: Plan): { group: string; kinds: AmountKind[] } {
  const kinds = amountKinds(dice, plan)
  const pick = (name: string, leaf: string): AmountKind => ({ ...(kinds[name] as AmountKind), heading: [leaf] })
  const all = [
    pick('annualPlan', dice.one(['计划投资', '年度计划', '计划'])),
    pick(
      'completedYtd',
      dice.one([`1-${plan.month}月完成`, `1—${plan.month}月完成投资`, '年初至今累计完成', '本年累计完成']),
    ),
    pick('completedCurrent', dice.one([`${plan.month}月完成`, '本月完成'])),
  ]
  return {
    group: dice.one([`${plan.year}年投资情况`, `${plan.year}年投资计划及完成情况`, '本年度投资情况']),
    kinds: plan.month === 1 ? all.slice(0, 2) : all,
  }
}

/** Under one group heading: funds in place by source. */
export function fundsGroup(dice: Dice): { group: string; kinds: AmountKind[] } {
  const source = (key: string, leaf: string): AmountKind => ({
    field: 'fundsInPlace',
    path: `fundsBySourceWan.${key}`,
    heading: [leaf],
    of: (project) => project.funds[key] as number,
  })
  return {
    group: dice.one(['资金到位情况', '到位资金']),
    kinds: [
      { field: 'fundsInPlace', path: 'fundsInPlaceWan', heading: ['累计到位'], of: (project) => project.fundsInPlace },
      ...dice
        .shuffled([source('central', '中央预算内'), source('ownFunds', '企业自筹'), source('bankLoan', '银行贷款')])
        .slice(0, dice.int(1, 3)),
    ],
  }
}

/** Under one group heading: the plan month by month. */
export function monthsGroup(dice: Dice, { year, month }: Plan): { group: string; kinds: AmountKind[] } {
  const months = Array.from({ length: 12 }, (_, index) => index + 1).filter((each) => each > month || dice.is(0.5))
  return {
    group: dice.one([`${year}年分月投资计划`, '分月投资计划', '月度计划投资']),
    kinds: (months.length > 0 ? months : [12]).map((each) => ({
      field: 'monthlyPlan',
      path: `monthlyPlansWan.${year}-${two(each)}`,
      heading: [dice.is(0.5) ? `${each}月` : `${each}月计划`],
      of: (project) => project.monthlyPlan + each * 10,
    })),
  }
}

function ytdHeadings(month: number): string[] {
  const ofMonth = [
    '年初至今累计完成投资额',
    '本年累计完成',
    `1-${month}月完成投资`,
    `1—${month}月完成投资`,
    `1月至${month}月完成投资`,
    `截至${month}月底本年累计完成投资`,
  ]
  const named = { 3: ['一季度完成投资'], 6: ['上半年完成投资'], 9: ['前三季度完成投资'] }[month] ?? []
  // 1-1月 is written by nobody
  return month === 1 ? ofMonth.slice(0, 2) : [...ofMonth, ...named]
}

function two(month: number): string {
  return String(month).padStart(2, '0')
}
