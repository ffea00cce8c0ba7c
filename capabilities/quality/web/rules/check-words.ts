import { fieldLabel, stageLabel } from '#capabilities/ledger/web/public.tsx'
import { approvalLabel } from '#capabilities/papers/web/public.tsx'
import type { Say } from '#platform/web/words/catalogue.ts'
import { AMOUNT_FIELDS, type Check } from '../../checks.ts'

/** What a rule tests, as a sentence; its own name is the office's wording of it. */
export function checkInWords(w: Say, rule: Check): string {
  const field = (name: string) => checkedLabel(w, name)
  switch (rule.kind) {
    case 'required':
      return rule.from
        ? w('quality.says.requiredFrom', { field: field(rule.field), stage: stageLabel(w, rule.from) })
        : w('quality.says.required', { field: field(rule.field) })
    case 'within': {
      const larger = rule.less
        ? w('quality.says.minus', { from: field(rule.larger), less: field(rule.less) })
        : field(rule.larger)
      return rule.tolerance === 0
        ? w('quality.says.within', { smaller: field(rule.smaller), larger })
        : w('quality.says.withinTolerance', { smaller: field(rule.smaller), larger, tolerance: rule.tolerance })
    }
    case 'dateOrder':
      return w('quality.says.dateOrder', { earlier: field(rule.earlier), later: field(rule.later) })
    case 'notFuture':
      return w('quality.says.notFuture', { field: field(rule.field) })
    case 'beforeStage':
      return w(isAmount(rule.field) ? 'quality.says.beforeStageAmount' : 'quality.says.beforeStage', {
        field: field(rule.field),
        stage: stageLabel(w, rule.until),
      })
    case 'permit':
      return w('quality.says.permit', { approval: approvalLabel(w, rule.approval), stage: stageLabel(w, rule.from) })
    case 'idle':
      return w('quality.says.idle', { months: rule.months })
  }
}

function isAmount(field: string): boolean {
  return (AMOUNT_FIELDS as readonly string[]).includes(field)
}

/** The point on the map is two columns of a project, and one thing to people. */
export function checkedLabel(w: Say, field: string): string {
  return field === 'coordinates' ? w('quality.coordinates') : fieldLabel(w, field)
}
