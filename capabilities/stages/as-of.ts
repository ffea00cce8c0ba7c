import { dateInChina } from '#kernel/period.ts'
import { invalid } from '#kernel/problem.ts'
import type { Day } from './rules/days.ts'

/** The day asked for, or today. What has not happened is not known: a later day is refused. */
export function asOfDay(given: Day | undefined, now: Date): Day {
  const today = dateInChina(now)
  if (given && given > today) throw invalid('as_of_in_future', '统计截止日不能晚于今天，请重新选择。')
  return given ?? today
}
