import * as z from 'zod'
import { isCalendarDay } from '#kernel/period.ts'
import { isoDate } from '#platform/http/contract.ts'

export const text = (length: number) => z.string().trim().max(length, `不超过${length}字`)
export const reason = text(200).min(2, '请写明原因')
/** A day that exists. */
export const day = isoDate.refine(isCalendarDay, '没有这一天，请核对日期')
export const partialDate = z
  .string()
  .regex(
    /^(19|20|21)\d{2}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$/,
    '日期写到年、月或日：2026、2026-03、2026-03-28',
  )
  .refine((date) => date.length < 10 || isCalendarDay(date), '没有这一天，请核对日期')

/** A rate with both its denominators (rules/conversion.ts). */
export const conversion = z.object({
  all: z.number(),
  due: z.number(),
  moved: z.number(),
  early: z.number(),
  movedOfDue: z.number(),
  overdue: z.number(),
  rateOfAll: z.string().nullable(),
  rateOfDue: z.string().nullable(),
})
export const standing = z.enum(['moved', 'overdue', 'dueSoon', 'notDue', 'noRule'])

/** A county with its rate; `countyId` null: projects in no county (市本级), named by the screen. */
export const countyConversion = z.object({
  countyId: z.number().nullable(),
  countyName: z.string().nullable(),
  conversion,
})
export type CountyConversion = z.infer<typeof countyConversion>

/** Enough of a project to name it in a list. */
export const projectName = z.object({
  projectId: z.number(),
  name: z.string(),
  countyId: z.number().nullable(),
  countyName: z.string().nullable(),
  stage: z.string().nullable(),
  totalInvestment: z.string().nullable(),
})
