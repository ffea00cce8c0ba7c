import { monthOf, monthSpanText } from '#kernel/period.ts'
import { formatPercent, pointsBetween } from '#kernel/ratio.ts'
import type { Figure, FigureRule, FigureSource, Light, Partition } from './figure.ts'
import { countText, type FigureBook, moneyText, pointsText } from './figure-book.ts'
import type { BulletinInput } from './input.ts'

export const LIGHTS: readonly Light[] = ['green', 'yellow', 'red', 'grey']
export const LIGHT_NAMES: Record<Light, string> = { green: '绿灯', yellow: '黄灯', red: '红灯', grey: '灰灯' }

/** The region's own figures, as printed in running text. */
export interface RegionFigures {
  projectCount: Figure
  newCount: Figure
  continuingCount: Figure
  annualPlan: Figure
  completedYtd: Figure
  completedCurrent: Figure
  completionRate: Figure | null
  pace: Figure | null
  /** Completion rate minus pace. */
  gap: Figure | null
  lights: Record<Light, Figure>
  starts: StartFigures
}

export interface StartFigures {
  planned: Figure
  started: Figure
  due: Figure
  overdue: Figure
  /** Due and started. */
  dueStarted: Figure
  early: Figure
}

export function enterRegion(book: FigureBook, input: BulletinInput): RegionFigures {
  const { overall, scope } = input
  const count = counter(book, scope)
  const lights = enterLights(book, input)
  const byOrganisation = (column: string): Partition[] => [
    { by: input.group, parts: input.counties.map((county) => `org.${county.orgId}.${column}`) },
  ]
  return {
    projectCount: count('projectCount', overall.projectCount, '重点项目数', {
      partitions: [
        { by: '新开工和续建', parts: ['region.newCount', 'region.continuingCount'] },
        { by: '灯色', parts: LIGHTS.map((light) => `region.light.${light}`) },
        ...byOrganisation('projectCount'),
      ],
    }),
    newCount: count('newCount', overall.newCount, '新开工项目数', {
      filter: { planState: 'new', column: 'projectCount' },
    }),
    continuingCount: count('continuingCount', overall.continuingCount, '续建项目数', {
      filter: { planState: 'continuing', column: 'projectCount' },
    }),
    ...enterMoney(book, input, byOrganisation),
    ...enterRates(book, input),
    lights,
    starts: enterStarts(book, input),
  }
}

function enterMoney(book: FigureBook, input: BulletinInput, byOrganisation: (column: string) => Partition[]) {
  const money = (column: 'annualPlan' | 'completedYtd' | 'completedCurrent', what: string): Figure => {
    const value = input.overall[column]
    // A month turned negative by 核减 is printed after 净减少, without its sign.
    const text = moneyText(column === 'completedCurrent' ? value.replace(/^-/, '') : value)
    return book.enter({
      id: `region.${column}`,
      text,
      value,
      unit: '万元',
      subject: `${input.scope}${what}`,
      filter: { column },
      partitions: byOrganisation(column),
    })
  }
  return {
    annualPlan: money('annualPlan', `年度计划投资（${input.planBasis}）`),
    completedYtd: money('completedYtd', `${monthSpanText(input.round.month)}完成投资`),
    completedCurrent: money('completedCurrent', `${monthOf(input.round.month)}月当月完成投资`),
  }
}

function enterRates(book: FigureBook, input: BulletinInput) {
  const { completionRate: rate, pace } = input.overall
  const completionRate =
    rate === null
      ? null
      : book.enter({
          id: 'region.completionRate',
          text: formatPercent(rate),
          value: rate,
          unit: '%',
          subject: `${input.scope}完成率`,
          formula: `完成率＝完成投资÷年度计划投资（${input.planBasis}）`,
          rule: 'percent',
          inputs: [{ figure: 'region.completedYtd' }, { figure: 'region.annualPlan' }],
          filter: { column: 'completionRate' },
        })
  const paceFigure = pace === null ? null : enterPace(book, input.scope, pace)
  const gap =
    rate === null || pace === null
      ? null
      : book.enter({
          id: 'region.gap',
          text: pointsText(pointsBetween(rate, pace)),
          value: pointsBetween(rate, pace),
          unit: '个百分点',
          subject: `${input.scope}完成率与序时进度之差`,
          formula: '较序时进度＝完成率－序时进度',
          rule: 'difference',
          inputs: [{ figure: 'region.completionRate' }, { figure: 'region.pace' }],
          filter: { column: 'gap' },
        })
  return { completionRate, pace: paceFigure, gap }
}

function enterPace(book: FigureBook, scope: string, pace: string): Figure {
  return book.enter({
    id: 'region.pace',
    text: formatPercent(pace),
    value: pace,
    unit: '%',
    subject: `${scope}序时进度`,
    formula: '序时进度＝分月计划累计÷年度计划投资，没有分月计划的按已过月数÷12',
    filter: { column: 'pace' },
  })
}

function enterLights(book: FigureBook, input: BulletinInput): Record<Light, Figure> {
  const enter = (light: Light): Figure =>
    book.enter({
      id: `region.light.${light}`,
      text: countText(input.overall.lights[light]),
      value: String(input.overall.lights[light]),
      unit: '个',
      subject: `${input.scope}${LIGHT_NAMES[light]}项目数`,
      filter: { light, column: 'light' },
      partitions: [{ by: input.group, parts: input.counties.map((county) => `org.${county.orgId}.light.${light}`) }],
    })
  return { green: enter('green'), yellow: enter('yellow'), red: enter('red'), grey: enter('grey') }
}

/** Early starts and started projects among those due follow from the four counts: 118 started, 140 due, 33 overdue: 107 and 11. */
function enterStarts(book: FigureBook, input: BulletinInput): StartFigures {
  const { planned, due, started, overdue } = input.overall.starts
  const count = counter(book, input.scope)
  const difference = (minuend: string, subtrahend: string) => ({
    rule: 'difference' as const,
    inputs: [{ figure: `region.${minuend}` }, { figure: `region.${subtrahend}` }],
  })
  return {
    planned: count('startPlanned', planned, '年度计划新开工项目数'),
    started: count('startStarted', started, '已开工项目数'),
    due: count('startDue', due, '应开工项目数', {
      partitions: [{ by: '是否开工', parts: ['region.startDueStarted', 'region.startOverdue'] }],
    }),
    overdue: count('startOverdue', overdue, '逾期未开工项目数'),
    dueStarted: count('startDueStarted', due - overdue, '应开工项目中已开工数', {
      formula: '应开工项目中已开工数＝应开工项目数－逾期未开工项目数',
      ...difference('startDue', 'startOverdue'),
    }),
    early: count('startEarly', started - (due - overdue), '提前开工项目数', {
      formula: '提前开工项目数＝已开工项目数－应开工项目中已开工数',
      ...difference('startStarted', 'startDueStarted'),
    }),
  }
}

interface CountOptions {
  partitions?: Partition[]
  formula?: string
  rule?: FigureRule
  inputs?: Figure['inputs']
  filter?: FigureSource['filter']
}

function counter(book: FigureBook, scope: string) {
  return (name: string, value: number, what: string, options: CountOptions = {}): Figure =>
    book.enter({
      id: `region.${name}`,
      text: countText(value),
      value: String(value),
      unit: '个',
      subject: `${scope}${what}`,
      filter: { column: name },
      ...options,
    })
}
