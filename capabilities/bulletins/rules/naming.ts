import { monthSpanText, yearOf } from '#kernel/period.ts'

/** 市, 县 or 区 of the organisation the bulletin is about: 全市, 市本级, 市直. */
export function levelWord(name: string): '市' | '县' | '区' | '旗' {
  const last = name.at(-1)
  return last === '县' || last === '区' || last === '旗' ? last : '市'
}

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

/** `云川市2026年1—10月重点项目建设进展情况通报（草稿）.docx`; what a file system refuses is left out. */
export function bulletinFileName(orgName: string, month: string, isDraft: boolean): string {
  const name = `${orgName}${yearOf(month)}年${monthSpanText(month)}重点项目建设进展情况通报${isDraft ? '（草稿）' : ''}`
  return `${name.replace(/[\\/:*?"<>|\u0000-\u001f]/g, '')}.docx`
}
