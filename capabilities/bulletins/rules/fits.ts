import { monthOf } from '#kernel/period.ts'
import type { Rhythm } from '../template/content.ts'

/** Whether a template is for such a round: every month, a quarter's last month, every week. */
export function fits(rhythm: Rhythm, round: { kind: 'month' | 'week'; month: string }): boolean {
  if (rhythm === 'week') return round.kind === 'week'
  return round.kind === 'month' && (rhythm === 'month' || monthOf(round.month) % 3 === 0)
}
