import { formatMoney } from '#kernel/money.ts'
import { monthLongText, yearOf } from '#kernel/period.ts'
import { formatPercent, percentNumber } from '#kernel/ratio.ts'
import type { Asked } from './ask.ts'
import type { Figure, FigureInput, FigureRule, FigureUnit } from './figure.ts'
import type { Books, Material } from './material.ts'
import { partitionsOf } from './partitions.ts'
import { type Whose, whoseName } from './whose.ts'

export interface Draft {
  value: string
  unit: FigureUnit
  what: string
  column: string
  text?: string
  printed?: string
  light?: Figure['source']['filter']['light']
  planState?: 'new' | 'continuing'
  formula?: string
  rule?: FigureRule
  inputs?: FigureInput[]
}

/** Enters nothing yet: the figure of this ask, with its source. */
export function figure({ book, books, ask, id }: Asked, draft: Draft): Figure {
  const { value, unit, what, column, light, planState } = draft
  const { material } = book
  const subject = `${whoseName(material, ask.whose)}${ofPeriod(draft, books, material)}${what}`
  const fromRows =
    books.kind === 'round' ? `${subject}＝本期锁定数据汇总` : `${subject}＝台账${yearOf(books.month)}年逐月数据汇总`
  return {
    id,
    text: draft.text ?? figureText(draft.printed ?? value, unit),
    value,
    unit,
    ...(draft.printed === undefined ? {} : { printed: draft.printed }),
    subject,
    formula: draft.formula ?? fromRows,
    rule: draft.rule ?? 'rows',
    inputs: draft.inputs ?? [],
    partitions: partitionsOf(book, ask, books),
    asOf: books.cutoffOn,
    source: {
      kind: books.kind,
      month: books.month,
      ...(books.period === material.now.period ? {} : { period: books.period }),
      lockedAt: books.lockedAt,
      filter: {
        ...whoseFilter(ask.whose),
        ...(light ? { light } : {}),
        ...(planState ? { planState } : {}),
        column,
      },
    },
  }
}

/** Another period than the document's own is named; an amount names its months already. */
function ofPeriod({ unit, column }: Draft, books: Books, material: Material): string {
  if (books.period === material.now.period) return ''
  return unit === '万元' && column !== 'totalInvestment'
    ? `${yearOf(books.month)}年`
    : `${monthLongText(books.month)}末`
}

/** As running text prints it: 亿元 or 万元, one decimal of a rate, points without a sign (高于 and 低于 say it). */
export function figureText(value: string, unit: FigureUnit): string {
  if (unit === '万元') return formatMoney(value)
  if (unit === '%') return formatPercent(value)
  if (unit === '个百分点') return `${percentNumber(value).replace('-', '')}个百分点`
  return unit === '位' ? `第${value}位` : `${value}个`
}

function whoseFilter(whose: Whose): { orgId?: number; projectId?: number } {
  if (whose.kind === 'region') return {}
  return whose.kind === 'project' ? { projectId: whose.projectId } : { orgId: whose.orgId }
}
