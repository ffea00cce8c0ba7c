import { levelWord } from '#capabilities/figures/public.ts'
import { monthSpanText, yearOf } from '#kernel/period.ts'

/** Whoever opened the round issues the bulletin: the region's own office, or that of a county that runs its own rounds. */
export function issuerOf(org: { name: string }, region: { name: string; issuer: string }): string {
  return org.name === region.name ? region.issuer : `${org.name}重点项目建设指挥部办公室`
}

/** 主送机关 of the whole group and of the departments beside it. */
export function addresseesOf(group: string, orgName: string): string[] {
  const level = levelWord(orgName)
  const below = group.startsWith('乡镇') ? ['各乡镇人民政府（街道办事处）'] : ['各县（市、区）人民政府']
  const zones =
    group.includes('功能区') || group.includes('园区') ? [`各${group.includes('园区') ? '园区' : '功能区'}管委会`] : []
  return [...below, ...zones, `${level}直有关部门`]
}

/** Whom a 报告 goes to: the government of the region the office belongs to. */
export function superiorOf(orgName: string): string {
  return `${levelWord(orgName)}人民政府`
}

/** `云川市2026年1—10月月度项目建设通报（草稿）`, of a week `云川市2026年第43周…`; what a file system refuses is left out. */
export function bulletinFileName(
  orgName: string,
  given: { round: { month: string; week: string | null }; templateName: string; isDraft: boolean },
): string {
  const { round, templateName, isDraft } = given
  const period = round.week ? `第${Number(round.week.slice(-2))}周` : monthSpanText(round.month)
  const name = `${orgName}${yearOf(round.month)}年${period}${templateName}${isDraft ? '（草稿）' : ''}`
  return name.replace(/[\\/:*?"<>|\u0000-\u001f]/g, '')
}
