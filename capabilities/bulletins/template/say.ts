import Big from 'big.js'
import type { Figure } from '#capabilities/figures/public.ts'
import { wanNumber, yiNumber } from '#kernel/money.ts'
import { percentNumber } from '#kernel/ratio.ts'
import { approximateText, countText, growthText, moneyText, planText, rankText, shareText } from '#kernel/wording.ts'
import type { Run } from '#platform/word/document-model.ts'
import { textRun } from '#platform/word/document-model.ts'
import type { FigureValue } from './syntax.ts'

/** What the words around a figure need to know. */
export interface Said {
  figure: Figure
  value: FigureValue
  /** Of a pace comparison: the pace, where it is printed too. */
  pace?: Figure | null
  isTied?: boolean
  scope: string
  /** `9月末`, of a change. */
  than: string
}

/** A figure as its template asks for it: the printed number leads to its source, the words around it are words. */
export function say(said: Said): Run[] {
  const { value, figure } = said
  if (value.form.isBare) return [run(figure, bareText(said))]
  if (value.compared === 'share') return around(figure, shareText(figure.value, said.scope), percentText(figure))
  if (value.compared) return changeRuns(said)
  if (value.subject === 'gap') return gapRuns(said)
  if (value.subject === 'rank') return rankRuns(said)
  if (value.subject === 'completionRate' && value.form.isClause)
    return around(figure, planText(figure.value), percentText(figure))
  return [run(figure, amountText(said))]
}

function run(figure: Figure, text: string): Run {
  return { kind: 'figure', id: figure.id, text }
}

/** The number inside a clause is the figure; a clause without a number (持平) is it as a whole. */
function around(figure: Figure, clause: string, printed: string): Run[] {
  const at = clause.indexOf(printed)
  if (at < 0) return [run(figure, clause)]
  return [textRun(clause.slice(0, at)), run(figure, printed), textRun(clause.slice(at + printed.length))].filter(
    ({ text }) => text !== '',
  )
}

function percentText({ value }: Figure): string {
  return `${percentNumber(value).replace('-', '')}%`
}

function amountText({ figure, value }: Said): string {
  const { unit, decimals, isApproximate, measure } = value.form
  if (figure.unit === '个') return countText(figure.value, measure)
  if (figure.unit === '%') return `${percentNumber(figure.value, decimals ?? 1)}%`
  if (figure.unit !== '万元') return figure.text
  // a month turned negative by 核减 is said with 净减少, without its sign
  const amount = figure.value.replace(/^-/, '')
  if (isApproximate) {
    const isYi = unit ? unit === '亿元' : new Big(amount).gte(10_000)
    return approximateText(isYi ? new Big(amount).div(10_000).toFixed() : amount, isYi ? '亿元' : '万元').text
  }
  return moneyText(amount, { ...(unit ? { unit } : {}), ...(decimals === undefined ? {} : { decimals }) })
}

/** For a column whose heading carries the unit: every decimal there is, so that its total closes before the reader's eyes; changes with their sign. */
function bareText({ figure, value }: Said): string {
  const { unit, decimals } = value.form
  if (figure.unit === '万元') return unit === '亿元' ? yiNumber(figure.value, decimals) : wanNumber(figure.value)
  if (figure.unit === '%') return `${percentNumber(figure.value, decimals ?? 1)}%`
  if (figure.unit === '个百分点') return signed(percentNumber(figure.value))
  if (figure.unit === '位' && value.compared) return placesText(Number(figure.value))
  return value.compared ? signed(figure.value) : figure.value
}

/** In a column: 升2, 降1, 平. A smaller number is the better place. */
function placesText(change: number): string {
  return change === 0 ? '平' : `${change < 0 ? '升' : '降'}${Math.abs(change)}`
}

function signed(number: string): string {
  return Number(number) > 0 ? `+${number}` : number
}

function changeRuns(said: Said): Run[] {
  const { figure, value, than } = said
  if (figure.unit === '%') {
    if (value.form.isPlain) return [run(figure, percentText(figure))]
    return around(
      figure,
      growthText(figure.value, value.compared === 'yearBefore' ? '同比' : '环比')!,
      percentText(figure),
    )
  }
  if (figure.unit === '个百分点') return levelRuns(said, ['提高', '下降'], `比${than}`, `与${than}持平`)
  if (figure.unit === '位') return placeRuns(said)
  if (figure.unit === '万元') return [run(figure, amountText(said))]
  if (value.form.isPlain) return [run(figure, countText(figure.value.replace('-', ''), value.form.measure))]
  const change = Number(figure.value)
  if (change === 0) return [run(figure, '持平')]
  return [textRun(change > 0 ? '增加' : '减少'), run(figure, countText(Math.abs(change), value.form.measure))]
}

/** Places: a smaller number is the better one. */
function placeRuns({ figure, than }: Said): Run[] {
  const change = Number(figure.value)
  if (change === 0) return [run(figure, `与${than}持平`)]
  return [textRun(`比${than}${change < 0 ? '上升' : '下降'}`), run(figure, `${Math.abs(change)}位`)]
}

/** 高于序时进度（58.3%）2.9个百分点, by the printed figure. */
function gapRuns(said: Said): Run[] {
  const { pace, value } = said
  const shown: Run[] = pace && value.form.withPace ? [textRun('（'), run(pace, pace.text), textRun('）')] : []
  return levelRuns(said, ['高于序时进度', '低于序时进度'], '', '', shown)
}

function levelRuns(
  { figure, value }: Said,
  [above, below]: readonly [string, string],
  before: string,
  level: string,
  between: Run[] = [],
): Run[] {
  const printed = percentNumber(figure.value)
  const points = `${printed.replace('-', '')}个百分点`
  if (value.form.isPlain) return [run(figure, points)]
  if (Number(printed) === 0) {
    if (level !== '') return [run(figure, level)]
    return [textRun('与序时进度'), ...between, run(figure, '持平')]
  }
  return [textRun(`${before}${printed.startsWith('-') ? below : above}`), ...between, run(figure, points)]
}

function rankRuns({ figure, value, isTied = false }: Said): Run[] {
  const printed = `第${figure.value}位`
  return value.form.isClause
    ? around(figure, rankText({ rank: Number(figure.value), tied: isTied }), printed)
    : [run(figure, printed)]
}
