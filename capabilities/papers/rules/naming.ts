import type { ApprovalKind, Format, PaperKind } from '../vocabulary.ts'

/** Endings a file of this content may have; the first is given where it has another. */
const ENDINGS: Record<Format, readonly string[]> = {
  pdf: ['.pdf'],
  jpeg: ['.jpg', '.jpeg', '.jpe'],
  png: ['.png'],
  webp: ['.webp'],
  docx: ['.docx'],
  xlsx: ['.xlsx'],
  pptx: ['.pptx'],
  doc: ['.doc', '.wps'],
  xls: ['.xls', '.et'],
  ppt: ['.ppt', '.dps'],
  ofd: ['.ofd'],
  csv: ['.csv'],
  text: ['.txt'],
}

export const MEDIA_TYPES: Record<Format, string> = {
  pdf: 'application/pdf',
  jpeg: 'image/jpeg',
  png: 'image/png',
  webp: 'image/webp',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  pptx: 'application/vnd.openxmlformats-officedocument.presentationml.presentation',
  doc: 'application/msword',
  xls: 'application/vnd.ms-excel',
  ppt: 'application/vnd.ms-powerpoint',
  ofd: 'application/ofd',
  csv: 'text/csv; charset=utf-8',
  text: 'text/plain; charset=utf-8',
}

/** The name a file is kept under: what it came with, with the ending of what it is. `renamed` when that had to be added. */
export function keptName(name: string, format: Format): { fileName: string; renamed: boolean } {
  const clean = name.replace(/[\u202a-\u202e\u2066-\u2069\u200b-\u200f\ufeff]/gu, '').replace(/[\\/:*?"<>|]/g, '_')
  const base = clean.trim() || '未命名'
  const renamed = !ENDINGS[format].some((ending) => base.toLowerCase().endsWith(ending))
  return { fileName: (renamed ? base.slice(0, 190) + ENDINGS[format][0] : base).slice(-200), renamed }
}

/** What a paper is called at first: its file's name without the ending; a number of a camera says nothing, the day does. */
export function titleOf(fileName: string, today: string): string {
  const bare = fileName.replace(/\.[A-Za-z0-9]{1,5}$/, '').slice(0, 200) || fileName
  return BY_A_CAMERA.test(bare) ? `现场照片 ${today}` : bare
}

const BY_A_CAMERA =
  /^(image|img|dsc|dscn|pxl|p|photo|mmexport|wx_camera|微信图片|微信图像|screenshot|截图|照片)?[-_ .\d()（）]*$/i

/** Words in file names, the more particular first. */
const SIGNS: readonly [RegExp, ApprovalKind][] = [
  [/施工许可|开工报告批/, 'constructionPermit'],
  [/建设用地规划/, 'landPlanning'],
  [/(建设)?工程规划|规划许可/, 'worksPlanning'],
  [/用地预审|选址意见/, 'landPreview'],
  [/农用?地?转用|土地征收|征收批|建设用地(的)?批复/, 'landConversion'],
  [/(土地|使用权).{0,4}(出让|划拨)|划拨决定/, 'landContract'],
  [/林地|草地|草原/, 'forestUse'],
  [/不动产权|土地(使用)?证/, 'realEstate'],
  [/环评|环境影响/, 'environment'],
  [/能评|节能审查|节能报告/, 'energy'],
  [/水土保持|水保/, 'waterConservation'],
  [/洪水影响|防洪/, 'floodImpact'],
  [/取水许可|水资源论证/, 'waterIntake'],
  [/文物|考古/, 'heritage'],
  [/安全(条件|预评价|设施设计)/, 'safety'],
  [/地震安全/, 'seismic'],
  [/稳评|社会稳定/, 'stability'],
  [/中标通知|招标(核准|备案)/, 'tender'],
  [/施工图/, 'drawings'],
  [/消防/, 'fireSafety'],
  [/人防/, 'civilDefence'],
  [/质量监督|安全监督|质安监/, 'qualitySupervision'],
  [/竣工验收/, 'acceptance'],
  [/初步设计|初设|概算/, 'preliminaryDesign'],
  [/可研|可行性研究/, 'feasibility'],
  [/项目建议书/, 'projectProposal'],
  [/立项|备案(证|通知|确认|表)|核准(批|文|的)|项目核准/, 'initiation'],
]

/** What a file is likely to be, by its name: a proposal, which the person sees and may change. */
export function guessKind(fileName: string, format: Format): { kind: PaperKind; approvalKind: ApprovalKind | null } {
  if (format === 'jpeg' || format === 'png' || format === 'webp') {
    const sign = SIGNS.find(([pattern]) => pattern.test(fileName))
    return sign && /批|证|书|函/.test(fileName)
      ? { kind: 'approval', approvalKind: sign[1] }
      : { kind: 'photograph', approvalKind: null }
  }
  if (/纪要|会议记录/.test(fileName)) return { kind: 'minutes', approvalKind: null }
  const sign = SIGNS.find(([pattern]) => pattern.test(fileName))
  if (sign) return { kind: 'approval', approvalKind: sign[1] }
  if (/合同|协议|委托书/.test(fileName)) return { kind: 'contract', approvalKind: null }
  return { kind: 'other', approvalKind: null }
}
