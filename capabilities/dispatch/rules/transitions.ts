import { conflict } from '#kernel/problem.ts'
import type { ReportState } from '../shapes.ts'

/** What can be done to a progress report. `save` keeps a draft and changes no state. */
export type ReportAction = 'save' | 'submit' | 'withdraw' | 'return' | 'accept' | 'lock'

/** draft › submitted › accepted › locked; submitted › returned › submitted; submitted › draft while nobody has reviewed it. */
export const TRANSITIONS: Record<ReportAction, Partial<Record<ReportState, ReportState>>> = {
  save: { draft: 'draft', returned: 'returned' },
  submit: { draft: 'submitted', returned: 'submitted' },
  withdraw: { submitted: 'draft' },
  return: { submitted: 'returned' },
  accept: { submitted: 'accepted' },
  lock: { draft: 'locked', submitted: 'locked', returned: 'locked', accepted: 'locked' },
}

/** The state after an action; refused with the reason and the way out when the table has no such step. */
export function nextState(action: ReportAction, state: ReportState): ReportState {
  const next = TRANSITIONS[action][state]
  if (next) return next
  const [code, sentence] = refusalOf(action, state)
  throw conflict(code, sentence, { state })
}

export const ROUND_LOCKED = '本期调度已经锁定，数据不能再改。确需调整，请由项目办办理核增、核减。'

function refusalOf(action: ReportAction, state: ReportState): readonly [string, string] {
  if (state === 'locked') return ['round_locked', ROUND_LOCKED]
  const writing = action === 'save' || action === 'submit'
  if (state === 'submitted') return ['report_submitted', '这份填报已经提交，正等待审核。需要修改，请先撤回再提交。']
  if (state === 'accepted') {
    if (action === 'accept') return ['report_accepted', '这份填报已经审核通过，不用重复办理。']
    const way = writing || action === 'withdraw' ? '需要修改，请联系项目办。' : '不能再退回。'
    return ['report_accepted', `这份填报已经审核通过，数据已进入台账，${way}`]
  }
  if (action === 'withdraw') return ['report_not_submitted', '这份填报没有提交或已被退回，可以直接修改，不用撤回。']
  return ['report_not_submitted', '这份填报还没有提交，或已退回、撤回。请等填报人提交后再审核。']
}
