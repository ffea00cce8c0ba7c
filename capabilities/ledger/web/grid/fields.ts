import type { Say, WordKey } from '#platform/web/words/catalogue.ts'
import type { OwnColumn } from '../../grid/contract.ts'
import { GRID_FIELDS, type GridField, type GridFieldKind, type GridFieldName, OWN_FIELD } from '../../grid/fields.ts'
import { fieldLabel } from '../parts/labels.ts'

export type FieldKind = GridFieldKind | 'number'
export type SectionName = 'basics' | 'standing' | 'money' | 'people' | 'words' | 'own'

/** Every column of the ledger in the order of the offices' own tables: for the chooser, and where a column goes when it is shown. */
export const FIELD_SECTIONS: Record<Exclude<SectionName, 'own'>, readonly GridFieldName[]> = {
  basics: [
    'name',
    'code',
    'county',
    'park',
    'org',
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
    'light',
    'stage',
    'library',
    'isPriority',
    'tier',
    'planState',
    'terms',
    'plannedStart',
    'startDate',
    'finishDate',
    'statisticalEntry',
  ],
  money: [
    'totalInvestment',
    'totalInvestmentBasis',
    'annualPlan',
    'completedCurrent',
    'completedYtd',
    'completionRate',
    'pace',
    'completedToLastYearEnd',
    'completedSinceStart',
    'fundsInPlace',
    'standingMonth',
  ],
  people: ['sponsor', 'steward', 'contact', 'responsibleOrg', 'leadOrg', 'competentOrg'],
  words: ['annualContent', 'progressText', 'problems', 'nextStep', 'remark', 'updatedAt'],
}

const NAMES: Partial<Record<GridFieldName, WordKey>> = {
  org: 'ledger.field.orgId',
  park: 'ledger.field.parkId',
  light: 'ledger.list.light',
  stage: 'ledger.list.stage',
  pace: 'grid.pace',
  standingMonth: 'ledger.list.standing',
  updatedAt: 'ledger.list.updated',
}

const WIDTHS: Partial<Record<GridFieldName, number>> = {
  name: 300,
  code: 190,
  owner: 180,
  site: 160,
  county: 96,
  park: 120,
  org: 120,
  light: 68,
  stage: 76,
  library: 84,
  isPriority: 60,
  tier: 84,
  completionRate: 116,
  pace: 96,
  completedToLastYearEnd: 168,
  completedSinceStart: 176,
  standingMonth: 92,
  updatedAt: 104,
  sponsor: 84,
  steward: 96,
  contact: 96,
}
const WIDTH_OF_KIND: Record<FieldKind, number> = {
  text: 128,
  longText: 260,
  choice: 92,
  yesNo: 72,
  date: 96,
  amount: 124,
  number: 104,
  percent: 84,
  organisation: 120,
  month: 92,
  instant: 120,
  list: 150,
}

export type Own = ReadonlyMap<number, OwnColumn>

export function ownOf(field: string, own: Own): OwnColumn | undefined {
  const id = OWN_FIELD.exec(field)?.[1]
  return id === undefined ? undefined : own.get(Number(id))
}

export function knownField(field: string): GridField | undefined {
  return Object.hasOwn(GRID_FIELDS, field) ? GRID_FIELDS[field as GridFieldName] : undefined
}

/** Undefined: a column nobody knows any more. */
export function kindOf(field: string, own: Own): FieldKind | undefined {
  return knownField(field)?.kind ?? ownOf(field, own)?.kind
}

export function headingOf(w: Say, field: string, own: Own): string {
  const column = ownOf(field, own)
  if (column) return column.heading
  const name = NAMES[field as GridFieldName]
  return name ? (w as (key: WordKey) => string)(name) : fieldLabel(w, field)
}

export function widthOf(field: string, kind: FieldKind): number {
  return WIDTHS[field as GridFieldName] ?? WIDTH_OF_KIND[kind]
}

export function isSummed(field: string, own: Own): boolean {
  const kind = kindOf(field, own)
  return kind === 'amount' || kind === 'number'
}

export function mayGroupBy(field: string, own: Own): boolean {
  const kind = ownOf(field, own)?.kind
  return knownField(field)?.groups === true || kind === 'choice' || kind === 'yesNo' || kind === 'text'
}

const LOCKS: Partial<Record<GridFieldName, WordKey>> = {
  county: 'grid.lock.place',
  org: 'grid.lock.place',
  park: 'grid.lock.place',
  library: 'grid.lock.library',
  isPriority: 'grid.lock.library',
  light: 'grid.lock.light',
  annualPlan: 'grid.lock.plan',
  completedCurrent: 'grid.lock.reported',
  completedYtd: 'grid.lock.reported',
  completionRate: 'grid.lock.computed',
  pace: 'grid.lock.computed',
  completedSinceStart: 'grid.lock.reported',
  totalInvestment: 'grid.lock.total',
  terms: 'grid.lock.terms',
  standingMonth: 'grid.lock.reported',
  updatedAt: 'grid.lock.system',
}

/** Why a column is not written in the grid, and where instead. */
export function lockOfField(w: Say, field: string): string {
  return (w as (key: WordKey) => string)(LOCKS[field as GridFieldName] ?? 'grid.lock.system')
}

/** The changes of these columns are asked a reason for. */
export function needsReason(fields: Iterable<string>): boolean {
  for (const field of fields) if ((knownField(field) as { needsReason?: true } | undefined)?.needsReason) return true
  return false
}
