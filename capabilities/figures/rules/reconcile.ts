import Big from 'big.js'
import { growthOver, percentOf } from '#kernel/ratio.ts'
import type { Figure, FigureInput, FigureRule, Partition } from './figure.ts'

export interface ReconcileProblem {
  figureId: string
  /** `total`: parts do not add up · `rule`: the formula gives another value · `missing`: a part or input is not there · `negative`: a count below zero. */
  kind: 'total' | 'rule' | 'missing' | 'negative'
  expected: string | null
  found: string
  /** For the person who is about to publish: what differs, by how much, what to do. */
  sentence: string
}

/**
 * Before a document leaves: every total equals the sum of its parts in each of its partitions, every derived figure follows from its
 * inputs, and no count is negative. An empty answer means the document closes. A difference is a remainder without a name: it is
 * either an error or an organisation that is missing from the table.
 */
export function reconcile(figures: readonly Figure[]): ReconcileProblem[] {
  const byId = new Map(figures.map((figure) => [figure.id, figure]))
  return figures.flatMap((figure) => [
    ...figure.partitions.flatMap((partition) => totalProblems(figure, partition, byId)),
    ...ruleProblems(figure, byId),
    ...negativeProblems(figure),
  ])
}

type Figures = ReadonlyMap<string, Figure>

/** Rates come from the database or the kernel with different numbers of decimals; a ten-thousandth of a point is no difference. */
const RATE_TOLERANCE = new Big('0.0001')

function totalProblems(figure: Figure, partition: Partition, byId: Figures): ReconcileProblem[] {
  const missing = partition.parts.filter((id) => !byId.has(id))
  if (missing.length > 0) return [missingProblem(figure, missing)]
  const sum = partition.parts.reduce((total, id) => total.plus(byId.get(id)?.value ?? '0'), new Big(0))
  if (sum.eq(figure.value)) return []
  const difference = new Big(figure.value).minus(sum)
  const how = difference.gt(0) ? '多' : '少'
  const sentence = `${figure.subject}为${figure.value}${figure.unit}，按${partition.by}相加为${sum.toFixed()}${figure.unit}，总数${how}${difference.abs().toFixed()}${figure.unit}，差额没有归属。请核对数据，或在表中补列相应单位后再出文。`
  return [{ figureId: figure.id, kind: 'total', expected: sum.toFixed(), found: figure.value, sentence }]
}

function ruleProblems(figure: Figure, byId: Figures): ReconcileProblem[] {
  if (figure.rule === 'rows') return []
  const missing = figure.inputs.flatMap((input) => ('figure' in input && !byId.has(input.figure) ? [input.figure] : []))
  if (missing.length > 0) return [missingProblem(figure, missing)]
  const expected = computed(
    figure.rule,
    figure.inputs.map((input) => inputValue(input, byId)),
  )
  if (expected !== null && agrees(figure, expected)) return []
  const result = expected === null ? '得不出结果' : `得${expected}${figure.unit}`
  const sentence = `${figure.subject}为${figure.value}${figure.unit}，按“${figure.formula}”计算${result}，两者不一致。请核对数据后再出文。`
  return [{ figureId: figure.id, kind: 'rule', expected, found: figure.value, sentence }]
}

function negativeProblems(figure: Figure): ReconcileProblem[] {
  const { column } = figure.source.filter
  const isChange = column.endsWith('.change') || (column === 'light' && figure.rule === 'difference')
  const isCount = figure.unit === '个' && !isChange
  if (!isCount || !new Big(figure.value).lt(0)) return []
  const sentence = `${figure.subject}为${figure.value}个，个数不应为负。请核对开工和应开工的项目数。`
  return [{ figureId: figure.id, kind: 'negative', expected: null, found: figure.value, sentence }]
}

function missingProblem(figure: Figure, ids: readonly string[]): ReconcileProblem {
  const sentence = `${figure.subject}缺少${ids.length}项组成数据，无法核对。请重新生成文稿。`
  return { figureId: figure.id, kind: 'missing', expected: null, found: figure.value, sentence }
}

/** The value the rule gives, or null where there is none (a zero denominator). */
function computed(rule: Exclude<FigureRule, 'rows'>, values: readonly string[]): string | null {
  const [first = '0', second = '0', ...rest] = values
  if (rule === 'sum') return values.reduce((sum, value) => sum.plus(value), new Big(0)).toFixed()
  if (rule === 'difference') return new Big(first).minus(second).toFixed()
  if (rule === 'percent') return percentOf(first, second)
  if (rule === 'growth') return growthOver(first, second)
  const others = values.length > 1 ? [second, ...rest] : []
  return String(1 + others.filter((other) => new Big(other).gt(first)).length)
}

function agrees(figure: Figure, expected: string): boolean {
  const distance = new Big(figure.value).minus(expected).abs()
  return figure.unit === '%' || figure.unit === '个百分点' ? distance.lte(RATE_TOLERANCE) : distance.eq(0)
}

function inputValue(input: FigureInput, byId: Figures): string {
  return 'figure' in input ? (byId.get(input.figure)?.value ?? '0') : input.value
}
