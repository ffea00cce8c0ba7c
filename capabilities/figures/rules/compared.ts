import Big from 'big.js'
import { growthOver, percentOf } from '#kernel/ratio.ts'
import { type Answer, type Asked, isMissing, type Missing } from './ask.ts'
import type { Figure, FigureInput, FigureUnit } from './figure.ts'
import { figure } from './make-figure.ts'
import type { Earlier } from './material.ts'
import { NOT_THERE } from './not-there.ts'
import { subjectOf } from './subjects.ts'

/** A figure against the same of another period, or as a share of the region's. */
export function compared(asked: Asked): Answer {
  const { book, ask } = asked
  const { compared: how, ...bare } = ask
  const now = book.figureOf(bare)
  if (isMissing(now)) return now
  if (!how) return now
  return how.kind === 'share' ? share(asked, now) : against(asked, now, how)
}

function share(asked: Asked, part: Figure): Answer {
  const { book, ask } = asked
  const { names, isAdditive } = subjectOf(ask.subject)
  if (!isAdditive || ask.whose.kind === 'region') return { missing: `“${names[0]}”没有占比。` }
  const whole = book.figureOf({ subject: ask.subject, whose: { kind: 'region' }, ...(ask.at ? { at: ask.at } : {}) })
  if (isMissing(whole)) return whole
  const value = percentOf(part.value, whole.value)
  if (value === null) return { missing: `${whole.subject}为零，没有占比。` }
  return figure(asked, {
    value,
    unit: '%',
    what: `${names[0]}占比`,
    column: 'share',
    formula: `占比＝${part.subject}÷${whole.subject}`,
    rule: 'percent',
    inputs: [{ figure: part.id }, { figure: whole.id }],
  })
}

const NAMES: Record<Earlier, { than: string; growth: string }> = {
  before: { than: '上期', growth: '环比' },
  yearBefore: { than: '上年同期', growth: '同比' },
  quarterBefore: { than: '上季度末', growth: '较上季度末' },
}

/** Rates stand on a plan: two of them are comparable only where both stand on the same one. */
function against(asked: Asked, now: Figure, how: { kind: 'growth' | 'change'; against: Earlier }): Answer {
  const { book, books, ask } = asked
  const { material } = book
  const earlier = material.earlier[how.against]
  if (!earlier) return { missing: NOT_THERE[how.against] }
  const { unit, names, light } = subjectOf(ask.subject)
  const isOnPlan = unit === '%' || unit === '个百分点' || light !== undefined
  if (isOnPlan && how.against !== 'yearBefore' && earlier.planBasis !== books.planBasis)
    return { missing: '年度计划已作调整，与上期不可比。' }
  if (how.kind === 'growth' && (unit === '%' || unit === '个百分点' || unit === '位'))
    return { missing: `“${names[0]}”不计算增幅，请用增减。` }
  const than: Answer | Named =
    ask.subject === 'rank' ? rankBefore(asked, how.against) : book.figureOf({ ...bareOf(asked), at: how.against })
  if ('missing' in than) return than
  const { input, value: before } = 'input' in than ? than : { input: { figure: than.id }, value: than.value }
  const { than: word, growth } = NAMES[how.against]
  if (how.kind === 'growth') {
    const value = growthOver(now.value, before)
    if (value === null) return { missing: `${word}为零或负数，不能计算增幅。` }
    return figure(asked, {
      value,
      unit: '%',
      what: `${names[0]}${growth}增幅`,
      column: 'growth',
      formula: `${growth}增幅＝（本期－${word}）÷${word}`,
      rule: 'growth',
      inputs: [{ figure: now.id }, input],
    })
  }
  return figure(asked, {
    value: new Big(now.value).minus(before).toFixed(),
    unit: DIFFERENCE_UNIT[unit],
    what: `${names[0]}较${word}变化`,
    column: `${light ? 'light' : ask.subject}.change`,
    ...(light ? { light } : {}),
    formula: `${names[0]}变化＝本期－${word}`,
    rule: 'difference',
    inputs: [{ figure: now.id }, input],
  })
}

const DIFFERENCE_UNIT: Record<FigureUnit, FigureUnit> = {
  万元: '万元',
  个: '个',
  '%': '个百分点',
  个百分点: '个百分点',
  位: '位',
}

function bareOf({ ask }: Asked) {
  return { subject: ask.subject, whose: ask.whose }
}

/** A value that is no figure of the document. */
interface Named {
  input: FigureInput
  value: string
}

/** The place before is the one that ranking gave; it is not computed once more. */
function rankBefore({ book, ask }: Asked, against: Earlier): Missing | Named {
  const { members } = book.material
  const member = members.find(({ orgId }) => ask.whose.kind === 'member' && orgId === ask.whose.orgId)
  const rank = against === 'before' ? (member?.previousRank ?? null) : null
  if (rank === null) return { missing: '没有上期位次。' }
  return { input: { name: `${member?.name}上期位次`, value: String(rank), unit: '位' as const }, value: String(rank) }
}
