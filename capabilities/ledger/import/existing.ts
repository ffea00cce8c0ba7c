import { monthOf, yearOf } from '#kernel/period.ts'
import { COLUMN_OF } from '../fields.ts'
import type { LedgerProject } from '../reading/difference.ts'
import { readPerson } from '../reading/people.ts'
import type { ExistingProject } from '../store/imports.ts'
import { KEPT_WORDS } from './row-values.ts'

/** Fields of a project that a file may state, and the columns they are compared from. */
export const COMPARED_COLUMNS: Record<string, string> = Object.fromEntries(
  Object.entries(COLUMN_OF).filter(
    ([field]) => !['orgId', 'parkId', 'library', 'isPriority', 'tier', 'totalInvestmentBasis'].includes(field),
  ),
)

/** A project of the ledger under the keys a reading uses, so that the two can be compared cell by cell. */
export function asLedgerProject(project: ExistingProject): LedgerProject {
  const { totalInvestment, fundsInPlace, completedToLastYearEnd, plannedStart, ...texts } = project.fields
  const words = Object.fromEntries(
    Object.entries(KEPT_WORDS).map(([key, heading]) => [key, project.extra[heading] ?? null]),
  )
  return {
    ...texts,
    ...words,
    ...personOf(project),
    id: project.id,
    name: project.name,
    code: project.code,
    county: project.county,
    formerNames: project.formerNames,
    constructionNature: texts.constructionNature === 'newBuild' ? 'new' : texts.constructionNature,
    plannedStartDate: plannedStart ?? null,
    totalInvestmentWan: trimmed(totalInvestment),
    fundsInPlaceWan: trimmed(fundsInPlace),
    completedToLastYearEndWan: trimmed(completedToLastYearEnd),
    annualPlansWan: project.plans,
    extra: project.extra,
    approvals: project.extra,
    ...monthMaps(project),
  } as LedgerProject
}

/** A contact kept as one text (王某 13812345678) is compared as a file's cell would be read: name and telephone apart. */
function personOf({ fields, extra }: ExistingProject): Pick<LedgerProject, 'contact' | 'contactPhone'> {
  const cell = fields.contact ? readPerson(fields.contact) : null
  return {
    contact: cell?.name ?? fields.contact ?? null,
    contactPhone: extra[KEPT_WORDS.contactPhone] ?? cell?.phone ?? null,
  }
}

function monthMaps({ months }: ExistingProject) {
  const completedYtdByPeriodWan: Record<string, string> = {}
  const completedCurrentByMonthWan: Record<string, string> = {}
  const monthlyPlansWan: Record<string, string> = {}
  for (const [month, { planned, current, ytd }] of Object.entries(months)) {
    if (ytd !== null) completedYtdByPeriodWan[`${yearOf(month)}-01..${String(monthOf(month)).padStart(2, '0')}`] = ytd
    if (ytd !== null && monthOf(month) === 1) completedYtdByPeriodWan[month] = ytd
    if (current !== null) completedCurrentByMonthWan[month] = current
    if (planned !== null) monthlyPlansWan[month] = planned
  }
  return { completedYtdByPeriodWan, completedCurrentByMonthWan, monthlyPlansWan }
}

function trimmed(amount: string | null | undefined): string | null {
  if (amount === null || amount === undefined) return null
  return amount.includes('.') ? amount.replace(/\.?0+$/, '') : amount
}
