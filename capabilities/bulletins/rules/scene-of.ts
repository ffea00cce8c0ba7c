import { type Books, figureBook, type Material, ownRows, partsOf, whoseName } from '#capabilities/figures/public.ts'
import { dateLongText, monthOf, monthSpanText, yearOf } from '#kernel/period.ts'
import type { Scene } from '../template/scene.ts'
import type { DocumentWord, Flag } from '../template/vocabulary.ts'
import { addresseesOf, superiorOf } from './naming.ts'

/** What a round tells a document beside its figures. */
export interface RoundNature {
  isEstimate: boolean
  /** January and February filled in together: there is no figure of February alone. */
  isMerged: boolean
  /** Less than half of what is being built was in the round. */
  isPartial: boolean
}

export interface SceneGiven {
  material: Material
  org: { name: string }
  issuer: string
  nature: RoundNature
}

/** Words and flags of a period, and a new book of its figures. */
export function sceneOf({ material, org, issuer, nature }: SceneGiven): Scene {
  const { now, earlier, group } = material
  const { month } = now
  const words: Record<DocumentWord, string> = {
    地区: org.name,
    全域: material.scope,
    组: group,
    本级: material.ownLevel,
    年: String(yearOf(month)),
    月: String(monthOf(month)),
    累计: monthSpanText(month),
    本期: `${yearOf(month)}年${monthSpanText(month)}`,
    季度: `${QUARTERS[Math.ceil(monthOf(month) / 3) - 1]}季度`,
    周: weekText(now),
    上期末: earlierText(earlier.before, isWeekly(now)),
    截至: dateLongText(now.cutoffOn),
    计划口径: now.planBasis,
    发文机关: issuer,
    主送单位: addresseesOf(group, org.name).join('；'),
    上报机关: superiorOf(org.name),
    并列说明: material.members.some(({ isTied }) => isTied) ? '完成率相同的位次并列。' : '',
    不参与说明: outsideText(material),
  }
  return { book: figureBook(material), words, flags: flagsOf(material, nature) }
}

const QUARTERS = ['一', '二', '三', '四']

function isWeekly({ period }: Books): boolean {
  return period.includes('W')
}

function weekText({ period }: Books): string {
  return /W(\d{2})$/.exec(period) ? `第${Number(period.slice(-2))}周` : ''
}

function earlierText(before: Books | undefined, isWeek: boolean): string {
  if (isWeek) return '上周'
  return before ? `${monthOf(before.month)}月末` : '上期'
}

function flagsOf({ now, earlier, members }: Material, nature: RoundNature): Set<Flag> {
  const ranked = members.filter(({ rank }) => rank !== null)
  const isJanuary = monthOf(now.month) === 1
  const said: [Flag, boolean][] = [
    ['部分项目', nature.isPartial],
    ['含预计', nature.isEstimate],
    ['合并填报', nature.isMerged],
    ['年度首期', !isWeekly(now) && (isJanuary || nature.isMerged)],
    ['有上期', earlier.before !== undefined],
    ['计划已调整', earlier.before !== undefined && earlier.before.planBasis !== now.planBasis],
    ['有并列', ranked.some(({ isTied }) => isTied)],
    ['单独参评', ranked.length === 1],
    ['全部并列', ranked.length > 1 && ranked.every(({ rank }) => rank === 1)],
  ]
  return new Set(said.filter(([, so]) => so).map(([flag]) => flag))
}

/** Who stands outside the ranking, and why: a reader would ask. */
function outsideText(material: Material): string {
  const outside = partsOf(material, material.now).filter(
    (whose) =>
      whose.kind === 'own' ||
      (whose.kind === 'member' && material.members.find(({ orgId }) => orgId === whose.orgId)?.rank === null),
  )
  const reasons = outside.map((whose) => {
    if (whose.kind === 'own') return `${whoseName(material, whose)}不在排名范围，不参与排名`
    const hasPlan = ownRows(material.now, whose).some(({ annualPlan }) => Number(annualPlan ?? 0) > 0)
    return `${whoseName(material, whose)}${hasPlan ? '' : '年度计划投资为零，'}不参与排名`
  })
  return reasons.length > 0 ? `${reasons.join('；')}。` : ''
}
