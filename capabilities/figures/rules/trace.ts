import Big from 'big.js'
import { type PlacedRow, paceOf, summarise } from '#capabilities/race/public.ts'
import { sumWan, wanNumber } from '#kernel/money.ts'
import { yearOf } from '#kernel/period.ts'
import { growthOver, percentNumber, percentOf } from '#kernel/ratio.ts'
import { COUNTS, isAmount, isNew } from './counting.ts'
import type { Figure, FigureInput } from './figure.ts'
import { printedGap } from './printed.ts'
import { planStateOf } from './starts.ts'

/** The rows a document was made from, and its figures. `round.orgId` stands for what no ranked organisation does. */
export interface Source {
  round: { orgId: number; month: string; cutoffOn: string }
  rows: readonly PlacedRow[]
  /** Rows of the other periods figures were compared with. */
  earlier?: readonly { period: string; month: string; cutoffOn: string; rows: readonly PlacedRow[] }[]
  figures: readonly Figure[]
}

export interface Trace {
  rows: { row: PlacedRow; counted: string }[]
  recomputed: string | null
  agrees: boolean
}

/** Rates are rounded in the eighth decimal at most; a ten-thousandth of a point is no difference. */
const RATE_TOLERANCE = '0.0001'

/** The rows behind a figure and the figure computed once more from them, without reading what was printed. */
export function traceFigure(figure: Figure, source: Source): Trace {
  const rows = rowsBehind(figure, source)
  const recomputed = recompute(figure, source)
  const isRate = figure.unit === '%' || figure.unit === '个百分点'
  const agrees =
    recomputed !== null &&
    new Big(recomputed)
      .minus(figure.value)
      .abs()
      .lte(isRate ? RATE_TOLERANCE : 0)
  return { rows: rows.map((row) => ({ row, counted: counted(figure, row, source) })), recomputed, agrees }
}

/** The period a figure is of: its round, or one that the document compared itself with. */
function periodOf({ source: { period } }: Figure, { rows, round, earlier = [] }: Source) {
  const { orgId } = round
  const other = period === undefined ? undefined : earlier.find((one) => one.period === period)
  return other ? { rows: other.rows, round: { orgId, ...other } } : { rows, round }
}

function rowsBehind(figure: Figure, source: Source): PlacedRow[] {
  const { rows, round } = periodOf(figure, source)
  const { figures } = source
  const { orgId, projectId, light, planState, column } = figure.source.filter
  const listed = figure.id === 'lagging.count' ? listedProjects(figures) : null
  return rows.filter(
    (row) =>
      (orgId === undefined || (row.placeOrgId ?? round.orgId) === orgId) &&
      (projectId === undefined || row.projectId === projectId) &&
      (light === undefined || row.light === light) &&
      (planState === undefined || isNew(row, round) === (planState === 'new')) &&
      (listed === null || listed.has(row.projectId)) &&
      (COUNTS[column]?.(row, round) ?? true),
  )
}

function listedProjects(figures: readonly Figure[]): Set<number> {
  return new Set(figures.flatMap((figure) => figure.source.filter.projectId ?? []))
}

/** From the rows where the column says how, else by the figure's rule from its inputs, each computed from the rows in turn. */
function recompute(figure: Figure, source: Source): string | null {
  const direct = measure(figure, source)
  return direct === undefined ? applyRule(figure, source) : direct
}

function measure(figure: Figure, source: Source): string | null | undefined {
  const { column } = figure.source.filter
  const rows = rowsBehind(figure, source)
  if (figure.unit === '万元') return amountOf(column, rows)
  if (figure.unit === '位') return column === 'rank' ? placeFromRows(figure, source) : undefined
  if (figure.unit === '个') return countOf(figure, rows, source)
  if (figure.unit === '%' && column === 'completionRate') return summarise(rows).completionRate
  if (figure.unit === '%' && column === 'pace') return paceOf(rows)
  if (figure.unit === '个百分点' && column === 'gap') return summarise(rows).gap
  return undefined
}

function amountOf(column: string, rows: readonly PlacedRow[]): string | undefined {
  if (!isAmount(column)) return undefined
  return sumWan(rows.map((row) => row[column]))
}

function countOf(figure: Figure, rows: readonly PlacedRow[], source: Source): string | undefined {
  const { column } = figure.source.filter
  // a change of lights from one period to the next follows from the two counts
  if (column === 'light' && figure.rule === 'difference') return undefined
  if (column === 'rank') return String(ratedOrganisations(source).length)
  if (column === 'gap') {
    const [, asBefore, how] = /^(group)?.*?\.(behind|onPace)$/.exec(figure.id) ?? []
    const rated = ratedOrganisations(source)
    // documents of the first releases rounded the difference, not the two rates
    const isBehind = ({ completionRate, gap, pace }: (typeof rated)[number]) =>
      gap !== null && pace !== null && new Big(asBefore ? percentNumber(gap) : printedGap(completionRate, pace)).lt(0)
    return String(rated.filter((one) => isBehind(one) === (how === 'behind')).length)
  }
  return COUNTS[column] ? String(rows.length) : undefined
}

/** Organisations of the group that have a rate, from the rows alone. */
function ratedOrganisations({ rows }: Source) {
  const ids = [...new Set(rows.flatMap((row) => row.placeOrgId ?? []))]
  return ids
    .map((orgId) => ({ orgId, ...summarise(rows.filter((row) => row.placeOrgId === orgId)) }))
    .flatMap(({ orgId, completionRate, gap, pace }) =>
      completionRate === null ? [] : [{ orgId, completionRate, gap, pace }],
    )
}

function placeFromRows(figure: Figure, source: Source): string | null {
  const rated = ratedOrganisations(source)
  const own = rated.find(({ orgId }) => orgId === figure.source.filter.orgId)
  if (!own) return null
  return String(1 + rated.filter(({ completionRate }) => new Big(completionRate).gt(own.completionRate)).length)
}

function applyRule(figure: Figure, source: Source): string | null {
  const values = figure.inputs.map((input) => inputValue(input, source))
  const [first, second] = values
  if (first === null || first === undefined) return null
  if (figure.rule === 'sum') return values.reduce<Big>((sum, value) => sum.plus(value ?? 0), new Big(0)).toFixed()
  if (second === null || second === undefined) return null
  if (figure.rule === 'difference') return new Big(first).minus(second).toFixed()
  if (figure.rule === 'growth') return growthOver(first, second)
  return figure.rule === 'percent' ? percentOf(first, second) : null
}

function inputValue(input: FigureInput, source: Source): string | null {
  if (!('figure' in input)) return input.value
  const figure = source.figures.find((other) => other.id === input.figure)
  return figure ? recompute(figure, source) : null
}

/** What one row contributes, in words. */
function counted(figure: Figure, row: PlacedRow, { round }: Source): string {
  const { column, planState } = figure.source.filter
  const money = (amount: string | null) => (amount === null ? '—' : wanNumber(amount))
  if (figure.unit === '万元') {
    const amount = amountOf(column, [row])
    return amount === undefined || !isAmount(column) || row[column] === null ? '—' : money(amount)
  }
  if (column === 'pace') return row.pace === null ? '—' : `${percentNumber(row.pace)}%×${money(row.annualPlan)}`
  if (['completionRate', 'gap', 'rank'].includes(column)) return `${money(row.completedYtd)}÷${money(row.annualPlan)}`
  const byState = planState !== undefined || column.startsWith('start')
  return byState && planStateOf(row, yearOf(round.month)).isInferred ? '计1个（按开工时间判定）' : '计1个'
}
