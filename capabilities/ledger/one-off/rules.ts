import { dateInChina } from '#kernel/period.ts'
import { conflict, invalid } from '#kernel/problem.ts'
import type { OneOffLine } from './contract.ts'

type Standing = { closedAt: string | null; dueOn: string }

/** A form takes what is filled in until the end of its day, Chinese time. */
export function stateOf({ closedAt, dueOn }: Standing, now: Date): OneOffLine['state'] {
  if (closedAt !== null) return 'closed'
  return dateInChina(now) > dueOn ? 'past' : 'open'
}

export function refuseNotOpen(form: Standing, now: Date): void {
  const state = stateOf(form, now)
  if (state === 'closed')
    throw conflict('one_off_closed', '这张一次性报表已经结束，不能再填报。如需补填，请联系下发单位重新开放。')
  if (state === 'past')
    throw conflict('one_off_past_due', `填报已于${form.dueOn}截止，不能再填报。如需补填，请联系下发单位延期。`)
}

export function refuseDueBefore(dueOn: string, now: Date): void {
  if (dueOn < dateInChina(now)) throw invalid('due_past', '截止日期不能早于今天，请重新选择。')
}
