import { monthOf, monthSpanText, yearOf } from '#kernel/period.ts'
import { formatPercent, percentOf, pointsBetween } from '#kernel/ratio.ts'
import type { Block, Run } from '#platform/word/document-model.ts'
import type { Figure, Light } from './figure.ts'
import { countText, type FigureBook, moneyText, pointsText, printsAsZero, say, sentence } from './figure-book.ts'
import type { BulletinInput, CampaignFigures, PreviousTotals } from './input.ts'
import { LIGHT_NAMES, type RegionFigures } from './region-figures.ts'

/** 一、总体情况: totals against plan and pace, lights, starts with their denominators, campaigns. */
export function overallSection(book: FigureBook, input: BulletinInput, region: RegionFigures): Block[] {
  const campaigns = input.campaigns ?? []
  const paragraphs = [
    [...investment(input, region), ...rateChange(book, input, region)],
    [...lights(region), ...lightChanges(book, input)],
    starts(book, region),
    ...(campaigns.length > 0 ? [campaignParagraph(book, input, campaigns)] : []),
  ]
  return [
    { kind: 'heading', level: 1, text: '总体情况' },
    ...paragraphs.map((runs): Block => ({ kind: 'paragraph', runs })),
  ]
}

function investment(input: BulletinInput, region: RegionFigures): Run[] {
  const count = say`${input.isPartial ? '本期共调度重点项目' : `${input.scope}共实施重点项目`}${region.projectCount}，其中新开工项目${region.newCount}、续建项目${region.continuingCount}`
  const { completionRate, completedYtd } = region
  const span = monthSpanText(input.round.month)
  const expected = input.round.estimated ? '（含预计数）' : ''
  if (completionRate === null) {
    return say`${count}。${span}完成投资${completedYtd}${expected}。因年度计划投资尚未下达，本期不计算完成率。`
  }
  const rate = sentence([
    say`${span}完成投资${completedYtd}${expected}`,
    say`完成率${completionRate}`,
    ...against(region),
  ])
  return say`${count}，年度计划投资${region.annualPlan}。${rate}${currentMonth(input, region)}`
}

function against(region: RegionFigures): Run[][] {
  if (region.gap === null || region.pace === null) return []
  if (printsAsZero(region.gap.value)) return [say`与序时进度（${region.pace}）持平`]
  const word = region.gap.value.startsWith('-') ? '低于' : '高于'
  return [say`${word}序时进度（${region.pace}）${region.gap}`]
}

/** January, and January and February filled in together, have no figure of the month beside the cumulative one. */
function currentMonth(input: BulletinInput, region: RegionFigures): Run[] {
  const month = `${monthOf(input.round.month)}月`
  if (month === '1月' || input.round.kind === 'merged') return []
  if (region.completedCurrent.value.startsWith('-'))
    return say`${month}因核减，当月完成投资净减少${region.completedCurrent}。`
  return say`${month}当月完成投资${region.completedCurrent}。`
}

/** The month before of the same year; its figures may be missing, or stand on another plan. */
function comparable(input: BulletinInput): PreviousTotals | null {
  const { previous, round } = input
  if (!previous || input.isPartial || yearOf(previous.month) !== yearOf(round.month)) return null
  return previous.planBasis === input.planBasis ? previous : null
}

function rateChange(book: FigureBook, input: BulletinInput, region: RegionFigures): Run[] {
  const before = comparable(input)?.completionRate ?? null
  const now = region.completionRate?.value ?? null
  if (before === null || now === null || !input.previous) return []
  const change = pointsBetween(now, before)
  const name = `${monthOf(input.previous.month)}月末`
  if (printsAsZero(change)) return say`完成率与${name}持平。`
  const figure = book.enter({
    id: 'region.rateChange',
    text: pointsText(change),
    value: change,
    unit: '个百分点',
    subject: `${input.scope}完成率较${name}变化`,
    formula: '完成率变化＝本期完成率－上期完成率',
    rule: 'difference',
    inputs: [{ figure: 'region.completionRate' }, { name: `${name}完成率`, value: before, unit: '%' }],
    filter: { column: 'completionRate' },
  })
  return say`完成率比${name}${change.startsWith('-') ? '下降' : '提高'}${figure}。`
}

function lights(region: RegionFigures): Run[] {
  const { green, yellow, red, grey } = region.lights
  const rated = say`按进度评价，绿灯项目${green}、黄灯项目${yellow}、红灯项目${red}`
  if (grey.value === '0') return say`${rated}。`
  return say`${rated}；另有${grey}项目未到时序或未下达年度计划，暂不评价（灰灯）。`
}

function lightChanges(book: FigureBook, input: BulletinInput): Run[] {
  const { previous, round } = input
  if (monthOf(round.month) === 1 || round.kind === 'merged') return say`本期为年度首期通报，不与上期比较。`
  if (!previous || yearOf(previous.month) !== yearOf(round.month)) return say`因没有同口径的上期数据，本期不作比较。`
  if (input.isPartial) return say`因项目范围与上期不同，本期不作比较。`
  if (previous.planBasis !== input.planBasis) return say`因年度计划已作调整，完成率和灯色不与上期比较。`
  const changes = (['red', 'yellow'] as const).map((light) => lightChange(book, input, previous, light))
  return say`与${String(monthOf(previous.month))}月末相比，${sentence(changes, '、')}`
}

function lightChange(book: FigureBook, input: BulletinInput, previous: PreviousTotals, light: Light): Run[] {
  const change = input.overall.lights[light] - previous.lights[light]
  const name = LIGHT_NAMES[light]
  if (change === 0) return say`${name}项目数持平`
  const figure = book.enter({
    id: `region.lightChange.${light}`,
    text: countText(Math.abs(change)),
    value: String(change),
    unit: '个',
    subject: `${input.scope}${name}项目数较上期变化`,
    formula: `${name}项目数变化＝本期${name}项目数－上期${name}项目数`,
    rule: 'difference',
    inputs: [
      { figure: `region.light.${light}` },
      { name: `上期${name}项目数`, value: String(previous.lights[light]), unit: '个' },
    ],
    filter: { light, column: 'light' },
  })
  return say`${name}项目${change > 0 ? '增加' : '减少'}${figure}`
}

/** A start rate is never printed without its denominator: of the year, and of those due by now. */
function starts(book: FigureBook, region: RegionFigures): Run[] {
  const { planned, started, due, overdue, dueStarted, early } = region.starts
  if (planned.value === '0') return say`今年没有计划新开工项目。`
  const yearRate = startRate(book, started, planned, '年度开工率')
  const ofYear = say`今年计划新开工项目${planned}，已开工${started}，年度开工率${yearRate ?? '—'}`
  const ahead = Number(early.value) > 0 ? say`，另有${early}项目提前开工` : []
  const dueRate = startRate(book, dueStarted, due, '应开工项目开工率')
  if (dueRate === null) return say`${ofYear}；按已填报的计划开工时间，目前没有应开工项目${ahead}。`
  if (overdue.value === '0') return say`${ofYear}；目前应开工项目${due}，已全部开工${ahead}。`
  return say`${ofYear}；目前应开工项目${due}，其中已开工${dueStarted}，应开工项目开工率${dueRate}，逾期未开工${overdue}${ahead}。`
}

function startRate(book: FigureBook, part: Figure, whole: Figure, subject: string): Figure | null {
  const rate = percentOf(part.value, whole.value)
  if (rate === null) return null
  return book.enter({
    id: `${part.id}Rate`,
    text: formatPercent(rate),
    value: rate,
    unit: '%',
    subject,
    formula: `${subject}＝${part.subject}÷${whole.subject}`,
    rule: 'percent',
    inputs: [{ figure: part.id }, { figure: whole.id }],
    filter: part.source.filter,
  })
}

function campaignParagraph(book: FigureBook, input: BulletinInput, campaigns: readonly CampaignFigures[]): Run[] {
  const clauses = campaigns.map((campaign) => campaignClause(book, input, campaign))
  const overlap = campaigns.length > 1 ? '同一项目可列入多个专项行动，各行动数据不作加总。' : ''
  return say`专项行动方面，${sentence(clauses, '；')}${overlap}`
}

function campaignClause(book: FigureBook, input: BulletinInput, campaign: CampaignFigures): Run[] {
  const prefix = `campaign.${campaign.campaignId}`
  const about = { subject: `“${campaign.name}”`, filter: { campaignId: campaign.campaignId } }
  const money = (column: 'annualPlan' | 'completedYtd', what: string) =>
    book.enter({
      id: `${prefix}.${column}`,
      text: moneyText(campaign[column]),
      value: campaign[column],
      unit: '万元',
      subject: `${about.subject}${what}`,
      filter: { ...about.filter, column },
    })
  const count = book.enter({
    id: `${prefix}.projectCount`,
    text: countText(campaign.projectCount),
    value: String(campaign.projectCount),
    unit: '个',
    subject: `${about.subject}项目数`,
    filter: { ...about.filter, column: 'projectCount' },
  })
  const completed = money('completedYtd', '完成投资')
  const plan = money('annualPlan', '年度计划投资')
  if (campaign.completionRate === null)
    return say`“${campaign.name}”项目${count}，完成投资${completed}，年度计划投资尚未下达`
  const rate = book.enter({
    id: `${prefix}.completionRate`,
    text: formatPercent(campaign.completionRate),
    value: campaign.completionRate,
    unit: '%',
    subject: `${about.subject}完成率`,
    formula: `完成率＝完成投资÷年度计划投资（${input.planBasis}）`,
    rule: 'percent',
    inputs: [{ figure: completed.id }, { figure: plan.id }],
    filter: { ...about.filter, column: 'completionRate' },
  })
  return say`“${campaign.name}”项目${count}，年度计划投资${plan}，完成投资${completed}，完成率${rate}`
}
