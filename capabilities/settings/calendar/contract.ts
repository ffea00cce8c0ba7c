import * as z from 'zod'
import { isCalendarDay } from '#kernel/period.ts'
import { defineRoutes, isoDate } from '#platform/http/contract.ts'

export const reason = z.string().trim().min(2, '请写明原因').max(200)
const source = z.string().trim().min(2, '请写明依据的文件').max(200)
const date = isoDate.refine(isCalendarDay, '没有这一天，请核对日期')
const year = z.coerce.number().int().min(1990).max(2100)
const dayName = z.string().trim().min(1, '请填写名称').max(40)

export const calendarDay = z.object({
  date: z.string(),
  kind: z.enum(['holiday', 'makeup']),
  name: z.string(),
  source: z.string(),
  reason: z.string().nullable(),
  /** Who changed it by hand; null for days as they were arranged. */
  changedBy: z.string().nullable(),
  changedAt: z.string(),
})
export type CalendarDay = z.infer<typeof calendarDay>

export const calendar = z.object({
  year: z.number(),
  /** Whether somebody answers for this year; else nothing is known about its days. */
  isKept: z.boolean(),
  source: z.string().nullable(),
  days: z.array(calendarDay),
  keptYears: z.array(z.number()),
})
export type Calendar = z.infer<typeof calendar>

export const calendarRoutes = defineRoutes({
  readCalendar: {
    method: 'GET',
    path: '/api/calendar',
    needs: 'setting.read',
    summary: 'The days of a year that differ from “Monday to Friday”, and the years that are kept.',
    query: z.object({ year }),
    out: calendar,
  },
  readDeadline: {
    method: 'GET',
    path: '/api/calendar/deadline',
    needs: 'setting.read',
    summary: 'The n-th working day after a date; refused for years that are not kept.',
    query: z.object({ from: date, workdays: z.coerce.number().int().min(1).max(400) }),
    out: z.object({ date: z.string() }),
  },
  keepCalendarYear: {
    method: 'POST',
    path: '/api/calendar-years',
    needs: 'setting.manage',
    summary: 'Enters the arrangement of a year; one that is kept already is replaced only when asked, with a reason.',
    body: z.object({
      year,
      source,
      days: z.array(z.object({ date, kind: z.enum(['holiday', 'makeup']), name: dayName })).max(120),
      replaces: z.boolean().default(false),
      reason: reason.optional(),
    }),
    out: calendar,
  },
  setCalendarDay: {
    method: 'PUT',
    path: '/api/calendar-days/:date',
    needs: 'setting.manage',
    summary: 'Makes one day a holiday, a day worked instead, or an ordinary one.',
    params: z.object({ date }),
    body: z.object({ kind: z.enum(['holiday', 'makeup', 'ordinary']), name: dayName.optional(), source, reason }),
    out: calendar,
  },
})
