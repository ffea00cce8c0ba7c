import type { ProjectFields } from '../../contract.ts'

export type FieldName = keyof ProjectFields
export type SectionName = 'basics' | 'standing' | 'money' | 'people' | 'words'

/** The forms of a project: a few fields each, in the order of the office's own tables. */
export const SECTIONS: Record<SectionName, readonly FieldName[]> = {
  basics: [
    'name',
    'code',
    'orgId',
    'parkId',
    'owner',
    'site',
    'industry',
    'field',
    'constructionNature',
    'approvalKind',
    'fundKind',
    'scale',
  ],
  standing: [
    'stage',
    'library',
    'planState',
    'isPriority',
    'tier',
    'plannedStart',
    'startDate',
    'finishDate',
    'statisticalEntry',
  ],
  money: ['totalInvestment', 'totalInvestmentBasis', 'completedToLastYearEnd', 'fundsInPlace'],
  people: ['sponsor', 'steward', 'contact', 'responsibleOrg', 'leadOrg', 'competentOrg'],
  words: ['annualContent', 'progressText', 'problems', 'nextStep', 'remark'],
}
export const SECTION_NAMES = Object.keys(SECTIONS) as SectionName[]

/** Only what differs from what was read; text is trimmed and empty text is null. */
export function changedFields(read: Partial<ProjectFields>, draft: Partial<ProjectFields>): Partial<ProjectFields> {
  const entries = Object.entries(draft).map(([field, value]) => [field, settled(value)] as const)
  return Object.fromEntries(entries.filter(([field, value]) => value !== settled(read[field as FieldName])))
}

function settled(value: unknown): unknown {
  if (typeof value !== 'string') return value ?? null
  const text = value.trim()
  return text === '' ? null : text
}
