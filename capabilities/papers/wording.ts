import type { ApprovalKind } from './vocabulary.ts'

/** Official wording, for a project's history and for sentences of the server; the screens have theirs in the catalogue. */
export const APPROVAL_WORDS: Record<ApprovalKind, string> = {
  initiation: '立项（审批、核准、备案）',
  projectProposal: '项目建议书批复',
  feasibility: '可行性研究报告批复',
  preliminaryDesign: '初步设计及概算批复',
  landPreview: '用地预审与选址意见书',
  landConversion: '农用地转用、土地征收批复',
  landContract: '土地出让合同或划拨决定书',
  forestUse: '使用林地、草地审核同意书',
  realEstate: '不动产权证（土地）',
  landPlanning: '建设用地规划许可证',
  worksPlanning: '建设工程规划许可证',
  environment: '环境影响评价批复（登记）',
  energy: '节能审查意见',
  waterConservation: '水土保持方案批复',
  floodImpact: '洪水影响评价批复',
  waterIntake: '取水许可',
  heritage: '文物保护、考古勘探意见',
  safety: '安全条件审查',
  seismic: '地震安全性评价',
  stability: '社会稳定风险评估',
  tender: '招标核准、中标通知书',
  drawings: '施工图审查合格书',
  fireSafety: '消防设计审查',
  civilDefence: '人防工程审批',
  qualitySupervision: '质量安全监督手续',
  constructionPermit: '施工许可证（开工报告）',
  acceptance: '竣工验收（备案）',
  otherApproval: '其他手续',
}
export const STATE_WORDS = { inProgress: '办理中', notNeeded: '不需要', todo: '未办理' } as const
