import type { LikenessReason } from './likeness.ts'

const TEXTS: Record<Exclude<LikenessReason['kind'], 'name'>, string> = {
  code: '项目代码相同',
  codeOneOff: '项目代码只差一位',
  owner: '建设单位相同',
  ownerAlike: '建设单位相近',
  total: '总投资相同',
  totalNear: '总投资相近',
  site: '建设地点相同',
  siteAlike: '建设地点相近',
}

/** 名称相似92%，建设单位相同，总投资相同 */
export function reasonsText(reasons: readonly LikenessReason[]): string {
  return reasons.map((reason) => (reason.kind === 'name' ? nameText(reason.percent) : TEXTS[reason.kind])).join('，')
}

function nameText(percent: number): string {
  return percent >= 97 ? '名称相同' : `名称相似${percent}%`
}
