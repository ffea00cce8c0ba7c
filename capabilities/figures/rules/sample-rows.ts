import type { PlacedRow } from '#capabilities/race/public.ts'

let nextId = 0

/** A row of a locked round for tests: 青原县 (11) of 云州市 (1), plan 100, nothing remarkable. */
export function aRow(given: Partial<PlacedRow> = {}): PlacedRow {
  nextId += 1
  return {
    projectId: nextId,
    projectName: `项目${nextId}`,
    countyId: 11,
    countyName: '青原县',
    placeOrgId: 11,
    orgId: 11,
    orgName: '青原县',
    planState: 'new',
    stage: 'underConstruction',
    plannedStart: '2026-03',
    startDate: '2026-03',
    annualPlan: '100',
    annualPlanInitial: '100',
    completedCurrent: '10',
    completedYtd: '60',
    pace: '70',
    light: 'green',
    problems: null,
    reportState: 'locked',
    isStarted: true,
    isReported: true,
    completionRate: '60',
    isLate: false,
    priority: false,
    totalInvestment: '500',
    ...given,
  }
}
