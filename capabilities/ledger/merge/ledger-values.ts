import type { Wan } from '#kernel/money.ts'
import { projectFields } from '../contract.ts'
import type { LedgerColumn } from '../exporting/columns.ts'
import type { FieldValue } from '../fields.ts'
import type { ImportValues, MonthWrite } from '../store/bulk.ts'
import type { CellText } from './rules.ts'

/** What one project gets; `removed` are headings of the office's own whose text was cleared. */
export type ProjectPatch = {
  values: ImportValues
  extra: Record<string, string>
  removed: string[]
  plans: Record<string, Wan>
  months: MonthWrite[]
}

export function emptyPatch(): ProjectPatch {
  return { values: {}, extra: {}, removed: [], plans: {}, months: [] }
}

const MOST_EXTRA = 4_000

/** Why a value cannot stand in this column of the ledger, as a sentence; null when it can. */
export function refusalOf({ target, readOnly }: LedgerColumn, text: CellText): string | null {
  if (!target) return readOnly ?? '这一列不能写入。'
  if ('extra' in target) return (text?.length ?? 0) > MOST_EXTRA ? `不超过${MOST_EXTRA}字。` : null
  if (!('field' in target)) {
    if (text === null) return '已有的计划和完成投资不能用空白清除，请在项目页更正。'
    return 'plan' in target && text.startsWith('-') ? '年度计划不能是负数。' : null
  }
  if (target.field === 'name' && text === null) return '项目名称不能为空；如要退库，请在项目页修改阶段。'
  const checked = projectFields.shape[target.field].safeParse(fieldValue(target, text))
  return checked.success ? null : `${checked.error.issues[0]?.message ?? '这个值不能写入'}。`.replace(/。+$/, '。')
}

/** Puts the value of a cell where the ledger keeps it. */
export function applyCell(patch: ProjectPatch, { target }: LedgerColumn, text: CellText): void {
  if (!target) return
  if ('extra' in target) {
    if (text === null) patch.removed.push(target.extra)
    else patch.extra[target.extra] = text
  } else if ('plan' in target) patch.plans[target.plan] = text!
  else if ('ytd' in target) monthOf(patch, target.ytd).ytd = text!
  else if ('current' in target) monthOf(patch, target.current).current = text!
  else {
    patch.values[target.field] = fieldValue(target, text)
    if (target.keptUnder && text === null) patch.removed.push(target.keptUnder)
  }
}

/** The field under which a change of this column stands in the project's history, and what precedes its value there. */
export function historyOf({ target, key }: LedgerColumn): { field: string; part: string | null } {
  if (!target) return { field: key, part: null }
  if ('extra' in target) return { field: target.extra, part: null }
  if ('plan' in target) return { field: 'annualPlan', part: target.plan }
  if ('ytd' in target) return { field: 'completedYtd', part: target.ytd }
  if ('current' in target) return { field: 'completedCurrent', part: target.current }
  return { field: target.field, part: null }
}

/** The value as the history keeps it: codes, not words. */
export function historyText({ target }: LedgerColumn, text: CellText): string | null {
  if (text === null) return null
  const { part } =
    target && !('field' in target) && !('extra' in target) ? { part: Object.values(target)[0] } : { part: null }
  if (part) return `${part} ${text}`
  return target && 'field' in target ? String(fieldValue(target, text)) : text
}

function fieldValue({ words }: { words?: Readonly<Record<string, string>> }, text: CellText): FieldValue {
  if (text === null || !words) return text
  return Object.entries(words).find(([, word]) => word === text)?.[0] ?? text
}

function monthOf(patch: ProjectPatch, month: string): MonthWrite {
  const known = patch.months.find((entry) => entry.month === month)
  if (known) return known
  const entry: MonthWrite = { month }
  patch.months.push(entry)
  return entry
}
