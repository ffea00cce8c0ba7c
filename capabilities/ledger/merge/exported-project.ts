import { openSecrets } from '#platform/secrets/secrets.ts'
import { columnOfKey, extraColumn, type LedgerColumn, usualKeys } from '../exporting/columns.ts'
import { ledgerSheets } from '../exporting/sheets.ts'
import type { ExportedProject, ExportGroup } from '../store/export.ts'
import { BaseWriter } from './base-lines.ts'

// For tests: what the ledger would hand to an export, without a database.

export const TEST_SECRETS = openSecrets(Buffer.alloc(32, 7))
export const MONTH = '2026-10'

export function aProject(over: Partial<ExportedProject> & { id: number; name: string }): ExportedProject {
  const nothing = {
    code: null,
    owner: null,
    county: '东县',
    site: null,
    responsibleOrg: null,
    leadOrg: null,
    competentOrg: null,
    sponsor: null,
    steward: null,
    contact: null,
    industry: null,
    field: null,
    constructionNature: null,
    planState: null,
    approvalKind: null,
    fundKind: null,
    scale: null,
    totalInvestment: null,
    annualPlan: null,
    completedYtd: null,
    completedCurrent: null,
    completedToLastYearEnd: null,
    fundsInPlace: null,
    plannedStart: null,
    startDate: null,
    finishDate: null,
    stage: null,
    annualContent: null,
    progressText: null,
    problems: null,
    nextStep: null,
    statisticalEntry: null,
    remark: null,
    orgName: null,
    parkName: null,
    totalInvestmentBasis: null,
    completedSinceStart: null,
    standingMonth: null,
    tier: null,
    completionRate: null,
    pace: null,
    terms: null,
  }
  return {
    ...nothing,
    version: 1,
    library: 'construction',
    isPriority: false,
    light: 'grey',
    updatedOn: '2026-11-10',
    extra: {},
    ...over,
  }
}

export function usualColumns(extras: readonly string[] = []): LedgerColumn[] {
  return [
    columnOfKey('id')!,
    ...usualKeys(MONTH).map((key) => columnOfKey(key)!),
    ...extras.map((heading) => extraColumn(heading)),
  ]
}

export function sheetsOf(
  projects: readonly ExportedProject[],
  columns: readonly LedgerColumn[],
  { group, month = MONTH }: { group?: ExportGroup; month?: string } = {},
) {
  const base = new BaseWriter({
    form: 1,
    exportId: 'test',
    at: '2026-11-10T02:00:00.000Z',
    by: '项目办',
    keyId: TEST_SECRETS.keyId,
    region: '测试市',
    month,
    filter: {},
    columns: columns.map(({ key, heading }) => ({ key, heading })),
  })
  const pages = async function* () {
    for (let at = 0; at < projects.length; at += 5_000) yield projects.slice(at, at + 5_000)
  }
  return ledgerSheets({
    title: '测试市重点项目台账',
    month,
    columns,
    projects: pages(),
    group,
    base,
    secrets: TEST_SECRETS,
  })
}
