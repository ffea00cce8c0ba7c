import { dateInChina, dateLongText } from '#kernel/period.ts'
import { conflict, type Problem } from '#kernel/problem.ts'

/** A report that comes at the deadline itself is in time. */
export function hasPassed(deadline: string, now: Date): boolean {
  return now.getTime() > new Date(deadline).getTime()
}

/** Submitting after the deadline is allowed, but only knowingly. */
export function deadlinePassed(deadline: string): Problem {
  const sentence = `填报截止时间${deadlineText(deadline)}已过。仍要提交，请确认按迟报提交，本期将记为迟报；确有特殊情况，请联系项目办延长截止时间。`
  return conflict('deadline_passed', sentence, { deadline })
}

/** `2026年10月28日18:00` in China's time. */
export function deadlineText(deadline: string): string {
  const instant = new Date(deadline)
  const clock = new Date(instant.getTime() + CHINA_AHEAD).toISOString().slice(11, 16)
  return `${dateLongText(dateInChina(instant))}${clock}`
}

const CHINA_AHEAD = 8 * 3_600_000
