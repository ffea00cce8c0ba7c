import { conflict, invalid } from '#kernel/problem.ts'
import { addWorkdays, isWeekend } from '#kernel/workday.ts'
import type { Context, Handlers } from '#platform/http/context.ts'
import type { Input } from '#platform/http/contract.ts'
import { regionalPath } from '../regional.ts'
import type { Calendar, calendarRoutes } from './contract.ts'
import * as store from './store.ts'

type Routes = typeof calendarRoutes

export const calendarHandlers: Handlers<Routes> = {
  readCalendar: async ({ db }, { query }) => await store.readCalendar(db, query.year),
  readDeadline,
  keepCalendarYear,
  setCalendarDay,
}

async function readDeadline({ db }: Context, { query }: Input<Routes['readDeadline']>): Promise<{ date: string }> {
  const year = Number(query.from.slice(0, 4))
  // 400 working days end in the second year after at the latest
  const calendar = await store.readWorkCalendar(db, [year, year + 1, year + 2])
  return { date: addWorkdays(calendar, query.from, query.workdays) }
}

async function keepCalendarYear(context: Context, { body }: Input<Routes['keepCalendarYear']>): Promise<Calendar> {
  const orgPath = regionalPath(context)
  const { db, person, now } = context
  const { year, source, days } = body
  refuseImpossible(year, days)
  const before = await store.readCalendar(db, year)
  if (before.isKept && !body.replaces) {
    throw conflict('calendar_year_kept', `${year}年的工作日历已经维护。如需按新文件整年替换，请勾选替换并写明原因。`)
  }
  if (before.isKept && !body.reason) throw invalid('reason_needed', '替换已有的工作日历，请写明原因。')
  await store.replaceYear(db, { year, source, days }, { by: person.accountId, at: now, reason: body.reason ?? null })
  context.record({
    action: 'calendar.yearKept',
    subject: { type: 'calendarYear', id: year },
    orgPath,
    before: before.isKept ? { source: before.source, days: before.days.map(dayText) } : null,
    after: { source, days: days.map(dayText) },
    reason: body.reason ?? null,
  })
  return await store.readCalendar(db, year)
}

type Given = { date: string; kind: 'holiday' | 'makeup'; name: string }

function refuseImpossible(year: number, days: readonly Given[]): void {
  const foreign = days.find(({ date }) => !date.startsWith(`${year}-`))
  if (foreign) throw invalid('calendar_other_year', `${foreign.date} 不在${year}年，请分年录入。`)
  const twice = days.find(({ date }, index) => days.findIndex((other) => other.date === date) !== index)
  if (twice) throw invalid('calendar_day_twice', `${twice.date} 出现了两次，请核对。`)
  const weekday = days.find(({ date, kind }) => kind === 'makeup' && !isWeekend(date))
  if (weekday) throw notAWeekend(weekday.date)
}

async function setCalendarDay(
  context: Context,
  { params: { date }, body }: Input<Routes['setCalendarDay']>,
): Promise<Calendar> {
  const orgPath = regionalPath(context)
  const { db, person, now } = context
  const year = Number(date.slice(0, 4))
  if (!(await store.isYearKept(db, year))) {
    throw conflict('calendar_missing', `${year}年的工作日历还没有维护。请先录入当年放假安排，再调整单日。`)
  }
  const before = await store.lockDay(db, date)
  if (body.kind === 'ordinary') {
    if (!before) throw invalid('nothing_changed', '没有改动任何内容。')
    await store.clearDay(db, date)
  } else {
    const { kind, source, reason } = body
    const name = body.name ?? (kind === 'makeup' ? '上班' : '放假')
    if (kind === 'makeup' && !isWeekend(date)) throw notAWeekend(date)
    if (before?.kind === kind && before.name === name) throw invalid('nothing_changed', '没有改动任何内容。')
    await store.setDay(db, { date, kind, name, source, reason }, { by: person.accountId, at: now })
  }
  context.record({
    action: 'calendar.dayChanged',
    subject: { type: 'calendarDay', id: date },
    orgPath,
    before: before && { kind: before.kind, name: before.name },
    after: { kind: body.kind, name: body.name ?? null, source: body.source },
    reason: body.reason,
  })
  return await store.readCalendar(db, year)
}

function notAWeekend(date: string) {
  return invalid('makeup_on_weekday', `${date} 是周一至周五，本来就上班；只有周六、周日可以设为调休上班。`)
}

function dayText({ date, kind, name }: Given): string {
  return `${date} ${kind === 'holiday' ? '放假' : '上班'} ${name}`
}
