import type { Library } from './rules.ts'

/** What a project must have before it stands in a library: at least one of the fields. `says` names it to people. */
export type EntryRule = { key: string; anyOf: readonly EntryField[]; says: string }
export type EntryField =
  | 'code'
  | 'totalInvestment'
  | 'scale'
  | 'plannedStart'
  | 'startDate'
  | 'finishDate'
  | 'responsibleOrg'
  | 'leadOrg'
  | 'competentOrg'

/** Entry rules of each library (B01), as data: an office that wants others changes this table. */
export const ENTRY_RULES: Record<Library, readonly EntryRule[]> = {
  reserve: [
    { key: 'substance', anyOf: ['scale', 'totalInvestment'], says: '建设规模及内容或总投资' },
    { key: 'responsible', anyOf: ['responsibleOrg', 'leadOrg', 'competentOrg'], says: '责任单位、牵头单位或主管部门' },
  ],
  construction: [
    { key: 'identity', anyOf: ['code', 'totalInvestment'], says: '项目代码或总投资' },
    { key: 'start', anyOf: ['plannedStart', 'startDate'], says: '计划开工时间' },
    { key: 'responsible', anyOf: ['responsibleOrg'], says: '责任单位' },
  ],
  completed: [{ key: 'finish', anyOf: ['finishDate'], says: '竣工时间' }],
}

/** The rules of a library that a project does not meet, in their order. */
export function unmetRules(library: Library, fields: Partial<Record<EntryField, unknown>>): EntryRule[] {
  return ENTRY_RULES[library].filter(({ anyOf }) => anyOf.every((field) => isEmpty(fields[field])))
}

function isEmpty(value: unknown): boolean {
  return value === null || value === undefined || String(value).trim() === ''
}
