import Big from 'big.js'
import { type Figure, printedOf } from '#capabilities/figures/public.ts'
import { wanNumber, yiNumber } from '#kernel/money.ts'
import { percentNumber } from '#kernel/ratio.ts'
import {
  approximateText,
  changeCountText,
  changeText,
  countText,
  fromToText,
  growthText,
  moneyText,
  paceText,
  planText,
  rankText,
  shareText,
} from '#kernel/wording.ts'
import type { Run } from '#platform/word/document-model.ts'
import { textRun } from '#platform/word/document-model.ts'
import type { FigureValue } from './syntax.ts'

/** What the words around a figure need to know. */
export interface Said {
  figure: Figure
  value: FigureValue
  /** What the figure follows from, in their order: of a pace comparison the rate and the pace. */
  from: readonly Figure[]
  isTied?: boolean
  scope: string
  /** `9月末`, of a change. */
  than: string
}

/** A figure as its template asks for it: the printed number leads to its source, the words around it are words. */
export function say(said: Said): Run[] {
  const { value, figure, scope } = said
  if (value.form.isBare) return [run(figure, bareText(said))]
  if (value.compared === 'share') return around(shareText(figure.value, scope), [[figure, percentText(figure)]])
  if (value.compared) return changeRuns(said)
  if (value.subject === 'gap') return gapRuns(said)
  if (value.subject === 'rank') return rankRuns(said)
  if (value.subject === 'completionRate' && value.form.isClause)
    return around(planText(figure.value), [[figure, percentText(figure)]])
  return [run(figure, amountText(said))]
}

function run(figure: Figure, text: string): Run {
  return { kind: 'figure', id: figure.id, text }
}

/** The numbers inside a clause are the figures, in their order; where the clause says 持平 instead of a number, that word is. */
export function around(clause: string, printed: readonly (readonly [Figure, string])[]): Run[] {
  const runs: Run[] = []
  let rest = clause
  for (const [figure, text] of printed) {
    const found = rest.includes(text) ? text : rest.includes(LEVEL) ? LEVEL : null
    if (found === null) continue
    const at = rest.indexOf(found)
    runs.push(textRun(rest.slice(0, at)), run(figure, found))
    rest = rest.slice(at + found.length)
  }
  return [...runs, textRun(rest)].filter(({ text }) => text !== '')
}

/** 由52.1%提高到61.2%; two amounts are said in one unit. */
export function sayFromTo(before: Figure, now: Figure, { form: { measure = '个' } }: FigureValue): Run[] {
  const isYi = [before, now].every(({ value }) => new Big(value).abs().gte(10_000))
  const unit = now.unit === '万元' ? (isYi ? '亿元' : '万元') : now.unit === '个' ? measure : now.unit
  const numberOf = (figure: Figure) => {
    if (now.unit === '万元') return isYi ? yiNumber(figure.value) : wanNumber(figure.value)
    return printedOf(figure)
  }
  const [from, to] = [numberOf(before), numberOf(now)]
  return around(fromToText(from, to, unit), [
    [before, `${from}${unit}`],
    [now, `${to}${unit}`],
  ])
}

const LEVEL = '持平'

function percentText({ value }: Figure): string {
  return `${percentNumber(value).replace('-', '')}%`
}

function pointsText(figure: Figure): string {
  return `${printedOf(figure).replace('-', '')}个百分点`
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
  if (figure.unit === '个百分点') return signed(printedOf(figure))
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
  const { isPlain, measure } = value.form
  if (figure.unit === '%') {
    const over = value.compared === 'yearBefore' ? '同比' : '环比'
    return isPlain
      ? [run(figure, percentText(figure))]
      : around(growthText(figure.value, over)!, [[figure, percentText(figure)]])
  }
  if (figure.unit === '个百分点') {
    const points = pointsText(figure)
    return isPlain ? [run(figure, points)] : around(changeText(figure.value, than, 'level'), [[figure, points]])
  }
  if (figure.unit === '位') return placeRuns(said)
  if (figure.unit === '万元') return [run(figure, amountText(said))]
  const count = countText(figure.value.replace('-', ''), measure)
  return isPlain ? [run(figure, count)] : around(changeCountText(Number(figure.value), measure), [[figure, count]])
}

/** Places: a smaller number is the better one. */
function placeRuns({ figure, than }: Said): Run[] {
  const change = Number(figure.value)
  const places = `${Math.abs(change)}位`
  if (change === 0) return around(`与${than}持平`, [[figure, places]])
  return around(`比${than}${change < 0 ? '上升' : '下降'}${places}`, [[figure, places]])
}

/** 高于序时进度（58.3%）2.9个百分点. */
function gapRuns({ figure, value, from: [rate, pace] }: Said): Run[] {
  const points = pointsText(figure)
  if (value.form.isPlain || !rate || !pace) return [run(figure, points)]
  const { withPace = false } = value.form
  const printed: [Figure, string][] = [
    ...(withPace ? ([[pace, percentText(pace)]] as [Figure, string][]) : []),
    [figure, points],
  ]
  return around(paceText(rate.value, pace.value, { withPace }), printed)
}

function rankRuns({ figure, value, isTied = false }: Said): Run[] {
  const printed = `第${figure.value}位`
  if (!value.form.isClause) return [run(figure, printed)]
  return around(rankText({ rank: Number(figure.value), tied: isTied }), [[figure, printed]])
}
