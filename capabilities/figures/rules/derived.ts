import Big from 'big.js'
import { paceOf, summarise } from '#capabilities/race/public.ts'
import { monthOf } from '#kernel/period.ts'
import { percentOf, pointsBetween } from '#kernel/ratio.ts'
import { type Answer, type Asked, type FigureBook, isMissing } from './ask.ts'
import type { FigureInput } from './figure.ts'
import { answered, follows, inputsOf, knownValue, rowsOf } from './following.ts'
import { figure } from './make-figure.ts'
import { NOT_THERE } from './not-there.ts'
import { printedGap, printedOf } from './printed.ts'
import { type SubjectCode, subjectOf } from './subjects.ts'

/** Subjects that follow from others. */
export const DERIVED: Partial<Record<SubjectCode, (asked: Asked) => Answer>> = {
  completionRate: (asked) => rate(asked, 'completedYtd', 'annualPlan', '年度计划投资为零或尚未下达，没有完成率。'),
  startRate: (asked) => rate(asked, 'startStarted', 'startPlanned', '今年没有计划新开工项目，没有开工率。'),
  startDueRate: (asked) => rate(asked, 'startDueStarted', 'startDue', '目前没有应开工项目，没有开工率。'),
  pace: (asked) => {
    const value = paceOf(rowsOf(asked))
    if (value === null) return { missing: '没有年度计划，也就没有序时进度。' }
    const formula = '序时进度＝分月计划累计÷年度计划投资，没有分月计划的按已过月数÷12'
    return figure(asked, { value, unit: '%', what: '序时进度', column: 'pace', formula })
  },
  gap: (asked) => {
    const { completionRate, pace } = summarise(rowsOf(asked))
    if (completionRate === null || pace === null) return { missing: '没有完成率或序时进度，无法与序时比较。' }
    return figure(asked, {
      value: pointsBetween(completionRate, pace),
      printed: printedGap(completionRate, pace),
      unit: '个百分点',
      what: '完成率与序时进度之差',
      column: 'gap',
      formula: '较序时进度＝完成率－序时进度',
      ...follows(asked, 'difference', ['completionRate', 'pace']),
    })
  },
  completedQuarter: (asked) => {
    const { books, book, ask } = asked
    const isFirst = monthOf(books.month) <= 3
    if (!isFirst && !book.material.earlier.quarterBefore) return { missing: NOT_THERE.quarterBefore }
    const now = knownValue(asked, 'completedYtd')
    const before = isFirst ? null : book.figureOf({ subject: 'completedYtd', whose: ask.whose, at: 'quarterBefore' })
    if (before && isMissing(before)) return before
    const inputs = [...inputsOf(asked, ['completedYtd']), ...(before ? [{ figure: before.id }] : [])]
    return figure(asked, {
      value: before ? new Big(now).minus(before.value).toFixed() : now,
      unit: '万元',
      what: `${QUARTERS[Math.ceil(monthOf(books.month) / 3) - 1]}季度完成投资`,
      column: 'completedQuarter',
      formula: before ? '本季完成投资＝年初累计－上季度末年初累计' : '一季度完成投资＝年初累计',
      rule: before ? 'difference' : 'sum',
      inputs,
    })
  },
  lagging: (asked) => {
    const counts = ['light.red', 'light.yellow'] as const
    const values = counts.map((subject) => knownValue(asked, subject))
    return figure(asked, {
      value: String(values.reduce((sum, value) => sum + Number(value), 0)),
      unit: '个',
      what: '进度滞后项目数',
      column: 'lagging',
      formula: '进度滞后项目数＝红灯项目数＋黄灯项目数',
      ...follows(asked, 'sum', counts),
    })
  },
  startDueStarted: (asked) =>
    figure(asked, {
      value: new Big(knownValue(asked, 'startDue')).minus(knownValue(asked, 'startOverdue')).toFixed(),
      unit: '个',
      what: '应开工项目中已开工数',
      column: 'startDueStarted',
      formula: '应开工项目中已开工数＝应开工项目数－逾期未开工项目数',
      ...follows(asked, 'difference', ['startDue', 'startOverdue']),
    }),
  startEarly: (asked) =>
    figure(asked, {
      value: new Big(knownValue(asked, 'startStarted')).minus(knownValue(asked, 'startDueStarted')).toFixed(),
      unit: '个',
      what: '提前开工项目数',
      column: 'startEarly',
      formula: '提前开工项目数＝已开工项目数－应开工项目中已开工数',
      ...follows(asked, 'difference', ['startStarted', 'startDueStarted']),
    }),
  rank: (asked) => {
    const { book, ask } = asked
    const { members, group } = book.material
    const member = members.find(({ orgId }) => ask.whose.kind === 'member' && orgId === ask.whose.orgId)
    if (!member || member.rank === null) return { missing: `${member?.name ?? '本单位'}不参与排名。` }
    const rated = members.filter((other) => other.rank !== null && other.orgId !== member.orgId)
    return figure(asked, {
      value: String(member.rank),
      unit: '位',
      what: `在参与排名的${group}中的位次`,
      column: 'rank',
      formula: '位次＝1＋完成率高于本单位的参与单位数，完成率相同的位次并列',
      rule: 'rank',
      inputs: [member, ...rated].flatMap(({ orgId }) => rateOfMember(book, orgId)),
    })
  },
  groupSize: (asked) => {
    const { members, group } = asked.book.material
    const size = members.filter(({ rank }) => rank !== null).length
    return figure(asked, { value: String(size), unit: '个', what: `参与排名的${group}数`, column: 'rank' })
  },
  onPace: (asked) => membersByGap(asked, false),
  behind: (asked) => membersByGap(asked, true),
}

const QUARTERS = ['一', '二', '三', '四']

/** By the printed gap: one that prints as 0 is not called behind. Only where every ranked organisation has a pace do the two make up the group. */
function membersByGap(asked: Asked, isBehind: boolean): Answer {
  const { book } = asked
  const ranked = book.material.members.filter(({ rank }) => rank !== null)
  const gaps = ranked.map(({ orgId }) => book.figureOf({ subject: 'gap', whose: { kind: 'member', orgId } }))
  if (gaps.length === 0 || gaps.some(isMissing)) return { missing: '有单位没有序时进度，无法分别计数。' }
  const behind = gaps.filter((gap) => !isMissing(gap) && new Big(printedOf(gap)).lt(0)).length
  const what = `完成率${isBehind ? '低于序时进度' : '达到或高于序时进度'}的${book.material.group}数`
  return figure(asked, { value: String(isBehind ? behind : gaps.length - behind), unit: '个', what, column: 'gap' })
}

function rateOfMember(book: FigureBook, orgId: number): FigureInput[] {
  const rate = book.figureOf({ subject: 'completionRate', whose: { kind: 'member', orgId } })
  return isMissing(rate) ? [] : [{ figure: rate.id }]
}

function rate(asked: Asked, part: SubjectCode, whole: SubjectCode, missing: string): Answer {
  const partValue = answered(asked, part)
  const wholeValue = answered(asked, whole)
  if (isMissing(partValue)) return partValue
  if (isMissing(wholeValue)) return wholeValue
  const value = percentOf(partValue.value, wholeValue.value)
  if (value === null) return { missing }
  const { subject } = asked.ask
  const [name] = subjectOf(subject).names
  const basis = asked.books.planBasis
  return figure(asked, {
    value,
    unit: '%',
    what: name,
    column: subject,
    formula:
      subject === 'completionRate'
        ? `完成率＝完成投资÷年度计划投资（${basis}）`
        : `${name}＝${subjectOf(part).names[0]}÷${subjectOf(whole).names[0]}`,
    ...follows(asked, 'percent', [part, whole]),
  })
}
