import { isWeekend, isWorkday, shiftDate } from '#kernel/workday.ts'
import type { Calendar, CalendarDay } from '../../calendar/contract.ts'

export type Cell = { date: string; day: number; isWeekend: boolean; special: CalendarDay | null }
export type MonthCells = {
  month: number
  workdays: number /** Empty places before the first, Monday first. */
  lead: number
  cells: Cell[]
}

/** Twelve months of a kept year. */
export function monthsOf({ year, days }: Pick<Calendar, 'year' | 'days'>): MonthCells[] {
  const special = new Map(days.map((day) => [day.date, day]))
  const calendar = { years: new Set([year]), days: new Map(days.map(({ date, kind }) => [date, kind])) }
  return Array.from({ length: 12 }, (_, index) => {
    const first = `${year}-${String(index + 1).padStart(2, '0')}-01`
    const length = new Date(Date.UTC(year, index + 1, 0)).getUTCDate()
    const cells = Array.from({ length }, (_, at) => {
      const date = shiftDate(first, at)
      return { date, day: at + 1, isWeekend: isWeekend(date), special: special.get(date) ?? null }
    })
    const workdays = cells.filter(({ date }) => isWorkday(calendar, date)).length
    return { month: index + 1, workdays, lead: (weekdayOf(first) + 6) % 7, cells }
  })
}

export function workdaysOfYear(calendar: Pick<Calendar, 'year' | 'days'>): number {
  return monthsOf(calendar).reduce((sum, { workdays }) => sum + workdays, 0)
}

/** Monday is 0. */
export function weekdayIndex(date: string): number {
  return (weekdayOf(date) + 6) % 7
}

export type Arranged = { name: string; from: string; to: string; days: number; worked: string[] }

/** The year's holidays in their order, days that follow each other as one (国庆节、中秋节), with the days worked for them. */
export function arrangements(days: readonly CalendarDay[]): Arranged[] {
  const runs: CalendarDay[][] = []
  for (const day of days.filter(({ kind }) => kind === 'holiday')) {
    const run = runs.at(-1)
    if (run && shiftDate(run.at(-1)!.date, 1) === day.date) run.push(day)
    else runs.push([day])
  }
  return runs.map((run) => {
    const names = [...new Set(run.map(({ name }) => name))]
    const worked = days.filter(({ kind, name }) => kind === 'makeup' && names.some((one) => name.includes(one)))
    return {
      name: names.join('、'),
      from: run[0]!.date,
      to: run.at(-1)!.date,
      days: run.length,
      worked: worked.map(({ date }) => date),
    }
  })
}

function weekdayOf(date: string): number {
  return new Date(`${date}T00:00:00Z`).getUTCDay()
}
