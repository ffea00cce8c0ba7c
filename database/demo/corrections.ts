import { addMonths, type Month, yearOf } from '#kernel/period.ts'
import { toWan } from './amounts.ts'
import type { Draft } from './drafts.ts'
import type { CorrectionPlan, History, Period } from './figures.ts'
import type { Random } from './random.ts'
import type { Account, Correction } from './region.ts'

const REDUCED = [
  '项目单位重复填报设备预付款，经核对合同及付款凭证予以核减',
  '审计抽查发现部分工程量未经监理签认，按签认量核减',
  '征地补偿款不属于本期完成投资，予以核减',
  '土地出让金重复计入，按调度口径核减',
  '施工单位结算单与填报数不一致，以结算单为准核减',
]
const INCREASED = ['上月漏报甲供材料款，凭进场验收单核增', '监理补签隐蔽工程计量，凭签认单核增']
const LARGE = '与同一业主的另一项目混填，经市县两级核对后整笔核减，当月为负'

/**
 * Chooses fourteen projects whose figures are corrected after a round was locked: mostly 核减, two 核增, and one so large that the month
 * turns negative and the cumulative falls, as MISSION.md allows only for corrections.
 */
export function planCorrections(random: Random, drafts: readonly Draft[], period: Period): Map<number, CorrectionPlan> {
  const first = addMonths(period.firstRound, 1)
  const last = addMonths(period.anchor, -1)
  const eligible = drafts.filter(
    ({ standing, start, finish }) =>
      (standing === 'green' || standing === 'yellow') &&
      start &&
      start <= addMonths(last, -8) &&
      yearOf(finish) > yearOf(last),
  )
  const chosen = random.shuffled(eligible).slice(0, 14)
  return new Map(
    chosen.map((draft, position) => {
      const earliest = [first, addMonths(draft.start!, 4)].sort()[1]!
      const months = monthsFrom(earliest, last).filter((month) => !/-0[1-4]$/.test(month))
      const share = position === 0 ? -0.35 : position < 3 ? 0.03 : -random.between(0.04, 0.14)
      return [draft.id, { month: random.pick(months.length > 0 ? months : [last]), share }]
    }),
  )
}

/** The corrections as posted: a few days into the following month, by the county's dispatch office. */
export function postedCorrections(
  random: Random,
  histories: History[],
  officeOf: (draft: Draft) => Account,
): Correction[] {
  const corrections: Correction[] = []
  for (const { draft, months, correction: planned } of histories) {
    const delta = planned ? (months.get(planned.month)?.correction ?? 0) : 0
    if (!planned || delta === 0) continue
    const reason = planned.share < -0.3 ? LARGE : random.pick(delta < 0 ? REDUCED : INCREASED)
    const office = officeOf(draft)
    corrections.push({
      id: corrections.length + 1,
      projectId: draft.id,
      month: planned.month,
      delta: toWan(delta),
      reason,
      approver: office.displayName,
      postedAt: `${addMonths(planned.month, 1)}-${String(random.whole(6, 12)).padStart(2, '0')}T02:30:00.000Z`,
      postedBy: office.id,
    })
  }
  return corrections
}

function monthsFrom(first: Month, last: Month): Month[] {
  const months: Month[] = []
  for (let month = first; month <= last; month = addMonths(month, 1)) months.push(month)
  return months
}
