import * as z from 'zod'
import { defineRoutes } from '#platform/http/contract.ts'
import { calendarRoutes } from './calendar/contract.ts'
import { dictionaryRoutes } from './dictionaries/contract.ts'
import { webhookRoutes } from './webhooks/contract.ts'

/** What the page of settings says of each section in one line. */
export const settingsState = z.object({
  calendarYears: z.array(z.number()),
  dictionaries: z.object({ total: z.number(), unexplained: z.number(), examples: z.number() }),
  /** Null for who may not see where messages are sent. */
  webhooks: z.object({ active: z.number(), paused: z.number(), lastDeliveredAt: z.string().nullable() }).nullable(),
})
export type SettingsState = z.infer<typeof settingsState>

export const settingsRoutes = defineRoutes({
  readSettings: {
    method: 'GET',
    path: '/api/settings',
    needs: 'setting.read',
    summary: 'How each section of the settings stands.',
    out: settingsState,
  },
  ...calendarRoutes,
  ...dictionaryRoutes,
  ...webhookRoutes,
})
