import { addWan, compareWan, formatWan, subtractWan, type Wan } from '#kernel/money.ts'
import { lastDayOf, type Month, weekOf } from '#kernel/period.ts'
import { invalid, type Problem } from '#kernel/problem.ts'

/** The two figures of a period: one follows from the other and the base. */
export type PeriodFigures = { completedCurrent: Wan | null; completedYtd: Wan | null }

/**
 * Fills in the one that was left out: 年初累计 = base + 本期. `base` is the last accepted cumulative of the year before this period,
 * corrections included, '0' at the start of a year (which may begin with 1—2月 in one). Both given stay as they are.
 */
export function completeFigures(given: PeriodFigures, base: Wan): PeriodFigures {
  const { completedCurrent, completedYtd } = given
  if (completedYtd === null && completedCurrent !== null)
    return { completedCurrent, completedYtd: addWan(base, completedCurrent) }
  if (completedCurrent === null && completedYtd !== null)
    return { completedCurrent: subtractWan(completedYtd, base), completedYtd }
  return given
}

/** Both were given and they contradict each other: the sentence names both and what would agree. */
export function disagreement({ completedCurrent, completedYtd }: PeriodFigures, base: Wan): Problem | null {
  if (completedCurrent === null || completedYtd === null) return null
  const expected = addWan(base, completedCurrent)
  if (compareWan(expected, completedYtd) === 0) return null
  const sentence =
    `本期完成${formatWan(completedCurrent)}与年初累计${formatWan(completedYtd)}对不上：前期累计${formatWan(base)}，` +
    `加本期应为${formatWan(expected)}。请核对后改正其中一个，或只填一个，另一个自动计算。`
  return invalid('figures_disagree', sentence, { completedCurrent, completedYtd, base, expectedYtd: expected })
}

/** Monday to Sunday of an ISO week `2026-W47`, as ISO dates; null when there is no such week. */
export function daysOfWeek(week: string): string[] | null {
  if (!/^\d{4}-W\d{2}$/.test(week)) return null
  const [year, number] = week.split('-W').map(Number) as [number, number]
  const fourth = new Date(Date.UTC(year, 0, 4))
  const firstMonday = fourth.getTime() - ((fourth.getUTCDay() || 7) - 1) * DAY
  const days = Array.from({ length: 7 }, (_, index) =>
    new Date(firstMonday + ((number - 1) * 7 + index) * DAY).toISOString().slice(0, 10),
  )
  return weekOf(days[0]!) === week ? days : null
}

/** A week over the turn of a month belongs to both: the office says which one it reports for. */
export function weekBelongsTo(week: string, month: Month): boolean {
  const days = daysOfWeek(week)
  return days !== null && days[0]! <= lastDayOf(month) && days[6]! >= `${month}-01`
}

const DAY = 86_400_000
