/** The closed vocabularies of papers. Their wording is the screens' business and lives in the catalogue. */
export const PAPER_KINDS = ['approval', 'contract', 'minutes', 'photograph', 'other'] as const
export type PaperKind = (typeof PAPER_KINDS)[number]

/** What a file is by its content. */
export const FORMATS = [
  'pdf',
  'jpeg',
  'png',
  'webp',
  'docx',
  'xlsx',
  'pptx',
  'doc',
  'xls',
  'ppt',
  'ofd',
  'csv',
  'text',
] as const
export type Format = (typeof FORMATS)[number]

/** Formalities of an investment project, in the order they are gone through; groups as the approval system's four phases name them. */
export const APPROVAL_GROUPS = {
  initiation: ['initiation', 'projectProposal', 'feasibility', 'preliminaryDesign'],
  land: ['landPreview', 'landConversion', 'landContract', 'forestUse', 'realEstate'],
  planning: ['landPlanning', 'worksPlanning'],
  assessment: [
    'environment',
    'energy',
    'waterConservation',
    'floodImpact',
    'waterIntake',
    'heritage',
    'safety',
    'seismic',
    'stability',
  ],
  construction: ['tender', 'drawings', 'fireSafety', 'civilDefence', 'qualitySupervision', 'constructionPermit'],
  completion: ['acceptance', 'otherApproval'],
} as const
export type ApprovalGroup = keyof typeof APPROVAL_GROUPS
export type ApprovalKind = (typeof APPROVAL_GROUPS)[ApprovalGroup][number]
export const APPROVAL_KINDS = Object.values(APPROVAL_GROUPS).flat() as [ApprovalKind, ...ApprovalKind[]]

/** Asked of every project until somebody says that one is not needed; the others count once the project has named them. */
export const CORE_APPROVALS: ReadonlySet<ApprovalKind> = new Set([
  'initiation',
  'landPreview',
  'landPlanning',
  'worksPlanning',
  'environment',
  'energy',
  'drawings',
  'constructionPermit',
])

/**
 * Years after which an approval lapses if building has not begun, where the paper names no day: 环境影响评价法 第二十四条 (5);
 * 建设项目用地预审管理办法 第十五条 (3); 固定资产投资项目节能审查办法 (2). Shown as a reminder to check, never as a verdict.
 */
export const LAPSES_AFTER_YEARS: Partial<Record<ApprovalKind, number>> = { environment: 5, landPreview: 3, energy: 2 }

export const APPROVAL_STATES = ['obtained', 'inProgress', 'todo', 'notNeeded'] as const
export type ApprovalState = (typeof APPROVAL_STATES)[number]

/** A file's largest size: a scanned feasibility study fits, a film does not. */
export const MAX_FILE_BYTES = 50 * 1024 * 1024
export const PAPERS_AT_MOST = 500
