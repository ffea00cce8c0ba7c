import { monthSpanText } from '#kernel/period.ts'
import { formatPercent, pointsBetween } from '#kernel/ratio.ts'
import type { Figure, FigureSource, FigureUnit, Light, Partition } from './figure.ts'
import { type FigureBook, type FigureDraft, moneyCellText, signedPointsText } from './figure-book.ts'
import type { BulletinInput, CountyFigures } from './input.ts'
import { LIGHT_NAMES, LIGHTS } from './region-figures.ts'

/** One organisation's line, as printed in the table. Rank, rate and gap are null where they do not exist. */
export interface CountyLine {
  county: CountyFigures
  projectCount: Figure
  annualPlan: Figure
  completedYtd: Figure
  completionRate: Figure | null
  gap: Figure | null
  rank: Figure | null
  lights: Record<Light, Figure>
}

/** Ranked organisations, the best first and ties in the office's order, then those outside the ranking in the office's order. */
export function enterCounties(book: FigureBook, input: BulletinInput): CountyLine[] {
  const ranked = input.counties.filter(isRanked).sort((a, b) => (a.rank ?? 0) - (b.rank ?? 0))
  const others = input.counties.filter((county) => !isRanked(county))
  return [...ranked, ...others].map((county) => enterCounty(book, input, county, ranked))
}

export function isRanked(county: CountyFigures): boolean {
  return county.participates && county.rank !== null && county.completionRate !== null
}

function enterCounty(
  book: FigureBook,
  input: BulletinInput,
  county: CountyFigures,
  ranked: readonly CountyFigures[],
): CountyLine {
  const enter = countyEntry(book, county)
  const amount = (column: 'annualPlan' | 'completedYtd' | 'completedCurrent', what: string) =>
    enter(column, { text: moneyCellText(county[column]), value: county[column], unit: '万元', what })
  // Not printed, but it must close with the region's figure of the month.
  amount('completedCurrent', '当月完成投资')
  const annualPlan = amount('annualPlan', `年度计划投资（${input.planBasis}）`)
  const completedYtd = amount('completedYtd', `${monthSpanText(input.round.month)}完成投资`)
  return {
    county,
    projectCount: enterProjectCount(enter, county),
    annualPlan,
    completedYtd,
    ...enterCountyRates(enter, input, county),
    rank: isRanked(county) ? enterRank(enter, input, county, ranked) : null,
    lights: enterCountyLights(enter, county),
  }
}

interface Entry extends Partial<Omit<FigureDraft, 'id' | 'subject' | 'filter'>> {
  text: string
  value: string
  unit: FigureUnit
  what: string
  filter?: Omit<FigureSource['filter'], 'column'>
}

type Enter = (column: string, entry: Entry) => Figure

function countyEntry(book: FigureBook, county: CountyFigures): Enter {
  return (column, { what, filter, ...draft }) =>
    book.enter({
      ...draft,
      id: `org.${county.orgId}.${column}`,
      subject: `${county.name}${what}`,
      filter: { orgId: county.orgId, ...filter, column: column.split('.')[0] ?? column },
    })
}

function enterProjectCount(enter: Enter, county: CountyFigures): Figure {
  const partitions: Partition[] = [{ by: '灯色', parts: LIGHTS.map((light) => `org.${county.orgId}.light.${light}`) }]
  const count = String(county.projectCount)
  return enter('projectCount', { text: count, value: count, unit: '个', what: '项目数', partitions })
}

function enterCountyRates(enter: Enter, input: BulletinInput, county: CountyFigures) {
  const { completionRate, pace, orgId } = county
  if (completionRate === null) return { completionRate: null, gap: null }
  const rate = enter('completionRate', {
    text: formatPercent(completionRate),
    value: completionRate,
    unit: '%',
    what: '完成率',
    formula: `完成率＝完成投资÷年度计划投资（${input.planBasis}）`,
    rule: 'percent',
    inputs: [{ figure: `org.${orgId}.completedYtd` }, { figure: `org.${orgId}.annualPlan` }],
  })
  if (pace === null) return { completionRate: rate, gap: null }
  const points = pointsBetween(completionRate, pace)
  const gap = enter('gap', {
    text: signedPointsText(points),
    value: points,
    unit: '个百分点',
    what: '完成率与序时进度之差',
    formula: '较序时进度＝完成率－序时进度',
    rule: 'difference',
    inputs: [{ figure: rate.id }, { name: `${county.name}序时进度`, value: pace, unit: '%' }],
  })
  return { completionRate: rate, gap }
}

function enterRank(
  enter: Enter,
  input: BulletinInput,
  county: CountyFigures,
  ranked: readonly CountyFigures[],
): Figure {
  const others = ranked.filter((other) => other.orgId !== county.orgId)
  return enter('rank', {
    text: String(county.rank),
    value: String(county.rank),
    unit: '位',
    what: `在参与排名的${input.group}中的位次`,
    formula: '位次＝1＋完成率高于本单位的参与单位数，完成率相同的位次并列',
    rule: 'rank',
    inputs: [county, ...others].map((one) => ({ figure: `org.${one.orgId}.completionRate` })),
  })
}

function enterCountyLights(enter: Enter, county: CountyFigures): Record<Light, Figure> {
  const light = (colour: Light): Figure => {
    const count = String(county.lights[colour])
    const what = `${LIGHT_NAMES[colour]}项目数`
    return enter(`light.${colour}`, { text: count, value: count, unit: '个', what, filter: { light: colour } })
  }
  return { green: light('green'), yellow: light('yellow'), red: light('red'), grey: light('grey') }
}
