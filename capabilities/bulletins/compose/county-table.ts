import { monthSpanText } from '#kernel/period.ts'
import type { TableBlock, TableCell, TableColumn, TableRow } from '#platform/word/document-model.ts'
import { type CountyLine, isRanked } from './county-figures.ts'
import type { Figure, Light } from './figure.ts'
import { type FigureBook, figureCell, moneyCellText, signedPointsText } from './figure-book.ts'
import type { BulletinInput, CountyFigures } from './input.ts'
import { LIGHT_NAMES, LIGHTS, type RegionFigures } from './region-figures.ts'

const NONE: TableCell = { text: '—' }

/** The ranking table with a totals row that closes; the grey column appears when there is something grey. */
export function countyTable(
  book: FigureBook,
  input: BulletinInput,
  region: RegionFigures,
  lines: readonly CountyLine[],
): TableBlock {
  const lights = LIGHTS.filter((light) => light !== 'grey' || region.lights.grey.value !== '0' || hasGrey(lines))
  const rows = lines.map((line): TableRow => ({ cells: countyCells(line, lights, lines) }))
  return {
    kind: 'table',
    caption: `${monthSpanText(input.round.month)}各${input.group}重点项目完成情况`,
    unit: '单位：万元、个、百分点',
    columns: columnsOf(input, lights),
    rows: [...rows, { cells: totalCells(book, input, region, lights), total: true }],
    note: notes(input, lines),
  }
}

function columnsOf(input: BulletinInput, lights: readonly Light[]): TableColumn[] {
  const column = (heading: string, width: number, align: TableColumn['align'] = 'right'): TableColumn => ({
    heading,
    width,
    align,
  })
  return [
    column('位次', 5, 'center'),
    column(input.group, 11, 'center'),
    column('项目数', 5.8, 'center'),
    column('年度计划投资', 13),
    column(`${monthSpanText(input.round.month)}完成投资`, 13),
    column('完成率', 8),
    column('较序时', 7.6),
    ...lights.map((light) => column(LIGHT_NAMES[light], 5.2, 'center')),
  ]
}

function countyCells(line: CountyLine, lights: readonly Light[], lines: readonly CountyLine[]): TableCell[] {
  const rankedCount = lines.filter((other) => isRanked(other.county)).length
  return [
    line.rank && rankedCount > 1 ? figureCell(line.rank) : NONE,
    { text: line.county.name },
    figureCell(line.projectCount),
    figureCell(line.annualPlan),
    figureCell(line.completedYtd),
    line.completionRate ? figureCell(line.completionRate) : NONE,
    line.gap ? figureCell(line.gap) : NONE,
    ...lights.map((light) => figureCell(line.lights[light])),
  ]
}

/** The region's figures once more, printed as the columns print them. */
function totalCells(
  book: FigureBook,
  input: BulletinInput,
  region: RegionFigures,
  lights: readonly Light[],
): TableCell[] {
  const again = (figure: Figure, text: string): TableCell =>
    figureCell(
      book.enter({
        id: figure.id.replace('region.', 'total.'),
        text,
        value: figure.value,
        unit: figure.unit,
        subject: figure.subject,
        formula: figure.formula,
        rule: 'sum',
        inputs: [{ figure: figure.id }],
        partitions: figure.partitions,
        filter: figure.source.filter,
      }),
    )
  const { projectCount, annualPlan, completedYtd, completionRate, gap } = region
  return [
    NONE,
    { text: `${input.scope}合计` },
    again(projectCount, projectCount.value),
    again(annualPlan, moneyCellText(annualPlan.value)),
    again(completedYtd, moneyCellText(completedYtd.value)),
    completionRate ? again(completionRate, completionRate.text) : NONE,
    gap ? again(gap, signedPointsText(gap.value)) : NONE,
    ...lights.map((light) => again(region.lights[light], region.lights[light].value)),
  ]
}

function hasGrey(lines: readonly CountyLine[]): boolean {
  return lines.some((line) => line.county.lights.grey > 0)
}

/** What a reader would ask: ties, and why a line has no rank. */
function notes(input: BulletinInput, lines: readonly CountyLine[]): string {
  const tied = lines.some((line) => isRanked(line.county) && line.county.tied)
  const outside = lines.filter((line) => !isRanked(line.county)).map((line) => notRanked(line.county))
  const sentences = [
    ...(tied ? ['完成率相同的位次并列'] : []),
    ...(outside.length > 0 ? [outside.join('；')] : []),
    `完成率按${input.planBasis}计算`,
  ]
  return `注：${sentences.join('。')}。`
}

function notRanked(county: CountyFigures): string {
  const reason = county.exemption ?? (Number(county.annualPlan) === 0 ? '年度计划投资为零' : '')
  return reason === '' ? `${county.name}不参与排名` : `${county.name}${reason}，不参与排名`
}
