import type { Check } from '../../checks.ts'

export const CHECK_KINDS = [
  'required',
  'within',
  'dateOrder',
  'notFuture',
  'beforeStage',
  'permit',
  'idle',
] as const satisfies readonly Check['kind'][]

/** A rule of a kind to begin with. */
export function blankCheck(kind: Check['kind']): Check {
  switch (kind) {
    case 'required':
      return { kind, field: 'responsibleOrg', from: null }
    case 'within':
      return { kind, smaller: 'annualPlan', larger: 'totalInvestment', less: null, tolerance: 0 }
    case 'dateOrder':
      return { kind, earlier: 'startDate', later: 'finishDate' }
    case 'notFuture':
      return { kind, field: 'startDate' }
    case 'beforeStage':
      return { kind, field: 'completedYtd', until: 'preparation' }
    case 'permit':
      return { kind, approval: 'constructionPermit', from: 'started' }
    case 'idle':
      return { kind, months: 2 }
  }
}
