import { monthOfYear, thin } from '#platform/web/format.ts'
import type { Say } from '#platform/web/words/catalogue.ts'
import type { MergePlan } from '../../duplicates/contract.ts'
import { fieldLabel, fieldValueText, periodText } from '../parts/labels.ts'

/** One line of a choice: both sides in words, and whether there is anything to choose. */
export type ChoiceRow = { key: string; label: string; survivor: string; absorbed: string; isOpen: boolean }

export function fieldRows(w: Say, { fields }: MergePlan): ChoiceRow[] {
  return fields.map(({ field, survivor, absorbed }) => ({
    key: field,
    label: fieldLabel(w, field),
    survivor: fieldValueText(w, field, survivor),
    absorbed: fieldValueText(w, field, absorbed),
    isOpen: true,
  }))
}

export function planRows(w: Say, { plans }: MergePlan): ChoiceRow[] {
  return plans.map(({ year, survivor, absorbed, differs }) => ({
    key: String(year),
    label: periodText(String(year)),
    survivor: fieldValueText(w, 'annualPlan', survivor),
    absorbed: fieldValueText(w, 'annualPlan', absorbed),
    isOpen: differs,
  }))
}

export function monthRows(w: Say, { months }: MergePlan): ChoiceRow[] {
  return months.map(({ month, survivor, absorbed, differs }) => ({
    key: month,
    label: monthOfYear(month),
    survivor: figuresText(w, survivor),
    absorbed: figuresText(w, absorbed),
    isOpen: differs,
  }))
}

/** `计划 20　本月 18.5　累计 63.2　形象 40%`, in 万元. */
function figuresText(w: Say, figures: MergePlan['months'][number]['survivor']): string {
  if (!figures) return w('ledger.emptyValue')
  const { plannedCurrent, reportedCurrent, completedYtd, physicalProgress } = figures
  const parts = [
    plannedCurrent && w('duplicates.planned', { wan: thin(plannedCurrent) }),
    reportedCurrent && w('duplicates.current', { wan: thin(reportedCurrent) }),
    completedYtd && w('duplicates.ytd', { wan: thin(completedYtd) }),
    physicalProgress && w('duplicates.physical', { percent: physicalProgress }),
  ].filter(Boolean)
  return parts.length > 0 ? parts.join('　') : w('ledger.emptyValue')
}
