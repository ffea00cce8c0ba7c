/** What later capabilities may ask of the settings. */
import type { WorkCalendar } from '#kernel/workday.ts'
import type { Transaction } from '#platform/database/pool.ts'
import { readWorkCalendar } from './calendar/store.ts'

export { seedCalendar } from './calendar/seed.ts'
export { namedTerms } from './dictionaries/store.ts'
export { startDeliverer } from './webhooks/deliverer.ts'
export { queueDeliveries } from './webhooks/queue.ts'

/** The working days of these years, for kernel/workday.ts; a year nobody keeps is absent and refused there. */
export async function calendarOf(db: Transaction, years: readonly number[]): Promise<WorkCalendar> {
  return await readWorkCalendar(db, years)
}
