import { formatMoney, wanNumber } from '#kernel/money.ts'
import { percentNumber } from '#kernel/ratio.ts'
import type { Run, TableCell } from '#platform/word/document-model.ts'
import { textRun } from '#platform/word/document-model.ts'
import type { Figure, FigureInput, FigureRule, FigureSource, FigureUnit, Partition } from './figure.ts'
import type { BulletinRound } from './input.ts'

/** Collects the figures of one document while it is written; everything printed goes through it. */
export interface FigureBook {
  figures: Figure[]
  /** Enters a figure; the same id twice keeps the first entry. */
  enter(draft: FigureDraft): Figure
}

export interface FigureDraft {
  id: string
  text: string
  value: string
  unit: FigureUnit
  subject: string
  filter: FigureSource['filter']
  formula?: string
  rule?: FigureRule
  inputs?: FigureInput[]
  partitions?: Partition[]
}

export function figureBook(round: BulletinRound): FigureBook {
  const entered = new Map<string, Figure>()
  const figures: Figure[] = []
  const enter = (draft: FigureDraft): Figure => {
    const known = entered.get(draft.id)
    if (known) return known
    const source: FigureSource = { kind: 'round', month: round.month, lockedAt: round.lockedAt, filter: draft.filter }
    const defaults = {
      formula: `${draft.subject}＝本期锁定数据汇总`,
      rule: 'rows' as const,
      inputs: [],
      partitions: [],
    }
    const { filter: _, ...rest } = draft
    const figure: Figure = { ...defaults, ...rest, asOf: round.cutoffOn, source }
    entered.set(figure.id, figure)
    figures.push(figure)
    return figure
  }
  return { figures, enter }
}

/** A sentence of plain words and figures: say`完成投资${completed}，完成率${rate}。` */
export function say(words: TemplateStringsArray, ...parts: (Figure | Run[] | string)[]): Run[] {
  const runs = words.flatMap((word, index): Run[] => {
    const part = parts[index]
    const before = word === '' ? [] : [textRun(word)]
    return part === undefined ? before : [...before, ...runsOf(part)]
  })
  return joined(runs)
}

/** Clauses with a mark between them and 。 at the end. */
export function sentence(clauses: readonly Run[][], mark = '，', end = '。'): Run[] {
  const runs = clauses.flatMap((clause, index) => (index === 0 ? clause : [textRun(mark), ...clause]))
  return joined([...runs, textRun(end)])
}

export function figureRun(figure: Figure): Run {
  return { kind: 'figure', id: figure.id, text: figure.text }
}

export function figureCell(figure: Figure): TableCell {
  return { text: figure.text, figureId: figure.id }
}

/** `12个`. */
export function countText(count: number | string): string {
  return `${count}个`
}

/** `203.1亿元` in running text. */
export function moneyText(wan: string): string {
  return formatMoney(wan)
}

/** A column of 万元 prints every decimal there is, so that its total closes before the reader's eyes. */
export function moneyCellText(wan: string): string {
  return wanNumber(wan)
}

/** `+2.9`, `-1.2`, `0`: signed percentage points of a column. */
export function signedPointsText(points: string): string {
  const number = percentNumber(points)
  return Number(number) > 0 ? `+${number}` : number
}

/** `2.9个百分点` after 高于 or 低于. */
export function pointsText(points: string): string {
  return `${percentNumber(points).replace('-', '')}个百分点`
}

/** True where the print would be 0: then the words are 持平. */
export function printsAsZero(points: string): boolean {
  return Number(percentNumber(points)) === 0
}

function runsOf(part: Figure | Run[] | string): Run[] {
  if (typeof part === 'string') return part === '' ? [] : [textRun(part)]
  return Array.isArray(part) ? part : [figureRun(part)]
}

/** Neighbouring pieces of plain text become one. */
function joined(runs: readonly Run[]): Run[] {
  const all: Run[] = []
  for (const run of runs) {
    const last = all.at(-1)
    if (last?.kind === 'text' && run.kind === 'text') all[all.length - 1] = textRun(last.text + run.text)
    else all.push(run)
  }
  return all
}
